// SPDX-License-Identifier: MIT
#include "widgets/outputview.h"

#include "models/formatting.h"
#include "widgets/outputaccessible.h"

#include <QPaintEvent>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int TintBarColumns = 1; // the bar and its distance to the mark take about a column
constexpr int PillDistance = 10;

} // namespace

OutputView::OutputView(QWidget *parent)
    : FindableView(parent)
    , m_links(new LinkFollower(viewport()))
{
    OutputAccessible::install();
    setAccessibleName(tr("Output"));
    m_highlighter.setDark(outputPalette().isDark());
    viewport()->setMouseTracking(true);
    createPill();
    connect(m_links, &LinkFollower::activated, this, &OutputView::linkActivated);
    connect(&m_finder, &OutputFinder::statusChanged, this, &OutputView::findStatusChanged);
    connect(&m_finder, &OutputFinder::currentChanged, this, &OutputView::showCurrentMatch);
    setFollowing(true);
    applyFont();
}

OutputView::~OutputView() = default;

void OutputView::createPill()
{
    m_pill = new QToolButton(viewport());
    m_pill->setObjectName(QStringLiteral("newLinesPill"));
    m_pill->setCursor(Qt::ArrowCursor);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->setToolTip(tr("Go to the end and follow the output (End)"));
    m_pill->hide();
    connect(m_pill, &QToolButton::clicked, this, [this] { setFollowing(true); });
}

std::shared_ptr<const OutputLog> OutputView::log() const
{
    return source() ? source()->log() : nullptr;
}

void OutputView::setLog(std::shared_ptr<const OutputLog> log)
{
    startSource(log ? std::make_shared<LogSource>(std::move(log), m_filter) : nullptr);
}

void OutputView::setSource(std::shared_ptr<const OutputSource> source)
{
    if (!source || !log() || source->log() != log()) {
        startSource(std::move(source));
        return;
    }
    m_filter = source->filter();
    m_seenRevision = source->revision();
    m_page.exchangeSource(std::move(source));
    m_seenEnd = m_page.rows().end;
    startSearch();
    relayout();
    Q_EMIT sourceChanged();
    Q_EMIT contentChanged();
}

void OutputView::startSource(std::shared_ptr<const OutputSource> source)
{
    m_seenRevision = source ? source->revision() : 0;
    m_filter = source ? source->filter() : m_filter;
    m_widestColumns = 0;
    setSelection({});
    m_links->hover({});
    m_gutter.setLineCount(source ? source->totalLines() : 0);
    m_gutter.clock = source ? source->clock() : OutputClock();
    m_page.setSource(std::move(source));
    m_markedLine.reset();
    startSearch();
    horizontalScrollBar()->setValue(0);
    setFollowing(true);
    relayout();
    Q_EMIT sourceChanged();
    Q_EMIT contentChanged();
}

void OutputView::refresh()
{
    if (!source() || source()->revision() == m_seenRevision)
        return;
    m_seenRevision = source()->revision();
    const int columnsBefore = m_gutter.columns();
    m_gutter.setLineCount(source()->totalLines());
    m_page.refresh();
    m_finder.catchUp();
    if (m_gutter.columns() != columnsBefore) {
        relayout();
    } else {
        if (isFollowing())
            m_page.moveToEnd();
        topMoved();
        OutputAccessible::pageChanged(this);
    }
    Q_EMIT contentChanged();
}

std::optional<OutputView::Place> OutputView::place() const
{
    if (isFollowing() || m_page.lines().empty())
        return std::nullopt;
    // The mark has no number; the line after it is where it would be found again.
    const auto &lines = m_page.lines();
    const bool isAtMark = lines.front().kind == PageLine::Kind::GapMark && lines.size() > 1;
    return Place{.line = lines[isAtMark ? 1 : 0].line.number,
                 .subRow = m_page.top().subRow,
                 .filter = filter(),
                 .seenEnd = m_seenEnd};
}

void OutputView::setPlace(const Place &place)
{
    if (!source())
        return;
    setFollowing(false);
    m_page.moveTo({source()->rowOfLine(place.line), place.subRow});
    if (place.filter == filter())
        m_seenEnd = place.seenEnd;
    topMoved();
}

OutputView::Memory OutputView::memory() const
{
    return {.place = place(), .bookmarks = bookmarks(), .encoding = encoding()};
}

void OutputView::recall(const Memory &memory)
{
    setEncoding(memory.encoding);
    setBookmarks(memory.bookmarks);
    if (memory.place)
        setPlace(*memory.place);
}

void OutputView::setEncoding(const TextEncoding &encoding)
{
    if (encoding == m_page.encoding())
        return;
    m_page.setEncoding(encoding);
    m_widestColumns = 0;
    startSearch();
    topMoved();
    Q_EMIT encodingChanged();
}

