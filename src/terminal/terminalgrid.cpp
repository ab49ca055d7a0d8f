// SPDX-License-Identifier: MIT
#include "terminal/terminalgrid_p.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

TerminalGrid::TerminalGrid(TerminalSize size)
    : m_size(size)
    , m_rows(static_cast<size_t>(size.rows))
{
    for (Row &row : m_rows)
        row.cells.resize(static_cast<size_t>(size.columns));
}

TerminalGrid::Row &TerminalGrid::change(int row)
{
    Row &changed = m_rows[index(row)];
    changed.isChanged = true;
    return changed;
}

/// Blanks a wide character that reaches over the left edge of @p column.
void TerminalGrid::splitWideAt(Row &row, int column)
{
    if (column <= 0 || column >= row.used)
        return;
    const auto at = static_cast<size_t>(column);
    if (row.cells[at].width != 0)
        return;
    row.cells[at] = TerminalCell::blankOn(row.cells[at].style.background);
    row.cells[at - 1] = row.cells[at];
}

void TerminalGrid::put(TerminalPosition position, const TerminalCell &cell)
{
    Row &row = change(position.row);
    const int end = position.column + cell.width;
    splitWideAt(row, position.column);
    splitWideAt(row, end);
    auto at = row.cells.begin() + position.column;
    *at = cell;
    if (cell.width == 2) {
        *++at = cell;
        at->character = 0;
        at->width = 0;
    }
    row.used = std::max(row.used, end);
}

void TerminalGrid::put(TerminalPosition position, std::span<const TerminalCell> cells)
{
    Row &row = change(position.row);
    const int end = position.column + static_cast<int>(cells.size());
    splitWideAt(row, position.column);
    splitWideAt(row, end);
    std::copy(cells.begin(), cells.end(), row.cells.begin() + position.column);
    row.used = std::max(row.used, end);
}

void TerminalGrid::setCharacter(TerminalPosition position, char32_t character)
{
    change(position.row).cells[static_cast<size_t>(position.column)].character = character;
}

void TerminalGrid::blankOut(Row &row, int from, int to, const TerminalCell &blank)
{
    const bool isPlain = blank == TerminalCell{};
    const int end = isPlain ? std::min(to, row.used) : to;
    if (end > from)
        fillCells(std::span(row.cells).subspan(static_cast<size_t>(from),
                                               static_cast<size_t>(end - from)),
                  blank);
    if (!isPlain)
        row.used = std::max(row.used, to);
    else if (to >= row.used)
        row.used = std::min(row.used, from);
}

void TerminalGrid::erase(const CellRect &rect, const TerminalCell &blank, bool isSelective)
{
    for (int i = rect.top; i < rect.bottom; ++i) {
        Row &row = change(i);
        splitWideAt(row, rect.left);
        splitWideAt(row, rect.right);
        if (rect.right == m_size.columns)
            row.wraps = false;
        if (!isSelective) {
            blankOut(row, rect.left, rect.right, blank);
            continue;
        }
        for (int column = rect.left; column < std::min(rect.right, row.used); ++column) {
            TerminalCell &cell = row.cells[static_cast<size_t>(column)];
            if (!cell.isProtected)
                cell = blank;
        }
    }
}

void TerminalGrid::scroll(const CellRect &rect, int upward, int leftward, const TerminalCell &blank)
{
    const bool isFullWidth = rect.left == 0 && rect.right == m_size.columns;
    if (isFullWidth && leftward == 0)
        scrollRows(rect, upward, blank);
    else
        scrollCells(rect, upward, leftward, blank);
}

void TerminalGrid::scrollUp(const TerminalCell &blank)
{
    Row &row = m_rows[index(0)];
    blankOut(row, 0, m_size.columns, blank);
    row.wraps = false;
    m_top = m_top + 1 == m_size.rows ? 0 : m_top + 1;
    m_isAllChanged = true;
}

