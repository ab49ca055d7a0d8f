// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputsource.h"

#include <functional>
#include <vector>

namespace Spawnscope {

/// The places of a source (see OutputExtent) in equal stretches, one below the other, as many as
/// there are pixels. When there are fewer places than stretches, some stretches hold none.
class OverviewBuckets final
{
public:
    OverviewBuckets() = default;
    /// @p places is how many all stretches together hold, at least those of the extent.
    OverviewBuckets(const OutputExtent &extent, qint64 places, int count);

    int count() const { return m_count; }
    bool isEmpty() const { return m_count == 0 || m_places == 0; }
    const OutputExtent &extent() const { return m_extent; }

    /// The stretch that holds @p row.
    int bucketOf(qint64 row) const;
    /// The rows of a stretch; the row at its place when it holds none.
    OutputRows rowsAt(int bucket) const;

    /// How much of something lies in each stretch, given how much lies before a row. Asks once for
    /// each stretch.
    std::vector<qint64> counts(const std::function<qint64(qint64 row)> &countBefore) const;

private:
    qint64 firstPlace(int bucket) const;
    qint64 rowOf(qint64 place) const;

    OutputExtent m_extent;
    qint64 m_places = 0;
    int m_count = 0;
};

} // namespace Spawnscope
