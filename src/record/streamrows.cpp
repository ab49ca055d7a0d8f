// SPDX-License-Identifier: MIT
#include "record/streamrows.h"

#include "record/rowscan.h"

#include <algorithm>

namespace Spawnscope {

std::optional<qint64> StreamRows::beginOfRow(qint64 row) const
{
    if (row >= m_rows)
        return m_size;
    const StreamIndex::Anchor anchor = m_index->anchorOfRow(row);
    if (anchor.mark.row == row)
        return anchor.begin();
    const qint64 end = std::min(anchor.position + StreamIndex::CellBytes, m_size);
    const QByteArray cell = m_bytes->read(anchor.position, end - anchor.position);
    const qsizetype at = afterLineFeed(cell, row - anchor.mark.row);
    if (at < 0)
        return std::nullopt;
    return anchor.position + at;
}

std::optional<qint64> StreamRows::rowOfByte(qint64 offset) const
{
    const StreamIndex::Anchor anchor = m_index->anchorAt(offset);
    const auto cuts = m_index->cuts(offset, std::min(offset + StreamIndex::CellBytes + 1, m_size),
                                    1);
    if (!cuts.empty() && offset >= cuts.front().begin())
        return cuts.front().mark.row;
    const std::optional<qint64> lineFeeds = lineFeedsBetween(anchor.position, offset);
    if (!lineFeeds)
        return std::nullopt;
    return anchor.mark.row + *lineFeeds;
}

std::optional<qint64> StreamRows::rowsBefore(qint64 offset) const
{
    if (offset <= 0)
        return 0;
    const StreamIndex::Anchor anchor = m_index->anchorAt(offset - 1);
    const std::optional<qint64> lineFeeds = lineFeedsBetween(anchor.position, offset - 1);
    if (!lineFeeds)
        return std::nullopt;
    return anchor.mark.row + 1 + *lineFeeds;
}

qint64 StreamRows::cutsBefore(qint64 offset) const
{
    return offset > 0 ? m_index->anchorAt(offset - 1).cuts() : 0;
}

qint64 StreamRows::firstRowOfLine(qint64 index) const
{
    const StreamIndex::Anchor anchor = m_index->anchorBeforeLineFeed(index);
    return anchor.mark.row + index - anchor.mark.lineFeeds;
}

qint64 StreamRows::rowAfterBytes(qint64 row, qint64 bytes) const
{
    const StreamIndex::Anchor from = m_index->anchorOfRow(row);
    if (from.position + bytes >= m_size)
        return m_rows;
    StreamIndex::Anchor to = m_index->anchorAt(from.position + bytes);
    if (bytes >= StreamIndex::CellBytes)
        return std::max(to.mark.row, row + 1);
    // Rows within a cell are taken to be of one size.
    to = m_index->anchorAt(from.position + StreamIndex::CellBytes);
    const qint64 last = to.position > from.position ? to.mark.row : m_rows;
    return row + std::max<qint64>((last - from.mark.row) * bytes / StreamIndex::CellBytes, 1);
}

std::optional<qint64> StreamRows::lineFeedsBetween(qint64 begin, qint64 end) const
{
    if (end - begin > StreamIndex::CellBytes)
        return std::nullopt;
    const QByteArray cell = m_bytes->read(begin, end - begin);
    if (cell.size() != end - begin)
        return std::nullopt;
    return countLineFeeds(cell);
}

bool RowCursor::seek(qint64 row)
{
    if (row == m_row.row)
        return true;
    const bool isFound = m_row.row >= 0 && row == m_row.row + 1 ? goOn() : goTo(row);
    if (isFound && findEnd())
        return true;
    m_row = {.row = -1, .style = {}};
    return false;
}

QByteArrayView RowCursor::bytes() const
{
    return loaded(m_row.begin, m_row.end - (m_row.isEnded ? 1 : 0));
}

bool RowCursor::goOn()
{
    m_row.style = styleAfter(bytes(), m_row.style);
    m_row.isCut = !m_row.isEnded;
    m_row.cuts += m_row.isCut ? 1 : 0;
    m_row.begin = m_row.end;
    ++m_row.row;
    return m_row.begin < m_rows.size();
}

bool RowCursor::goTo(qint64 row)
{
    const StreamIndex::Anchor anchor = m_rows.index().anchorOfRow(row);
    m_row.row = row;
    m_row.cuts = anchor.cuts();
    m_row.style = anchor.mark.style;
    m_row.begin = anchor.begin();
    m_row.isCut = anchor.mark.isCut;
    if (anchor.mark.row == row)
        return true;
    m_row.isCut = false;
    const qint64 end = std::min(anchor.position + StreamIndex::CellBytes, m_rows.size());
    if (!load(anchor.begin(), end))
        return false;
    const qsizetype at = afterLineFeed(loaded(anchor.position, end), row - anchor.mark.row);
    if (at < 0)
        return false;
    m_row.begin = anchor.position + at;
    m_row.style = styleAfterRows(loaded(anchor.begin(), m_row.begin), m_row.style);
    return true;
}

/// Also loads the bytes up to the end.
bool RowCursor::findEnd()
{
    constexpr int MostCells = 3; // a row that spans more is none of ours
    qint64 from = m_row.begin;
    // The row of a cut came into being at the position after its begin.
    const qint64 born = m_row.isCut
        ? (from + StreamIndex::CellBytes - 1) / StreamIndex::CellBytes * StreamIndex::CellBytes
        : from;
    qint64 cellEnd = (born / StreamIndex::CellBytes + 1) * StreamIndex::CellBytes;
    for (int cell = 0; cell < MostCells; ++cell) {
        const qint64 to = std::min(cellEnd, m_rows.size());
        if (!load(m_row.begin, to))
            return false;
        const qsizetype feed = loaded(from, to).indexOf('\n');
        m_row.isEnded = feed >= 0;
        m_row.end = feed >= 0 ? from + feed + 1 : to;
        if (feed >= 0 || to == m_rows.size())
            return true;
        const auto cut = m_rows.index().cuts(cellEnd - 1, cellEnd + 1, 1);
        if (!cut.empty()) {
            m_row.end = cut.front().begin();
            return m_row.end > m_row.begin;
        }
        from = cellEnd;
        cellEnd += StreamIndex::CellBytes;
    }
    return false;
}

/// Has the bytes [begin, end) in the buffer, and some more after them.
bool RowCursor::load(qint64 begin, qint64 end)
{
    const qint64 bufferEnd = m_bufferBegin + m_buffer.size();
    if (begin >= m_bufferBegin && end <= bufferEnd)
        return true;
    const qint64 wanted = std::min(std::max(end, begin + StreamIndex::CellBytes), m_rows.size())
        - begin;
    m_buffer.resize(wanted);
    m_bufferBegin = begin;
    m_buffer.truncate(m_rows.bytes().read(begin, m_buffer.data(), wanted));
    return m_buffer.size() >= end - begin;
}

QByteArrayView RowCursor::loaded(qint64 begin, qint64 end) const
{
    return QByteArrayView(m_buffer).sliced(begin - m_bufferBegin, end - begin);
}

} // namespace Spawnscope
