// SPDX-License-Identifier: MIT
#include "widgets/overviewbuckets.h"

#include <algorithm>

namespace Spawnscope {

OverviewBuckets::OverviewBuckets(const OutputExtent &extent, qint64 places, int count)
    : m_extent(extent)
    , m_places(std::max(places, extent.count()))
    , m_count(std::max(count, 0))
{}

qint64 OverviewBuckets::firstPlace(int bucket) const
{
    return (m_places * bucket + m_count - 1) / m_count;
}

qint64 OverviewBuckets::rowOf(qint64 place) const
{
    return place < m_extent.count() ? m_extent.rowAt(place) : m_extent.rows.end;
}

int OverviewBuckets::bucketOf(qint64 row) const
{
    if (isEmpty())
        return 0;
    return int(std::min<qint64>(m_extent.placeOf(row) * m_count / m_places, m_count - 1));
}

OutputRows OverviewBuckets::rowsAt(int bucket) const
{
    if (isEmpty())
        return {};
    bucket = std::clamp(bucket, 0, m_count - 1);
    const qint64 first = firstPlace(bucket);
    const qint64 end = firstPlace(bucket + 1);
    if (first < end)
        return {rowOf(first), rowOf(end)};
    const qint64 place = m_places * bucket / m_count;
    return {rowOf(place), rowOf(place + 1)};
}

std::vector<qint64> OverviewBuckets::counts(
    const std::function<qint64(qint64 row)> &countBefore) const
{
    std::vector<qint64> counts(size_t(m_count), 0);
    if (isEmpty())
        return counts;
    qint64 before = countBefore(rowOf(0));
    for (int bucket = 0; bucket < m_count; ++bucket) {
        const qint64 after = countBefore(rowOf(firstPlace(bucket + 1)));
        counts[size_t(bucket)] = after - before;
        before = after;
    }
    // What was given up counts, but is not shown.
    if (const OutputRows &gap = m_extent.gap.rows; !gap.isEmpty())
        counts[size_t(bucketOf(gap.first))] -= countBefore(gap.end) - countBefore(gap.first);
    return counts;
}

} // namespace Spawnscope
