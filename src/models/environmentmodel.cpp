// SPDX-License-Identifier: MIT
#include "models/environmentmodel.h"

#include "models/formatting.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

QString stateWord(EnvironmentModel::State state)
{
    switch (state) {
    case EnvironmentModel::State::Inherited:
        return EnvironmentModel::tr("Inherited");
    case EnvironmentModel::State::Added:
        return EnvironmentModel::tr("Added");
    case EnvironmentModel::State::Changed:
        return EnvironmentModel::tr("Changed");
    case EnvironmentModel::State::Removed:
        break;
    }
    return EnvironmentModel::tr("Removed");
}

bool isName(const QByteArray &name)
{
    return !name.isEmpty() && !name.contains('=') && !name.contains('\0');
}

} // namespace

EnvironmentModel::EnvironmentModel(const Variables &inherited, QObject *parent)
    : EnvironmentModel(inherited, ownNameCase(), parent)
{}

EnvironmentModel::EnvironmentModel(const Variables &inherited, Qt::CaseSensitivity names,
                                   QObject *parent)
    : QAbstractTableModel(parent)
    , m_inherited(inherited)
    , m_nameCase(names)
{
    collectNames();
}

void EnvironmentModel::setEnvironment(const Environment &environment)
{
    beginResetModel();
    m_environment = environment;
    collectNames();
    endResetModel();
    Q_EMIT environmentChanged();
}

void EnvironmentModel::setBase(Environment::Base base)
{
    if (base == m_environment.base)
        return;
    Environment environment = m_environment;
    environment.base = base;
    setEnvironment(environment);
}

int EnvironmentModel::setVariable(const QByteArray &name, const QByteArray &value)
{
    if (!isName(name))
        return -1;
    if (const int row = rowOf(name); row >= 0) {
        change(row, value);
        return row;
    }
    const int row = int(placeOf(name) - m_names.cbegin());
    beginInsertRows({}, row, row);
    m_names.insert(row, name);
    m_environment.changes.insert(name, value);
    endInsertRows();
    Q_EMIT environmentChanged();
    return row;
}

void EnvironmentModel::removeVariable(int row)
{
    if (inherits(m_names[row]))
        change(row, std::nullopt);
    else
        resetVariable(row);
}

void EnvironmentModel::resetVariable(int row)
{
    const QByteArray name = m_names[row];
    if (!m_environment.changes.contains(name))
        return;
    if (inherits(name)) {
        m_environment.changes.remove(name);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else {
        beginRemoveRows({}, row, row);
        m_environment.changes.remove(name);
        m_names.removeAt(row);
        endRemoveRows();
    }
    Q_EMIT environmentChanged();
}

void EnvironmentModel::resetAll()
{
    setEnvironment({});
}

void EnvironmentModel::change(int row, const std::optional<QByteArray> &value)
{
    const QByteArray &name = m_names[row];
    if (value && inherits(name) && *value == m_inherited.value(name))
        m_environment.changes.remove(name);
    else
        m_environment.changes.insert(name, value);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT environmentChanged();
}

/// Also gives the changes the spelling of what they change.
void EnvironmentModel::collectNames()
{
    const auto isLess = [this](const QByteArray &a, const QByteArray &b) { return isBefore(a, b); };
    m_names = m_environment.base == Environment::Base::Inherit ? m_inherited.keys()
                                                               : QList<QByteArray>();
    std::sort(m_names.begin(), m_names.end(), isLess);
    const auto changes = std::exchange(m_environment.changes, {});
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        int row = rowOf(it.key());
        if (row < 0) {
            row = int(placeOf(it.key()) - m_names.cbegin());
            m_names.insert(row, it.key());
        }
        m_environment.changes.insert(m_names[row], it.value());
    }
}

bool EnvironmentModel::isBefore(const QByteArray &a, const QByteArray &b) const
{
    return a.compare(b, m_nameCase) < 0;
}

/// Where a name is, or would be.
QList<QByteArray>::const_iterator EnvironmentModel::placeOf(const QByteArray &name) const
{
    return std::lower_bound(
        m_names.cbegin(), m_names.cend(), name,
        [this](const QByteArray &a, const QByteArray &b) { return isBefore(a, b); });
}

bool EnvironmentModel::inherits(const QByteArray &name) const
{
    return m_environment.base == Environment::Base::Inherit && m_inherited.contains(name);
}

EnvironmentModel::State EnvironmentModel::stateOf(const QByteArray &name) const
{
    const auto found = m_environment.changes.constFind(name);
    if (found == m_environment.changes.constEnd())
        return State::Inherited;
    if (!*found)
        return State::Removed;
    return inherits(name) ? State::Changed : State::Added;
}

QByteArray EnvironmentModel::valueOf(const QByteArray &name) const
{
    const auto found = m_environment.changes.constFind(name);
    if (found != m_environment.changes.constEnd() && *found)
        return **found;
    return m_inherited.value(name);
}

int EnvironmentModel::rowOf(const QByteArray &name) const
{
    const auto place = placeOf(name);
    return place != m_names.cend() && !isBefore(name, *place) ? int(place - m_names.cbegin()) : -1;
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_names.size());
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QByteArray &name = m_names[index.row()];
    const State state = stateOf(name);
    if (role == StateRole)
        return QVariant::fromValue(state);
    if (role == Qt::ToolTipRole && state == State::Changed)
        return tr("Inherited value: %1").arg(escapedText(m_inherited.value(name)));
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case Name:
        return escapedText(name);
    case Value:
        return escapedText(valueOf(name));
    case Change:
        return stateWord(state);
    default:
        return {};
    }
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != Value
        || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QByteArray bytes = unescapedText(value.toString());
    if (bytes.contains('\0'))
        return false;
    // Opening and leaving an editor is no change.
    if (bytes != valueOf(m_names[index.row()]) || stateOf(m_names[index.row()]) == State::Removed)
        change(index.row(), bytes);
    return true;
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Name:
        return tr("Variable");
    case Value:
        return tr("Value");
    case Change:
        return tr("Change");
    default:
        return {};
    }
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractTableModel::flags(index);
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    return index.column() == Value ? flags | Qt::ItemIsEditable : flags;
}

} // namespace Spawnscope
