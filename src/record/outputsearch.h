// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QFlags>
#include <QRegularExpression>
#include <QString>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace Spawnscope {

enum class FindOption : quint8 {
    CaseSensitive = 0x1,
    RegularExpression = 0x2,
    WholeWords = 0x4,
};
Q_DECLARE_FLAGS(FindOptions, FindOption)
Q_DECLARE_OPERATORS_FOR_FLAGS(FindOptions)

struct TextSpan
{
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const TextSpan &) const = default;
};

/// What to look for in the text of one line (as styledText() makes it).
class LinePattern final
{
public:
    LinePattern() = default;
    LinePattern(const QString &text, FindOptions options);

    bool isEmpty() const { return m_text.isEmpty(); }
    bool isValid() const { return m_error.isEmpty(); }
    /// Why a regular expression is none, in the words of PCRE2; empty when it is valid.
    QString error() const { return m_error; }

    /// All matches, leftmost first, never overlapping, never empty; at most @p limit.
    QList<TextSpan> matches(const QString &line, qsizetype limit) const;

    bool operator==(const LinePattern &other) const
    {
        return m_text == other.m_text && m_options == other.m_options;
    }

private:
    bool isWholeWord(const QString &line, const TextSpan &span) const;

    QString m_text;
    FindOptions m_options;
    QRegularExpression m_expression;
    QString m_error;
};

/// Finds the rows of a log that match, in slices, and keeps up as the log grows and drops lines.
///
/// Thread: use on one thread; the log may be appended to on another.
/// Cost:   16 bytes for each matching row.
class OutputSearch final
{
public:
    static constexpr qsizetype MaxMatchesPerRow = 10'000;

    OutputSearch(std::shared_ptr<const OutputLog> log, OutputFilter filter, LinePattern pattern);

    enum class Progress : quint8 { CaughtUp, MoreToDo };
    /// Looks at lines for about @p budget.
    Progress advance(std::chrono::milliseconds budget);

    const LinePattern &pattern() const { return m_pattern; }
    bool isCaughtUp() const { return m_isCaughtUp; }
    qint64 searchedTo() const { return m_next; } ///< rows before this one have been looked at
    qint64 matchCount() const { return m_matchCount; }

    /// How many matches lie in the rows before @p row.
    qint64 matchesBefore(qint64 row) const;
    std::optional<qint64> firstMatchingRow(qint64 fromRow) const; ///< at or after @p fromRow
    std::optional<qint64> lastMatchingRow(qint64 toRow) const; ///< at or before @p toRow
    /// The matches of one row, looked at anew.
    QList<TextSpan> matchesInRow(qint64 row) const;

private:
    struct Hit
    {
        qint64 row = 0;
        qint64 count = 0;
    };
    struct OpenRow
    {
        qint64 row = 0;
        qsizetype size = 0;
    };

    void forgetDropped(qint64 firstRow);
    void lookAtOpenRowsAgain();
    void setCount(qint64 row, qint64 count);
    qint64 countIn(const OutputLine &line) const;

    const std::shared_ptr<const OutputLog> m_log;
    const OutputFilter m_filter;
    const LinePattern m_pattern;
    std::deque<Hit> m_hits; // ascending rows
    std::vector<OpenRow> m_openRows; // lines that still grow, at most one per stream
    qint64 m_next = 0;
    qint64 m_matchCount = 0;
    bool m_isCaughtUp = false;
};

} // namespace Spawnscope
