// SPDX-License-Identifier: MIT
#include "record/streamindex.h"

#include "record/rowscan.h"

#include <algorithm>
#include <cstring>

namespace Spawnscope {

StreamIndex::Step StreamIndex::scan(const ByteStore &bytes, QByteArrayView added) const
{
    Step step{.tail = m_tail, .marks = {}};
    while (!added.isEmpty()) {
        const qint64 room = CellBytes - step.tail.size % CellBytes;
        const QByteArrayView piece = added.first(std::min<qsizetype>(added.size(), room));
        scanPiece(bytes, piece, &step);
        added = added.sliced(piece.size());
    }
    return step;
}

/// @p piece lies within one cell.
void StreamIndex::scanPiece(const ByteStore &bytes, QByteArrayView piece, Step *step) const
{
    Tail &tail = step->tail;
    if (tail.size > 0 && tail.size % CellBytes == 0 && lastAnchor(*step).mark.isCut)
        ++tail.cuts;
    const qint64 lineFeeds = countLineFeeds(piece);
    if (lineFeeds > 0)
        tail.rowBegin = tail.size + piece.lastIndexOf('\n') + 1;
    tail.lineFeeds += lineFeeds;
    tail.size += piece.size();
    tail.endsWithLineFeed = piece.back() == '\n';
    if (std::memchr(piece.data(), '\x1b', static_cast<size_t>(piece.size())))
        tail.escapeEnd = tail.size;
    if (tail.size % CellBytes == 0)
        step->marks.push_back(markHere(bytes, step));
}

LineMark StreamIndex::markHere(const ByteStore &bytes, Step *step) const
{
    Tail &tail = step->tail;
    LineMark mark;
    mark.isCut = tail.rowBegin <= tail.size - CellBytes;
    if (mark.isCut) {
        const QByteArray before = bytes.read(tail.size - CutWindowBytes, CutWindowBytes);
        tail.rowBegin = tail.size - bytesAfterCut(before);
    }
    mark.lineFeeds = tail.lineFeeds;
    mark.row = tail.lineFeeds + tail.cuts + (mark.isCut ? 1 : 0);
    mark.back = static_cast<quint16>(tail.size - tail.rowBegin);
    const Anchor last = lastAnchor(*step);
    mark.style = last.mark.style;
    if (tail.escapeEnd > last.begin()) {
        const QByteArray rows = bytes.read(last.begin(), tail.rowBegin - last.begin());
        mark.style = styleAfterRows(rows, mark.style);
    }
    return mark;
}

void StreamIndex::commit(Step step)
{
    m_tail = step.tail;
    if (step.marks.empty())
        return;
    const std::scoped_lock lock(m_mutex);
    for (const LineMark &mark : step.marks)
        m_marks.append(mark);
}

/// The newest mark, those of @p step included. Called by the writer only, hence without the lock.
StreamIndex::Anchor StreamIndex::lastAnchor(const Step &step) const
{
    const qint64 index = m_marks.end() + static_cast<qint64>(step.marks.size()) - 1;
    if (step.marks.empty())
        return anchor(index);
    return {(index + 1) * CellBytes, step.marks.back()};
}

/// The mark at @p index; that of position 0 for -1, which is not in the list.
StreamIndex::Anchor StreamIndex::anchor(qint64 index) const
{
    if (index < 0)
        return {};
    return {(index + 1) * CellBytes, m_marks.at(index)};
}

StreamIndex::Anchor StreamIndex::anchorAt(qint64 offset) const
{
    const std::scoped_lock lock(m_mutex);
    qint64 index = std::min(offset / CellBytes, m_marks.end()) - 1;
    if (index >= 0 && !m_marks.contains(index))
        index = m_marks.headEnd() - 1;
    return anchor(index);
}

StreamIndex::Anchor StreamIndex::anchorOfRow(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    return anchor(m_marks.lastWhere([row](const LineMark &mark) { return mark.row <= row; }));
}

StreamIndex::Anchor StreamIndex::anchorBeforeLineFeed(qint64 count) const
{
    const std::scoped_lock lock(m_mutex);
    return anchor(
        m_marks.lastWhere([count](const LineMark &mark) { return mark.lineFeeds < count; }));
}

std::vector<StreamIndex::Anchor> StreamIndex::cuts(qint64 after, qint64 before, size_t most) const
{
    std::vector<Anchor> cuts;
    const std::scoped_lock lock(m_mutex);
    const qint64 end = std::min((before - 1) / CellBytes, m_marks.end());
    for (qint64 index = after / CellBytes; index < end && cuts.size() < most; ++index) {
        if (m_marks.contains(index) && m_marks.at(index).isCut)
            cuts.push_back(anchor(index));
    }
    return cuts;
}

qint64 StreamIndex::markCount() const
{
    const std::scoped_lock lock(m_mutex);
    return m_marks.end();
}

LineMark StreamIndex::mark(qint64 index) const
{
    const std::scoped_lock lock(m_mutex);
    return m_marks.at(index);
}

StreamIndex::Range StreamIndex::marksWithin(qint64 begin, qint64 end)
{
    // The rows before begin need the mark after them, those after end the one before.
    const Range range{(begin + CellBytes - 1) / CellBytes + 1, end / CellBytes - 1};
    return range.first < range.end ? range : Range();
}

StreamIndex::Range StreamIndex::drop(qint64 begin, qint64 end)
{
    const Range range = marksWithin(begin, end);
    if (range.first >= range.end)
        return {};
    const std::scoped_lock lock(m_mutex);
    m_marks.drop(range.first, range.end);
    return range;
}

qsizetype StreamIndex::memoryBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_marks.memoryBytes();
}

void StreamIndex::restore(GappedList<LineMark> marks)
{
    const std::scoped_lock lock(m_mutex);
    m_marks = std::move(marks);
    const Anchor last = anchor(m_marks.end() - 1);
    m_tail = {};
    m_tail.size = last.position;
    m_tail.lineFeeds = last.mark.lineFeeds;
    m_tail.cuts = last.cuts() - (last.mark.isCut ? 1 : 0);
    m_tail.rowBegin = last.begin();
    m_tail.escapeEnd = last.position;
    m_tail.endsWithLineFeed = last.position > 0 && last.mark.back == 0 && !last.mark.isCut;
}

} // namespace Spawnscope
