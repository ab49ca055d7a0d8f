// SPDX-License-Identifier: MIT
// The writing half of OutputLog.
#include "record/linemark.h"
#include "record/outputlog_p.h"

#include <algorithm>
#include <limits>

namespace Spawnscope {

OutputLog::Parts::Parts(LogStorage storage)
    : m_storage(std::move(storage))
{
    if (m_storage.arrivals)
        m_arrivals = std::make_unique<ArrivalIndex>(m_storage.arrivals.get(),
                                                    m_storage.blocks.get());
    if (m_storage.keep == LogStorage::Keep::Everything)
        return;
    constexpr qint64 SmallestPiece = 256;
    // What is given up begins and ends at records, so they are kept small beside the limit.
    m_pieceBytes = static_cast<quint32>(
        std::clamp<qint64>(m_storage.limitBytes / 64, SmallestPiece, ArrivalIndex::MaxRecordBytes));
    if (m_storage.keep == LogStorage::Keep::Tail)
        m_head.emplace();
}

ByteStore::Written OutputLog::Parts::append(const Arrival &arrival, QByteArrayView bytes)
{
    // The order of arrival is the one of times as well, whatever the caller's clock says.
    m_lastNanoseconds = std::max(m_lastNanoseconds, arrival.nanoseconds);
    Arrival ordered = arrival;
    ordered.nanoseconds = m_lastNanoseconds;
    if (arrival.stream == OutputStream::Note)
        return appendNote(ordered, bytes);
    return appendPieces(ordered, bytes);
}

ByteStore::Written OutputLog::Parts::appendPieces(const Arrival &arrival, QByteArrayView bytes)
{
    ByteStore::Written written;
    while (written.bytes < bytes.size() && !written.error) {
        const QByteArrayView rest = bytes.sliced(written.bytes);
        const ByteStore::Written step = appendPiece(
            arrival, rest.first(std::min<qsizetype>(rest.size(), m_pieceBytes)));
        written.bytes += step.bytes;
        written.error = step.error;
    }
    return written;
}

/// A note ends its line. Where the disk takes its text but not the line feed, that comes later.
ByteStore::Written OutputLog::Parts::appendNote(const Arrival &arrival, QByteArrayView text)
{
    if (const auto error = endNote(arrival))
        return {.bytes = 0, .error = error};
    QByteArray note = text.toByteArray();
    if (!note.endsWith('\n'))
        note += '\n';
    ByteStore::Written written = appendPieces(arrival, note);
    if (written.bytes == text.size() && note.size() > text.size())
        m_openNote = arrival;
    written.bytes = std::min(written.bytes, text.size());
    return written;
}

std::optional<RecordError> OutputLog::Parts::endNote(const Arrival &arrival)
{
    if (!m_openNote)
        return std::nullopt;
    ByteStore::Written written = appendPiece(arrival, "\n");
    if (written.bytes > 0)
        m_openNote.reset();
    return std::move(written.error);
}

ByteStore::Written OutputLog::Parts::appendPiece(const Arrival &arrival, QByteArrayView piece)
{
    if (const auto error = writeIndexes(ArrivalIndex::Amount::FullBlocks))
        return {.bytes = 0, .error = error};
    if (m_storage.reserve) {
        if (const auto error = m_storage.reserve->check(piece.size()))
            return {.bytes = 0, .error = error};
    }
    const size_t stream = indexOf(arrival.stream);
    ByteStore::Written written = m_storage.streams[stream].bytes->write(
        m_streams[stream].tail().size, piece);
    if (written.error && m_storage.reserve)
        m_storage.reserve->noteError();
    if (written.bytes > 0)
        take(arrival, piece.first(written.bytes));
    return written;
}

/// Indexes bytes that the store has.
void OutputLog::Parts::take(const Arrival &arrival, QByteArrayView bytes)
{
    const size_t stream = indexOf(arrival.stream);
    const StreamIndex::Tail before = m_streams[stream].tail();
    m_streams[stream].commit(m_streams[stream].scan(*m_storage.streams[stream].bytes, bytes));
    const StreamIndex::Tail &after = m_streams[stream].tail();
    const ArrivalRecord added{
        .nanoseconds = arrival.nanoseconds,
        .offset = before.size,
        .length = static_cast<quint32>(bytes.size()),
        .rows = static_cast<quint32>(after.rows() - before.rows()),
        .writer = arrival.writer,
        .stream = arrival.stream,
        .flags = 0,
        .cuts = static_cast<quint8>(after.cuts - before.cuts),
    };
    if (joinsLast(arrival, added)) {
        m_arrivals->growLast(added.length, added.rows, added.cuts);
    } else {
        const qint64 headBytes = m_storage.limitBytes / 8;
        if (!m_head && m_storage.keep == LogStorage::Keep::HeadAndTail
            && m_arrivals->end().allBytes() >= headBytes)
            m_head = m_arrivals->end();
        m_arrivals->add(added);
    }
    publish();
    if (m_head)
        keepWithinLimit();
}

bool OutputLog::Parts::joinsLast(const Arrival &arrival, const ArrivalRecord &added) const
{
    constexpr qint64 LongestSpan = 1'000'000;
    const std::optional<ArrivalRecord> last = m_arrivals->last();
    return last && !arrival.isAlone && last->stream == added.stream && last->writer == added.writer
        && last->flags == added.flags && added.nanoseconds - last->nanoseconds <= LongestSpan
        && last->length + added.length <= m_pieceBytes;
}

void OutputLog::Parts::index(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        constexpr qsizetype PieceBytes = 1024 * 1024;
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), PieceBytes));
        m_streams[0].commit(m_streams[0].scan(*m_storage.streams[0].bytes, piece));
        publish();
        bytes = bytes.sliced(piece.size());
    }
}

