// SPDX-License-Identifier: MIT
// The reading half of OutputLog.
#include "record/outputlog_p.h"

#include <algorithm>
#include <limits>

namespace Spawnscope {

namespace {

std::optional<OutputStream> streamOf(OutputFilter filter)
{
    switch (filter) {
    case OutputFilter::All:
        break;
    case OutputFilter::Stdout:
        return OutputStream::Stdout;
    case OutputFilter::Stderr:
        return OutputStream::Stderr;
    }
    return std::nullopt;
}

} // namespace

// --- LogState

std::optional<OutputStream> LogState::only() const
{
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (end.rows[i] > 0 && end.rows[i] == end.allRows())
            return static_cast<OutputStream>(i);
    }
    return std::nullopt;
}

std::optional<OutputStream> LogState::only(OutputFilter filter) const
{
    return filter == OutputFilter::All ? only() : streamOf(filter);
}

OutputRows LogState::gapRows(OutputFilter filter) const
{
    return gap.rows(streamOf(filter));
}

OutputRows LogState::rows(OutputFilter filter) const
{
    const OutputRows lost = gapRows(filter);
    return {lost.first == 0 ? lost.end : 0, end.rowsOf(streamOf(filter))};
}

qint64 LogState::kept(OutputFilter filter, qint64 row) const
{
    const OutputRows lost = gapRows(filter);
    return lost.contains(row) ? lost.end : row;
}

OutputRows LogState::stretch(OutputFilter filter, OutputRows wanted) const
{
    const OutputRows all = rows(filter);
    const OutputRows lost = gapRows(filter);
    OutputRows result{kept(filter, std::max(wanted.first, all.first)),
                      std::min(wanted.end, all.end)};
    if (!lost.isEmpty() && result.first < lost.first)
        result.end = std::min(result.end, lost.first);
    return result;
}

LogGap::Bytes LogState::lostBytes(OutputStream stream) const
{
    return gap.bytes(indexOf(stream), end.bytes[indexOf(stream)]);
}

// --- OutputLog::Parts

LogState OutputLog::Parts::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

StreamRows OutputLog::Parts::rowsOf(OutputStream stream, const LogState &state) const
{
    const size_t index = indexOf(stream);
    return {*m_storage.streams[index].bytes, m_streams[index], state.end.bytes[index],
            state.end.rows[index]};
}

const ByteStore &OutputLog::Parts::bytesOf(OutputStream stream) const
{
    return *m_storage.streams[indexOf(stream)].bytes;
}

// --- from rows of all streams to those of one, and back

/// Translates rows and reads them one after another.
class OutputLog::RowReader final
{
public:
    RowReader(const Parts &parts, const LogState &state, OutputFilter filter)
        : m_parts(parts)
        , m_state(state)
        , m_stream(state.only(filter))
    {
        if (parts.arrivals())
            m_arrivals.emplace(*parts.arrivals(), state.end);
    }

    /// What row it is of which stream.
    struct Place
    {
        OutputStream stream = OutputStream::Stdout;
        qint64 row = 0;
        qint64 number = 0; ///< the row under OutputFilter::All
    };
    /// @p row must be less than the end under the filter.
    std::optional<Place> find(qint64 row);
    /// Goes to the row of @p place; nullptr when its bytes cannot be read.
    RowCursor *read(const Place &place);
    /// The row at which read() stands, which find() found last.
    OutputLine line(qint64 row, const Place &place) const;

private:
    qint64 lineNumber(const ArrivalCursor &arrivals, const Place &place, qint64 cuts) const;
    qint64 lineNumberOfPiece(const Place &place, const StreamRow &piece) const;

    const Parts &m_parts;
    const LogState m_state;
    const std::optional<OutputStream> m_stream; // missing: rows are those of several streams
    std::optional<ArrivalCursor> m_arrivals;
    std::array<std::optional<RowCursor>, OutputStreamCount> m_cursors;
};

std::optional<OutputLog::RowReader::Place> OutputLog::RowReader::find(qint64 row)
{
    if (!m_arrivals)
        return Place{.stream = OutputStream::Stdout, .row = row, .number = row};
    if (!m_arrivals->seekRow(m_stream, row))
        return std::nullopt;
    const ArrivalPoint &point = m_arrivals->point();
    const OutputStream stream = m_arrivals->record().stream;
    const qint64 within = row - point.rowsOf(m_stream);
    return Place{
        .stream = stream, .row = point.rowsOf(stream) + within, .number = point.allRows() + within};
}

