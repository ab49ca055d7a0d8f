// SPDX-License-Identifier: MIT
// What OutputView does with the mouse and the keyboard.
#include "widgets/outputview.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace Spawnscope {

namespace {

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
    if (!(event->modifiers() & Qt::ControlModifier)) {
        FindableView::wheelEvent(event);
        return;
    }
    const int turn = event->angleDelta().y();
    if (turn != 0)
        setZoom(zoom() + (turn > 0 ? 1 : -1));
    event->accept();
}

void OutputView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Control)
        updateHover(viewport()->mapFromGlobal(QCursor::pos()), Qt::ControlModifier);
    const bool isHandled = handleStandardKey(event)
        || ((event->modifiers() & Qt::ShiftModifier) && extendByKey(event))
        || handleMovementKey(event);
    if (isHandled)
        event->accept();
    else
        FindableView::keyPressEvent(event);
}

void OutputView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Control)
        updateHover({}, Qt::NoModifier);
    FindableView::keyReleaseEvent(event);
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
/// is selected yet; with Alt, the corner of a block.
bool OutputView::extendByKey(QKeyEvent *event)
{
    if ((event->modifiers() & Qt::AltModifier) && !m_isWrapping)
        return extendBlockByKey(event);
    TextPosition from = m_selection.cursor();
    if (m_selection.isEmpty() || m_selection.isBlock())
        from = positionAt(QPoint(0, 0));
    const std::optional<TextPosition> to = stepped(from, event);
    if (!to)
        return false;
    if (m_page.lines().empty())
        return true;
    if (m_selection.isEmpty() || m_selection.isBlock())
        select({from, from});
    extendTo(*to);
    return true;
}

bool OutputView::extendBlockByKey(QKeyEvent *event)
{
    const std::optional<CursorStep> step = cursorStepFor(event->key(), m_page.size());
    if (!step)
        return false;
    if (m_page.lines().empty())
        return true;
    OutputSelection selection = m_selection;
    if (!selection.isBlock()) {
        const TextPosition from = selection.isEmpty() ? positionAt(QPoint(0, 0))
                                                      : selection.cursor();
        const PageLine line = m_page.lineAt(source()->rowOfLine(from.number));
        selection.startBlock({from.number, line.layout ? line.layout->columnOf(0, from.index) : 0});
    }
    const TextPosition from = selection.cursor();
    const qint64 row = outputRowAt(source()->rowOfLine(from.number), step->rows);
    const PageLine line = m_page.lineAt(row);
    if (!line.layout)
        return true;
    const TextPosition to{line.line.number, std::max<qsizetype>(from.index + step->characters, 0)};
    selection.extend({to, to});
    setSelection(selection);
    const qsizetype index = line.layout->positionAt(0, static_cast<double>(to.index),
                                                    LineLayout::Rounding::Down);
    showPosition(row, {index, 0});
    return true;
}

void OutputView::extendTo(const TextPosition &to)
{
    OutputSelection selection = m_selection;
    selection.moveCursor(to);
    setSelection(selection);
    const qint64 row = source()->rowOfLine(to.number);
    const PageLine line = m_page.lineAt(row);
    if (line.layout)
        showPosition(row, {std::min(to.index, line.layout->text().size()), 0});
}

/// Where a key takes the end of the selection; none when it is no movement key.
std::optional<TextPosition> OutputView::stepped(const TextPosition &from, QKeyEvent *event) const
{
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        return steppedToEdge(from, event);
    const std::optional<CursorStep> step = cursorStepFor(event->key(), m_page.size());
    if (!step || m_page.lines().empty())
        return step ? std::optional(from) : std::nullopt;
    const qint64 row = outputRowAt(source()->rowOfLine(from.number), step->rows);
    const PageLine line = m_page.lineAt(row);
    if (!line.layout)
        return from;
    if (step->characters == 0)
        return TextPosition{line.line.number, from.index};
    if (event->modifiers() & Qt::ControlModifier)
        return steppedByWord(line, from.index, step->characters);
    return steppedByCharacter(line, from.index + step->characters);
}

std::optional<TextPosition> OutputView::steppedToEdge(const TextPosition &from,
                                                      QKeyEvent *event) const
{
    const bool isHome = event->key() == Qt::Key_Home;
    if (m_page.lines().empty())
        return from;
    const OutputExtent &extent = m_page.extent();
    const qint64 row = !(event->modifiers() & Qt::ControlModifier)
        ? source()->rowOfLine(from.number)
        : isHome ? extent.firstRow()
                 : extent.lastRow();
    const PageLine line = m_page.lineAt(outputRowAt(row, 0));
    if (!line.layout)
        return from;
    return TextPosition{line.line.number, isHome ? 0 : line.layout->text().size()};
}

