// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractListModel>
#include <QByteArrayList>

namespace Spawnscope {

/// An argument list with one row per argument. Texts are edited in the form of escapedText().
class ArgumentsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    const QByteArrayList &arguments() const { return m_arguments; }
    void setArguments(const QByteArrayList &arguments);

    /// Inserts an empty argument.
    void insertArgument(int row);
    void removeArgument(int row);
    /// Exchanges an argument with its neighbour; false at the ends.
    bool moveUp(int row);
    bool moveDown(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// By one of the functions above or by editing, but not by setArguments().
    void edited();

private:
    QByteArrayList m_arguments;
};

} // namespace Spawnscope