/// Lets readers see what was taken. Where it decides which bytes the gap has, they see both at
/// once: up to then all bytes after it count as given up.
void OutputLog::Parts::publish()
{
    LogState state = m_state;
    if (m_arrivals) {
        state.end = m_arrivals->end();
    } else {
        state.end.bytes[0] = m_streams[0].tail().size;
        state.end.rows[0] = m_streams[0].tail().rows();
        state.end.cuts = m_streams[0].tail().cuts;
    }
    findGapBytes(&state);
    if (m_storage.gap && state.gap.end != m_state.gap.end)
        (void)writeGap(state.gap); // who opens the record can find it as well
    const std::scoped_lock lock(m_mutex);
    m_state = state;
}

std::optional<RecordError> OutputLog::Parts::flush()
{
    if (m_isReadOnly)
        return std::nullopt;
    if (m_openNote) {
        if (const auto error = endNote(Arrival(*m_openNote)))
            return error;
    }
    return writeIndexes(ArrivalIndex::Amount::Everything);
}

/// Something is written when there is enough of it, or when @p amount is everything.
std::optional<RecordError> OutputLog::Parts::writeIndexes(ArrivalIndex::Amount amount)
{
    constexpr qint64 ManyMarks = 64;
    const bool isEverything = amount == ArrivalIndex::Amount::Everything;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const qint64 unwritten = m_streams[i].tail().size / StreamIndex::CellBytes
            - m_marksWritten[i];
        if (!m_storage.streams[i].marks || unwritten < (isEverything ? 1 : ManyMarks))
            continue;
        if (const auto error = writeMarks(i))
            return error;
    }
    const bool isInMemory = m_storage.isMemoryLimit;
    if (m_arrivals && (m_arrivals->isWritingDue() || (isEverything && !isInMemory)))
        return m_arrivals->write(isInMemory ? ArrivalIndex::Amount::FullBlocks : amount);
    return std::nullopt;
}

std::optional<RecordError> OutputLog::Parts::writeMarks(size_t stream)
{
    const qint64 end = m_streams[stream].markCount();
    const qint64 first = m_marksWritten[stream];
    QByteArray bytes((end - first) * LineMarkBytes, Qt::Uninitialized);
    for (qint64 index = first; index < end; ++index)
        encodeLineMark(m_streams[stream].mark(index),
                       bytes.data() + (index - first) * LineMarkBytes);
    ByteStore::Written written = m_storage.streams[stream].marks->write(first * LineMarkBytes,
                                                                        bytes);
    m_marksWritten[stream] += written.bytes / LineMarkBytes;
    return std::move(written.error);
}

qsizetype OutputLog::Parts::memoryBytes() const
{
    qsizetype bytes = sizeof(Parts);
    for (const LogStorage::Stream &stream : m_storage.streams)
        bytes += stream.bytes->memoryBytes();
    for (const StreamIndex &stream : m_streams)
        bytes += stream.memoryBytes();
    if (m_arrivals)
        bytes += m_arrivals->memoryBytes() + m_storage.arrivals->memoryBytes();
    return bytes;
}

} // namespace Spawnscope
