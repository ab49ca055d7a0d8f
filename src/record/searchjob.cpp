// SPDX-License-Identifier: MIT
#include "record/searchjob.h"

#include "base/threadvalue.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int UsualThreads = 2;
constexpr qint64 BlockBytes = 512 * 1024; // stays in the cache of a core
constexpr size_t MostFinished = 64; // blocks that wait for one before them

/// A part that is nothing but @p line.
OutputBlock::Part partOf(const OutputLine &line)
{
    return {.stream = line.stream,
            .bytes = line.bytes,
            .cuts = {},
            .rows = {{line.row, line.row + 1}},
            .isLastOpen = line.isOpen};
}

qint64 extraOf(qint64 matches)
{
    return std::max<qint64>(matches - 1, 0);
}

} // namespace

QThreadPool &searchThreads()
{
    class Threads final : public QThreadPool
    {
    public:
        Threads() { setMaxThreadCount(UsualThreads); }
    };
    static Threads pool;
    return pool;
}

SearchJob::SearchJob(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                     const LinePattern &pattern, const TextEncoding &encoding)
    : m_log(std::move(log))
    , m_filter(filter)
    , m_scanner(pattern, encoding)
{}

// --- what is called from outside

void SearchJob::setNotify(std::function<void()> notify)
{
    const std::scoped_lock lock(m_mutex);
    m_notify = std::move(notify);
}

void SearchJob::takeNews()
{
    const std::scoped_lock lock(m_mutex);
    m_hasTold = false;
}

void SearchJob::cancel()
{
    const std::scoped_lock lock(m_mutex);
    m_isCancelled = true;
    m_notify = {};
}

void SearchJob::catchUp()
{
    const quint64 revision = m_log->revision();
    const OutputRows gap = m_log->gap(m_filter).rows;
    const OutputRows rows = m_log->rows(m_filter);
    const std::scoped_lock lock(m_mutex);
    m_wantedRevision = revision;
    m_wantedGap = gap;
    m_wantedEnd = rows.end;
    skipGap();
    startThread();
}

bool SearchJob::isCaughtUp() const
{
    const std::scoped_lock lock(m_mutex);
    return isDone();
}

qint64 SearchJob::searchedTo() const
{
    const std::scoped_lock lock(m_mutex);
    return m_searchedTo;
}

qint64 SearchJob::matchCount() const
{
    const std::scoped_lock lock(m_mutex);
    return allMatches();
}

qint64 SearchJob::givenUpCount() const
{
    const std::scoped_lock lock(m_mutex);
    return m_givenUpCount;
}

qint64 SearchJob::lostMatchCount() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lostMatchCount;
}

SearchJob::Before SearchJob::beforeSumOf(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    const qint64 start = MatchTally::sumStart(row);
    return {.matches = m_rows->countIn({0, start}) + m_extra.before(start),
            .extra = m_extra.sumAround(row),
            .version = m_version};
}

qint64 SearchJob::matchesIn(const OutputRows &rows) const
{
    const Found found = scan(rows);
    qint64 sum = 0;
    for (const RowMatches &row : found.result.rows)
        sum += row.count;
    return sum;
}

// --- under the lock

bool SearchJob::hasBlockToClaim() const
{
    return m_claimedTo < m_wantedEnd && m_finished.size() < MostFinished;
}

bool SearchJob::hasRowsToReadAgain() const
{
    const auto isOld = [this](const OpenRow &open) { return open.revision < m_wantedRevision; };
    return !m_isReadingAgain
        && (m_gap != m_wantedGap || std::any_of(m_openRows.begin(), m_openRows.end(), isOld));
}

bool SearchJob::isDone() const
{
    return m_claimedTo >= m_wantedEnd && m_nextTakenOver == m_nextClaim && !m_isReadingAgain
        && !hasRowsToReadAgain();
}

