// SPDX-License-Identifier: MIT
#include "widgets/overviewstrip.h"

#include "base/background.h"
#include "models/formatting.h"
#include "widgets/outputview.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace Spawnscope {

namespace {

constexpr int StripWidth = 14;
constexpr int MarkHeight = 3;
constexpr std::chrono::milliseconds Pause{150};
constexpr double LeastContrast = 3; // of graphics, WCAG 2.1, 1.4.11

qint64 sum(const std::vector<qint64> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

} // namespace

OverviewStrip::OverviewStrip(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Overview of the output"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setMouseTracking(false);
    m_timer.setSingleShot(true);
    m_timer.setInterval(Pause);
    connect(&m_timer, &QTimer::timeout, this, &OverviewStrip::measure);
}

void OverviewStrip::setView(OutputView *view)
{
    if (m_view)
        m_view->disconnect(this);
    m_view = view;
    connect(view, &OutputView::contentChanged, this, &OverviewStrip::refresh);
    connect(view, &OutputView::findStatusChanged, this, &OverviewStrip::refresh);
    connect(view, &OutputView::bookmarksChanged, this, &OverviewStrip::refresh);
    refresh();
}

QSize OverviewStrip::sizeHint() const
{
    return {StripWidth, 80};
}

void OverviewStrip::refresh()
{
    m_isStale = true;
    if (!m_isMeasuring && !m_timer.isActive())
        m_timer.start();
}

/// Numbers for all pixels at once, so that marks and counts fit each other.
void OverviewStrip::measure()
{
    m_isStale = false;
    if (!m_view || !m_view->source()) {
        m_buckets = {};
        m_matches.clear();
        m_errors.clear();
        m_bookmarks.clear();
        describe();
        return;
    }
    m_isMeasuring = true;
    const std::shared_ptr<const OutputSource> source = m_view->source();
    inBackground(
        this,
        [source, bookmarks = m_view->bookmarks(), places = m_view->page().size(),
         count = groove().height()] { return measured(*source, bookmarks, places, count); },
        [this, source](const Measured &measured) {
            m_isMeasuring = false;
            if (m_view && m_view->source() == source)
                take(measured);
            else
                m_isStale = true;
            if (m_isStale)
                m_timer.start();
        });
}

/// On another thread: the indexes may have to be read.
OverviewStrip::Measured OverviewStrip::measured(const OutputSource &source,
                                                const QList<qint64> &bookmarks, qint64 places,
                                                int count)
{
    const OverviewBuckets buckets(source.extent(), places, count);
    const auto none = std::vector<qint64>(size_t(buckets.count()), 0);
    Measured measured{.buckets = buckets, .errors = none, .bookmarks = none};
    if (source.filter() == OutputFilter::All) {
        measured.errors = buckets.counts([&](qint64 row) {
            return source.log()->rowOfLine(OutputFilter::Stderr, source.logRowOf(row));
        });
    }
    for (const qint64 number : bookmarks) {
        if (!buckets.isEmpty())
            ++measured.bookmarks[size_t(buckets.bucketOf(source.rowOfLine(number)))];
    }
    return measured;
}

void OverviewStrip::take(const Measured &measured)
{
    m_buckets = measured.buckets;
    m_errors = measured.errors;
    m_bookmarks = measured.bookmarks;
    countMatches();
    describe();
}

void OverviewStrip::countMatches()
{
    const OutputSource &source = *m_view->source();
    const OutputSearch *search = m_view->searchResults();
    m_matches = m_buckets.counts(
        [&](qint64 row) { return search ? search->matchingRowsBefore(source.logRowOf(row)) : 0; });
}

void OverviewStrip::describe()
{
    QStringList parts;
    if (const qint64 matches = sum(m_matches); matches > 0)
        parts.append(tr("lines that match: %1").arg(formatCount(matches)));
    if (const qint64 errors = sum(m_errors); errors > 0)
        parts.append(tr("lines on stderr: %1").arg(formatCount(errors)));
    if (const qint64 bookmarks = sum(m_bookmarks); bookmarks > 0)
        parts.append(tr("bookmarks: %1").arg(formatCount(bookmarks)));
    if (!m_buckets.extent().gap.isEmpty())
        parts.append(tr("lines that are no longer kept: %1")
                         .arg(formatCount(m_buckets.extent().gap.rows.count())));
    setAccessibleDescription(parts.isEmpty() ? tr("nothing is marked")
                                             : parts.join(QStringLiteral(", ")));
    update();
    Q_EMIT updated();
}

/// Where the scroll bar's handle moves, in the coordinates of the strip.
QRect OverviewStrip::groove() const
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    QStyleOptionSlider option;
    option.initFrom(bar);
    option.orientation = Qt::Vertical;
    option.minimum = bar->minimum();
    option.maximum = bar->maximum();
    const QRect inBar = bar->style()->subControlRect(QStyle::CC_ScrollBar, &option,
                                                     QStyle::SC_ScrollBarGroove, bar);
    const int top = mapFromGlobal(bar->mapToGlobal(inBar.topLeft())).y();
    return {0, top, width(), std::max(inBar.height(), 1)};
}

int OverviewStrip::bucketAt(int y) const
{
    return std::clamp(y - groove().top(), 0, std::max(m_buckets.count() - 1, 0));
}

