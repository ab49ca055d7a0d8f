// SPDX-License-Identifier: MIT
#include "terminal/terminalgrid_p.h"

#include <algorithm>
#include <iterator>

namespace Spawnscope {

/// One line of text, however many rows it takes.
struct TerminalGrid::Line
{
    std::vector<TerminalCell> cells;
    int cursor = -1; ///< the cell with the cursor, where it is in this line; may be behind the end
};

namespace {

using Row = TerminalGrid::Row;

int usedColumns(const Row &row)
{
    int used = row.used;
    while (used > 0 && row.cells[static_cast<size_t>(used) - 1] == TerminalCell{})
        --used;
    return used;
}

Row rowOf(std::span<const TerminalCell> cells, int columns, bool wraps)
{
    Row row{.cells = {cells.begin(), cells.end()},
            .used = static_cast<int>(cells.size()),
            .wraps = wraps};
    row.cells.resize(static_cast<size_t>(columns));
    return row;
}

/// Breaks @p cells into rows. A wide character that would stand across the edge goes to the next.
std::vector<Row> brokenInto(int columns, std::span<const TerminalCell> cells)
{
    std::vector<Row> rows;
    const auto width = static_cast<size_t>(columns);
    while (cells.size() > width) {
        const size_t size = cells[width].width == 0 ? width - 1 : width;
        rows.push_back(rowOf(cells.first(size), columns, true));
        cells = cells.subspan(size);
    }
    rows.push_back(rowOf(cells, columns, false));
    return rows;
}

/// Where cell @p offset of a line has come to stand.
TerminalPosition placeIn(const std::vector<Row> &rows, int offset, int columns)
{
    int row = 0;
    while (row + 1 < static_cast<int>(rows.size())
           && offset >= rows[static_cast<size_t>(row)].used) {
        offset -= rows[static_cast<size_t>(row)].used;
        ++row;
    }
    return {.row = row, .column = std::min(offset, columns - 1)};
}

} // namespace

/// Row 0 becomes the first one stored.
void TerminalGrid::straighten()
{
    std::rotate(m_rows.begin(), m_rows.begin() + m_top, m_rows.end());
    m_top = 0;
}

void TerminalGrid::crop(TerminalSize size)
{
    straighten();
    m_rows.resize(static_cast<size_t>(size.rows));
    for (Row &row : m_rows) {
        splitWideAt(row, size.columns);
        row.cells.resize(static_cast<size_t>(size.columns));
        row.used = std::min(row.used, size.columns);
        row.wraps = false;
    }
    m_size = size;
    m_isAllChanged = true;
}

/// The lines down to the cursor, or further to the last that is not blank.
std::vector<TerminalGrid::Line> TerminalGrid::takeLines(TerminalPosition cursor)
{
    straighten();
    int last = m_size.rows - 1;
    while (last > cursor.row && m_rows[static_cast<size_t>(last)].isBlank())
        --last;
    std::vector<Line> lines(1);
    for (int i = 0; i <= last; ++i) {
        const Row &row = m_rows[static_cast<size_t>(i)];
        Line &line = lines.back();
        if (i == cursor.row)
            line.cursor = static_cast<int>(line.cells.size()) + cursor.column;
        const int used = row.wraps && i < last ? row.used : usedColumns(row);
        line.cells.insert(line.cells.end(), row.cells.begin(), row.cells.begin() + used);
        if (!row.wraps && i < last)
            lines.emplace_back();
    }
    return lines;
}

std::vector<TerminalGrid::Row> TerminalGrid::reflow(TerminalSize size, TerminalPosition *cursor)
{
    std::vector<Row> rows;
    TerminalPosition place;
    for (const Line &line : takeLines(*cursor)) {
        std::vector<Row> broken = brokenInto(size.columns, line.cells);
        if (line.cursor >= 0) {
            place = placeIn(broken, line.cursor, size.columns);
            place.row += static_cast<int>(rows.size());
        }
        std::move(broken.begin(), broken.end(), std::back_inserter(rows));
    }
    const int excess = static_cast<int>(rows.size()) - size.rows;
    const int leaving = std::clamp(excess, 0, place.row);
    std::vector<Row> left(std::make_move_iterator(rows.begin()),
                          std::make_move_iterator(rows.begin() + leaving));
    rows.erase(rows.begin(), rows.begin() + leaving);
    place.row -= leaving;

    m_rows = std::move(rows);
    m_rows.resize(static_cast<size_t>(size.rows));
    for (Row &row : m_rows)
        row.cells.resize(static_cast<size_t>(size.columns));
    m_size = size;
    m_isAllChanged = true;
    *cursor = place;
    return left;
}

} // namespace Spawnscope
