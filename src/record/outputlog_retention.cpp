// SPDX-License-Identifier: MIT
// What OutputLog gives up to keep within a limit.
#include "record/linemark.h"
#include "record/outputlog_p.h"

#include <algorithm>

namespace Spawnscope {

void OutputLog::Parts::keepWithinLimit()
{
    const qint64 limit = usableLimit();
    const ArrivalPoint from = m_state.gap.isEmpty() ? *m_head : m_state.gap.tail;
    if (costOf(from) <= limit)
        return;
    ArrivalCursor cursor(*m_arrivals, m_arrivals->end());
    if (!cursor.seekRecord(from.record))
        return;
    while (costOf(cursor.point()) > limit - limit / 16) {
        if (!cursor.next())
            break;
    }
    if (cursor.point().record > from.record && giveUpTo(cursor.point()))
        dropBytes();
}

/// What is kept when the gap ends at @p gapEnd.
qint64 OutputLog::Parts::costOf(const ArrivalPoint &gapEnd) const
{
    const ArrivalPoint &end = m_state.end; // the writer's own last word
    const qint64 bytes = end.allBytes() - (gapEnd.allBytes() - m_head->allBytes());
    if (!m_storage.isMemoryLimit)
        return bytes;
    const qint64 records = end.record - (gapEnd.record - m_head->record);
    constexpr qint64 BytesForEachRecord = ArrivalIndex::RecordBytes + 1; // with its share of others
    return bytes + bytes / StreamIndex::CellBytes * static_cast<qint64>(sizeof(LineMark))
        + records * BytesForEachRecord;
}

qint64 OutputLog::Parts::usableLimit() const
{
    if (!m_storage.isMemoryLimit)
        return m_storage.limitBytes;
    // Of each stream, part of a segment at both ends, and the bytes that the first kept row needs.
    const auto active = std::count_if(m_streams.begin(), m_streams.end(),
                                      [](const auto &stream) { return stream.tail().size > 0; });
    const qint64 forEach = 2 * m_storage.segmentBytes + 2 * StreamIndex::CellBytes;
    constexpr qint64 Fixed = 64 * 1024;
    return m_storage.limitBytes - std::min(active * forEach + Fixed, m_storage.limitBytes / 2);
}

/// False: what is known of the gap cannot be written, so nothing may be given up.
bool OutputLog::Parts::giveUpTo(const ArrivalPoint &tail)
{
    LogState state = m_state;
    LogGap &gap = state.gap;
    gap.head = *m_head;
    gap.tail = tail;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (gap.concerns(i))
            gap.end[i] = LogGap::Open;
    }
    findGapBytes(&state);
    // The indexes of what is kept cannot be made again without the bytes before it.
    if (m_storage.gap && (writeIndexes(ArrivalIndex::Amount::Everything) || writeGap(gap)))
        return false;
    const std::scoped_lock lock(m_mutex);
    m_state = state;
    return true;
}

/// Finds where the bytes of the rows that were given up begin and end, as far as the end of
/// @p state decides that.
void OutputLog::Parts::findGapBytes(LogState *state) const
{
    LogGap &gap = state->gap;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (!gap.concerns(i) || gap.end[i] != LogGap::Open)
            continue;
        const StreamRows rows = rowsOf(static_cast<OutputStream>(i), *state);
        if (!m_state.gap.concerns(i))
            gap.begin[i] = rows.beginOfRow(gap.head.rows[i]).value_or(gap.head.bytes[i]);
        if (gap.tail.rows[i] < rows.rows())
            gap.end[i] = rows.beginOfRow(gap.tail.rows[i]).value_or(LogGap::Open);
    }
}

/// Gives back the room of what lies in the gap and is not needed to find what comes after it.
void OutputLog::Parts::dropBytes()
{
    const LogGap &gap = m_state.gap;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (!gap.concerns(i))
            continue;
        const LogGap::Bytes lost = gap.bytes(i, m_state.end.bytes[i]);
        LogStorage::Stream &stream = m_storage.streams[i];
        stream.bytes->drop(lost.begin, m_streams[i].anchorAt(lost.end).begin());
        const StreamIndex::Range marks = m_streams[i].drop(lost.begin, lost.end);
        if (stream.marks && marks.first < marks.end)
            stream.marks->drop(marks.first * LineMarkBytes, marks.end * LineMarkBytes);
    }
    m_arrivals->drop(gap.head.record, gap.tail.record);
}

/// In two places in turn, so that one of them is whole whenever the program ends.
std::optional<RecordError> OutputLog::Parts::writeGap(const LogGap &gap)
{
    const quint64 sequence = m_gapSequence + 1;
    const auto offset = static_cast<qint64>(sequence % 2) * LogGap::EncodedBytes;
    ByteStore::Written written = m_storage.gap->write(offset, gap.encoded(sequence));
    if (!written.error)
        m_gapSequence = sequence;
    return std::move(written.error);
}

} // namespace Spawnscope