void OverviewStrip::goTo(int y)
{
    if (!m_view || m_buckets.isEmpty())
        return;
    // A mark is higher than a pixel; who aims at it means what it stands for.
    const int bucket = bucketAt(y);
    for (int above = bucket; above >= 0 && above > bucket - MarkHeight; --above) {
        if (isMarked(above)) {
            m_view->centerOn(markedRow(above));
            return;
        }
    }
    m_view->centerOn(m_buckets.rowsAt(bucket).first);
}

bool OverviewStrip::isMarked(int bucket) const
{
    const auto at = size_t(bucket);
    return m_matches[at] > 0 || m_errors[at] > 0 || m_bookmarks[at] > 0;
}

/// The first one of the bucket that is bookmarked, matches, or is on stderr.
qint64 OverviewStrip::markedRow(int bucket) const
{
    const OutputSource &source = *m_view->source();
    const OutputLog &log = *source.log();
    const qint64 first = m_buckets.rowsAt(bucket).first;
    const QList<qint64> bookmarks = m_view->bookmarks();
    if (m_bookmarks[size_t(bucket)] > 0) {
        for (const qint64 number : bookmarks) {
            const qint64 row = source.rowOfLine(number);
            if (m_buckets.bucketOf(row) == bucket)
                return row;
        }
    }
    const OutputSearch *search = m_view->searchResults();
    if (m_matches[size_t(bucket)] > 0 && search) {
        const auto match = search->firstMatchingRow(source.logRowOf(first));
        return match ? source.rowOfLogRow(*match) : first;
    }
    const qint64 row = log.rowOfLine(OutputFilter::Stderr, source.logRowOf(first));
    const QList<OutputLine> lines = log.lines(OutputFilter::Stderr, row, 1, 1);
    return lines.isEmpty() ? first : source.rowOfLine(lines.first().number);
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(event->position().toPoint().y());
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        goTo(event->position().toPoint().y());
}

void OverviewStrip::wheelEvent(QWheelEvent *event)
{
    if (m_view)
        QCoreApplication::sendEvent(m_view->viewport(), event);
}

void OverviewStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

bool OverviewStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), textAt(help->pos().y()), this);
        return true;
    }
    return QWidget::event(event);
}

QString OverviewStrip::textAt(int y) const
{
    if (!m_view || m_buckets.isEmpty())
        return {};
    const int bucket = bucketAt(y);
    const OutputRows rows = m_buckets.rowsAt(bucket);
    if (m_buckets.extent().isMark(rows.first))
        return tr("%1 lines are no longer kept")
            .arg(formatCount(m_buckets.extent().gap.rows.count()));
    if (rows.isEmpty())
        return {};
    QStringList lines(
        rows.count() == 1
            ? tr("Line %1").arg(formatCount(rows.first + 1))
            : tr("Lines %1 to %2").arg(formatCount(rows.first + 1), formatCount(rows.end)));
    if (const qint64 matches = m_matches[size_t(bucket)]; matches > 0)
        lines.append(tr("Lines that match: %1").arg(formatCount(matches)));
    if (const qint64 errors = m_errors[size_t(bucket)]; errors > 0)
        lines.append(tr("Lines on stderr: %1").arg(formatCount(errors)));
    if (const qint64 bookmarks = m_bookmarks[size_t(bucket)]; bookmarks > 0)
        lines.append(tr("Bookmarks: %1").arg(formatCount(bookmarks)));
    return lines.join(u'\n');
}

void OverviewStrip::paintLane(QPainter &painter, const std::vector<qint64> &counts, Lane lane,
                              const QColor &color) const
{
    const QRect area = groove();
    const int left = int(lane.left * width());
    const int right = int(lane.right * width());
    for (size_t bucket = 0; bucket < counts.size(); ++bucket) {
        if (counts[bucket] > 0)
            painter.fillRect(left, area.top() + int(bucket), right - left, MarkHeight, color);
    }
}

void OverviewStrip::paintRow(QPainter &painter, qint64 row, Lane lane, const QColor &color) const
{
    const int y = groove().top() + m_buckets.bucketOf(row);
    const int left = int(lane.left * width());
    painter.fillRect(left, y, int(lane.right * width()) - left, MarkHeight, color);
}

void OverviewStrip::paintEvent(QPaintEvent *event)
{
    constexpr Lane MatchLane{0.15, 0.5};
    constexpr Lane ErrorLane{0.55, 0.9};
    constexpr Lane WholeWidth{0, 1};
    QPainter painter(this);
    const OutputPalette colors(palette());
    painter.fillRect(event->rect(), colors.gutter());
    if (!m_view || m_buckets.isEmpty())
        return;
    const auto seen = [&](const QColor &color) {
        return OutputPalette::legible(color, colors.gutter(), LeastContrast);
    };
    if (m_buckets.extent().gap.rows.count() > 0)
        paintRow(painter, m_buckets.extent().markRow(), WholeWidth, colors.faintText());
    paintLane(painter, m_errors, ErrorLane, seen(colors.mark(OutputStream::Stderr)));
    paintLane(painter, m_matches, MatchLane, seen(colors.currentMatch()));
    paintLane(painter, m_bookmarks, WholeWidth, seen(colors.bookmark()));
    if (const std::optional<FoundMatch> match = m_view->currentMatch())
        paintRow(painter, match->row, {0, 0.5}, colors.text());
}

} // namespace Spawnscope