SearchJob::Claim SearchJob::claim()
{
    const qint64 first = m_claimedTo;
    const qint64 end = std::clamp(m_log->rowAfterBytes(m_filter, first, BlockBytes), first + 1,
                                  m_wantedEnd);
    m_claimedTo = end;
    const Claim own{.number = m_nextClaim++, .rows = {first, end}};
    skipGap();
    return own;
}

void SearchJob::skipGap()
{
    if (m_wantedGap.contains(m_claimedTo))
        m_claimedTo = m_wantedGap.end;
    if (m_nextTakenOver == m_nextClaim)
        m_searchedTo = m_claimedTo;
}

/// One more thread, if there is something to do for it. Each starts the next one.
void SearchJob::startThread()
{
    if (m_isCancelled || m_running >= searchThreads().maxThreadCount()
        || (!hasBlockToClaim() && !hasRowsToReadAgain()))
        return;
    ++m_running;
    searchThreads().start([self = shared_from_this()] { self->work(); });
}

void SearchJob::takeOverFinished()
{
    while (!m_isReadingAgain && !m_finished.empty()
           && m_finished.begin()->first == m_nextTakenOver) {
        takeOver(m_finished.begin()->second);
        m_finished.erase(m_finished.begin());
        ++m_nextTakenOver;
    }
    skipGap();
}

void SearchJob::takeOver(const Found &found)
{
    QList<qint64> rows;
    rows.reserve(static_cast<qsizetype>(found.result.rows.size()));
    for (const RowMatches &matches : found.result.rows) {
        if (m_gap.contains(matches.row))
            continue;
        rows.append(matches.row);
        m_extra.add(matches.row, extraOf(matches.count));
    }
    if (!rows.isEmpty())
        m_rows->insert(rows);
    m_givenUpCount += found.result.givenUp;
    m_openRows.insert(m_openRows.end(), found.openRows.begin(), found.openRows.end());
    m_searchedTo = found.end;
}

/// Takes out what lies in the log's gap as it is wanted now. The tallies at its edges are left.
void SearchJob::forgetGap()
{
    m_gap = m_wantedGap;
    m_rows->giveUp(m_gap);
    m_extra.clear({MatchTally::sumStart(m_gap.first + MatchTally::SumRows - 1),
                   MatchTally::sumStart(m_gap.end)});
    std::erase_if(m_openRows, [this](const OpenRow &open) { return m_gap.contains(open.row); });
    ++m_version;
}

void SearchJob::setMatches(qint64 row, qint64 before, qint64 after)
{
    if (before == 0 && after > 0)
        m_rows->insert(row);
    else if (before > 0 && after == 0)
        m_rows->erase(row);
    m_extra.add(row, extraOf(after) - extraOf(before));
    ++m_version;
}

void SearchJob::tell()
{
    if (m_notify && !std::exchange(m_hasTold, true))
        m_notify();
}

// --- on the threads

/// One piece of work. Whoever has more to do queues up again behind other searches.
void SearchJob::work()
{
    std::unique_lock lock(m_mutex);
    if (!m_isCancelled && hasRowsToReadAgain()) {
        m_isReadingAgain = true;
        startThread();
        lock.unlock();
        readAgain();
        lock.lock();
        m_isReadingAgain = false;
        takeOverFinished();
        tell();
    } else if (!m_isCancelled && hasBlockToClaim()) {
        const Claim own = claim();
        startThread();
        lock.unlock();
        Found found = scan(own.rows);
        lock.lock();
        if (!m_isCancelled) // or only part of the block may have been looked at
            m_finished.emplace(own.number, std::move(found));
        takeOverFinished();
        tell();
    }
    --m_running;
    startThread();
}

