// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "widgets/outputlayout.h"

#include <QHash>

#include <compare>
#include <memory>
#include <vector>

namespace Spawnscope {

/// A line that is at least partly on the page.
struct PageLine
{
    enum class Kind : quint8 {
        Output,
        DropMark, ///< stands for all lines that are no longer kept; only @c line.row is set
    };

    Kind kind = Kind::Output;
    OutputLine line;
    std::shared_ptr<const LineLayout> layout;
};

/// The part of a log that is on the screen: where it begins, and its lines laid out.
/// Knows rows and columns, not pixels.
///
/// A line is one row, or several when wrapping. The rows of a filter never shift (see OutputRows),
/// so the page stands still while old lines are dropped, until its own top is among them. The row
/// before the first kept one is the drop mark, once anything was dropped.
class OutputPage final
{
public:
    struct Place
    {
        qint64 row = 0;
        int subRow = 0; ///< which row of a wrapped line

        auto operator<=>(const Place &) const = default;
    };
    struct VisualRow
    {
        size_t line = 0; ///< into lines()
        int subRow = 0;
    };

    void setLog(std::shared_ptr<const OutputLog> log);
    void setFilter(OutputFilter filter);
    /// @p wrapColumns 0 does not wrap. The text at the top stays there.
    void setSize(int rows, int wrapColumns);
    /// Reads anew what is visible. Keeps the top, unless it is gone.
    void refresh();

    OutputFilter filter() const { return m_filter; }
    OutputRows rows() const { return m_rows; } ///< as of the last refresh()
    qint64 begin() const { return m_rows.first - (m_gap.isEmpty() ? 0 : 1); }
    OutputGap gap() const { return m_gap; }
    int size() const { return m_size; }
    int wrapColumns() const { return m_wrapColumns; }

    Place top() const { return m_top; }
    Place lastTop() const; ///< the top when the end of the log is at the bottom
    bool isAtEnd() const { return m_top >= lastTop(); }
    void moveTo(Place top);
    void moveBy(qint64 visualRows);
    void moveToEnd();
    /// Moves as little as it takes to show @p position of the line at @p row, with some context.
    void show(qint64 row, qsizetype position);

    const std::vector<PageLine> &lines() const { return m_lines; }
    /// One more than size() when the last one is cut off by the edge.
    const std::vector<VisualRow> &visualRows() const { return m_visualRows; }

    /// The line at @p row whether or not it is on the page; without layout when there is none.
    PageLine lineAt(qint64 row) const;

private:
    PageLine laidOut(OutputLine line) const;
    PageLine dropMark() const;
    Place clamped(Place place) const;
    void lookUp();

    std::shared_ptr<const OutputLog> m_log;
    OutputFilter m_filter = OutputFilter::All;
    int m_size = 1;
    int m_wrapColumns = 0;
    OutputRows m_rows;
    OutputGap m_gap;
    Place m_top;
    std::vector<PageLine> m_lines;
    std::vector<VisualRow> m_visualRows;

    struct Cached
    {
        qsizetype bytes = 0;
        std::shared_ptr<const LineLayout> layout;
    };
    mutable QHash<qint64, Cached> m_cache; // by line number
    mutable qsizetype m_cachedUnits = 0;
};

} // namespace Spawnscope