RowCursor *OutputLog::RowReader::read(const Place &place)
{
    std::optional<RowCursor> &cursor = m_cursors[indexOf(place.stream)];
    if (!cursor)
        cursor.emplace(m_parts.rowsOf(place.stream, m_state));
    return cursor->seek(place.row) ? &*cursor : nullptr;
}

OutputLine OutputLog::RowReader::line(qint64 row, const Place &place) const
{
    const RowCursor &cursor = *m_cursors[indexOf(place.stream)];
    const StreamRow &at = cursor.row();
    OutputLine line{
        .number = place.number,
        .row = row,
        .lineNumber = place.number - at.cuts + 1,
        .offset = at.begin,
        .stream = place.stream,
        .isEnded = at.isEnded,
        .isOpen = !at.isEnded && place.row + 1 == m_state.end.rowsOf(place.stream),
        .isContinuation = at.isCut,
        .writer = 0,
        .style = at.style,
        .bytes = cursor.bytes().toByteArray(),
    };
    if (m_arrivals) {
        line.when = std::chrono::nanoseconds(m_arrivals->record().nanoseconds);
        line.writer = m_arrivals->record().writer;
    }
    if (!m_state.only())
        line.lineNumber = at.isCut ? lineNumberOfPiece(place, at)
                                   : lineNumber(*m_arrivals, place, at.cuts);
    return line;
}

/// Of a row that begins a line; @p cuts are those before it in its stream.
qint64 OutputLog::RowReader::lineNumber(const ArrivalCursor &arrivals, const Place &place,
                                        qint64 cuts) const
{
    qint64 allCuts = arrivals.point().cuts;
    if (arrivals.record().cuts > 0)
        allCuts += cuts
            - m_parts.rowsOf(place.stream, m_state).cutsBefore(arrivals.record().offset);
    return place.number - allCuts + 1;
}

/// Rows of other streams may lie between the pieces of a line. Where its first piece was given up,
/// the number of the line before this piece has to do.
qint64 OutputLog::RowReader::lineNumberOfPiece(const Place &place, const StreamRow &piece) const
{
    const OutputStream stream = place.stream;
    const qint64 line = piece.row - piece.cuts; // counted in the stream, from 0
    const qint64 first = m_parts.rowsOf(stream, m_state).firstRowOfLine(line);
    ArrivalCursor arrivals(*m_parts.arrivals(), m_state.end);
    const bool isLost = m_state.gap.rows(stream).contains(first);
    if (isLost || !arrivals.seekRow(stream, first))
        return lineNumber(*m_arrivals, place, piece.cuts);
    const qint64 number = arrivals.point().allRows() + first - arrivals.point().rowsOf(stream);
    return lineNumber(arrivals, {.stream = stream, .row = first, .number = number}, first - line);
}

// --- counts

OutputCounts OutputLog::totals(OutputStream stream) const
{
    const LogState state = m_parts->state();
    return {state.end.rows[indexOf(stream)], state.end.bytes[indexOf(stream)]};
}

OutputGap OutputLog::gap(OutputFilter filter) const
{
    const LogState state = m_parts->state();
    OutputGap gap{.rows = state.gapRows(filter), .bytes = 0};
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const auto stream = static_cast<OutputStream>(i);
        const LogGap::Bytes lost = state.lostBytes(stream);
        gap.bytes += passes(stream, filter) ? lost.end - lost.begin : 0;
    }
    return gap;
}

OutputRows OutputLog::rows(OutputFilter filter) const
{
    return m_parts->state().rows(filter);
}

qsizetype OutputLog::memoryBytes() const
{
    return m_parts->memoryBytes();
}

// --- lines

QList<OutputLine> OutputLog::lines(OutputFilter filter, qint64 firstRow, qint64 count,
                                   qsizetype maxBytes) const
{
    QList<OutputLine> result;
    const bool isFinished = m_isFinished; // asked first: more may come before the state is taken
    const LogState state = m_parts->state();
    const OutputRows rows = state.rows(filter);
    const qint64 end = count < rows.end - firstRow ? firstRow + count : rows.end;
    RowReader reader(*m_parts, state, filter);
    constexpr int MostUnreadable = 10'000;
    int unreadable = 0;
    qsizetype bytes = 0;
    for (qint64 row = std::max(firstRow, rows.first); row < end; ++row) {
        row = state.kept(filter, row);
        const auto place = row < end ? reader.find(row) : std::nullopt;
        const RowCursor *cursor = place ? reader.read(*place) : nullptr;
        if (!cursor) {
            // Given up since; else it is damaged, as others after it need not be.
            const qint64 kept = m_parts->state().kept(filter, row);
            if (kept == row && ++unreadable > MostUnreadable)
                break;
            row = std::max(kept - 1, row);
            continue;
        }
        bytes += cursor->bytes().size();
        if (bytes > maxBytes && !result.isEmpty())
            break;
        result.append(reader.line(row, *place));
        result.last().isOpen = result.last().isOpen && !isFinished;
    }
    return result;
}