void OutputView::setFilter(OutputFilter filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    if (const auto log = this->log())
        setSource(std::make_shared<LogSource>(log, filter));
}

void OutputView::setTimestamps(OutputTimestamps timestamps)
{
    if (timestamps == m_gutter.timestamps)
        return;
    m_gutter.timestamps = timestamps;
    relayout();
    Q_EMIT timestampsChanged();
}

void OutputView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void OutputView::centerOn(qint64 row)
{
    setFollowing(false);
    m_page.moveTo({m_page.extent().stepped(row, -m_page.size() / 2), 0});
    topMoved();
}

void OutputView::setMarkedLine(std::optional<qint64> number)
{
    m_markedLine = number;
    viewport()->update();
}

void OutputView::setHighlightRules(const HighlightRuleList &rules)
{
    m_highlighter.setRules(rules);
    viewport()->update();
}

void OutputView::setWrapping(bool wrapping)
{
    m_isWrapping = wrapping;
    m_widestColumns = 0;
    if (m_selection.isBlock()) // its columns are those of rows that are not wrapped
        setSelection({});
    relayout();
}

void OutputView::setLineNumbersShown(bool shown)
{
    m_gutter.showsLineNumbers = shown;
    relayout();
}

void OutputView::zoomIn()
{
    setZoom(zoom() + 1);
}

void OutputView::zoomOut()
{
    setZoom(zoom() - 1);
}

void OutputView::resetZoom()
{
    setZoom(0);
}

OutputGeometry OutputView::geometryNow() const
{
    const qreal gutter = std::ceil((m_gutter.columns() + TintBarColumns) * metrics().columnWidth);
    const qreal scrolled = horizontalScrollBar()->value() * metrics().columnWidth;
    return {.width = static_cast<qreal>(viewport()->width()),
            .gutterWidth = gutter,
            .textLeft = gutter + metrics().margin - scrolled};
}

int OutputView::visibleColumns() const
{
    const OutputGeometry geometry = geometryNow();
    const qreal room = geometry.width - geometry.gutterWidth - 2 * metrics().margin;
    return std::max(static_cast<int>(room / metrics().columnWidth), 1);
}

/// After a change of size, font, gutter or wrapping.
void OutputView::relayout()
{
    constexpr int LeastWrapColumns = 8;
    const int wrapColumns = m_isWrapping ? std::max(visibleColumns(), LeastWrapColumns) : 0;
    m_page.setSize(viewport()->height() / metrics().lineHeight, wrapColumns);
    if (isFollowing())
        m_page.moveToEnd();
    topMoved();
}

/// After anything that may have changed what is visible.
void OutputView::topMoved()
{
    for (const PageLine &line : m_page.lines())
        m_widestColumns = std::max(m_widestColumns, line.layout->columnCount());
    if (m_page.isAtEnd())
        m_seenEnd = m_page.rows().end;
    updateBars();
    updatePill();
    viewport()->update();
}

qint64 OutputView::topPlace() const
{
    return m_page.extent().placeOf(m_page.top().row);
}

qint64 OutputView::lastTopPlace() const
{
    return m_page.extent().placeOf(m_page.lastTop().row);
}

void OutputView::moveTopTo(qint64 place)
{
    m_page.moveTo({m_page.extent().rowAt(place), 0});
}

void OutputView::paletteChanged()
{
    m_highlighter.setDark(outputPalette().isDark());
}

void OutputView::updatePill()
{
    const qint64 count = m_page.rows().end - std::max(m_seenEnd, m_page.rows().first);
    if (isFollowing() || count <= 0) {
        m_pill->hide();
        return;
    }
    m_pill->setText(count == 1 ? tr("↓ 1 new line") : tr("↓ %1 new lines").arg(formatCount(count)));
    m_pill->setAccessibleName(m_pill->text());
    m_pill->adjustSize();
    m_pill->move((viewport()->width() - m_pill->width()) / 2,
                 viewport()->height() - m_pill->height() - PillDistance);
    m_pill->show();
}

void OutputView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    if (m_page.lines().empty()) {
        constexpr int Distance = 24;
        painter.fillRect(event->rect(), outputPalette().base());
        painter.setPen(outputPalette().faintText());
        painter.drawText(viewport()->rect().adjusted(Distance, Distance, -Distance, -Distance),
                         Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        return;
    }
    const auto &hovered = m_links->hovered();
    const OutputScene scene{.page = m_page,
                            .gutter = m_gutter,
                            .selection = m_selection,
                            .pattern = m_pattern,
                            .currentMatch = currentMatch(),
                            .highlighter = m_highlighter,
                            .markedLine = m_markedLine,
                            .bookmarks = m_bookmarks,
                            .link = hovered ? std::optional(hovered->link) : std::nullopt,
                            .linkNumber = hovered ? hovered->line : 0};
    OutputPainter(painter, metrics(), outputPalette(), geometryNow()).paint(scene, event->rect());
}

