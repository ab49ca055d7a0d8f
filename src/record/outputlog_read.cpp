// SPDX-License-Identifier: MIT
// The reading half of OutputLog.
#include "record/outputlog.h"

#include "record/outputlog_p.h"

#include <algorithm>

namespace Spawnscope {

using OutputLogDetail::passes;

OutputCounts OutputLog::totals(OutputStream stream) const
{
    const ReadLock lock(*this);
    return m_totals[static_cast<size_t>(stream)];
}

qint64 OutputLog::totalLines() const
{
    const ReadLock lock(*this);
    return endRow(OutputFilter::All);
}

OutputCounts OutputLog::dropped(OutputFilter filter) const
{
    const ReadLock lock(*this);
    OutputCounts sum;
    for (size_t i = 0; i < StreamCount; ++i) {
        if (!passes(static_cast<OutputStream>(i), filter))
            continue;
        sum.lines += m_dropped[i].lines;
        sum.bytes += m_dropped[i].bytes;
    }
    return sum;
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
            const std::chrono::steady_clock::time_point when{
                std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                    std::chrono::nanoseconds(entry.nanoseconds))};
            result.append(OutputLine{
                .number = block.firstNumber + static_cast<qint64>(place.entry),
                .row = row++,
                .stream = entry.stream,
                .isEnded = (entry.flags & Entry::Ended) != 0,
                .isOpen = (entry.flags & Entry::Open) != 0,
                .isContinuation = (entry.flags & Entry::Continuation) != 0,
                .when = when,
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
