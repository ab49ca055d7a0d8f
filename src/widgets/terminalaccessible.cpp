// SPDX-License-Identifier: MIT
#include "widgets/terminalaccessible.h"

#include "widgets/terminalview.h"

#include <algorithm>
#include <cmath>

namespace Spawnscope {

namespace {

QString rowText(const TerminalView &view, int row)
{
    const TerminalPageRow pageRow = view.page().row(row);
    return pageRow.cells ? pageRow.cells->text() : QString();
}

/// How many UTF-16 units stand before @p column.
int unitsBefore(const TerminalView &view, int row, int column)
{
    const TerminalPageRow pageRow = view.page().row(row);
    return pageRow.cells ? static_cast<int>(pageRow.cells->text(0, column).size()) : 0;
}

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    Q_UNUSED(className)
    auto *view = qobject_cast<TerminalView *>(object);
    return view ? new TerminalAccessible(view) : nullptr;
}

} // namespace

TerminalAccessible::TerminalAccessible(TerminalView *view)
    : QAccessibleWidget(view, QAccessible::Terminal)
{}

void TerminalAccessible::install()
{
    // Installing the same function again would make Qt ask it twice.
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

void TerminalAccessible::screenChanged(TerminalView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent changed(view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&changed);
    const TerminalAccessible accessible(view);
    QAccessibleTextCursorEvent moved(view, accessible.cursorPosition());
    QAccessible::updateAccessibility(&moved);
}

void TerminalAccessible::selectionChanged(TerminalView *view)
{
    if (!QAccessible::isActive())
        return;
    const auto [start, end] = TerminalAccessible(view).selectedOffsets();
    QAccessibleTextSelectionEvent event(view, start, end);
    QAccessible::updateAccessibility(&event);
}

TerminalView *TerminalAccessible::view() const
{
    return static_cast<TerminalView *>(widget());
}

void *TerminalAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State TerminalAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = !view()->takesInput();
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString TerminalAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? pageText() : QAccessibleWidget::text(what);
}

QString TerminalAccessible::pageText() const
{
    QString text;
    for (int row = 0; row < view()->page().rows(); ++row) {
        if (row > 0)
            text += u'\n';
        text += rowText(*view(), row);
    }
    return text;
}

int TerminalAccessible::offsetOf(const Place &place) const
{
    int offset = 0;
    for (int row = 0; row < place.row; ++row)
        offset += static_cast<int>(rowText(*view(), row).size()) + 1;
    return offset + unitsBefore(*view(), place.row, place.column);
}

TerminalAccessible::Place TerminalAccessible::placeOf(int offset) const
{
    Place place;
    int left = std::max(offset, 0);
    const int rows = view()->page().rows();
    while (place.row + 1 < rows) {
        const auto size = static_cast<int>(rowText(*view(), place.row).size());
        if (left <= size)
            break;
        left -= size + 1;
        ++place.row;
    }
    const TerminalPageRow row = view()->page().row(place.row);
    const int used = row.cells ? row.cells->usedColumns() : 0;
    while (place.column < used && unitsBefore(*view(), place.row, place.column + 1) <= left)
        ++place.column;
    return place;
}

std::pair<int, int> TerminalAccessible::selectedOffsets() const
{
    int start = -1;
    int end = -1;
    for (int row = 0; row < view()->page().rows(); ++row) {
        const auto span = view()->selection().spanIn(view()->page().row(row));
        if (!span)
            continue;
        start = start < 0 ? offsetOf({row, span->first}) : start;
        end = offsetOf({row, span->end});
    }
    return start < 0 ? std::pair(0, 0) : std::pair(start, end);
}

void TerminalAccessible::selection(int index, int *startOffset, int *endOffset) const
{
    const auto [start, end] = index == 0 ? selectedOffsets() : std::pair(0, 0);
    *startOffset = start;
    *endOffset = end;
}

int TerminalAccessible::selectionCount() const
{
    const auto [start, end] = selectedOffsets();
    return end > start ? 1 : 0;
}

void TerminalAccessible::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
}

void TerminalAccessible::removeSelection(int index)
{
    Q_UNUSED(index)
    view()->clearSelection();
}

void TerminalAccessible::setSelection(int index, int startOffset, int endOffset)
{
    if (index != 0)
        return;
    const auto placeAt = [this](int offset) {
        const Place place = placeOf(offset);
        const TerminalPageRow row = view()->page().row(place.row);
        return TerminalPlace{row.start.line, row.start.offset + place.column};
    };
    TerminalSelection selection;
    selection.start(
        {placeAt(std::min(startOffset, endOffset)), placeAt(std::max(startOffset, endOffset))});
    view()->select(selection);
}

int TerminalAccessible::cursorPosition() const
{
    const TerminalPosition cursor = view()->page().cursor().position;
    const int row = view()->page().pageRowOfScreen(cursor.row);
    if (row < 0 || row >= view()->page().rows())
        return characterCount();
    return offsetOf({row, cursor.column});
}

void TerminalAccessible::setCursorPosition(int position)
{
    Q_UNUSED(position) // it is the child's
}

QString TerminalAccessible::text(int startOffset, int endOffset) const
{
    return pageText().mid(startOffset, endOffset - startOffset);
}

int TerminalAccessible::characterCount() const
{
    return static_cast<int>(pageText().size());
}

QRect TerminalAccessible::characterRect(int offset) const
{
    const Place place = placeOf(offset);
    const QRect rect = view()->cellRect(place.row, place.column);
    return {view()->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

int TerminalAccessible::offsetAtPoint(const QPoint &point) const
{
    const QPoint inside = view()->viewport()->mapFromGlobal(point);
    if (!view()->viewport()->rect().contains(inside))
        return -1;
    const TerminalGeometry &geometry = view()->geometryOfCells();
    const int row = std::clamp((inside.y() - geometry.top) / geometry.lineHeight, 0,
                               view()->page().rows() - 1);
    const int column = static_cast<int>((inside.x() - geometry.left) / geometry.cellWidth);
    return offsetOf({row, std::max(column, 0)});
}

void TerminalAccessible::scrollToSubstring(int startIndex, int endIndex)
{
    Q_UNUSED(startIndex) // the text is what is visible already
    Q_UNUSED(endIndex)
}

QString TerminalAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    const Place place = placeOf(offset);
    *startOffset = offsetOf({place.row, 0});
    *endOffset = *startOffset + static_cast<int>(rowText(*view(), place.row).size());
    return {};
}

} // namespace Spawnscope
