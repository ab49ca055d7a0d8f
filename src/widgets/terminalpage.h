// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalsource.h"
#include "widgets/outputsource.h"
#include "widgets/terminalcells.h"

#include <QPointer>

#include <compare>
#include <map>
#include <memory>
#include <vector>

namespace Spawnscope {

/// A place between two cells. Lines are those of the run's log, and go on with those of the screen,
/// which keep their numbers when they leave it; offsets count cells from the start of the line.
struct TerminalPlace
{
    qint64 line = 0;
    qint64 offset = 0;

    auto operator<=>(const TerminalPlace &) const = default;
};

/// One row of a page.
struct TerminalPageRow
{
    const CellRow *cells = nullptr; ///< good until the page changes; null below the last row
    TerminalPlace start; ///< of its first cell
    int screenRow = -1; ///< from 0; -1 in the scrollback
    bool isMark = false; ///< stands for lines that were given up

    bool isLineEnd() const { return cells && !cells->wraps(); }
};

/// The text of a line, and the offset of the cell that each of its UTF-16 units stands in.
struct TerminalLineText
{
    QString text;
    QList<qint64> offsets;
    qint64 end = 0; ///< offset after the last cell

    qint64 offsetAt(qsizetype index) const { return index < offsets.size() ? offsets[index] : end; }
    qsizetype indexAt(qint64 offset) const; ///< of the first unit in this cell
};

/// What a view of a terminal shows: lines of scrollback, broken at the columns of the screen, and
/// the rows of the screen below them.
///
/// Places for scrolling: a line of scrollback has one, and a row of the screen. The alternate
/// screen stands alone.
/// Cost: keeps the screen, and of the scrollback what is near the page.
class TerminalPage final
{
public:
    /// @p log is where the scrollback of @p source is; both may be null.
    void setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log);
    void setRows(int rows); ///< that there is room for

    /// What a look at the source has found.
    struct News
    {
        bool isOtherScreen = false; ///< of another size, or the other one of the two
        bool isScrollbackNew = false;
        std::vector<bool> rows; ///< of the screen, that may look different
    };
    News refresh();

    TerminalSize screenSize() const { return m_size; }
    const TerminalCursor &cursor() const { return m_cursor; }
    const TerminalModes &modes() const { return m_modes; }
    int rows() const { return m_rows; }

    TerminalPageRow row(int row) const; ///< of the page
    TerminalPageRow screenRow(int row) const;
    /// Of the page; may lie outside of it.
    int pageRowOfScreen(int screenRow) const;

    qint64 topPlace() const;
    qint64 lastTopPlace() const;
    bool isAtEnd() const { return topPlace() >= lastTopPlace(); }
    void moveTo(qint64 place);
    void moveBy(qint64 rows);
    void moveToEnd();
    /// Puts the first row of a line at the top, or shows the end where too little comes after it.
    void moveToLine(qint64 line);
    /// Puts the row with this place in the middle, unless it is on the page.
    void show(const TerminalPlace &place);

    qint64 firstLine() const { return m_extent.firstRow(); }
    qint64 scrollbackEnd() const { return m_extent.rows.end; } ///< line
    qint64 endLine() const; ///< after the last one of the screen
    /// The one that the first row of the screen belongs to, though it may begin before it.
    qint64 firstScreenLine() const;
    /// All rows of a line, those on the screen among them.
    std::vector<TerminalPageRow> rowsOfLine(qint64 line) const;
    TerminalLineText textOfLine(qint64 line) const;
    const std::shared_ptr<const OutputLog> &log() const { return m_log; }

private:
    void look(TerminalScreen *screen, News *news);
    void readScrollbackEnd();
    void findOpenLine();
    qint64 openCellsAfterTheEnd(qint64 cells) const;
    void placeScreenRows();
    bool hasScrollback() const { return !m_modes.alternateScreen && m_extent.count() > 0; }
    qint64 scrollbackCount() const { return hasScrollback() ? m_extent.count() : 0; }
    int lastScreenTop() const;
    const std::vector<CellRow> &rowsOf(qint64 logRow) const;
    void clampTop();

    QPointer<TerminalSource> m_source;
    std::shared_ptr<const OutputLog> m_log;
    int m_rows = 1;
    TerminalSize m_size;
    TerminalCursor m_cursor;
    TerminalModes m_modes;
    std::vector<CellRow> m_screen;
    std::vector<TerminalPlace> m_screenStarts;
    OutputExtent m_extent; ///< of the scrollback
    qint64 m_openCells = 0; ///< of the last line of scrollback, when its rest is on the screen
    bool m_isLastOpen = false;
    // The top of the page: a line of scrollback and a row of it, or the end of the scrollback and a
    // row of the screen.
    qint64 m_topLine = 0;
    int m_topRow = 0;
    mutable std::map<qint64, std::vector<CellRow>> m_cache; // by row of the log
};

} // namespace Spawnscope
