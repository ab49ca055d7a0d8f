// SPDX-License-Identifier: MIT
// Where OutputView goes: to matches, lines, times and bookmarks.
#include "widgets/outputview.h"

#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace Spawnscope {

// --- searching

void OutputView::find(const QString &text, FindOptions options, FindDirection direction)
{
    const LinePattern pattern(text, options);
    if (pattern == m_pattern) {
        direction == FindDirection::Forward ? findNext() : findPrevious();
        return;
    }
    const std::optional<FoundMatch> before = m_finder.current();
    m_pattern = pattern;
    startSearch();
    const qint64 row = before ? before->row : logRowAtTop();
    const qsizetype position = before ? before->span.start : 0;
    m_finder.stepFrom(row, position, direction);
    viewport()->update();
}

/// In what is shown now, and as it is read.
void OutputView::startSearch()
{
    m_finder.search(log(), m_filter, m_pattern, encoding());
}

void OutputView::findNext()
{
    if (m_finder.current())
        m_finder.step(FindDirection::Forward);
    else
        m_finder.stepFrom(logRowAtTop(), 0, FindDirection::Forward);
}

void OutputView::findPrevious()
{
    if (m_finder.current())
        m_finder.step(FindDirection::Backward);
    else
        m_finder.stepFrom(std::numeric_limits<qint64>::max(), 0, FindDirection::Backward);
}

qint64 OutputView::logRowAtTop() const
{
    return source() ? source()->logRowOf(m_page.top().row) : 0;
}

/// In rows of the source.
std::optional<FoundMatch> OutputView::currentMatch() const
{
    std::optional<FoundMatch> match = m_finder.current();
    if (match && source())
        match->row = source()->rowOfLogRow(match->row);
    return match;
}

void OutputView::showCurrentMatch()
{
    const std::optional<FoundMatch> match = currentMatch();
    if (match)
        showPosition(match->row, match->span);
    viewport()->update();
}

void OutputView::showPosition(qint64 row, const TextSpan &span)
{
    m_page.show(row, span.start);
    setFollowing(isFollowing() && m_page.isAtEnd());
    const PageLine line = m_page.lineAt(row);
    if (m_isWrapping || !line.layout)
        return;
    const int first = line.layout->columnOf(0, span.start);
    const int last = line.layout->columnOf(0, span.start + span.length);
    const int columns = visibleColumns();
    QScrollBar *bar = horizontalScrollBar();
    if (first < bar->value() || last > bar->value() + columns)
        bar->setValue(last <= columns ? 0 : first - columns / 3);
}

// --- lines and times

qint64 OutputView::currentRow() const
{
    if (!source())
        return 0;
    if (hasSelection()) {
        const qint64 row = source()->rowOfLine(m_selection.cursor().number);
        const auto &lines = m_page.lines();
        if (std::any_of(lines.begin(), lines.end(),
                        [row](const PageLine &line) { return line.line.row == row; }))
            return row;
    }
    return m_page.top().row;
}

void OutputView::goToRow(qint64 row)
{
    const OutputExtent &extent = m_page.extent();
    if (extent.count() == 0)
        return;
    row = extent.rowAt(extent.placeOf(row));
    showPosition(row, {});
    setFollowing(isFollowing() && row == extent.lastRow());
    const PageLine line = m_page.lineAt(row);
    if (line.layout && line.kind == PageLine::Kind::Output)
        select({{line.line.number, 0}, {line.line.number, line.layout->text().size()}});
}

bool OutputView::goTo(const GoToTarget &target)
{
    const auto row = rowOf(target);
    if (row)
        goToRow(*row);
    return row.has_value();
}

std::optional<qint64> OutputView::rowOf(const GoToTarget &target) const
{
    const OutputExtent &extent = m_page.extent();
    if (!source() || extent.count() == 0)
        return std::nullopt;
    switch (target.kind) {
    case GoToTarget::Kind::Line:
        return source()->rowOfLineNumber(target.lines);
    case GoToTarget::Kind::LinesFromHere:
        return extent.stepped(currentRow(), target.lines);
    case GoToTarget::Kind::Percent: {
        const auto last = static_cast<long double>(extent.count() - 1);
        return extent.rowAt(static_cast<qint64>(last * target.percent / 100));
    }
    case GoToTarget::Kind::TimeOfDay:
    case GoToTarget::Kind::SinceStart:
    case GoToTarget::Kind::TimeFromHere:
        return rowOfTime(target);
    }
    return std::nullopt;
}

/// None where no line has a time.
std::optional<qint64> OutputView::rowOfTime(const GoToTarget &target) const
{
    const PageLine here = m_page.lineAt(outputRowAt(currentRow(), 0));
    if (!here.layout || here.line.when == OutputLine::NoTime)
        return std::nullopt;
    const OutputClock &clock = m_gutter.clock;
    std::chrono::nanoseconds when = target.time;
    if (target.kind == GoToTarget::Kind::TimeFromHere) {
        when += here.line.when;
    } else if (target.kind == GoToTarget::Kind::TimeOfDay) {
        const QDate date = target.date.isValid() ? target.date
                                                 : clock.wallAt(here.line.when).date();
        when += std::chrono::milliseconds(clock.wall.msecsTo(date.startOfDay()));
    }
    const qint64 last = m_page.extent().lastRow();
    return std::min(source()->rowAtTime(when), last);
}

// --- bookmarks

QList<qint64> OutputView::bookmarks() const
{
    return QList<qint64>(m_bookmarks.begin(), m_bookmarks.end());
}

void OutputView::setBookmarks(const QList<qint64> &numbers)
{
    const std::set<qint64> bookmarks(numbers.begin(), numbers.end());
    if (bookmarks == m_bookmarks)
        return;
    m_bookmarks = bookmarks;
    viewport()->update();
    Q_EMIT bookmarksChanged();
}

void OutputView::toggleBookmarkOf(qint64 number)
{
    if (m_bookmarks.erase(number) == 0)
        m_bookmarks.insert(number);
    viewport()->update();
    Q_EMIT bookmarksChanged();
}

void OutputView::toggleBookmark()
{
    const PageLine here = m_page.lineAt(outputRowAt(currentRow(), 0));
    if (here.layout && here.kind == PageLine::Kind::Output)
        toggleBookmarkOf(here.line.number);
}

void OutputView::clearBookmarks()
{
    setBookmarks({});
}

void OutputView::goToNextBookmark()
{
    goToBookmark(FindDirection::Forward);
}

void OutputView::goToPreviousBookmark()
{
    goToBookmark(FindDirection::Backward);
}

/// Bookmarks of lines that are not shown are passed over.
void OutputView::goToBookmark(FindDirection direction)
{
    if (!source())
        return;
    QList<qint64> rows;
    for (const qint64 number : m_bookmarks) {
        const qint64 row = source()->rowOfLine(number);
        const PageLine line = m_page.lineAt(row);
        if (line.layout && line.line.number == number)
            rows.append(row);
    }
    if (rows.isEmpty())
        return;
    const qint64 here = currentRow();
    if (direction == FindDirection::Forward) {
        const auto next = std::upper_bound(rows.begin(), rows.end(), here);
        goToRow(next == rows.end() ? rows.first() : *next);
    } else {
        const auto at = std::lower_bound(rows.begin(), rows.end(), here);
        goToRow(at == rows.begin() ? rows.last() : *std::prev(at));
    }
}

} // namespace Spawnscope
