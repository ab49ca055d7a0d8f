// SPDX-License-Identifier: MIT
#pragma once

#include "record/linepattern.h"
#include "record/outputlog.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace Spawnscope {

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