QSize OutputView::sizeHint() const
{
    constexpr int Columns = 100;
    constexpr int Rows = 24;
    return QSize(static_cast<int>(Columns * metrics().columnWidth), Rows * metrics().lineHeight);
}

QString OutputView::positionText() const
{
    if (m_page.lines().empty())
        return tr("no output");
    const qint64 end = m_page.rows().end;
    const qint64 shown = isFollowing() ? end : std::max(m_page.top().row, m_page.rows().first) + 1;
    const QString place = tr("line %1 of %2").arg(shown).arg(end);
    return isFollowing() ? tr("%1, following", "%1 is \"line 3 of 7\"").arg(place) : place;
}

// --- selecting

void OutputView::setSelection(const OutputSelection &selection)
{
    m_selection = selection;
    viewport()->update();
    OutputAccessible::selectionChanged(this);
    Q_EMIT selectionChanged();
}

void OutputView::select(const TextRange &range)
{
    OutputSelection selection;
    selection.start(range);
    setSelection(selection);
}

void OutputView::selectAll()
{
    if (!source())
        return;
    const qint64 lines = source()->totalLines();
    if (!m_page.lines().empty())
        select({{0, 0}, {lines - 1, OutputLog::MaxRowBytes * 2}});
}

QString OutputView::selectedText() const
{
    return source() && hasSelection() ? textOf(copyRequest()) : QString();
}

QString OutputView::findableSelection() const
{
    constexpr qsizetype LongestTaken = 200;
    const TextRange selected = m_selection.range();
    const bool isShort = !selected.isEmpty() && selected.first.number == selected.last.number
        && selected.last.index - selected.first.index <= LongestTaken;
    return isShort ? selectedText() : QString();
}

CopyRequest OutputView::copyRequest() const
{
    return {.source = source(), .selection = m_selection, .encoding = encoding(), .gutter = {}};
}

/// The one at this height, or the nearest; null when there is none.
const OutputPage::VisualRow *OutputView::visualRowAt(const QPoint &point) const
{
    const auto &visualRows = m_page.visualRows();
    if (visualRows.empty())
        return nullptr;
    const auto row = static_cast<size_t>(std::max(point.y(), 0) / metrics().lineHeight);
    return &visualRows[std::min(row, visualRows.size() - 1)];
}

/// The mark has no text; the line after it begins there, or else the one before it ends.
TextPosition OutputView::positionAtMark() const
{
    const OutputExtent &extent = m_page.extent();
    const PageLine after = m_page.lineAt(extent.gap.rows.end);
    if (after.layout && after.kind == PageLine::Kind::Output)
        return {after.line.number, 0};
    const PageLine before = m_page.lineAt(extent.stepped(extent.markRow(), -1));
    if (before.layout && before.kind == PageLine::Kind::Output)
        return {before.line.number, before.layout->text().size()};
    return {};
}

TextPosition OutputView::positionAt(const QPoint &point) const
{
    const OutputPage::VisualRow *visual = visualRowAt(point);
    if (!visual)
        return {};
    const PageLine &line = m_page.lines()[visual->line];
    if (line.kind == PageLine::Kind::GapMark)
        return positionAtMark();
    const auto below = static_cast<qint64>(m_page.visualRows().size()) * metrics().lineHeight;
    const double column = (point.x() - geometryNow().textLeft) / metrics().columnWidth;
    return {line.line.number,
            point.y() >= below ? line.layout->text().size()
                               : line.layout->positionAt(visual->subRow, std::max(column, 0.0),
                                                         LineLayout::Rounding::Nearest)};
}

QRect OutputView::rectOf(size_t lineIndex, qsizetype index) const
{
    const OutputGeometry geometry = geometryNow();
    const auto &visualRows = m_page.visualRows();
    for (size_t i = 0; i < visualRows.size(); ++i) {
        const LineLayout &layout = *m_page.lines()[visualRows[i].line].layout;
        if (visualRows[i].line != lineIndex || layout.rowOf(index) != visualRows[i].subRow)
            continue;
        const qreal left = geometry.textLeft
            + layout.columnOf(visualRows[i].subRow, index) * metrics().columnWidth;
        return QRectF(left, static_cast<qreal>(i) * metrics().lineHeight, metrics().columnWidth,
                      metrics().lineHeight)
            .toAlignedRect();
    }
    return {};
}

} // namespace Spawnscope
