// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalcell.h"

#include <QByteArray>
#include <QString>

#include <span>

namespace Spawnscope {

struct CellTables;

/// A look at one row of a screen; good until the screen changes.
///
/// Text ends with the last place that was written or coloured. Places before it where nothing was
/// written are spaces.
class TerminalRow final
{
public:
    TerminalRow(std::span<const TerminalCell> cells, bool wraps, const CellTables *tables)
        : m_cells(cells)
        , m_tables(tables)
        , m_wraps(wraps)
    {}

    int columns() const { return static_cast<int>(m_cells.size()); }
    const TerminalCell &cell(int column) const { return m_cells[static_cast<size_t>(column)]; }

    /// Whether the text goes on in the row below because the line was too long for one row.
    bool wraps() const { return m_wraps; }

    /// What stands in a cell, combining characters and all; empty for the second half of a wide
    /// character and where nothing was written.
    QString characters(int column) const;

    /// The address of the link that a cell belongs to (OSC 8), as the child gave it; empty: none.
    QByteArray link(int column) const;

    QString text() const;
    StyledText styledText() const;

    /// UTF-8 with SGR sequences, plain at the end: a line for a run record, which styledText(bytes)
    /// reads as what styledText() of the row gives.
    QByteArray bytes() const;
    void appendBytes(QByteArray *bytes) const; ///< the same, after what is there

private:
    size_t usedColumns() const;
    void append(const TerminalCell &cell, QString *text) const;

    std::span<const TerminalCell> m_cells;
    const CellTables *m_tables;
    bool m_wraps;
};

/// The parameters of the SGR sequence that leads from any style to this one: "0;1;38;5;208".
QByteArray sgrParameters(const TextStyle &style);

} // namespace Spawnscope
