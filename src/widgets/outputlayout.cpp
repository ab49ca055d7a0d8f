// SPDX-License-Identifier: MIT
#include "widgets/outputlayout.h"

#include "widgets/outputcharacterwidth.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace Spawnscope {

namespace {

/// Latin letters and punctuation, which every monospaced font draws one column wide.
bool isPlain(QChar c)
{
    return (c >= u' ' && c < u'\x7f') || (c >= u'\xa0' && c < u'\u0300' && c != u'\xad');
}

/// Characters that take nothing of their neighbours into themselves.
bool standsAlone(QChar c)
{
    return isPlain(c) || c == u'\t' || c == QChar::ReplacementCharacter || isControlPicture(c);
}

} // namespace

LineLayout::LineLayout(StyledText styled, int wrapColumns)
    : m_styled(std::move(styled))
    , m_wrapColumns(wrapColumns)
{
    const QString &text = m_styled.text;
    if (!std::all_of(text.begin(), text.end(), isPlain)) {
        makeCells(wrapColumns);
        return;
    }
    const int size = static_cast<int>(text.size());
    m_columnCount = wrapColumns > 0 ? std::min(size, wrapColumns) : size;
}

void LineLayout::makeCells(int wrapColumns)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, m_styled.text);
    const QStringView text = m_styled.text;
    m_cells.reserve(static_cast<size_t>(text.size()));
    m_rowCells.push_back(0);
    int column = 0;
    qsizetype start = 0;
    while (start < text.size()) {
        const bool isLone = standsAlone(text[start])
            && (start + 1 == text.size() || standsAlone(text[start + 1]));
        const bool plain = isLone && isPlain(text[start]);
        qsizetype end = start + 1;
        if (!isLone) {
            finder.setPosition(start);
            end = finder.toNextBoundary();
        }
        const bool isTab = text[start] == u'\t';
        int width = isTab ? TabColumns - column % TabColumns : 1;
        if (!plain && !isTab)
            width = characterWidth(text.sliced(start, end - start));
        if (wrapColumns > 0 && column > 0 && column + width > wrapColumns) {
            m_rowCells.push_back(m_cells.size());
            column = 0;
            width = isTab ? TabColumns : width;
        }
        const Drawing drawing = plain ? Drawing::Plain : drawingOf(text.sliced(start, end - start));
        m_cells.push_back({static_cast<int>(start), column, static_cast<quint8>(width), drawing});
        column += width;
        m_columnCount = std::max(m_columnCount, column);
        start = end;
    }
}

int LineLayout::rowCount() const
{
    if (!m_rowCells.empty())
        return static_cast<int>(m_rowCells.size());
    if (m_wrapColumns <= 0 || text().isEmpty())
        return 1;
    return static_cast<int>((text().size() + m_wrapColumns - 1) / m_wrapColumns);
}

qsizetype LineLayout::rowStart(int row) const
{
    if (m_rowCells.empty())
        return qsizetype{row} * m_wrapColumns;
    return m_cells[m_rowCells[static_cast<size_t>(row)]].start;
}

qsizetype LineLayout::rowEnd(int row) const
{
    return row + 1 < rowCount() ? rowStart(row + 1) : text().size();
}

int LineLayout::rowOf(qsizetype position) const
{
    if (m_rowCells.empty()) {
        const auto row = m_wrapColumns > 0 ? position / m_wrapColumns : 0;
        return std::min(static_cast<int>(row), rowCount() - 1);
    }
    const auto after = std::upper_bound(
        m_rowCells.begin(), m_rowCells.end(), position,
        [this](qsizetype p, size_t cell) { return p < m_cells[cell].start; });
    return std::max(static_cast<int>(after - m_rowCells.begin()) - 1, 0);
}

size_t LineLayout::cellAt(qsizetype position) const
{
    const auto after = std::upper_bound(
        m_cells.begin(), m_cells.end(), position,
        [](qsizetype p, const Cell &cell) { return p < cell.start; });
    return after == m_cells.begin() ? 0 : static_cast<size_t>(after - m_cells.begin()) - 1;
}

int LineLayout::columnOf(int row, qsizetype position) const
{
    position = std::clamp(position, rowStart(row), rowEnd(row));
    if (m_cells.empty())
        return static_cast<int>(position - rowStart(row));
    if (position == rowEnd(row)) {
        const Cell &last = m_cells[cellAt(std::max<qsizetype>(position - 1, 0))];
        return last.column + last.width;
    }
    return m_cells[cellAt(position)].column;
}

qsizetype LineLayout::positionAt(int row, double column, Rounding rounding) const
{
    const qsizetype start = rowStart(row);
    const qsizetype end = rowEnd(row);
    if (m_cells.empty()) {
        const double whole = rounding == Rounding::Nearest ? std::round(column)
                                                           : std::floor(column);
        return start + std::clamp<qsizetype>(static_cast<qsizetype>(whole), 0, end - start);
    }
    const size_t first = m_rowCells[static_cast<size_t>(row)];
    const size_t last = row + 1 < rowCount() ? m_rowCells[static_cast<size_t>(row) + 1]
                                             : m_cells.size();
    const auto begin = m_cells.begin();
    const auto after = std::upper_bound(begin + static_cast<std::ptrdiff_t>(first),
                                        begin + static_cast<std::ptrdiff_t>(last), column,
                                        [](double c, const Cell &cell) { return c < cell.column; });
    const auto index = static_cast<size_t>(std::max<std::ptrdiff_t>(after - begin - 1, 0));
    const Cell &cell = m_cells[std::max(index, first)];
    const double beyond = rounding == Rounding::Nearest ? cell.width / 2.0 : cell.width;
    if (column < cell.column + beyond)
        return cell.start;
    return index + 1 < last ? m_cells[index + 1].start : end;
}

LineLayout::Stretch LineLayout::stretchFrom(qsizetype position, qsizetype limit) const
{
    if (m_cells.empty())
        return {limit, true};
    size_t cell = cellAt(position);
    const Drawing drawing = m_cells[cell].drawing;
    do {
        ++cell;
    } while (drawing != Drawing::Alone && cell < m_cells.size() && m_cells[cell].start < limit
             && m_cells[cell].drawing == drawing);
    const qsizetype end = cell < m_cells.size() ? m_cells[cell].start : text().size();
    return {std::min(end, limit), drawing == Drawing::Plain};
}

LineLayout::Drawing LineLayout::drawingOf(QStringView character)
{
    const QChar first = character.front();
    const QChar::Direction direction = first.direction();
    const bool isRightToLeft = direction == QChar::DirR || direction == QChar::DirAL;
    const bool isIndic = first >= QChar(0x0900) && first <= QChar(0x0dff);
    return isRightToLeft || isIndic ? Drawing::Joined : Drawing::Alone;
}

} // namespace Spawnscope
