// SPDX-License-Identifier: MIT
// What OutputView does with the mouse and the keyboard.
#include "widgets/icons.h"
#include "widgets/outputview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>
#include <optional>

namespace Spawnscope {

namespace {

constexpr int AutoscrollMilliseconds = 40;
constexpr int RowsPerWheelStep = 3;
constexpr int EighthsPerWheelStep = 120;

/// Where a movement key takes the end of the selection.
struct CursorStep
{
    int rows = 0;
    int characters = 0;
};

std::optional<CursorStep> cursorStepFor(int key, int pageRows)
{
    switch (key) {
    case Qt::Key_Up:
        return CursorStep{.rows = -1, .characters = 0};
    case Qt::Key_Down:
        return CursorStep{.rows = 1, .characters = 0};
    case Qt::Key_PageUp:
        return CursorStep{.rows = -pageRows, .characters = 0};
    case Qt::Key_PageDown:
        return CursorStep{.rows = pageRows, .characters = 0};
    case Qt::Key_Left:
        return CursorStep{.rows = 0, .characters = -1};
    case Qt::Key_Right:
        return CursorStep{.rows = 0, .characters = 1};
    default:
        return std::nullopt;
    }
}

} // namespace

void OutputView::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        if (angle.y() != 0)
            setZoom(m_zoom + (angle.y() > 0 ? 1 : -1));
        event->accept();
        return;
    }
    const bool isSideways = std::abs(angle.x()) > std::abs(angle.y())
        || (event->modifiers() & Qt::ShiftModifier);
    if (isSideways) {
        QCoreApplication::sendEvent(horizontalScrollBar(), event);
        return;
    }
    // A touchpad turns by less than a row at a time; what is left over counts for the next event.
    const bool isByPixels = !event->pixelDelta().isNull();
    const int unit = isByPixels ? m_metrics.lineHeight : EighthsPerWheelStep / RowsPerWheelStep;
    int &rest = isByPixels ? m_wheelRest.rx() : m_wheelRest.ry();
    rest += isByPixels ? event->pixelDelta().y() : angle.y();
    const int rows = rest / unit;
    rest -= rows * unit;
    if (rows != 0)
        scrollByRows(-rows);
    event->accept();
}

void OutputView::keyPressEvent(QKeyEvent *event)
{
    const bool isHandled = handleStandardKey(event)
        || ((event->modifiers() & Qt::ShiftModifier) && extendByKey(event))
        || handleMovementKey(event);
    if (isHandled)
        event->accept();
    else
        QAbstractScrollArea::keyPressEvent(event);
}

bool OutputView::handleStandardKey(QKeyEvent *event)
{
    const std::pair<QKeySequence::StandardKey, void (OutputView::*)()> keys[] = {
        {QKeySequence::SelectAll, &OutputView::selectAll},
        {QKeySequence::Find, &OutputView::findRequested},
        {QKeySequence::FindNext, &OutputView::findNext},
        {QKeySequence::FindPrevious, &OutputView::findPrevious},
        {QKeySequence::ZoomIn, &OutputView::zoomIn},
        {QKeySequence::ZoomOut, &OutputView::zoomOut},
    };
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    for (const auto &[key, function] : keys) {
        if (event->matches(key)) {
            (this->*function)();
            return true;
        }
    }
    return false;
}

bool OutputView::handleMovementKey(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        scrollByRows(-1);
        return true;
    case Qt::Key_Down:
        scrollByRows(1);
        return true;
    case Qt::Key_PageUp:
        scrollByRows(-std::max(m_page.size() - 1, 1));
        return true;
    case Qt::Key_PageDown:
        scrollByRows(std::max(m_page.size() - 1, 1));
        return true;
    case Qt::Key_Home:
        m_page.moveTo({m_page.extent().firstRow(), 0});
        setFollowing(m_page.isAtEnd());
        horizontalScrollBar()->setValue(0);
        return true;
    case Qt::Key_End:
        setFollowing(true);
        return true;
    case Qt::Key_Left:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        return true;
    case Qt::Key_Right:
        horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        return true;
    default:
        return false;
    }
}

/// The row @p places away from @p row, one further when that is the mark; the nearest one at the
/// ends.
qint64 OutputView::outputRowAt(qint64 row, qint64 places) const
{
    const OutputExtent &extent = m_page.extent();
    const qint64 to = extent.stepped(row, places);
    if (!extent.isMark(to))
        return to;
    const qint64 beyond = extent.stepped(to, places < 0 ? -1 : 1);
    return extent.isMark(beyond) ? extent.stepped(to, places < 0 ? 1 : -1) : beyond;
}

/// Shift with a movement key moves the end of the selection, from the top of the page when nothing
/// is selected yet.
bool OutputView::extendByKey(QKeyEvent *event)
{
    const std::optional<CursorStep> step = cursorStepFor(event->key(), m_page.size());
    if (!step)
        return false;
    if (m_page.lines().empty())
        return true;
    OutputSelection selection = m_selection;
    if (selection.isEmpty()) {
        const TextPosition top = positionAt(QPoint(0, 0));
        selection.start({top, top});
    }
    const TextPosition from = selection.cursor();
    qint64 row = outputRowAt(source()->rowOfLine(from.number), step->rows);
    PageLine line = m_page.lineAt(row);
    qsizetype index = from.index + step->characters;
    if (line.layout && step->characters > 0 && index > line.layout->text().size()) {
        if (const qint64 next = outputRowAt(row, 1); next != row) {
            row = next;
            line = m_page.lineAt(row);
            index = 0;
        }
    } else if (index < 0) {
        if (const qint64 before = outputRowAt(row, -1); before != row) {
            row = before;
            line = m_page.lineAt(row);
            index = line.layout ? line.layout->text().size() : 0;
        }
    }
    if (!line.layout)
        return true;
    const TextPosition to{line.line.number, std::max<qsizetype>(index, 0)};
    selection.extend({to, to});
    setSelection(selection);
    showPosition(row, {std::min(to.index, line.layout->text().size()), 0});
    return true;
}

