// SPDX-License-Identifier: MIT
#include "widgets/outputfinder.h"

#include <algorithm>
#include <limits>

namespace Spawnscope {

namespace {

int percentOf(qint64 part, qint64 whole)
{
    return whole <= 0 ? 100 : int(std::clamp<qint64>(part * 100 / whole, 0, 100));
}

} // namespace

OutputFinder::OutputFinder(QObject *parent)
    : QObject(parent)
{}

void OutputFinder::search(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                          const LinePattern &pattern, const TextEncoding &encoding)
{
    m_pattern = pattern;
    m_pending.reset();
    m_current.reset();
    m_wrapped = FindStatus::Wrapped::No;
    m_search.reset();
    if (log && !pattern.isEmpty() && pattern.isValid()) {
        m_log = std::move(log);
        m_search = std::make_unique<OutputSearch>(m_log, filter, pattern, encoding);
        connect(m_search.get(), &OutputSearch::progressed, this, &OutputFinder::takeNews);
    }
    updateStatus();
    Q_EMIT currentChanged();
}

void OutputFinder::catchUp()
{
    if (m_search)
        m_search->catchUp();
}

void OutputFinder::stop()
{
    if (!m_search)
        return;
    m_search->stop();
    tryPendingStep();
    updateStatus();
}

void OutputFinder::takeNews()
{
    tryPendingStep();
    updateStatus();
}

void OutputFinder::step(FindDirection direction)
{
    if (!m_current) {
        const bool isForward = direction == FindDirection::Forward;
        stepFrom(isForward ? 0 : std::numeric_limits<qint64>::max(), 0, direction);
        return;
    }
    const qsizetype beyond = direction == FindDirection::Forward ? 1 : 0;
    stepFrom(m_current->row, m_current->span.start + beyond, direction);
}

void OutputFinder::stepFrom(qint64 row, qsizetype position, FindDirection direction)
{
    if (!m_search)
        return;
    m_pending = Step{row, position, direction};
    tryPendingStep();
    updateStatus();
}

void OutputFinder::tryPendingStep()
{
    if (!m_pending || !m_search)
        return;
    const Step step = *m_pending;
    const bool isForward = step.direction == FindDirection::Forward;
    const bool mayComeYet = isSearching(); // before it is looked for: the search goes on meanwhile
    if (const auto match = goalOf(step)) {
        arriveAt(*match, FindStatus::Wrapped::No);
        return;
    }
    if (mayComeYet)
        return;
    const auto row = isForward ? m_search->firstMatchingRow(0)
                               : m_search->lastMatchingRow(std::numeric_limits<qint64>::max());
    m_pending.reset();
    if (!row)
        return;
    if (const auto match = matchInRow(*row, nullptr, step.direction))
        arriveAt(*match, isForward ? FindStatus::Wrapped::ToStart : FindStatus::Wrapped::ToEnd);
}

/// The match without going round; none when there is none or it is not known yet.
std::optional<FoundMatch> OutputFinder::goalOf(const Step &step) const
{
    if (step.direction == FindDirection::Forward) {
        auto row = m_search->firstMatchingRow(step.row);
        if (row && *row == step.row) {
            if (const auto match = matchInRow(*row, &step, step.direction))
                return match;
            row = m_search->firstMatchingRow(step.row + 1);
        }
        return row ? matchInRow(*row, nullptr, step.direction) : std::nullopt;
    }
    if (m_search->searchedTo() <= step.row && isSearching())
        return std::nullopt;
    auto row = m_search->lastMatchingRow(step.row);
    if (row && *row == step.row) {
        if (const auto match = matchInRow(*row, &step, step.direction))
            return match;
        row = m_search->lastMatchingRow(step.row - 1);
    }
    return row ? matchInRow(*row, nullptr, step.direction) : std::nullopt;
}

/// The first or last match of a row; with @p step only what lies beyond its position.
std::optional<FoundMatch> OutputFinder::matchInRow(qint64 row, const Step *step,
                                                   FindDirection direction) const
{
    const QList<TextSpan> spans = m_search->matchesInRow(row);
    if (direction == FindDirection::Forward) {
        for (const TextSpan &span : spans) {
            if (!step || span.start >= step->position)
                return FoundMatch{row, span};
        }
        return std::nullopt;
    }
    for (auto span = spans.crbegin(); span != spans.crend(); ++span) {
        if (!step || span->start < step->position)
            return FoundMatch{row, *span};
    }
    return std::nullopt;
}

void OutputFinder::arriveAt(const FoundMatch &match, FindStatus::Wrapped wrapped)
{
    m_pending.reset();
    m_current = match;
    m_wrapped = wrapped;
    updateStatus();
    Q_EMIT currentChanged();
}

void OutputFinder::updateStatus()
{
    FindStatus status;
    status.error = m_pattern.error();
    if (m_search) {
        status.isComplete = m_search->isCaughtUp(); // before the counts
        status.total = m_search->matchCount();
        status.isStopped = m_search->isStopped();
        status.percent = percentOf(m_search->searchedTo(), m_log->rows(m_search->filter()).end);
        status.givenUp = m_search->givenUpCount();
        status.lost = m_search->lostMatchCount();
        status.wrapped = m_wrapped;
        if (m_current) {
            const QList<TextSpan> spans = m_search->matchesInRow(m_current->row);
            const auto at = spans.indexOf(m_current->span);
            if (at >= 0)
                status.current = m_search->matchesBefore(m_current->row) + at + 1;
        }
    }
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace Spawnscope