void TerminalGrid::scrollRows(const CellRect &rect, int upward, const TerminalCell &blank)
{
    const int height = rect.bottom - rect.top;
    const int distance = std::min(std::abs(upward), height);
    if (upward > 0) {
        for (int i = rect.top; i + distance < rect.bottom; ++i)
            std::swap(m_rows[index(i)], m_rows[index(i + distance)]);
    } else {
        for (int i = rect.bottom - 1; i - distance >= rect.top; --i)
            std::swap(m_rows[index(i)], m_rows[index(i - distance)]);
    }
    for (int i = rect.top; i < rect.bottom; ++i)
        m_rows[index(i)].isChanged = true;
    const int blankTop = upward > 0 ? rect.bottom - distance : rect.top;
    erase({.top = blankTop, .left = 0, .bottom = blankTop + distance, .right = m_size.columns},
          blank, false);
    // What followed a line above or within is no longer below it.
    if (rect.top > 0)
        m_rows[index(rect.top - 1)].wraps = false;
    if (distance < height)
        m_rows[index(upward > 0 ? blankTop - 1 : rect.bottom - 1)].wraps = false;
}

void TerminalGrid::scrollCells(const CellRect &rect, int upward, int leftward,
                               const TerminalCell &blank)
{
    for (int i = rect.top; i < rect.bottom; ++i) {
        Row &row = change(i);
        splitWideAt(row, rect.left);
        splitWideAt(row, rect.right);
        row.used = std::max(row.used, rect.right); // before cells are moved behind it
        row.wraps = false;
    }
    const auto sourceCell = [&](int row, int column) -> const TerminalCell & {
        const int fromRow = row + upward;
        const int fromColumn = column + leftward;
        const bool isInside = fromRow >= rect.top && fromRow < rect.bottom
            && fromColumn >= rect.left && fromColumn < rect.right;
        return isInside ? m_rows[index(fromRow)].cells[static_cast<size_t>(fromColumn)] : blank;
    };
    const int rowStep = upward >= 0 ? 1 : -1;
    const int columnStep = leftward >= 0 ? 1 : -1;
    const int firstRow = upward >= 0 ? rect.top : rect.bottom - 1;
    const int firstColumn = leftward >= 0 ? rect.left : rect.right - 1;
    for (int row = firstRow; row >= rect.top && row < rect.bottom; row += rowStep) {
        auto &cells = m_rows[index(row)].cells;
        for (int column = firstColumn; column >= rect.left && column < rect.right;
             column += columnStep)
            cells[static_cast<size_t>(column)] = sourceCell(row, column);
    }
    // Wide characters that were cut by an edge that they were moved over.
    for (int i = rect.top; i < rect.bottom; ++i) {
        auto &cells = m_rows[index(i)].cells;
        const auto left = static_cast<size_t>(rect.left);
        const auto last = static_cast<size_t>(rect.right) - 1;
        if (cells[left].width == 0)
            cells[left] = TerminalCell::blankOn(cells[left].style.background);
        if (cells[last].width == 2)
            cells[last] = TerminalCell::blankOn(cells[last].style.background);
    }
}

TerminalGrid TerminalGrid::packed() const
{
    TerminalGrid grid(TerminalSize{.rows = 0, .columns = 0});
    grid.m_size = m_size;
    grid.m_top = m_top;
    grid.m_rows.reserve(m_rows.size());
    for (const Row &row : m_rows) {
        const auto end = row.cells.begin() + row.used;
        grid.m_rows.push_back(
            {.cells = {row.cells.begin(), end}, .used = row.used, .wraps = row.wraps});
    }
    return grid;
}

TerminalGrid TerminalGrid::unpacked() const
{
    TerminalGrid grid = *this;
    for (Row &row : grid.m_rows)
        row.cells.resize(static_cast<size_t>(m_size.columns));
    return grid;
}

qint64 TerminalGrid::memoryBytes() const
{
    size_t bytes = m_rows.size() * sizeof(Row);
    for (const Row &row : m_rows)
        bytes += row.cells.size() * sizeof(TerminalCell);
    return static_cast<qint64>(bytes);
}

bool TerminalGrid::takeChanged(int row)
{
    return std::exchange(m_rows[index(row)].isChanged, false) || m_isAllChanged;
}

} // namespace Spawnscope