TextRange OutputView::rangeAt(const QPoint &point, Granularity granularity) const
{
    const TextPosition position = positionAt(point);
    const auto &lines = m_page.lines();
    const auto line = std::find_if(
        lines.begin(), lines.end(),
        [position](const PageLine &candidate) { return candidate.line.number == position.number; });
    if (granularity == Granularity::Character || line == lines.end())
        return {position, position};
    const QString &text = line->layout->text();
    if (granularity == Granularity::Line)
        return {{position.number, 0}, {position.number, text.size()}};
    const TextSpan word = wordAt(text, position.index);
    return {{position.number, word.start}, {position.number, word.start + word.length}};
}

void OutputView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_page.lines().empty())
        return;
    const QPoint point = event->position().toPoint();
    const bool isTriple = m_sinceDoubleClick.isValid()
        && m_sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval()
        && (point - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    m_sinceDoubleClick.invalidate();
    m_granularity = isTriple ? Granularity::Line : Granularity::Character;
    m_isDragging = true;
    m_pressedAt = point;
    m_draggedTo = point;
    OutputSelection selection = m_selection;
    const TextRange range = rangeAt(point, m_granularity);
    if ((event->modifiers() & Qt::ShiftModifier) && !selection.isEmpty())
        selection.extend(range);
    else
        selection.start(range);
    setSelection(selection);
    Q_EMIT lineClicked(range.first.number);
}

void OutputView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_page.lines().empty())
        return;
    m_granularity = Granularity::Word;
    m_isDragging = true;
    m_pressedAt = event->position().toPoint();
    m_draggedTo = m_pressedAt;
    m_sinceDoubleClick.start();
    // The word under the pointer, not the one after the nearest gap between characters.
    const QPoint inside = m_pressedAt - QPoint(static_cast<int>(m_metrics.columnWidth / 2), 0);
    select(rangeAt(inside, Granularity::Word));
}

void OutputView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging || !(event->buttons() & Qt::LeftButton))
        return;
    m_draggedTo = event->position().toPoint();
    dragTo(m_draggedTo);
    if (viewport()->rect().contains(m_draggedTo))
        m_autoscroll.stop();
    else if (!m_autoscroll.isActive())
        m_autoscroll.start(AutoscrollMilliseconds, this);
}

void OutputView::dragTo(const QPoint &point)
{
    const bool hasMoved = (point - m_pressedAt).manhattanLength()
        >= QApplication::startDragDistance();
    if (m_granularity == Granularity::Character && m_selection.isEmpty() && !hasMoved)
        return;
    // Text must not run away from under the pointer.
    if (m_isFollowing && hasMoved && m_page.rows().count() > m_page.size())
        setFollowing(false);
    const QPoint inside(point.x(), std::clamp(point.y(), 0, viewport()->height() - 1));
    OutputSelection selection = m_selection;
    selection.extend(rangeAt(inside, m_granularity));
    setSelection(selection);
}

void OutputView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoscroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    const QRect area = viewport()->rect();
    const int above = std::max(area.top() - m_draggedTo.y(), 0);
    const int below = std::max(m_draggedTo.y() - area.bottom(), 0);
    if (above > 0)
        m_page.moveBy(-1 - above / m_metrics.lineHeight);
    else if (below > 0)
        m_page.moveBy(1 + below / m_metrics.lineHeight);
    QScrollBar *bar = horizontalScrollBar();
    if (m_draggedTo.x() > area.right())
        bar->setValue(bar->value() + 2);
    else if (m_draggedTo.x() < area.left())
        bar->setValue(bar->value() - 2);
    pageMoved();
    dragTo(m_draggedTo);
}

void OutputView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragging = false;
    m_autoscroll.stop();
    publishSelection();
}

void OutputView::copy() const
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

/// Offers the selection for pasting with the middle button, where there is such a thing.
void OutputView::publishSelection() const
{
    constexpr qint64 MostLines = 100'000; // the text is made at once, needed or not
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!clipboard->supportsSelection() || !hasSelection())
        return;
    const TextRange range = m_selection.range();
    if (range.last.number - range.first.number < MostLines)
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void OutputView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, QKeySequence::StandardKey key,
                                  auto function) {
        QAction *action = menu->addAction(text, this, function);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // shown here; the keys are handled above
        return action;
    };
    QAction *copyAction = add(tr("&Copy"), QKeySequence::Copy, &OutputView::copy);
    copyAction->setIcon(namedIcon(QStringLiteral("copy")));
    copyAction->setEnabled(hasSelection());
    QAction *selectAction = add(tr("Select &All"), QKeySequence::SelectAll, &OutputView::selectAll);
    selectAction->setEnabled(!m_page.lines().empty());
    menu->addSeparator();
    QAction *findAction = add(tr("&Find…"), QKeySequence::Find, &OutputView::findRequested);
    findAction->setIcon(namedIcon(QStringLiteral("find")));
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    menu->popup(event->globalPos());
}

} // namespace Spawnscope
