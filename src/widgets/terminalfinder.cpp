// SPDX-License-Identifier: MIT
#include "widgets/terminalfinder.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qsizetype MostMatches = 2000; // of one line

TerminalSelection selectionOf(const TerminalRange &range)
{
    TerminalSelection selection;
    selection.start(range);
    return selection;
}

} // namespace

TerminalFinder::TerminalFinder(const TerminalPage *page, QObject *parent)
    : QObject(parent)
    , m_page(page)
{}

TerminalFinder::~TerminalFinder() = default;

void TerminalFinder::search(const LinePattern &pattern)
{
    m_pattern = pattern;
    m_search.reset();
    m_current.reset();
    m_pending.reset();
    m_matches.clear();
    m_wrapped = FindStatus::Wrapped::No;
    if (!pattern.isEmpty() && pattern.isValid() && m_page->log()) {
        m_search = std::make_unique<OutputSearch>(m_page->log(), OutputFilter::Stdout, pattern);
        connect(m_search.get(), &OutputSearch::progressed, this, &TerminalFinder::takeProgress);
    }
    updateStatus();
    Q_EMIT currentChanged();
}

void TerminalFinder::stop()
{
    if (m_search)
        m_search->stop();
    m_pending.reset();
    updateStatus();
}

void TerminalFinder::refresh()
{
    if (m_pattern.isEmpty())
        return;
    m_matches.clear();
    if (m_search)
        m_search->catchUp();
    updateStatus();
}

void TerminalFinder::takeProgress()
{
    if (m_pending && (m_search->isCaughtUp() || m_search->isStopped())) {
        const Step step = *std::exchange(m_pending, std::nullopt);
        stepFrom(step.from, step.direction);
    }
    updateStatus();
}

// --- matches of a line ------------------------------------------------------------------------

const QList<TerminalRange> &TerminalFinder::matchesOf(qint64 line) const
{
    if (const auto known = m_matches.find(line); known != m_matches.end())
        return known->second;
    constexpr size_t MostRemembered = 256;
    if (m_matches.size() > MostRemembered)
        m_matches.clear();
    QList<TerminalRange> &matches = m_matches[line];
    const TerminalLineText text = m_page->textOfLine(line);
    for (const TextSpan &span : m_pattern.matches(text.text, MostMatches))
        matches.append(TerminalRange{{line, text.offsetAt(span.start)},
                                     {line, text.offsetAt(span.start + span.length)}});
    return matches;
}

QList<ColumnSpan> TerminalFinder::matchesIn(const TerminalPageRow &row) const
{
    QList<ColumnSpan> spans;
    if (!m_search || !row.cells || row.isMark)
        return spans;
    for (const TerminalRange &range : matchesOf(row.start.line)) {
        if (const auto span = selectionOf(range).spanIn(row); span && span->first < span->end)
            spans.append(*span);
    }
    return spans;
}

std::optional<ColumnSpan> TerminalFinder::currentIn(const TerminalPageRow &row) const
{
    return m_current ? selectionOf(*m_current).spanIn(row) : std::nullopt;
}

// --- stepping ---------------------------------------------------------------------------------

/// Lines before this one are the search's; those after it are looked at here.
qint64 TerminalFinder::searchedEnd() const
{
    return std::min(m_page->firstScreenLine(), m_page->scrollbackEnd());
}

/// The next line that has a match, in either direction.
std::optional<qint64> TerminalFinder::nextLine(qint64 line, FindDirection direction) const
{
    const qint64 end = searchedEnd();
    if (direction == FindDirection::Forward) {
        if (line + 1 < end) {
            const auto row = m_search->firstMatchingRow(line + 1);
            if (row && *row < end)
                return row;
        }
        for (qint64 next = std::max(line + 1, end); next < m_page->endLine(); ++next) {
            if (!matchesOf(next).isEmpty())
                return next;
        }
        return std::nullopt;
    }
    for (qint64 next = std::min(line, m_page->endLine()) - 1; next >= end; --next) {
        if (!matchesOf(next).isEmpty())
            return next;
    }
    const qint64 last = std::min(line, end) - 1;
    return last >= 0 ? m_search->lastMatchingRow(last) : std::nullopt;
}

std::optional<TerminalRange> TerminalFinder::matchFrom(const TerminalPlace &from,
                                                       FindDirection direction) const
{
    const auto isBeyond = [&](const TerminalRange &range) {
        return direction == FindDirection::Forward ? range.first >= from : range.last <= from;
    };
    const auto pick = [&](const QList<TerminalRange> &matches) -> std::optional<TerminalRange> {
        if (direction == FindDirection::Forward) {
            const auto found = std::ranges::find_if(matches, isBeyond);
            return found == matches.end() ? std::nullopt : std::optional(*found);
        }
        const auto found = std::find_if(matches.rbegin(), matches.rend(), isBeyond);
        return found == matches.rend() ? std::nullopt : std::optional(*found);
    };
    if (const auto here = pick(matchesOf(from.line)))
        return here;
    for (auto line = nextLine(from.line, direction); line; line = nextLine(*line, direction)) {
        if (const auto found = pick(matchesOf(*line)))
            return found;
    }
    return std::nullopt;
}

void TerminalFinder::stepFrom(const TerminalPlace &from, FindDirection direction)
{
    if (!m_search)
        return;
    if (!m_search->isCaughtUp() && !m_search->isStopped()) {
        m_pending = Step{from, direction};
        updateStatus();
        return;
    }
    const bool isForward = direction == FindDirection::Forward;
    std::optional<TerminalRange> found = matchFrom(from, direction);
    m_wrapped = FindStatus::Wrapped::No;
    if (!found) {
        found = isForward ? matchFrom({m_page->firstLine(), 0}, direction)
                          : matchFrom({m_page->endLine(), 0}, direction);
        m_wrapped = isForward ? FindStatus::Wrapped::ToStart : FindStatus::Wrapped::ToEnd;
    }
    m_current = found;
    updateStatus();
    Q_EMIT currentChanged();
}

// --- status -----------------------------------------------------------------------------------

void TerminalFinder::updateStatus()
{
    FindStatus status;
    status.error = m_pattern.error();
    if (m_search) {
        const qint64 end = searchedEnd();
        status.isStopped = m_search->isStopped();
        status.isComplete = m_search->isCaughtUp();
        status.percent = status.isComplete || end == 0
            ? 100
            : static_cast<int>(std::min<qint64>(m_search->searchedTo() * 100 / end, 100));
        status.givenUp = m_search->givenUpCount();
        status.lost = m_search->lostMatchCount();
        status.total = m_search->matchesBefore(end);
        for (qint64 line = end; line < m_page->endLine(); ++line)
            status.total += matchesOf(line).size();
    }
    if (m_search && m_current) {
        const qint64 line = m_current->first.line;
        const qint64 end = searchedEnd();
        qint64 before = m_search->matchesBefore(std::min(line, end));
        for (qint64 other = end; other < line; ++other)
            before += matchesOf(other).size();
        const qsizetype index = matchesOf(line).indexOf(*m_current);
        status.current = index < 0 ? 0 : before + index + 1;
        status.wrapped = m_wrapped;
    }
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace Spawnscope
