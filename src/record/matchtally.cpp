// SPDX-License-Identifier: MIT
#include "record/matchtally.h"

#include <algorithm>

namespace Spawnscope {

quint32 &MatchTally::sumOf(qint64 row)
{
    const qint64 number = row / SumRows;
    const auto group = static_cast<size_t>(number / GroupSums);
    if (group >= m_groups.size())
        m_groups.resize(group + 1);
    if (!m_groups[group].sums)
        m_groups[group].sums = std::make_unique<std::array<quint32, GroupSums>>();
    return (*m_groups[group].sums)[static_cast<size_t>(number % GroupSums)];
}

void MatchTally::add(qint64 row, qint64 extra)
{
    if (extra != 0)
        setSum(row, sumOf(row) + extra);
}

void MatchTally::setSum(qint64 row, qint64 sum)
{
    quint32 &known = sumOf(row);
    const qint64 change = sum - known;
    known = static_cast<quint32>(sum);
    m_groups[static_cast<size_t>(row / SumRows / GroupSums)].total += change;
    m_total += change;
}

void MatchTally::clear(const OutputRows &rows)
{
    constexpr qint64 GroupRows = SumRows * GroupSums;
    const qint64 end = std::min(rows.end, static_cast<qint64>(m_groups.size()) * GroupRows);
    for (qint64 row = rows.first; row < end;) {
        Group &group = m_groups[static_cast<size_t>(row / GroupRows)];
        const qint64 groupEnd = (row / GroupRows + 1) * GroupRows;
        if (!group.sums) {
            row = groupEnd;
        } else if (row % GroupRows == 0 && groupEnd <= end) {
            m_total -= group.total;
            group = {};
            row = groupEnd;
        } else {
            setSum(row, 0);
            row += SumRows;
        }
    }
}

qint64 MatchTally::before(qint64 row) const
{
    const qint64 number = row / SumRows;
    const auto group = static_cast<size_t>(number / GroupSums);
    qint64 sum = 0;
    for (size_t i = 0; i < std::min(group, m_groups.size()); ++i)
        sum += m_groups[i].total;
    if (group < m_groups.size() && m_groups[group].sums) {
        for (size_t i = 0; i < static_cast<size_t>(number % GroupSums); ++i)
            sum += (*m_groups[group].sums)[i];
    }
    return sum;
}

qint64 MatchTally::sumAround(qint64 row) const
{
    const qint64 number = row / SumRows;
    const auto group = static_cast<size_t>(number / GroupSums);
    if (group >= m_groups.size() || !m_groups[group].sums)
        return 0;
    return (*m_groups[group].sums)[static_cast<size_t>(number % GroupSums)];
}

} // namespace Spawnscope
