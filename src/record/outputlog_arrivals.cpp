// SPDX-License-Identifier: MIT
// The reading half of OutputLog: in the order of arrival.
#include "record/outputlog_p.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

/// Moves [@p offset, @p end) of a stream past what was given up of it; false if nothing is left.
bool skipLost(const LogGap::Bytes &lost, qint64 *offset, qint64 *end)
{
    if (lost.contains(*offset))
        *offset = std::min(lost.end, *end);
    else if (lost.contains(*end - 1))
        *end = lost.begin;
    return *offset < *end;
}

} // namespace

OutputArrivals OutputLog::arrivals(qint64 position, qsizetype maxBytes) const
{
    constexpr qsizetype MostChunks = 4096;
    const LogState state = m_parts->state();
    OutputArrivals result{.chunks = {}, .next = position};
    const ArrivalPoint &gapEnd = state.gap.tail;
    bool isAfterGap = false;
    if (!state.gap.isEmpty() && position >= state.gap.head.allBytes()
        && position < gapEnd.allBytes()) {
        result.next = gapEnd.allBytes();
        isAfterGap = true;
    }
    if (!m_parts->arrivals())
        return result;
    ArrivalCursor cursor(*m_parts->arrivals(), state.end);
    bool isThere = cursor.seekByte(result.next);
    while (isThere && maxBytes > 0 && result.chunks.size() < MostChunks) {
        if (!state.gap.isEmpty() && cursor.point().record >= state.gap.head.record
            && cursor.point().record < gapEnd.record)
            break; // the next call goes on behind it
        const ArrivalRecord &record = cursor.record();
        const qint64 done = result.next - cursor.point().allBytes();
        qint64 offset = record.offset + done;
        qint64 end = offset + std::min<qint64>(record.length - done, maxBytes);
        const qint64 count = end - offset;
        const bool isKept = skipLost(state.lostBytes(record.stream), &offset, &end);
        isAfterGap = isAfterGap || end - offset < count;
        QByteArray bytes = isKept ? readBytes(record.stream, offset, end - offset) : QByteArray();
        isAfterGap = isAfterGap || bytes.size() < end - offset;
        if (!bytes.isEmpty())
            result.chunks.append({.stream = record.stream,
                                  .when = std::chrono::nanoseconds(record.nanoseconds),
                                  .bytes = std::move(bytes),
                                  .isAfterGap = std::exchange(isAfterGap, false)});
        result.next += count;
        maxBytes -= count;
        if (done + count == record.length)
            isThere = cursor.next();
    }
    // What cannot be read does not keep anybody from the end.
    if (result.chunks.isEmpty() && result.next == position && !isThere)
        result.next = std::max(position, state.end.allBytes());
    return result;
}

qint64 OutputLog::arrivalsEnd() const
{
    return m_parts->state().end.allBytes();
}

qint64 OutputLog::arrivalsAt(std::chrono::nanoseconds when) const
{
    const LogState state = m_parts->state();
    if (!m_parts->arrivals())
        return state.end.allBytes();
    ArrivalCursor cursor(*m_parts->arrivals(), state.end);
    return cursor.seekTime(when.count()) ? cursor.point().allBytes() : state.end.allBytes();
}

std::chrono::nanoseconds OutputLog::lastArrival() const
{
    const LogState state = m_parts->state();
    if (!m_parts->arrivals())
        return {};
    ArrivalCursor cursor(*m_parts->arrivals(), state.end);
    return cursor.seekRecord(state.end.record - 1)
        ? std::chrono::nanoseconds(cursor.record().nanoseconds)
        : std::chrono::nanoseconds(0);
}

} // namespace Spawnscope