SearchJob::Found SearchJob::scan(const OutputRows &rows) const
{
    auto &block = threadValue<OutputBlock>(); // its memory is used again
    Found found{.end = rows.end, .result = {}, .openRows = {}};
    const quint64 revision = m_log->revision();
    for (qint64 from = rows.first; from < rows.end && !m_isCancelled;) {
        m_log->readBlock(m_filter, from, rows.end, &block);
        for (const OutputBlock::Part &part : block.parts) {
            const size_t before = found.result.rows.size();
            m_scanner.scan(part, &found.result, &m_isCancelled);
            if (!part.isLastOpen)
                continue;
            OpenRow open{.row = part.rows.back().end - 1, .revision = revision};
            const bool hasMatch = found.result.rows.size() > before
                && found.result.rows.back().row == open.row;
            open.count = hasMatch ? found.result.rows.back().count : 0;
            found.openRows.push_back(open);
        }
        if (block.end <= from)
            break; // given up meanwhile
        from = block.end;
    }
    const auto isBefore = [](const RowMatches &a, const RowMatches &b) { return a.row < b.row; };
    if (!std::is_sorted(found.result.rows.begin(), found.result.rows.end(), isBefore))
        std::sort(found.result.rows.begin(), found.result.rows.end(), isBefore);
    return found;
}

void SearchJob::readAgain()
{
    std::unique_lock lock(m_mutex);
    if (m_gap != m_wantedGap) {
        const qint64 before = allMatches();
        forgetGap();
        const OutputRows gap = m_gap;
        lock.unlock();
        tallyEdgeAgain(gap.first);
        tallyEdgeAgain(gap.end);
        lock.lock();
        m_lostMatchCount += std::max<qint64>(before - allMatches(), 0);
    }
    // Nobody else changes them now.
    std::vector<OpenRow> openRows = m_openRows;
    lock.unlock();
    for (OpenRow &open : openRows) {
        const OpenRow now = lookAgain(open);
        const OpenRow before = std::exchange(open, now);
        lock.lock();
        if (now.count != before.count)
            setMatches(now.row, before.count, now.count);
        lock.unlock();
    }
    std::erase_if(openRows, [](const OpenRow &open) { return !open.isOpen; });
    lock.lock();
    m_openRows = std::move(openRows);
}

/// Only sums of rows are known; where the gap ends between two of those rows, what is left of the
/// sum is counted anew.
void SearchJob::tallyEdgeAgain(qint64 edge)
{
    const qint64 start = MatchTally::sumStart(edge);
    std::unique_lock lock(m_mutex);
    if (edge == start || m_extra.sumAround(edge) == 0)
        return;
    const qint64 end = std::min(start + MatchTally::SumRows, m_searchedTo);
    const std::vector<OpenRow> openRows = m_openRows;
    const OutputRows gap = m_gap;
    lock.unlock();
    qint64 sum = 0;
    for (const RowMatches &matches : scan({start, end}).result.rows) {
        const auto open = std::find_if(openRows.begin(), openRows.end(), [&](const OpenRow &known) {
            return known.row == matches.row;
        });
        if (open == openRows.end() && !gap.contains(matches.row))
            sum += extraOf(matches.count);
    }
    for (const OpenRow &open : openRows) {
        if (open.row >= start && open.row < end)
            sum += extraOf(open.count);
    }
    lock.lock();
    m_extra.setSum(edge, sum);
}

SearchJob::OpenRow SearchJob::lookAgain(const OpenRow &open) const
{
    OpenRow now = open;
    now.revision = m_log->revision();
    const QList<OutputLine> lines = m_log->lines(m_filter, open.row, 1);
    if (lines.isEmpty() || lines.first().row != open.row) {
        // What was given up leaves with the gap. What could not be read is tried again.
        now.isOpen = !m_log->gap(m_filter).rows.contains(open.row);
        return now;
    }
    const OutputLine &line = lines.first();
    now.isOpen = line.isOpen;
    now.size = line.bytes.size();
    if (now.size != open.size) {
        LineScanner::Result result;
        m_scanner.scan(partOf(line), &result, &m_isCancelled);
        now.count = result.rows.empty() ? 0 : result.rows.front().count;
    }
    return now;
}

} // namespace Spawnscope
