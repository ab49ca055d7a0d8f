// SPDX-License-Identifier: MIT
#include "widgets/terminalview.h"

#include "widgets/terminalaccessible.h"

#include <QApplication>
#include <QLabel>
#include <QPaintEvent>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

using namespace std::chrono_literals;

namespace Spawnscope {

namespace {

constexpr auto FrameTime = 16ms;
constexpr auto ResizePause = 60ms;
constexpr auto SizeShown = 900ms;
constexpr auto BellShown = 120ms;
constexpr qint64 BlinkingMilliseconds = 10'000; // after the last key, to save power
constexpr int LeastColumns = 2;

} // namespace

TerminalView::TerminalView(QWidget *parent)
    : FindableView(parent)
    , m_terminalPalette(palette())
    , m_links(new LinkFollower(viewport()))
    , m_sizeLabel(new QLabel(viewport()))
{
    TerminalAccessible::install();
    setAccessibleName(tr("Terminal"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // columns must not come and go with it
    viewport()->setMouseTracking(true);
    setAttribute(Qt::WA_InputMethodEnabled);
    m_sizeLabel->setObjectName(QStringLiteral("terminalSize"));
    m_sizeLabel->setAutoFillBackground(true);
    m_sizeLabel->setFrameShape(QFrame::StyledPanel);
    m_sizeLabel->setMargin(8);
    m_sizeLabel->hide();
    for (QTimer *timer : {&m_frameTimer, &m_resizeTimer, &m_sizeLabelTimer, &m_bellTimer})
        timer->setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_resizeTimer.setInterval(ResizePause);
    m_sizeLabelTimer.setInterval(SizeShown);
    m_bellTimer.setInterval(BellShown);
    connect(&m_frameTimer, &QTimer::timeout, this, &TerminalView::takeFrame);
    connect(&m_resizeTimer, &QTimer::timeout, this, &TerminalView::sendSize);
    connect(&m_sizeLabelTimer, &QTimer::timeout, m_sizeLabel, &QWidget::hide);
    connect(&m_bellTimer, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    connect(m_links, &LinkFollower::activated, this, &TerminalView::linkActivated);
    connect(&m_finder, &TerminalFinder::statusChanged, this, &TerminalView::findStatusChanged);
    connect(&m_finder, &TerminalFinder::currentChanged, this, &TerminalView::showCurrentMatch);
    setFollowing(true);
    applyFont();
}

TerminalView::~TerminalView() = default;

void TerminalView::setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log)
{
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    m_page.setSource(source, std::move(log));
    m_selection = {};
    m_preedit.clear();
    m_questionedPaste.clear();
    m_reportedButton = TerminalMouseButton::None;
    m_isSizeSent = false;
    m_links->hover({});
    setFollowing(true);
    connectSource();
    if (isVisible())
        m_resizeTimer.start(); // what else changes with the source may change the room
    takeFrame();
    m_finder.search(m_finder.pattern());
    viewport()->update();
    Q_EMIT selectionChanged();
    Q_EMIT takesInputChanged();
}

void TerminalView::connectSource()
{
    if (!m_source)
        return;
    connect(m_source, &TerminalSource::changed, this, &TerminalView::sourceChanged);
    connect(m_source, &TerminalSource::bellRang, this, &TerminalView::ringBell);
    connect(m_source, &TerminalSource::clipboardRequested, this, &TerminalView::clipboardRequested);
    connect(m_source, &TerminalSource::takesInputChanged, this, [this] {
        setAttribute(Qt::WA_InputMethodEnabled, takesInput());
        takeFrame();
        viewport()->update();
        Q_EMIT takesInputChanged();
    });
    setAttribute(Qt::WA_InputMethodEnabled, takesInput());
}

// --- frames -----------------------------------------------------------------------------------

void TerminalView::sourceChanged()
{
    if (m_frameTimer.isActive())
        return;
    const auto since = m_sinceFrame.isValid() ? std::chrono::milliseconds(m_sinceFrame.elapsed())
                                              : FrameTime;
    if (since >= FrameTime)
        takeFrame();
    else
        m_frameTimer.start(FrameTime - since);
}

void TerminalView::takeFrame()
{
    if (!m_source)
        return;
    m_sinceFrame.start();
    const TerminalPosition cursorBefore = m_page.cursor().position;
    const TerminalPage::News news = m_page.refresh();
    if (m_page.cursor().position != cursorBefore)
        m_isCursorOn = true; // what moves is to be seen
    if (news.isOtherScreen) {
        if (m_selection.range().last.line >= m_page.scrollbackEnd())
            clearSelection();
        m_links->hover({});
    }
    if (isFollowing())
        m_page.moveToEnd();
    if (news.isScrollbackNew || news.isOtherScreen)
        updateBars();
    m_finder.refresh();
    updateRows(news);
    TerminalAccessible::screenChanged(this);
}

void TerminalView::updateRows(const TerminalPage::News &news)
{
    const bool isMoved = news.isScrollbackNew && !isFollowing();
    if (news.isOtherScreen || isMoved) {
        viewport()->update();
        return;
    }
    const int first = m_page.pageRowOfScreen(0);
    for (size_t row = 0; row < news.rows.size(); ++row) {
        if (news.rows[row])
            updateRow(first + static_cast<int>(row));
    }
    const TerminalCursorLook cursor = cursorLook();
    if (cursor.row != m_paintedCursor.row || cursor.column != m_paintedCursor.column
        || cursor.shape != m_paintedCursor.shape) {
        updateRow(m_paintedCursor.row);
        updateRow(cursor.row);
        if (m_source->takesInput() && hasFocus())
            updateMicroFocus();
    }
}

void TerminalView::updateRow(int row)
{
    if (row >= 0 && row < m_page.rows())
        viewport()->update(0, m_geometry.y(row), viewport()->width(), m_geometry.lineHeight);
}

TerminalScene TerminalView::scene() const
{
    TerminalScene scene{.page = m_page,
                        .selection = m_selection,
                        .cursor = cursorLook(),
                        .preedit = m_preedit,
                        .matches = {},
                        .currentMatch = {},
                        .link = {}};
    if (!pattern().isEmpty()) {
        scene.matches = [this](const TerminalPageRow &row) { return m_finder.matchesIn(row); };
        scene.currentMatch = [this](const TerminalPageRow &row) { return m_finder.currentIn(row); };
    }
    if (const auto &hovered = m_links->hovered()) {
        TerminalSelection link;
        link.start({{hovered->line, hovered->first}, {hovered->line, hovered->end}});
        scene.link = [link](const TerminalPageRow &row) { return link.spanIn(row); };
    }
    return scene;
}

void TerminalView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const TerminalScene scene = this->scene();
    m_paintedCursor = scene.cursor;
    if (!m_source) {
        painter.fillRect(event->rect(), m_terminalPalette.base(false));
        return;
    }
    TerminalPainter(painter, m_geometry, m_terminalPalette, *m_glyphs).paint(scene, event->rect());
    if (m_bellTimer.isActive()) {
        constexpr int Width = 4;
        painter.setPen(QPen(m_terminalPalette.output().currentMatch(), Width));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(2, 2, -2, -2));
    }
}

void TerminalView::ringBell()
{
    m_bellTimer.start();
    viewport()->update();
    if (!window()->isActiveWindow())
        QApplication::alert(window());
}

// --- the cursor -------------------------------------------------------------------------------

TerminalCursorLook TerminalView::cursorLook() const
{
    const TerminalCursor &cursor = m_page.cursor();
    const bool isOff = hasFocus() && !m_isCursorOn;
    if (!takesInput() || !cursor.isVisible || isOff)
        return {};
    const int row = m_page.pageRowOfScreen(cursor.position.row);
    return {.row = row < m_page.rows() ? row : -1,
            .column = cursor.position.column,
            .shape = cursor.shape,
            .isHollow = !hasFocus()};
}

void TerminalView::restartBlinking()
{
    m_sinceInput.start();
    m_isCursorOn = true;
    const int flashTime = QGuiApplication::styleHints()->cursorFlashTime();
    if (flashTime > 0 && hasFocus())
        m_blinkTimer.start(flashTime / 2, this);
}

void TerminalView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_blinkTimer.timerId()) {
        FindableView::timerEvent(event);
        return;
    }
    m_isCursorOn = !m_isCursorOn || !m_page.cursor().blinks;
    if (m_isCursorOn && m_sinceInput.elapsed() > BlinkingMilliseconds)
        m_blinkTimer.stop();
    updateRow(m_page.pageRowOfScreen(m_page.cursor().position.row));
}

