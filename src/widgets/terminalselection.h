// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminalpage.h"

#include <limits>
#include <optional>

namespace Spawnscope {

struct TerminalRange
{
    TerminalPlace first;
    TerminalPlace last;

    bool operator==(const TerminalRange &) const = default;
};

/// Columns [first, end) of a row.
struct ColumnSpan
{
    int first = 0;
    int end = 0;

    bool contains(int column) const { return column >= first && column < end; }
    bool operator==(const ColumnSpan &) const = default;
};

/// What is selected: an anchor that stays (a place, a word or a line) and an end that moves; or a
/// rectangle between two corners, whose rows are told by the place where they start.
class TerminalSelection final
{
public:
    static constexpr qint64 LineEnd = std::numeric_limits<qint64>::max(); ///< as an offset

    bool isEmpty() const;
    bool isBlock() const { return m_isBlock; }
    TerminalRange range() const; ///< of a block, the starts of its first and last row
    ColumnSpan blockColumns() const;

    void start(const TerminalRange &anchor);
    void extend(const TerminalRange &to);
    void startBlock(const TerminalPlace &rowStart, int column);
    void extendBlock(const TerminalPlace &rowStart, int column);

    std::optional<ColumnSpan> spanIn(const TerminalPageRow &row) const;
    /// Whether it goes on beyond the end of the line that ends with this row.
    bool coversEndOf(const TerminalPageRow &row) const;

    bool operator==(const TerminalSelection &) const = default;

private:
    TerminalRange m_anchor;
    TerminalRange m_end;
    int m_anchorColumn = 0;
    int m_endColumn = 0;
    bool m_isBlock = false;
};

/// The selected text; lines end with line feeds but for the last, and rows of one line are joined.
QString selectedText(const TerminalPage &page, const TerminalSelection &selection);
/// The same of those lines only, from @p first on, before @p end.
QString selectedText(const TerminalPage &page, const TerminalSelection &selection, qint64 first,
                     qint64 end);
/// The same of lines of scrollback, each with a line feed, read from the log on any thread. Nothing
/// when there are more than @p mostUnits of UTF-16.
std::optional<QString> selectedText(const OutputLog &log, int columns,
                                    const TerminalSelection &selection, qint64 first, qint64 end,
                                    qsizetype mostUnits);

} // namespace Spawnscope