qint64 OutputLog::rowOfLine(OutputFilter filter, qint64 number) const
{
    const LogState state = m_parts->state();
    if (number >= state.end.allRows())
        return state.rows(filter).end;
    number = state.kept(OutputFilter::All, std::max(number, state.rows(OutputFilter::All).first));
    if (filter == OutputFilter::All)
        return number;
    const std::optional<OutputStream> stream = streamOf(filter);
    if (const auto only = state.only())
        return only == stream ? number : 0;
    ArrivalCursor arrivals(*m_parts->arrivals(), state.end);
    if (!arrivals.seekRow(std::nullopt, number))
        return state.rows(filter).end;
    const ArrivalPoint &point = arrivals.point();
    const qint64 within = arrivals.record().stream == stream ? number - point.allRows() : 0;
    return state.kept(filter, point.rowsOf(stream) + within);
}

qint64 OutputLog::rowOfLineNumber(qint64 lineNumber) const
{
    const LogState state = m_parts->state();
    const qint64 index = std::max<qint64>(lineNumber - 1, 0);
    if (index >= state.end.allRows() - state.end.cuts)
        return std::max<qint64>(state.end.allRows() - 1, 0);
    const auto rowIn = [&](OutputStream stream, qint64 line) {
        const StreamIndex::Anchor anchor =
            m_parts->rowsOf(stream, state).index().anchorBeforeLineFeed(line);
        return anchor.mark.row + line - anchor.mark.lineFeeds;
    };
    if (const auto only = state.only())
        return state.kept(OutputFilter::All, rowIn(*only, index));
    ArrivalCursor arrivals(*m_parts->arrivals(), state.end);
    if (!arrivals.seekLine(index))
        return state.kept(OutputFilter::All, state.gap.head.allRows());
    const ArrivalPoint &point = arrivals.point();
    const OutputStream stream = arrivals.record().stream;
    const qint64 cutsBefore = m_parts->rowsOf(stream, state).cutsBefore(arrivals.record().offset);
    const qint64 line = point.rowsOf(stream) - cutsBefore + index - (point.allRows() - point.cuts);
    const qint64 row = point.allRows() + rowIn(stream, line) - point.rowsOf(stream);
    return state.kept(OutputFilter::All, row);
}

qint64 OutputLog::rowAtTime(OutputFilter filter, std::chrono::nanoseconds when) const
{
    const LogState state = m_parts->state();
    const OutputRows rows = state.rows(filter);
    if (!m_parts->arrivals())
        return rows.end;
    ArrivalCursor arrivals(*m_parts->arrivals(), state.end);
    if (!arrivals.seekTime(when.count()))
        return rows.end;
    const qint64 row = arrivals.point().rowsOf(streamOf(filter));
    return state.kept(filter, std::clamp(row, rows.first, rows.end));
}

// --- blocks

qint64 OutputLog::rowAfterBytes(OutputFilter filter, qint64 firstRow, qint64 bytes) const
{
    const LogState state = m_parts->state();
    const OutputRows stretch = state.stretch(filter,
                                             {firstRow, std::numeric_limits<qint64>::max()});
    if (stretch.count() <= 1)
        return std::max(stretch.end, std::min(firstRow + 1, state.rows(filter).end));
    const auto stream = state.only(filter);
    const qint64 row = stream ? m_parts->rowsOf(*stream, state).rowAfterBytes(stretch.first, bytes)
                              : m_parts->rowAfterBytes(state, stretch.first, bytes);
    return std::clamp(row, stretch.first + 1, stretch.end);
}

qint64 OutputLog::Parts::rowAfterBytes(const LogState &state, qint64 row, qint64 bytes) const
{
    ArrivalCursor arrivals(*m_arrivals, state.end);
    if (!arrivals.seekRow(std::nullopt, row))
        return row + 1;
    const qint64 end = std::min(arrivals.point().allBytes() + bytes, state.end.allBytes());
    if (!arrivals.seekByte(end))
        return state.end.allRows();
    const qint64 before = arrivals.point().allRows();
    return before > row ? before : before + arrivals.record().rows;
}

// --- bytes

