// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalrow.h"

#include <utility>
#include <vector>

namespace Spawnscope {

/// One row of cells that a view keeps: a copy of a row of the screen, or a piece of a line of
/// scrollback.
class CellRow final
{
public:
    CellRow() = default;
    explicit CellRow(const TerminalRow &row);

    int columns() const { return static_cast<int>(m_cells.size()); }
    const TerminalCell &cell(int column) const { return m_cells[static_cast<size_t>(column)]; }
    /// Whether the line goes on in the row below.
    bool wraps() const { return m_wraps; }
    /// Up to the last place that was written; for a row that wraps, all that belongs to its line.
    int usedColumns() const { return m_usedColumns; }

    /// What stands in a cell, combining characters and all; empty for the second half of a wide
    /// character and where nothing was written.
    QString characters(int column) const;
    /// The address of an OSC 8 link; empty where there is none.
    QByteArray link(int column) const;
    /// The text of columns [@p from, @p end), of which those beyond usedColumns() are left out.
    QString text(int from, int end) const;
    QString text() const { return text(0, m_usedColumns); }

private:
    friend class LineWrapper;

    std::vector<TerminalCell> m_cells;
    std::vector<std::pair<int, QString>> m_clusters; // by column, ascending
    std::vector<std::pair<quint32, QByteArray>> m_links; // by number
    int m_usedColumns = 0;
    bool m_wraps = false;
};

/// The rows that a line of scrollback takes at a width of @p columns; at least one.
std::vector<CellRow> wrappedRows(const StyledText &line, int columns);

/// How many cells the text of a line takes.
qint64 cellCount(const QString &text);

} // namespace Spawnscope
