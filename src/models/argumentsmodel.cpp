// SPDX-License-Identifier: MIT
#include "models/argumentsmodel.h"

#include "models/formatting.h"

namespace Spawnscope {

void ArgumentsModel::setArguments(const QByteArrayList &arguments)
{
    if (arguments == m_arguments)
        return;
    beginResetModel();
    m_arguments = arguments;
    endResetModel();
}

void ArgumentsModel::insertArgument(int row)
{
    beginInsertRows({}, row, row);
    m_arguments.insert(row, QByteArray(""));
    endInsertRows();
    Q_EMIT edited();
}

void ArgumentsModel::removeArgument(int row)
{
    beginRemoveRows({}, row, row);
    m_arguments.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

bool ArgumentsModel::moveUp(int row)
{
    return row > 0 && moveDown(row - 1);
}

bool ArgumentsModel::moveDown(int row)
{
    if (row < 0 || row + 1 >= m_arguments.size())
        return false;
    beginMoveRows({}, row + 1, row + 1, {}, row);
    m_arguments.swapItemsAt(row, row + 1);
    endMoveRows();
    Q_EMIT edited();
    return true;
}

int ArgumentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_arguments.size());
}

QVariant ArgumentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QByteArray &argument = m_arguments[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return argument.isEmpty() ? QStringLiteral("''") : escapedText(argument);
    case Qt::EditRole:
        return escapedText(argument);
    case Qt::ToolTipRole:
        return formatBytes(argument.size());
    default:
        return {};
    }
}

bool ArgumentsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QByteArray argument = unescapedText(value.toString());
    if (argument == m_arguments[index.row()])
        return true;
    m_arguments[index.row()] = argument;
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

QVariant ArgumentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return QStringLiteral("argv[%1]").arg(section);
    return tr("Argument");
}

Qt::ItemFlags ArgumentsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : flags;
}

} // namespace Spawnscope
