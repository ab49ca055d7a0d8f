// SPDX-License-Identifier: MIT
#pragma once

#include "models/highlightrule.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace Spawnscope {

/// Rules to edit as a table; the check box of a rule's name enables it.
class HighlightRulesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Pattern, Extent, ColumnCount };
    enum Role { ErrorRole = Qt::UserRole }; ///< why a pattern is none; empty otherwise

    explicit HighlightRulesModel(HighlightRuleList rules, QObject *parent = nullptr);

    const HighlightRuleList &rules() const { return m_rules; }
    void setRules(const HighlightRuleList &rules);
    void setRule(int row, const HighlightRule &rule);
    void insertRule(int row, const HighlightRule &rule);
    void removeRule(int row);
    void moveRule(int row, int newRow); ///< @p newRow is where it stands afterwards

    /// Why the pattern of a rule is none, in the words of PCRE2; empty when it is valid.
    QString error(int row) const { return m_errors.value(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The rules are not what they were.
    void rulesChanged();

private:
    void findErrors();

    HighlightRuleList m_rules;
    QStringList m_errors; // of each rule
};

} // namespace Spawnscope