void TerminalView::focusInEvent(QFocusEvent *event)
{
    FindableView::focusInEvent(event);
    restartBlinking();
    send(focusBytes(true, m_page.modes()));
    viewport()->update();
    Q_EMIT focusChanged(true);
}

void TerminalView::focusOutEvent(QFocusEvent *event)
{
    FindableView::focusOutEvent(event);
    m_blinkTimer.stop();
    m_isCursorOn = true;
    m_preedit.clear();
    send(focusBytes(false, m_page.modes()));
    viewport()->update();
    Q_EMIT focusChanged(false);
}

// --- size, colours and scrolling --------------------------------------------------------------

TerminalSize TerminalView::roomIfResized(const QSize &size) const
{
    return roomIn(size - QSize(verticalScrollBar()->sizeHint().width(), 0));
}

TerminalSize TerminalView::roomIn(const QSize &viewport) const
{
    const qreal width = viewport.width() - 2 * std::round(metrics().margin);
    const int height = viewport.height() - 2 * m_geometry.top;
    return {.rows = std::max(height / m_geometry.lineHeight, 1),
            .columns = std::max(static_cast<int>(width / m_geometry.cellWidth), LeastColumns)};
}

int TerminalView::visibleColumns() const
{
    return roomSize().columns;
}

int TerminalView::contentColumns() const
{
    // While a terminal that takes its size from here is about to do so, there is nothing to scroll.
    return takesInput() ? 0 : m_page.screenSize().columns;
}

