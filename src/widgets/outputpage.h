// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputlayout.h"
#include "widgets/outputsource.h"

#include <QHash>

#include <compare>
#include <memory>
#include <optional>
#include <vector>

namespace Spawnscope {

/// A line that is at least partly on the page.
struct PageLine
{
    enum class Kind : quint8 {
        Output,
        GapMark, ///< stands for all lines of the gap; of @c line only row and stream are set
    };

    Kind kind = Kind::Output;
    OutputLine line;
    /// When the row before arrived, if there is one.
    std::chrono::nanoseconds before = OutputLine::NoTime;
    std::shared_ptr<const LineLayout> layout;
};

/// The part of a source that is on the screen: where it begins, and its lines laid out.
/// Knows rows and columns, not pixels.
///
/// A line is one row, or several when wrapping. The rows of a source never shift, so the page
/// stands still while lines are given up, until its own top is among them; a single row stands in
/// their place (see OutputExtent). Costs what is visible, whatever the size of the source.
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

    /// Starts at the beginning.
    void setSource(std::shared_ptr<const OutputSource> source);
    /// Goes on with another choice of the same log's rows: the line at the top stays there, or the
    /// first one after it.
    void exchangeSource(std::shared_ptr<const OutputSource> source);
    /// @p wrapColumns 0 does not wrap. The text at the top stays there.
    void setSize(int rows, int wrapColumns);
    void setEncoding(const TextEncoding &encoding);
    const TextEncoding &encoding() const { return m_encoding; }
    /// Reads anew what is visible. Keeps the top, unless it is gone.
    void refresh();

    const std::shared_ptr<const OutputSource> &source() const { return m_source; }
    const OutputExtent &extent() const { return m_extent; } ///< as of the last refresh()
    OutputRows rows() const { return m_extent.rows; }
    OutputGap gap() const { return m_extent.gap; }
    int size() const { return m_size; }
    int wrapColumns() const { return m_wrapColumns; }

    Place top() const { return m_top; }
    Place lastTop() const; ///< the top when the end of the source is at the bottom
    bool isAtEnd() const { return m_top >= lastTop(); }
    void moveTo(Place top);
    void moveBy(qint64 visualRows);
    void moveToEnd();
    /// Moves as little as it takes to show @p position of the line at @p row, with some context.
    void show(qint64 row, qsizetype position);

    /// Read and laid out when they are asked for after a move.
    const std::vector<PageLine> &lines() const;
    /// One more than size() when the last one is cut off by the edge.
    const std::vector<VisualRow> &visualRows() const;

    /// The line at @p row whether or not it is on the page; without layout when there is none.
    PageLine lineAt(qint64 row) const;

private:
    struct Cached
    {
        qsizetype bytes = 0;
        std::shared_ptr<const LineLayout> layout;
    };

    QList<OutputLine> read(qint64 row, qint64 places) const;
    PageLine laidOut(OutputLine line) const;
    Place findLastTop() const;
    void keepLayout(qint64 number, const Cached &cached) const;
    OutputLine gapMark() const;
    Place clamped(Place place) const;
    void forgetLines();
    void lookUp() const;
    void add(OutputLine line, std::chrono::nanoseconds before) const;
    void forgetLayouts() const;

    std::shared_ptr<const OutputSource> m_source;
    int m_size = 1;
    int m_wrapColumns = 0;
    TextEncoding m_encoding;
    OutputExtent m_extent;
    Place m_top;
    mutable std::vector<PageLine> m_lines;
    mutable std::vector<VisualRow> m_visualRows;
    mutable bool m_isLookedUp = true; // else what is above is not known yet
    mutable std::optional<Place> m_lastTop; // the same

    using Cache = QHash<qint64, Cached>; // by line number
    mutable Cache m_cache;
    mutable Cache m_olderCache; // what was in the cache before it was full
    mutable qsizetype m_cachedUnits = 0;
};

} // namespace Spawnscope
