// SPDX-License-Identifier: MIT
// What TerminalView does with the mouse.
#include "widgets/terminalview.h"

#include <QApplication>
#include <QClipboard>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyleHints>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int EighthsPerStep = 120;
constexpr int RowsPerStep = 3;

TerminalMouseButton toTerminal(Qt::MouseButton button)
{
    switch (button) {
    case Qt::LeftButton:
        return TerminalMouseButton::Left;
    case Qt::MiddleButton:
        return TerminalMouseButton::Middle;
    case Qt::RightButton:
        return TerminalMouseButton::Right;
    default:
        return TerminalMouseButton::None;
    }
}

} // namespace

// --- reporting --------------------------------------------------------------------------------

std::optional<TerminalPosition> TerminalView::screenPositionAt(const QPoint &point) const
{
    const TerminalPageRow row = m_page.row(rowAt(point));
    if (row.screenRow < 0)
        return std::nullopt;
    const int column = static_cast<int>(
        std::floor((point.x() - m_geometry.left) / m_geometry.cellWidth));
    return TerminalPosition{.row = row.screenRow,
                            .column = std::clamp(column, 0, m_page.screenSize().columns - 1)};
}

/// Whether the child has asked for such events; Shift keeps them here.
bool TerminalView::reportMouse(TerminalMouseAction action, TerminalMouseButton button,
                               const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    const bool isHeld = m_reportedButton != TerminalMouseButton::None;
    if (!takesInput() || m_page.modes().mouse == MouseReporting::None
        || (modifiers.testFlag(Qt::ShiftModifier) && !isHeld))
        return false;
    const auto position = screenPositionAt(point);
    if (!position)
        return false;
    if (action == TerminalMouseAction::Move && position == m_reportedAt)
        return true;
    m_reportedAt = position;
    send(mouseBytes(
        {.action = action, .button = button, .position = *position, .modifiers = modifiers},
        m_page.modes()));
    return true;
}

int TerminalView::wheelSteps(const QWheelEvent &event)
{
    m_wheelRest += event.angleDelta().y();
    const int steps = m_wheelRest / EighthsPerStep;
    m_wheelRest -= steps * EighthsPerStep;
    return steps;
}

void TerminalView::wheelEvent(QWheelEvent *event)
{
    const QPoint point = event->position().toPoint();
    const bool isReporting = takesInput() && m_page.modes().mouse != MouseReporting::None
        && !event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isAlternate = takesInput() && m_page.modes().alternateScreen;
    if (event->modifiers().testFlag(Qt::ControlModifier) && !isReporting) {
        if (const int turn = event->angleDelta().y(); turn != 0)
            setZoom(zoom() + (turn > 0 ? 1 : -1));
    } else if (isReporting || isAlternate) {
        const int steps = wheelSteps(*event);
        const bool isUp = steps > 0;
        for (int i = 0; i < std::abs(steps) * (isReporting ? 1 : RowsPerStep); ++i) {
            if (isReporting)
                reportMouse(TerminalMouseAction::Press,
                            isUp ? TerminalMouseButton::WheelUp : TerminalMouseButton::WheelDown,
                            point, event->modifiers());
            else
                send(keyBytes({.key = isUp ? Qt::Key_Up : Qt::Key_Down}, m_page.modes()));
        }
    } else {
        FindableView::wheelEvent(event);
        return;
    }
    event->accept();
}

// --- selecting --------------------------------------------------------------------------------

int TerminalView::rowAt(const QPoint &point) const
{
    const int row = (point.y() - m_geometry.top) / m_geometry.lineHeight;
    return std::clamp(row, 0, m_page.rows() - 1);
}

/// The edge between columns that is nearest.
int TerminalView::columnEdgeAt(const QPoint &point) const
{
    const int column = static_cast<int>(
        std::lround((point.x() - m_geometry.left) / m_geometry.cellWidth));
    return std::clamp(column, 0, m_page.screenSize().columns);
}

TerminalPlace TerminalView::placeAt(const QPoint &point) const
{
    int row = rowAt(point);
    while (row > 0 && !m_page.row(row).cells)
        --row;
    const TerminalPageRow pageRow = m_page.row(row);
    if (!pageRow.cells)
        return {};
    const int used = pageRow.cells->usedColumns();
    int column = std::min(columnEdgeAt(point), used);
    if (column < used && pageRow.cells->cell(column).width == 0) // within a wide character
        ++column;
    return {pageRow.start.line, pageRow.start.offset + column};
}