OutputLog::RawBatch OutputLog::rawBytes(OutputFilter filter, qint64 firstRow,
                                        qsizetype maxBytes) const
{
    const LogState state = m_parts->state();
    const OutputRows rows = state.stretch(filter, {firstRow, std::numeric_limits<qint64>::max()});
    const auto stream = state.only(filter);
    if (rows.isEmpty() || (stream && !isOfChild(*stream)))
        return {.bytes = {}, .nextRow = state.rows(filter).end};
    RawBatch batch = stream ? rawBytesOfStream(state, *stream, rows, maxBytes)
                            : rawBytesOfAll(state, rows, maxBytes);
    batch.nextRow = state.kept(filter, batch.nextRow);
    return batch;
}

OutputLog::RawBatch OutputLog::rawBytesOfStream(const LogState &state, OutputStream stream,
                                                OutputRows rows, qsizetype maxBytes) const
{
    RawBatch batch{.bytes = {}, .nextRow = rows.end};
    const StreamRows source = m_parts->rowsOf(stream, state);
    const std::optional<qint64> begin = source.beginOfRow(rows.first);
    std::optional<qint64> end = source.beginOfRow(rows.end);
    if (begin && end && *end - *begin > maxBytes) {
        const auto last = source.rowOfByte(*begin + std::max<qsizetype>(maxBytes, 1) - 1);
        // Whatever a damaged index says, whoever asks comes to an end.
        batch.nextRow = last ? std::clamp(*last + 1, rows.first + 1, rows.end) : rows.end;
        end = source.beginOfRow(batch.nextRow);
    }
    const RawBatch unreadable{.bytes = {}, .nextRow = batch.nextRow, .isReadable = false};
    const qint64 most = maxBytes + 2 * StreamIndex::CellBytes;
    if (!begin || !end || *end - *begin > most)
        return unreadable;
    if (*begin < *end)
        batch.bytes = source.bytes().read(*begin, *end - *begin);
    return batch.bytes.size() == std::max<qint64>(*end - *begin, 0) ? batch : unreadable;
}

OutputLog::RawBatch OutputLog::rawBytesOfAll(const LogState &state, OutputRows rows,
                                             qsizetype maxBytes) const
{
    RawBatch batch{.bytes = {}, .nextRow = rows.first};
    RowReader reader(*m_parts, state, OutputFilter::All);
    const qint64 allEnd = state.end.allRows();
    auto place = reader.find(rows.first);
    while (batch.nextRow < rows.end) {
        const auto here = place;
        const bool isSought = here && isOfChild(here->stream);
        const RowCursor *cursor = isSought ? reader.read(*here) : nullptr;
        if (!here || (isSought && !cursor)) {
            batch.isReadable = batch.nextRow > rows.first;
            if (!batch.isReadable)
                ++batch.nextRow;
            break;
        }
        const qint64 following = state.kept(OutputFilter::All, ++batch.nextRow);
        place = following < allEnd ? reader.find(following) : std::nullopt;
        if (cursor) {
            batch.bytes += cursor->bytes();
            const bool runsIntoOther = place && place->stream != here->stream;
            if (cursor->row().isEnded || runsIntoOther)
                batch.bytes += '\n';
        }
        if (batch.bytes.size() >= maxBytes)
            break;
    }
    return batch;
}

QByteArray OutputLog::readBytes(OutputStream stream, qint64 offset, qsizetype maxBytes) const
{
    const LogState state = m_parts->state();
    const LogGap::Bytes lost = state.lostBytes(stream);
    qint64 end = state.end.bytes[indexOf(stream)];
    if (offset < 0 || offset >= end || lost.contains(offset))
        return {};
    if (offset < lost.begin)
        end = lost.begin;
    return m_parts->bytesOf(stream).read(offset, std::min<qint64>(maxBytes, end - offset));
}

qint64 OutputLog::rowOfByte(OutputFilter filter, OutputStream stream, qint64 offset) const
{
    const LogState state = m_parts->state();
    const qint64 end = state.rows(filter).end;
    const LogGap::Bytes lost = state.lostBytes(stream);
    if (lost.contains(offset))
        offset = lost.end;
    if (offset >= state.end.bytes[indexOf(stream)])
        return end;
    const auto inStream = m_parts->rowsOf(stream, state).rowOfByte(std::max<qint64>(offset, 0));
    if (!inStream)
        return end;
    if (state.only() == stream || streamOf(filter) == stream)
        return streamOf(filter).value_or(stream) == stream ? *inStream : end;
    ArrivalCursor arrivals(*m_parts->arrivals(), state.end);
    if (!arrivals.seekRow(stream, *inStream))
        return end;
    const ArrivalPoint &point = arrivals.point();
    return rowOfLine(filter, point.allRows() + *inStream - point.rowsOf(stream));
}

} // namespace Spawnscope