void TerminalView::remakeGlyphs()
{
    m_geometry = TerminalGeometry(metrics(), devicePixelRatioF(), horizontalScrollBar()->value());
    m_glyphs = std::make_unique<TerminalGlyphs>(metrics());
}

void TerminalView::relayout()
{
    remakeGlyphs();
    m_page.setRows(roomSize().rows);
    if (isFollowing())
        m_page.moveToEnd();
    topMoved();
    if (isVisible() && m_isSizeSent)
        m_resizeTimer.start();
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    const TerminalSize before = roomSize();
    FindableView::resizeEvent(event);
    if (isVisible() && m_isSizeSent && roomSize() != before && takesInput())
        showSize();
}

void TerminalView::showEvent(QShowEvent *event)
{
    FindableView::showEvent(event);
    relayout(); // the screen, hence the size of its pixels, may be another one
    m_resizeTimer.start(); // the layout comes after this
}

void TerminalView::sendSize()
{
    m_resizeTimer.stop();
    if (!isVisible())
        return;
    m_isSizeSent = true;
    if (m_source)
        m_source->resize(roomSize());
}

void TerminalView::showSize()
{
    const TerminalSize size = roomSize();
    //: columns and rows of a terminal
    m_sizeLabel->setText(tr("%1 × %2").arg(size.columns).arg(size.rows));
    m_sizeLabel->adjustSize();
    m_sizeLabel->move((viewport()->width() - m_sizeLabel->width()) / 2,
                      (viewport()->height() - m_sizeLabel->height()) / 2);
    m_sizeLabel->show();
    m_sizeLabelTimer.start();
}

void TerminalView::topMoved()
{
    updateBars();
    viewport()->update();
}

void TerminalView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_geometry = TerminalGeometry(metrics(), devicePixelRatioF(),
                                      horizontalScrollBar()->value());
    FindableView::scrollContentsBy(dx, dy);
}

void TerminalView::paletteChanged()
{
    m_terminalPalette = TerminalPalette(palette(), *m_scheme);
}

/// Schemes live as long as the program.
void TerminalView::setScheme(const TerminalScheme &scheme)
{
    m_scheme = &scheme;
    paletteChanged();
    viewport()->update();
}

QSize TerminalView::sizeHint() const
{
    constexpr int Columns = 80;
    constexpr int Rows = 24;
    return QSize(static_cast<int>(Columns * m_geometry.cellWidth + 2 * metrics().margin)
                     + verticalScrollBar()->sizeHint().width(),
                 Rows * m_geometry.lineHeight + 2 * m_geometry.top);
}

QRect TerminalView::cellRect(int row, int column) const
{
    return m_geometry.cell(row, column).toAlignedRect();
}

// --- selecting --------------------------------------------------------------------------------

QString TerminalView::selectedText() const
{
    return Spawnscope::selectedText(m_page, m_selection);
}

void TerminalView::select(const TerminalSelection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    viewport()->update();
    TerminalAccessible::selectionChanged(this);
    Q_EMIT selectionChanged();
}

// --- finding ----------------------------------------------------------------------------------

void TerminalView::find(const QString &text, FindOptions options, FindDirection direction)
{
    const LinePattern wanted(text, options);
    if (wanted == pattern()) {
        if (const auto current = m_finder.current())
            m_finder.stepFrom(direction == FindDirection::Forward ? current->last : current->first,
                              direction);
        return;
    }
    // What is new in a terminal is at its end: the first match is the last one on the page.
    const auto before = m_finder.current();
    TerminalPlace from{m_page.endLine(), 0};
    if (before)
        from = {before->first.line + 1, 0};
    else if (const TerminalPageRow last = m_page.row(m_page.rows() - 1); last.cells)
        from = {last.start.line + 1, 0};
    m_finder.search(wanted);
    m_finder.stepFrom(from, FindDirection::Backward);
}

void TerminalView::showCurrentMatch()
{
    if (const auto current = m_finder.current()) {
        m_page.show(current->first);
        setFollowing(isAtEnd());
    }
    viewport()->update();
}

QString TerminalView::findableSelection() const
{
    constexpr qsizetype LongestTaken = 200;
    const TerminalRange range = m_selection.range();
    if (!hasSelection() || m_selection.isBlock() || range.first.line != range.last.line)
        return {};
    const QString text = selectedText();
    return text.size() <= LongestTaken ? text : QString();
}

void TerminalView::selectAll()
{
    TerminalSelection all;
    all.start({{m_page.firstLine(), 0}, {m_page.endLine() - 1, TerminalSelection::LineEnd}});
    select(all);
}

} // namespace Spawnscope
