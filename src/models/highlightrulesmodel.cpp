// SPDX-License-Identifier: MIT
#include "models/highlightrulesmodel.h"

#include <utility>

namespace Spawnscope {

namespace {

QString errorOf(const HighlightRule &rule)
{
    return LinePattern(rule.pattern, rule.options).error();
}

} // namespace

HighlightRulesModel::HighlightRulesModel(HighlightRuleList rules, QObject *parent)
    : QAbstractTableModel(parent)
    , m_rules(std::move(rules))
{
    findErrors();
}

void HighlightRulesModel::setRules(const HighlightRuleList &rules)
{
    beginResetModel();
    m_rules = rules;
    findErrors();
    endResetModel();
    Q_EMIT rulesChanged();
}

void HighlightRulesModel::setRule(int row, const HighlightRule &rule)
{
    if (m_rules[row] == rule)
        return;
    m_rules[row] = rule;
    m_errors[row] = errorOf(rule);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT rulesChanged();
}

void HighlightRulesModel::insertRule(int row, const HighlightRule &rule)
{
    beginInsertRows({}, row, row);
    m_rules.insert(row, rule);
    m_errors.insert(row, errorOf(rule));
    endInsertRows();
    Q_EMIT rulesChanged();
}

void HighlightRulesModel::removeRule(int row)
{
    beginRemoveRows({}, row, row);
    m_rules.removeAt(row);
    m_errors.removeAt(row);
    endRemoveRows();
    Q_EMIT rulesChanged();
}

void HighlightRulesModel::moveRule(int row, int newRow)
{
    if (newRow < 0 || newRow >= m_rules.size())
        return;
    // Qt counts the target among the rows as they were.
    if (!beginMoveRows({}, row, row, {}, newRow > row ? newRow + 1 : newRow))
        return;
    m_rules.move(row, newRow);
    m_errors.move(row, newRow);
    endMoveRows();
    Q_EMIT rulesChanged();
}

void HighlightRulesModel::findErrors()
{
    m_errors.clear();
    for (const HighlightRule &rule : std::as_const(m_rules))
        m_errors.append(errorOf(rule));
}

int HighlightRulesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rules.size());
}

int HighlightRulesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HighlightRulesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HighlightRule &rule = m_rules[index.row()];
    const QString &error = m_errors[index.row()];
    if (role == ErrorRole)
        return error;
    if (role == Qt::ToolTipRole && !error.isEmpty())
        return tr("Invalid expression: %1").arg(error);
    if (role == Qt::CheckStateRole && index.column() == Name)
        return rule.isEnabled ? Qt::Checked : Qt::Unchecked;
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case Name:
        return rule.name;
    case Pattern:
        return rule.pattern;
    case Extent:
        return rule.extent == HighlightRule::Extent::Match ? tr("Match") : tr("Whole line");
    default:
        return {};
    }
}

bool HighlightRulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    HighlightRule rule = m_rules[index.row()];
    if (role == Qt::CheckStateRole && index.column() == Name)
        rule.isEnabled = value.toInt() == Qt::Checked;
    else if (role == Qt::EditRole && index.column() == Name)
        rule.name = value.toString();
    else if (role == Qt::EditRole && index.column() == Pattern)
        rule.pattern = value.toString();
    else
        return false;
    setRule(index.row(), rule);
    return true;
}

QVariant HighlightRulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Name:
        return tr("Rule");
    case Pattern:
        return tr("Pattern");
    case Extent:
        return tr("Applies to");
    default:
        return {};
    }
}

Qt::ItemFlags HighlightRulesModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    flags |= Qt::ItemNeverHasChildren;
    if (index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return index.column() == Extent ? flags : flags | Qt::ItemIsEditable;
}

} // namespace Spawnscope
