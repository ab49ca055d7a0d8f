// SPDX-License-Identifier: MIT
#pragma once

#include <QSortFilterProxyModel>

namespace Spawnscope {

class RunsModel;
class Session;

/// The runs that hold every word of a text in one of their cells, and one that is kept, sorted: at
/// first the active ones, then the newest.
class RunsFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RunsFilter(RunsModel *model, QObject *parent = nullptr);

    void setFilterText(const QString &text);
    /// The one somebody looks at stays, or another would take its place under their hands.
    void keep(const Session *session);

    Session *sessionAt(const QModelIndex &index) const;
    /// Invalid if the filter hides it.
    QModelIndex indexOf(const Session *session) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    RunsModel *m_model;
    QStringList m_words;
    const Session *m_kept = nullptr; ///< compared only
};

} // namespace Spawnscope
