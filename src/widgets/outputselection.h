// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"
#include "widgets/outputsource.h"

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

/// What is selected: an anchor that stays (a place, a word or a line) and a cursor that moves.
class OutputSelection final
{
public:
    bool isEmpty() const { return range().isEmpty(); }
    TextRange range() const;
    TextPosition cursor() const { return m_cursor; }

    void clear() { *this = {}; }
    void start(const TextRange &anchor);
    /// Extends from the anchor so that all of @p to is covered as well.
    void extend(const TextRange &to);

    /// The selected part of line @p number, whose text has @p length units.
    std::optional<TextSpan> spanIn(qint64 number, qsizetype length) const;
    /// Whether the selection goes on beyond the end of line @p number.
    bool coversEndOf(qint64 number) const;

private:
    TextRange m_anchor;
    TextPosition m_cursor;
};

/// The word around @p index: a stretch of letters, digits and what paths and addresses are made of,
/// or a stretch of blanks, or a single other character.
TextSpan wordAt(const QString &text, qsizetype index);

/// The text of @p range, without colours. Lines are joined by line feeds, except where a row goes
/// on with the one before it. What is no longer kept is missing.
QString textOf(const OutputSource &source, const TextRange &range);

} // namespace Spawnscope
