// SPDX-License-Identifier: MIT
#pragma once

#include "record/linepattern.h"
#include "record/outputlog.h"
#include "record/rowset.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace Spawnscope {

class SearchJob;

/// Finds the rows of a log that match, on threads of its own, and keeps up as the log grows.
///
/// The search goes from the oldest row to the newest. What it has found is asked for at any time
/// and covers all rows before searchedTo(). Rows that still grow are looked at again; rows that the
/// log gives up leave the counts.
/// Thread: create, use and destroy on one thread with an event loop; the log may be appended to on
///         another. Destroying never waits.
/// Cost:   see RowSet; all searches share two threads.
class OutputSearch final : public QObject
{
    Q_OBJECT

public:
    /// Starts at once. @p pattern is valid and not empty; @p encoding is how the bytes are read.
    OutputSearch(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                 const LinePattern &pattern, const TextEncoding &encoding = {},
                 QObject *parent = nullptr);
    ~OutputSearch() override;

    /// Has a look at what the log has now. Call it when the log has changed, and not more often
    /// than people see.
    void catchUp();

    const LinePattern &pattern() const;
    OutputFilter filter() const;

    /// Looks at nothing more; what was found stays.
    void stop();
    bool isStopped() const { return m_isStopped; }

    /// Everything that was there at the last catchUp() has been looked at.
    bool isCaughtUp() const;
    qint64 searchedTo() const; ///< rows before this one have been looked at
    qint64 matchCount() const; ///< of an inverted pattern, as rowCount()
    qint64 rowCount() const; ///< rows that match
    /// Rows in which an expression backtracked without end and was given up.
    qint64 givenUpCount() const;
    /// Matches found in rows that the log has given up since. They are in no other count.
    qint64 lostMatchCount() const;

    /// How many matches lie in the rows before @p row. Reads up to 15 rows where rows have more
    /// than one match.
    qint64 matchesBefore(qint64 row) const;
    qint64 matchingRowsBefore(qint64 row) const; ///< reads nothing
    std::optional<qint64> firstMatchingRow(qint64 fromRow) const; ///< at or after @p fromRow
    std::optional<qint64> lastMatchingRow(qint64 toRow) const; ///< at or before @p toRow
    /// The matches of one row, looked at anew.
    QList<TextSpan> matchesInRow(qint64 row) const;

    /// The matching rows, which come ascending. Rows that still grow may leave again. May be read
    /// on any thread and kept for as long as it is of use.
    std::shared_ptr<const RowSet> rows() const;

Q_SIGNALS:
    /// Any of the answers above may have changed; not more often than people see.
    void progressed();

private:
    void announce();

    const std::shared_ptr<SearchJob> m_job;
    QTimer m_pause; // between two announcements
    bool m_isDue = false;
    bool m_isStopped = false;

    struct KnownCount
    {
        qint64 row = -1;
        qint64 extra = 0;
        quint64 version = 0;
        qint64 matches = 0;
    };
    mutable KnownCount m_known; // what was asked for last needs no reading again
};

} // namespace Spawnscope
