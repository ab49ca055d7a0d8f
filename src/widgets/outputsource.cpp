// SPDX-License-Identifier: MIT
#include "widgets/outputsource.h"

#include <algorithm>

namespace Spawnscope {

qint64 OutputExtent::firstRow() const
{
    return gap.isEmpty() ? rows.first : std::min(rows.first, gap.rows.first);
}

qint64 OutputExtent::lastRow() const
{
    return rowAt(count() - 1);
}

qint64 OutputExtent::count() const
{
    if (gap.isEmpty())
        return std::max<qint64>(rows.count(), 0);
    const qint64 before = gap.rows.first - firstRow();
    return before + 1 + std::max<qint64>(rows.end - gap.rows.end, 0);
}

qint64 OutputExtent::placeOf(qint64 row) const
{
    const qint64 first = firstRow();
    qint64 place = row - first;
    if (!gap.isEmpty() && row >= gap.rows.first)
        place = gap.rows.first - first + std::max<qint64>(row - gap.rows.end + 1, 0);
    return std::clamp<qint64>(place, 0, std::max<qint64>(count() - 1, 0));
}

qint64 OutputExtent::rowAt(qint64 place) const
{
    const qint64 first = firstRow();
    place = std::clamp<qint64>(place, 0, std::max<qint64>(count() - 1, 0));
    const qint64 markPlace = gap.rows.first - first;
    if (gap.isEmpty() || place <= markPlace)
        return first + place;
    return gap.rows.end + (place - markPlace - 1);
}

OutputExtent OutputSource::extent() const
{
    OutputExtent extent;
    extent.rows = rows();
    extent.gap = gap(); // the newer answer: rows given up meanwhile are in it
    extent.gap.rows.end = std::min(extent.gap.rows.end, extent.rows.end);
    return extent;
}

qint64 LogSource::rowOfLineNumber(qint64 lineNumber) const
{
    const OutputRows kept = rows();
    const qint64 row = rowOfLine(m_log->rowOfLineNumber(lineNumber));
    return std::clamp(row, kept.first, std::max(kept.end - 1, kept.first));
}

} // namespace Spawnscope
