// SPDX-License-Identifier: MIT
#include "widgets/pageaccessible.h"

#include <QAbstractScrollArea>

#include <algorithm>

namespace Spawnscope {

void PageAccessible::tellOfPage(QWidget *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent changed(view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&changed);
}

void PageAccessible::tellOfCursor() const
{
    QAccessibleTextCursorEvent moved(widget(), cursorPosition());
    QAccessible::updateAccessibility(&moved);
}

void PageAccessible::tellOfSelection() const
{
    const auto [start, end] = selectedOffsets();
    QAccessibleTextSelectionEvent event(widget(), start, end);
    QAccessible::updateAccessibility(&event);
}

QWidget *PageAccessible::viewport() const
{
    return static_cast<QAbstractScrollArea *>(widget())->viewport();
}

void *PageAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State PageAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString PageAccessible::text(QAccessible::Text what) const
{
    return QAccessibleWidget::text(what);
}

QString PageAccessible::pageText() const
{
    QString text;
    for (int row = 0; row < rows(); ++row) {
        if (row > 0)
            text += u'\n';
        text += rowText(row);
    }
    return text;
}

int PageAccessible::offsetOf(const Place &place) const
{
    int offset = 0;
    for (int row = 0; row < place.row; ++row)
        offset += static_cast<int>(rowText(row).size()) + 1;
    return offset + place.index;
}

PageAccessible::Place PageAccessible::placeOf(int offset) const
{
    Place place{.row = 0, .index = std::max(offset, 0)};
    while (place.row + 1 < rows()) {
        const auto size = static_cast<int>(rowText(place.row).size());
        if (place.index <= size)
            break;
        place.index -= size + 1;
        ++place.row;
    }
    return place;
}

// --- selections -------------------------------------------------------------------------------

void PageAccessible::selection(int index, int *startOffset, int *endOffset) const
{
    const auto [start, end] = index == 0 ? selectedOffsets() : std::pair(0, 0);
    *startOffset = start;
    *endOffset = end;
}

int PageAccessible::selectionCount() const
{
    const auto [start, end] = selectedOffsets();
    return end > start ? 1 : 0;
}

void PageAccessible::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
}

void PageAccessible::removeSelection(int index)
{
    Q_UNUSED(index)
    clearSelection();
}

void PageAccessible::setSelection(int index, int startOffset, int endOffset)
{
    if (index == 0 && rows() > 0)
        select(placeOf(std::min(startOffset, endOffset)),
               placeOf(std::max(startOffset, endOffset)));
}

// --- text -------------------------------------------------------------------------------------

void PageAccessible::setCursorPosition(int position)
{
    Q_UNUSED(position)
}

QString PageAccessible::text(int startOffset, int endOffset) const
{
    return pageText().mid(startOffset, endOffset - startOffset);
}

int PageAccessible::characterCount() const
{
    return static_cast<int>(pageText().size());
}

QRect PageAccessible::characterRect(int offset) const
{
    if (rows() == 0)
        return {};
    const QRect rect = rectOf(placeOf(offset));
    return rect.isEmpty() ? rect : QRect(viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

void PageAccessible::scrollToSubstring(int startIndex, int endIndex)
{
    Q_UNUSED(startIndex)
    Q_UNUSED(endIndex)
}

/// Colours are not told, so a row has the same ones from its start to its end.
QString PageAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    *startOffset = offset;
    *endOffset = offset;
    if (rows() == 0)
        return {};
    const Place place = placeOf(offset);
    *startOffset = offsetOf({place.row, 0});
    *endOffset = *startOffset + static_cast<int>(rowText(place.row).size());
    return {};
}

} // namespace Spawnscope
