// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalcell.h"
#include "terminal/vtermstate_p.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace Spawnscope {

/// Faster than one by one, where the parts of a cell would go through memory each time.
inline void fillCells(std::span<TerminalCell> cells, const TerminalCell &cell)
{
    static_assert(std::is_trivially_copyable_v<TerminalCell>);
    if (cells.empty())
        return;
    cells.front() = cell;
    for (size_t done = 1; done < cells.size();) {
        const size_t count = std::min(done, cells.size() - done);
        std::memcpy(&cells[done], cells.data(), count * sizeof(TerminalCell));
        done += count;
    }
}

/// The cells of one screen, and which rows were changed.
///
/// Rows are a ring, so that scrolling the whole screen moves no cell. Every position and rectangle
/// must lie within size(). Halves of wide characters never stand alone: whoever overwrites one half
/// blanks the other.
class TerminalGrid final
{
public:
    struct Row
    {
        std::vector<TerminalCell> cells = {};
        int used = 0; ///< cells from here on are TerminalCell{}
        bool wraps = false; ///< the text goes on in the row below
        bool isChanged = true;

        bool isBlank() const { return used == 0; }
    };

    explicit TerminalGrid(TerminalSize size);

    TerminalSize size() const { return m_size; }
    const Row &row(int row) const { return m_rows[index(row)]; }

    /// @p cell.width is 1 or 2; a wide one takes the next cell as well.
    void put(TerminalPosition position, const TerminalCell &cell);
    /// The same for neighbours that are all one cell wide.
    void put(TerminalPosition position, std::span<const TerminalCell> cells);
    void setCharacter(TerminalPosition position, char32_t character);
    void setWraps(int row) { m_rows[index(row)].wraps = true; }

    void erase(const CellRect &rect, const TerminalCell &blank, bool isSelective);
    /// As VtermHandler::scrolled().
    void scroll(const CellRect &rect, int upward, int leftward, const TerminalCell &blank);
    /// The whole screen up by one row.
    void scrollUp(const TerminalCell &blank);

    /// Cuts off or adds rows at the bottom and columns at the right.
    void crop(TerminalSize size);
    /// Breaks lines anew where they had been broken by the width of the screen.
    ///
    /// @p cursor goes with its line and stays in sight; rows that find no place above it are given
    /// back, in their order.
    std::vector<Row> reflow(TerminalSize size, TerminalPosition *cursor);

    /// The same with used cells only, which nothing can be written to; and back.
    TerminalGrid packed() const;
    TerminalGrid unpacked() const;
    qint64 memoryBytes() const;

    void markAllChanged() { m_isAllChanged = true; }
    /// Whether the row was changed since the last call.
    bool takeChanged(int row);
    void takeAllChanged() { m_isAllChanged = false; }

private:
    struct Line;

    size_t index(int row) const
    {
        const int at = m_top + row;
        return static_cast<size_t>(at < m_size.rows ? at : at - m_size.rows);
    }
    Row &change(int row);
    static void splitWideAt(Row &row, int column);
    static void blankOut(Row &row, int from, int to, const TerminalCell &blank);
    void scrollRows(const CellRect &rect, int upward, const TerminalCell &blank);
    void scrollCells(const CellRect &rect, int upward, int leftward, const TerminalCell &blank);
    void straighten();

    std::vector<Line> takeLines(TerminalPosition cursor);

    TerminalSize m_size;
    std::vector<Row> m_rows;
    int m_top = 0;
    bool m_isAllChanged = true;
};

} // namespace Spawnscope
