// SPDX-License-Identifier: MIT
// The reading half of OutputLog.
#include "record/outputlog.h"

#include "record/outputlog_p.h"

#include <algorithm>

namespace Spawnscope {

OutputCounts OutputLog::totals(OutputStream stream) const
{
    const ReadLock lock(*this);
    return m_totals[static_cast<size_t>(stream)];
}

OutputGap OutputLog::gap(OutputFilter filter) const
{
    const ReadLock lock(*this);
    OutputGap gap;
    for (size_t i = 0; i < StreamCount; ++i) {
        if (!passes(static_cast<OutputStream>(i), filter))
            continue;
        gap.rows.end += m_dropped[i].lines;
        gap.bytes += m_dropped[i].bytes;
    }
    return gap;
}

qsizetype OutputLog::memoryBytes() const
{
    const ReadLock lock(*this);
    return m_cost;
}

OutputRows OutputLog::rows(OutputFilter filter) const
{
    const ReadLock lock(*this);
    const qint64 end = endRow(filter);
    return {m_blocks.empty() ? end : m_blocks.front()->first(filter), end};
}

qint64 OutputLog::endRow(OutputFilter filter) const
{
    qint64 end = 0;
    for (size_t i = 0; i < StreamCount; ++i)
        end += passes(static_cast<OutputStream>(i), filter) ? m_totals[i].lines : 0;
    return end;
}

/// @p row must be kept. Blocks that hold no line of a stream start with the same row of it as the
/// block after them, so the last block that does not start beyond the row is the one.
OutputLog::Place OutputLog::placeOfRow(OutputFilter filter, qint64 row) const
{
    const auto after = std::upper_bound(
        m_blocks.begin(), m_blocks.end(), row,
        [filter](qint64 wanted, const auto &block) { return wanted < block->first(filter); });
    const auto block = static_cast<size_t>(after - m_blocks.begin()) - 1;
    qint64 left = row - m_blocks[block]->first(filter);
    if (filter == OutputFilter::All)
        return {block, static_cast<size_t>(left)};
    const auto &entries = m_blocks[block]->entries;
    size_t entry = 0;
    while (!passes(entries[entry].stream, filter) || left-- > 0)
        ++entry;
    return {block, entry};
}

QByteArrayView OutputLog::bytesOf(const Block &block, const Entry &entry) const
{
    if (entry.flags & Entry::Open)
        return m_open[static_cast<size_t>(entry.stream)]->bytes;
    return QByteArrayView(block.bytes.data() + entry.offset, static_cast<qsizetype>(entry.length));
}

QList<OutputLine> OutputLog::lines(OutputFilter filter, qint64 firstRow, qint64 count,
                                   qsizetype maxBytes) const
{
    QList<OutputLine> result;
    const ReadLock lock(*this);
    const qint64 end = std::min(firstRow + count, endRow(filter));
    qint64 row = m_blocks.empty() ? end : std::max(firstRow, m_blocks.front()->first(filter));
    if (row >= end)
        return result;
    result.reserve(end - row);
    qsizetype bytes = 0;
    Place place = placeOfRow(filter, row);
    for (; row < end && place.block < m_blocks.size(); ++place.block, place.entry = 0) {
        const Block &block = *m_blocks[place.block];
        for (; row < end && place.entry < block.entries.size(); ++place.entry) {
            const Entry &entry = block.entries[place.entry];
            if (!passes(entry.stream, filter))
                continue;
            const QByteArrayView content = bytesOf(block, entry);
            bytes += content.size();
            if (bytes > maxBytes && !result.isEmpty())
                return result;
            result.append(OutputLine{
                .number = block.firstNumber + static_cast<qint64>(place.entry),
                .row = row++,
                .lineNumber = block.firstNumber + static_cast<qint64>(place.entry) + 1,
                .stream = entry.stream,
                .isEnded = (entry.flags & Entry::Ended) != 0,
                .isOpen = (entry.flags & Entry::Open) != 0,
                .isContinuation = (entry.flags & Entry::Continuation) != 0,
                .when = std::chrono::nanoseconds(entry.nanoseconds),
                .style = entry.style,
                .bytes = content.toByteArray(),
            });
        }
    }
    return result;
}

qint64 OutputLog::rowOfLine(OutputFilter filter, qint64 number) const
{
    const ReadLock lock(*this);
    const qint64 end = endRow(OutputFilter::All);
    if (m_blocks.empty() || number >= end)
        return endRow(filter);
    number = std::max(number, m_blocks.front()->firstNumber);
    if (filter == OutputFilter::All)
        return number;
    const Place place = placeOfRow(OutputFilter::All, number);
    const Block &block = *m_blocks[place.block];
    const auto before = std::count_if(
        block.entries.begin(), block.entries.begin() + static_cast<std::ptrdiff_t>(place.entry),
        [filter](const Entry &entry) { return passes(entry.stream, filter); });
    return block.first(filter) + before;
}

qint64 OutputLog::rowOfLineNumber(qint64 lineNumber) const
{
    return std::clamp<qint64>(lineNumber - 1, 0, std::max<qint64>(totalLines() - 1, 0));
}

qint64 OutputLog::rowAtTime(OutputFilter filter, std::chrono::nanoseconds when) const
{
    OutputRows left = rows(filter);
    while (left.first < left.end) {
        const qint64 middle = left.first + left.count() / 2;
        const QList<OutputLine> line = lines(filter, middle, 1);
        if (!line.isEmpty() && line.first().when < when)
            left.first = middle + 1;
        else
            left.end = middle;
    }
    return left.first;
}

qint64 OutputLog::rowAfterBytes(OutputFilter filter, qint64 firstRow, qint64 bytes) const
{
    constexpr qint64 UsualRowBytes = 64;
    return std::min(firstRow + 1 + bytes / UsualRowBytes, rows(filter).end);
}

void OutputLog::readBlock(OutputFilter filter, qint64 firstRow, qint64 endRow,
                          OutputBlock *block) const
{
    block->parts.clear();
    block->end = firstRow;
    for (const OutputLine &line : lines(filter, firstRow, endRow - firstRow)) {
        auto part = std::find_if(block->parts.begin(), block->parts.end(),
                                 [&](const auto &known) { return known.stream == line.stream; });
        if (part == block->parts.end()) {
            part = block->parts.emplace(part);
            part->stream = line.stream;
        }
        if (!part->bytes.isEmpty() && !part->bytes.endsWith('\n'))
            part->cuts.push_back(part->bytes.size());
        part->bytes += line.bytes;
        if (line.isEnded)
            part->bytes += '\n';
        part->isLastOpen = line.isOpen;
        if (part->rows.empty() || part->rows.back().end != line.row)
            part->rows.push_back({line.row, line.row});
        ++part->rows.back().end;
        block->end = line.row + 1;
    }
}

QByteArray OutputLog::readBytes(OutputStream stream, qint64 offset, qsizetype maxBytes) const
{
    if (stream != OutputStream::Stdout && stream != OutputStream::Stderr)
        return {};
    const OutputFilter filter = stream == OutputStream::Stdout ? OutputFilter::Stdout
                                                               : OutputFilter::Stderr;
    const qint64 kept = gap(filter).bytes;
    if (offset < kept)
        return {};
    const RawBatch all = rawBytes(filter, rows(filter).first, offset - kept + maxBytes);
    return all.bytes.mid(offset - kept, maxBytes);
}

qint64 OutputLog::rowOfByte(OutputFilter filter, OutputStream stream, qint64 offset) const
{
    const OutputFilter own = stream == OutputStream::Stdout ? OutputFilter::Stdout
                                                            : OutputFilter::Stderr;
    qint64 at = gap(own).bytes;
    for (const OutputLine &line : lines(own, rows(own).first, rows(own).count())) {
        at += line.bytes.size() + (line.isEnded ? 1 : 0);
        if (at > offset)
            return filter == own ? line.row : rowOfLine(filter, line.number);
    }
    return rows(filter).end;
}

OutputLog::RawBatch OutputLog::rawBytes(OutputFilter filter, qint64 firstRow,
                                        qsizetype maxBytes) const
{
    const ReadLock lock(*this);
    const qint64 end = endRow(filter);
    qint64 row = m_blocks.empty() ? end : std::max(firstRow, m_blocks.front()->first(filter));
    RawBatch batch{.bytes = {}, .nextRow = row};
    if (row >= end)
        return batch;
    Place place = placeOfRow(filter, row);
    for (; row < end; ++place.block, place.entry = 0) {
        const Block &block = *m_blocks[place.block];
        for (; row < end && place.entry < block.entries.size(); ++place.entry) {
            const Entry &entry = block.entries[place.entry];
            if (!passes(entry.stream, filter))
                continue;
            if (batch.bytes.size() >= maxBytes)
                return batch;
            batch.nextRow = ++row;
            if (entry.stream != OutputStream::Stdout && entry.stream != OutputStream::Stderr)
                continue;
            batch.bytes += bytesOf(block, entry);
            const bool runsIntoOther = filter == OutputFilter::All && row < end
                && !(entry.flags & Entry::Ended) && !isFollowedByOwnStream(place);
            if ((entry.flags & Entry::Ended) || runsIntoOther)
                batch.bytes += '\n';
        }
    }
    return batch;
}

/// Whether the entry after @p place is of the same stream, hence goes on with an unended line.
bool OutputLog::isFollowedByOwnStream(const Place &place) const
{
    const Block &block = *m_blocks[place.block];
    const OutputStream stream = block.entries[place.entry].stream;
    if (place.entry + 1 < block.entries.size())
        return block.entries[place.entry + 1].stream == stream;
    return place.block + 1 < m_blocks.size()
        && m_blocks[place.block + 1]->entries.front().stream == stream;
}

} // namespace Spawnscope
