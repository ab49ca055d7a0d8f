// SPDX-License-Identifier: MIT
#include "models/runsfilter.h"

#include "models/runsmodel.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

// What somebody may look for; times and sizes change too quickly to filter by.
constexpr RunsModel::Column searchedColumns[] = {
    RunsModel::State, RunsModel::Pid, RunsModel::Returncode, RunsModel::Mode, RunsModel::Command};

} // namespace

RunsFilter::RunsFilter(RunsModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortRole(RunsModel::SortRole);
    setSourceModel(model);
    sort(RunsModel::State, Qt::AscendingOrder);
}

void RunsFilter::setFilterText(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunsFilter::keep(const Session *session)
{
    if (std::exchange(m_kept, session) == session || m_words.isEmpty())
        return;
    // The one before may go, which its view cannot have while it changes its current row.
    QMetaObject::invokeMethod(this, &RunsFilter::invalidateFilter, Qt::QueuedConnection);
}

Session *RunsFilter::sessionAt(const QModelIndex &index) const
{
    return index.isValid() ? m_model->sessionAt(mapToSource(index).row()) : nullptr;
}

QModelIndex RunsFilter::indexOf(const Session *session) const
{
    const int row = m_model->rowOf(session);
    return row < 0 ? QModelIndex() : mapFromSource(m_model->index(row, 0));
}

bool RunsFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_kept && m_model->sessionAt(sourceRow) == m_kept)
        return true;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return std::any_of(std::begin(searchedColumns), std::end(searchedColumns), [&](int column) {
            const QModelIndex cell = m_model->index(sourceRow, column, sourceParent);
            return cell.data().toString().contains(word, Qt::CaseInsensitive);
        });
    });
}

bool RunsFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    return left.row() > right.row(); // newest first among equals
}

} // namespace Spawnscope
