// SPDX-License-Identifier: MIT
#include "record/outputsearch.h"

#include "record/searchjob.h"

#include <utility>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds Pause{30};

} // namespace

OutputSearch::OutputSearch(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                           const LinePattern &pattern, const TextEncoding &encoding,
                           QObject *parent)
    : QObject(parent)
    , m_job(std::make_shared<SearchJob>(std::move(log), filter, pattern, encoding))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isDue, false))
            announce();
    });
    m_job->setNotify(
        [this] { QMetaObject::invokeMethod(this, &OutputSearch::announce, Qt::QueuedConnection); });
    m_job->catchUp();
}

OutputSearch::~OutputSearch()
{
    m_job->cancel();
}

void OutputSearch::catchUp()
{
    m_job->catchUp();
}

void OutputSearch::stop()
{
    m_isStopped = true;
    m_job->cancel();
}

void OutputSearch::announce()
{
    if (m_pause.isActive()) {
        m_isDue = true;
        return;
    }
    m_pause.start();
    m_job->takeNews();
    Q_EMIT progressed();
}

const LinePattern &OutputSearch::pattern() const
{
    return m_job->scanner().pattern();
}

OutputFilter OutputSearch::filter() const
{
    return m_job->filter();
}

bool OutputSearch::isCaughtUp() const
{
    return m_job->isCaughtUp();
}

qint64 OutputSearch::searchedTo() const
{
    return m_job->searchedTo();
}

qint64 OutputSearch::matchCount() const
{
    return m_job->matchCount();
}

qint64 OutputSearch::rowCount() const
{
    return m_job->rows()->count();
}

qint64 OutputSearch::givenUpCount() const
{
    return m_job->givenUpCount();
}

qint64 OutputSearch::lostMatchCount() const
{
    return m_job->lostMatchCount();
}

qint64 OutputSearch::matchesBefore(qint64 row) const
{
    const SearchJob::Before before = m_job->beforeSumOf(row);
    const OutputRows rest{MatchTally::sumStart(row), row};
    if (before.extra == 0)
        return before.matches + m_job->rows()->countIn(rest);
    const bool isKnown = m_known.row == row && m_known.extra == before.extra
        && m_known.version == before.version;
    if (!isKnown)
        m_known = {row, before.extra, before.version, m_job->matchesIn(rest)};
    return before.matches + m_known.matches;
}

qint64 OutputSearch::matchingRowsBefore(qint64 row) const
{
    return m_job->rows()->countIn({0, row});
}

std::optional<qint64> OutputSearch::firstMatchingRow(qint64 fromRow) const
{
    return m_job->rows()->firstAtOrAfter(fromRow);
}

std::optional<qint64> OutputSearch::lastMatchingRow(qint64 toRow) const
{
    return m_job->rows()->lastAtOrBefore(toRow);
}

QList<TextSpan> OutputSearch::matchesInRow(qint64 row) const
{
    const QList<OutputLine> lines = m_job->log().lines(m_job->filter(), row, 1);
    if (lines.isEmpty() || lines.first().row != row)
        return {};
    const OutputLine &line = lines.first();
    const StyledText shown = styledText(line.bytes, line.style, m_job->scanner().encoding());
    return pattern().matches(shown.text, LineScanner::MaxMatchesPerRow);
}

std::shared_ptr<const RowSet> OutputSearch::rows() const
{
    return m_job->rows();
}

} // namespace Spawnscope
