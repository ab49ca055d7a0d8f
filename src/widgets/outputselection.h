// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"
#include "widgets/outputlayout.h"

#include <QString>

#include <compare>
#include <optional>

namespace Spawnscope {

/// A place between two characters of the log. Lines are told by their number, not by their row, so
/// that a place keeps its meaning under another filter.
struct TextPosition
{
    qint64 number = 0;
    qsizetype index = 0;

    auto operator<=>(const TextPosition &) const = default;
};

struct TextRange
{
    TextPosition first;
    TextPosition last;

    bool isEmpty() const { return first == last; }
    bool operator==(const TextRange &) const = default;
};

/// What is selected: an anchor that stays (a place, a word or a line) and a cursor that moves; or a
/// rectangle between two corners. Costs the same for a word and for a billion lines.
class OutputSelection final
{
public:
    bool isEmpty() const;
    /// In a block, the indices are columns: the left one in @c first, the right one in @c last.
    TextRange range() const;
    TextPosition cursor() const { return m_cursor; }
    /// Columns of rows that are not wrapped.
    bool isBlock() const { return m_isBlock; }

    void clear() { *this = {}; }
    void start(const TextRange &anchor);
    /// The index is a column.
    void startBlock(const TextPosition &corner);
    /// Extends from the anchor so that all of @p to is covered as well; in a block, moves the other
    /// corner to the end of @p to.
    void extend(const TextRange &to);
    /// Moves the cursor alone: what was selected as a word or a line may shrink again.
    void moveCursor(const TextPosition &to);

    /// The selected part of line @p number; of a block what lies in its columns.
    std::optional<TextSpan> spanIn(qint64 number, const LineLayout &layout) const;
    /// Whether the selection goes on beyond the end of line @p number.
    bool coversEndOf(qint64 number) const;

private:
    TextRange m_anchor;
    TextPosition m_cursor;
    bool m_isBlock = false;
};

/// Where the next word begins, or the end; where the word before begins, or 0.
qsizetype nextWord(const QString &text, qsizetype index);
qsizetype previousWord(const QString &text, qsizetype index);

/// The word around @p index: a stretch of letters, digits and what paths and addresses are made of,
/// or a stretch of blanks, or a single other character.
TextSpan wordAt(const QString &text, qsizetype index);

} // namespace Spawnscope
