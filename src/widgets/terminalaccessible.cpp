// SPDX-License-Identifier: MIT
#include "widgets/terminalaccessible.h"

#include "widgets/terminalview.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// How many UTF-16 units stand before @p column.
int unitsBefore(const TerminalPageRow &row, int column)
{
    return row.cells ? static_cast<int>(row.cells->text(0, column).size()) : 0;
}

} // namespace

TerminalAccessible::TerminalAccessible(TerminalView *view)
    : PageAccessible(view, QAccessible::Terminal)
{}

void TerminalAccessible::install()
{
    installFor<TerminalAccessible, TerminalView>();
}

void TerminalAccessible::screenChanged(TerminalView *view)
{
    tellOfPage(view);
    if (QAccessible::isActive())
        TerminalAccessible(view).tellOfCursor();
}

void TerminalAccessible::selectionChanged(TerminalView *view)
{
    if (QAccessible::isActive())
        TerminalAccessible(view).tellOfSelection();
}

TerminalView *TerminalAccessible::view() const
{
    return static_cast<TerminalView *>(widget());
}

QAccessible::State TerminalAccessible::state() const
{
    QAccessible::State state = PageAccessible::state();
    state.readOnly = !view()->takesInput();
    return state;
}

QString TerminalAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? pageText() : PageAccessible::text(what);
}

int TerminalAccessible::rows() const
{
    return view()->page().rows();
}

QString TerminalAccessible::rowText(int row) const
{
    const TerminalPageRow pageRow = view()->page().row(row);
    return pageRow.cells ? pageRow.cells->text() : QString();
}

int TerminalAccessible::offsetOfCell(int row, int column) const
{
    return offsetOf({row, unitsBefore(view()->page().row(row), column)});
}

int TerminalAccessible::columnOf(const Place &place) const
{
    const TerminalPageRow row = view()->page().row(place.row);
    const int used = row.cells ? row.cells->usedColumns() : 0;
    int column = 0;
    while (column < used && unitsBefore(row, column + 1) <= place.index)
        ++column;
    return column;
}

std::pair<int, int> TerminalAccessible::selectedOffsets() const
{
    int start = -1;
    int end = -1;
    for (int row = 0; row < rows(); ++row) {
        const auto span = view()->selection().spanIn(view()->page().row(row));
        if (!span)
            continue;
        start = start < 0 ? offsetOfCell(row, span->first) : start;
        end = offsetOfCell(row, span->end);
    }
    return start < 0 ? std::pair(0, 0) : std::pair(start, end);
}

void TerminalAccessible::select(const Place &first, const Place &last)
{
    const auto placeOfCell = [this](const Place &place) {
        const TerminalPageRow row = view()->page().row(place.row);
        return TerminalPlace{row.start.line, row.start.offset + columnOf(place)};
    };
    TerminalSelection selection;
    selection.start({placeOfCell(first), placeOfCell(last)});
    view()->select(selection);
}

void TerminalAccessible::clearSelection()
{
    view()->clearSelection();
}

QRect TerminalAccessible::rectOf(const Place &place) const
{
    return view()->cellRect(place.row, columnOf(place));
}

int TerminalAccessible::cursorPosition() const
{
    const TerminalPosition cursor = view()->page().cursor().position;
    const int row = view()->page().pageRowOfScreen(cursor.row);
    return row < 0 || row >= rows() ? characterCount() : offsetOfCell(row, cursor.column);
}

int TerminalAccessible::offsetAtPoint(const QPoint &point) const
{
    const QPoint inside = viewport()->mapFromGlobal(point);
    if (!viewport()->rect().contains(inside))
        return -1;
    const TerminalGeometry &geometry = view()->geometryOfCells();
    const int row = std::clamp((inside.y() - geometry.top) / geometry.lineHeight, 0, rows() - 1);
    const int column = static_cast<int>((inside.x() - geometry.left) / geometry.cellWidth);
    return offsetOfCell(row, std::max(column, 0));
}

} // namespace Spawnscope