TerminalRange TerminalView::rangeAt(const QPoint &point, Granularity granularity) const
{
    const TerminalPlace place = placeAt(point);
    if (granularity == Granularity::Character)
        return {place, place};
    if (granularity == Granularity::Line)
        return {{place.line, 0}, {place.line, TerminalSelection::LineEnd}};
    // The cell under the pointer, in the text of its line; a cell of the text is a place in it.
    const int column = static_cast<int>(
        std::floor((point.x() - m_geometry.left) / m_geometry.cellWidth));
    const TerminalPageRow here = m_page.row(rowAt(point));
    const TerminalLineText line = m_page.textOfLine(place.line);
    qsizetype at = line.indexAt(here.start.offset + std::max(column, 0));
    if (at > 0 && line.offsetAt(at) != here.start.offset + column) // right half of a wide one
        --at;
    const TextSpan word = wordAt(line.text, at);
    return {{place.line, line.offsetAt(word.start)},
            {place.line, line.offsetAt(word.start + word.length)}};
}

void TerminalView::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    updateHover(point, event->modifiers());
    if (event->button() == Qt::LeftButton && m_links->press())
        return;
    const TerminalMouseButton button = toTerminal(event->button());
    if (button != TerminalMouseButton::None
        && reportMouse(TerminalMouseAction::Press, button, point, event->modifiers())) {
        m_reportedButton = button;
        return;
    }
    if (event->button() == Qt::MiddleButton) {
        const QClipboard *clipboard = QGuiApplication::clipboard();
        pasteText(clipboard->text(clipboard->supportsSelection() ? QClipboard::Selection
                                                                 : QClipboard::Clipboard));
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    const bool isTriple = m_sinceDoubleClick.isValid()
        && m_sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval()
        && (point - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    m_sinceDoubleClick.invalidate();
    m_granularity = isTriple ? Granularity::Line : Granularity::Character;
    m_isDragging = true;
    m_pressedAt = point;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier) && hasSelection()
        && m_page.modes().mouse == MouseReporting::None;
    TerminalSelection selection = m_selection;
    if (extends && selection.isBlock())
        selection.extendBlock(m_page.row(rowAt(point)).start, columnEdgeAt(point));
    else if (extends)
        selection.extend(rangeAt(point, Granularity::Character));
    else if (event->modifiers().testFlag(Qt::AltModifier) && !isTriple)
        selection.startBlock(m_page.row(rowAt(point)).start, columnEdgeAt(point));
    else
        selection.start(rangeAt(point, m_granularity));
    select(selection);
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const bool isReported = takesInput() && m_page.modes().mouse != MouseReporting::None
        && !event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() != Qt::LeftButton || isReported) {
        mousePressEvent(event);
        return;
    }
    m_granularity = Granularity::Word;
    m_isDragging = true;
    m_pressedAt = point;
    m_sinceDoubleClick.start();
    TerminalSelection selection;
    selection.start(rangeAt(point, Granularity::Word));
    select(selection);
}

void TerminalView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_isDragging && (event->buttons() & Qt::LeftButton)) {
        drag(point);
        return;
    }
    updateHover(point, event->modifiers());
    reportMouse(TerminalMouseAction::Move, m_reportedButton, point, event->modifiers());
}

void TerminalView::dragTo(const QPoint &point)
{
    const bool hasMoved = (point - m_pressedAt).manhattanLength()
        >= QApplication::startDragDistance();
    if (m_granularity == Granularity::Character && m_selection.isEmpty() && !hasMoved)
        return;
    const QPoint inside(point.x(), std::clamp(point.y(), 0, viewport()->height() - 1));
    TerminalSelection selection = m_selection;
    if (selection.isBlock())
        selection.extendBlock(m_page.row(rowAt(inside)).start, columnEdgeAt(inside));
    else
        selection.extend(rangeAt(inside, m_granularity));
    select(selection);
}

void TerminalView::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_links->release([&] { updateHover(point, event->modifiers()); }))
        return;
    if (m_reportedButton != TerminalMouseButton::None) {
        m_reportedAt.reset();
        reportMouse(TerminalMouseAction::Release, m_reportedButton, point, event->modifiers());
        m_reportedButton = TerminalMouseButton::None;
        return;
    }
    if (event->button() != Qt::LeftButton || !m_isDragging)
        return;
    m_isDragging = false;
    stopDragging();
    setFollowing(isAtEnd());
    offerSelection();
}

} // namespace Spawnscope
