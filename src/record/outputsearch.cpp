// SPDX-License-Identifier: MIT
#include "record/outputsearch.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qint64 BatchRows = 256;
constexpr qsizetype BatchBytes = 128 * 1024;

} // namespace

OutputSearch::OutputSearch(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                           LinePattern pattern)
    : m_log(std::move(log))
    , m_filter(filter)
    , m_pattern(std::move(pattern))
{}

OutputSearch::Progress OutputSearch::advance(std::chrono::milliseconds budget)
{
    QElapsedTimer timer;
    timer.start();
    const OutputRows rows = m_log->rows(m_filter);
    forgetDropped(rows.first);
    lookAtOpenRowsAgain();
    m_next = std::max(m_next, rows.first);
    while (m_next < rows.end && !timer.hasExpired(budget.count())) {
        const QList<OutputLine> lines = m_log->lines(
            m_filter, m_next, std::min(BatchRows, rows.end - m_next), BatchBytes);
        if (lines.isEmpty())
            break;
        for (const OutputLine &line : lines) {
            setCount(line.row, countIn(line));
            if (line.isOpen)
                m_openRows.push_back({line.row, line.bytes.size()});
        }
        m_next = lines.last().row + 1;
    }
    m_isCaughtUp = m_next >= rows.end;
    return m_isCaughtUp ? Progress::CaughtUp : Progress::MoreToDo;
}

void OutputSearch::forgetDropped(qint64 firstRow)
{
    while (!m_hits.empty() && m_hits.front().row < firstRow) {
        m_matchCount -= m_hits.front().count;
        m_hits.pop_front();
    }
    std::erase_if(m_openRows, [firstRow](const OpenRow &open) { return open.row < firstRow; });
}

void OutputSearch::lookAtOpenRowsAgain()
{
    std::erase_if(m_openRows, [this](OpenRow &open) {
        const QList<OutputLine> lines = m_log->lines(m_filter, open.row, 1);
        if (lines.isEmpty() || lines.first().row != open.row)
            return true;
        const OutputLine &line = lines.first();
        if (std::exchange(open.size, line.bytes.size()) != line.bytes.size())
            setCount(line.row, countIn(line));
        return !line.isOpen;
    });
}

void OutputSearch::setCount(qint64 row, qint64 count)
{
    const auto at = std::lower_bound(
        m_hits.begin(), m_hits.end(), row,
        [](const Hit &hit, qint64 wanted) { return hit.row < wanted; });
    const bool exists = at != m_hits.end() && at->row == row;
    m_matchCount += count - (exists ? at->count : 0);
    if (exists && count > 0)
        at->count = count;
    else if (exists)
        m_hits.erase(at);
    else if (count > 0)
        m_hits.insert(at, Hit{row, count});
}

qint64 OutputSearch::countIn(const OutputLine &line) const
{
    return m_pattern.matches(styledText(line.bytes, line.style).text, MaxMatchesPerRow).size();
}

qint64 OutputSearch::matchesBefore(qint64 row) const
{
    qint64 sum = 0;
    for (const Hit &hit : m_hits) {
        if (hit.row >= row)
            break;
        sum += hit.count;
    }
    return sum;
}

std::optional<qint64> OutputSearch::firstMatchingRow(qint64 fromRow) const
{
    const auto at = std::lower_bound(m_hits.begin(), m_hits.end(), fromRow,
                                     [](const Hit &hit, qint64 row) { return hit.row < row; });
    return at == m_hits.end() ? std::nullopt : std::optional(at->row);
}

std::optional<qint64> OutputSearch::lastMatchingRow(qint64 toRow) const
{
    const auto after = std::upper_bound(m_hits.begin(), m_hits.end(), toRow,
                                        [](qint64 row, const Hit &hit) { return row < hit.row; });
    return after == m_hits.begin() ? std::nullopt : std::optional(std::prev(after)->row);
}

QList<TextSpan> OutputSearch::matchesInRow(qint64 row) const
{
    const QList<OutputLine> lines = m_log->lines(m_filter, row, 1);
    if (lines.isEmpty() || lines.first().row != row)
        return {};
    const OutputLine &line = lines.first();
    return m_pattern.matches(styledText(line.bytes, line.style).text, MaxMatchesPerRow);
}

} // namespace Spawnscope