/// @p index may lie a character before or behind the line's text.
TextPosition OutputView::steppedByCharacter(const PageLine &line, qsizetype index) const
{
    const qsizetype size = line.layout->text().size();
    const qint64 row = line.line.row;
    if (index > size) {
        const PageLine next = m_page.lineAt(outputRowAt(row, 1));
        return next.layout && next.line.row != row ? TextPosition{next.line.number, 0}
                                                   : TextPosition{line.line.number, size};
    }
    if (index < 0) {
        const PageLine before = m_page.lineAt(outputRowAt(row, -1));
        return before.layout && before.line.row != row
            ? TextPosition{before.line.number, before.layout->text().size()}
            : TextPosition{line.line.number, 0};
    }
    return {line.line.number, index};
}

TextPosition OutputView::steppedByWord(const PageLine &line, qsizetype index, int direction) const
{
    const QString &text = line.layout->text();
    if (direction > 0 && index < text.size())
        return {line.line.number, nextWord(text, index)};
    if (direction < 0 && index > 0)
        return {line.line.number, previousWord(text, index)};
    return steppedByCharacter(line, direction > 0 ? text.size() + 1 : -1);
}

bool OutputView::isInGutter(const QPoint &point) const
{
    return point.x() >= 0 && point.x() < geometryNow().gutterWidth;
}

TextPosition OutputView::blockCornerAt(const QPoint &point) const
{
    const double column = (point.x() - geometryNow().textLeft) / metrics().columnWidth;
    return {positionAt(point).number, static_cast<qsizetype>(std::max(std::round(column), 0.0))};
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
    updateHover(point, event->modifiers());
    if (m_links->press())
        return;
    if (isInGutter(point) && (event->modifiers() & Qt::ControlModifier)) {
        toggleBookmarkOf(positionAt(point).number);
        return;
    }
    const bool isTriple = m_sinceDoubleClick.isValid()
        && m_sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval()
        && (point - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    m_sinceDoubleClick.invalidate();
    m_granularity = isTriple || isInGutter(point) ? Granularity::Line : Granularity::Character;
    m_isDragging = true;
    m_pressedAt = point;
    startSelection(point, event->modifiers());
}

void OutputView::startSelection(const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    OutputSelection selection = m_selection;
    const bool isBlock = (modifiers & Qt::AltModifier) && !m_isWrapping
        && m_granularity == Granularity::Character;
    const bool extends = (modifiers & Qt::ShiftModifier) && !selection.isEmpty();
    const TextPosition corner = blockCornerAt(point);
    const TextRange range = rangeAt(point, m_granularity);
    if (extends)
        selection.extend(selection.isBlock() ? TextRange{corner, corner} : range);
    else if (isBlock)
        selection.startBlock(corner);
    else
        selection.start(range);
    setSelection(selection);
    Q_EMIT lineClicked(range.first.number);
}

void OutputView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_page.lines().empty())
        return;
    if (isInGutter(event->position().toPoint())) {
        mousePressEvent(event);
        return;
    }
    m_granularity = Granularity::Word;
    m_isDragging = true;
    m_pressedAt = event->position().toPoint();
    m_sinceDoubleClick.start();
    // The word under the pointer, not the one after the nearest gap between characters.
    const QPoint inside = m_pressedAt - QPoint(static_cast<int>(metrics().columnWidth / 2), 0);
    select(rangeAt(inside, Granularity::Word));
}

void OutputView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging || !(event->buttons() & Qt::LeftButton)) {
        updateHover(event->position().toPoint(), event->modifiers());
        return;
    }
    drag(event->position().toPoint());
}

void OutputView::dragTo(const QPoint &point)
{
    const bool hasMoved = (point - m_pressedAt).manhattanLength()
        >= QApplication::startDragDistance();
    if (m_granularity == Granularity::Character && m_selection.isEmpty() && !hasMoved)
        return;
    // Text must not run away from under the pointer.
    if (isFollowing() && hasMoved && m_page.rows().count() > m_page.size())
        setFollowing(false);
    const QPoint inside(point.x(), std::clamp(point.y(), 0, viewport()->height() - 1));
    OutputSelection selection = m_selection;
    const TextPosition corner = blockCornerAt(inside);
    selection.extend(selection.isBlock() ? TextRange{corner, corner}
                                         : rangeAt(inside, m_granularity));
    setSelection(selection);
}

void OutputView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_links->release([&] { updateHover(event->position().toPoint(), event->modifiers()); }))
        return;
    m_isDragging = false;
    stopDragging();
    publishSelection();
}

void OutputView::copy()
{
    m_copier.start(copyRequest());
}

void OutputView::copyAsShown()
{
    CopyRequest request = copyRequest();
    request.gutter = m_gutter;
    m_copier.start(request);
}

/// Offers the selection for pasting with the middle button, where there is such a thing.
void OutputView::publishSelection() const
{
    constexpr qsizetype MostUnits = 256 * 1024; // the text is made at once, needed or not
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!clipboard->supportsSelection() || !hasSelection())
        return;
    QString text;
    SelectionReader reader(copyRequest());
    while (const auto piece = reader.next()) {
        text += *piece;
        if (text.size() > MostUnits)
            return;
    }
    clipboard->setText(text, QClipboard::Selection);
}

} // namespace Spawnscope
