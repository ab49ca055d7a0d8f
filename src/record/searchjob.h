// SPDX-License-Identifier: MIT
#pragma once

#include "record/linescanner.h"
#include "record/matchtally.h"
#include "record/outputlog.h"
#include "record/rowset.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

class QThreadPool;

namespace Spawnscope {

/// The threads that all searches share; two of them unless told otherwise.
QThreadPool &searchThreads();

/// The work of one search, which outlives its OutputSearch until the threads notice.
///
/// Blocks of the log are scanned on several threads at once; what they hold is taken over in their
/// order, so that rows come ascending. Rows that may still grow are looked at again each time the
/// job is told that the log has changed, and rows of the log's gap leave the counts.
/// Thread: everything may be called on any thread.
class SearchJob final : public std::enable_shared_from_this<SearchJob>
{
public:
    SearchJob(std::shared_ptr<const OutputLog> log, OutputFilter filter, const LinePattern &pattern,
              const TextEncoding &encoding);
    Q_DISABLE_COPY_MOVE(SearchJob)

    /// @p notify is called on the threads, under the job's lock and with each news until told once
    /// more by takeNews(). It must do little and call nothing here.
    void setNotify(std::function<void()> notify);
    void takeNews();
    /// Nothing is called after that; work under way ends with its block.
    void cancel();

    /// Looks at what the log has now.
    void catchUp();

    const LineScanner &scanner() const { return m_scanner; }
    const OutputLog &log() const { return *m_log; }
    OutputFilter filter() const { return m_filter; }
    const std::shared_ptr<RowSet> &rows() const { return m_rows; }

    bool isCaughtUp() const;
    qint64 searchedTo() const;
    qint64 matchCount() const;
    qint64 givenUpCount() const;
    qint64 lostMatchCount() const;

    /// What is known without reading of the matches before a row.
    struct Before
    {
        qint64 matches = 0; ///< before the MatchTally::SumRows rows that the row is one of
        qint64 extra = 0; ///< in those, beyond the first of each row
        quint64 version = 0; ///< of what was looked at again
    };
    Before beforeSumOf(qint64 row) const;
    /// Counts the matches in the kept rows among @p rows anew.
    qint64 matchesIn(const OutputRows &rows) const;

private:
    struct OpenRow
    {
        qint64 row = 0;
        qint64 count = 0; ///< of matches when it was looked at
        qsizetype size = 0; ///< in bytes, then
        quint64 revision = 0; ///< of the log before it was read
        bool isOpen = true;
    };
    struct Found
    {
        qint64 end = 0;
        LineScanner::Result result;
        std::vector<OpenRow> openRows;
    };
    struct Claim
    {
        quint64 number = 0; ///< of blocks, in their order
        OutputRows rows;
    };

    // Under the lock.
    bool hasBlockToClaim() const;
    bool hasRowsToReadAgain() const;
    bool isDone() const;
    Claim claim();
    void skipGap();
    void startThread();
    void takeOverFinished();
    void takeOver(const Found &found);
    qint64 allMatches() const { return m_rows->count() + m_extra.total(); }
    void forgetGap();
    void setMatches(qint64 row, qint64 before, qint64 after);
    void tell();

    // Without it.
    void work();
    Found scan(const OutputRows &rows) const;
    void readAgain();
    void tallyEdgeAgain(qint64 edge);
    OpenRow lookAgain(const OpenRow &open) const;

    const std::shared_ptr<const OutputLog> m_log;
    const OutputFilter m_filter;
    const LineScanner m_scanner;
    const std::shared_ptr<RowSet> m_rows = std::make_shared<RowSet>();
    std::atomic<bool> m_isCancelled = false;

    mutable std::mutex m_mutex; // guards all below
    std::function<void()> m_notify;
    bool m_hasTold = false;
    int m_running = 0; // threads at work or waiting to be
    bool m_isReadingAgain = false; // meanwhile nothing is taken over

    quint64 m_wantedRevision = 0; // of the log when catchUp() was called
    qint64 m_wantedEnd = 0;
    OutputRows m_wantedGap;
    OutputRows m_gap; // whose rows have left
    qint64 m_claimedTo = 0;
    quint64 m_nextClaim = 0;
    quint64 m_nextTakenOver = 0;
    std::map<quint64, Found> m_finished; // by Claim::number

    qint64 m_searchedTo = 0;
    std::vector<OpenRow> m_openRows; // at most one for each stream
    MatchTally m_extra;
    qint64 m_givenUpCount = 0;
    qint64 m_lostMatchCount = 0;
    quint64 m_version = 0;
};

} // namespace Spawnscope
