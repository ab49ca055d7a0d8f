// SPDX-License-Identifier: MIT
#include "widgets/hexaccessible.h"

#include "widgets/hexview.h"

namespace Spawnscope {

namespace {

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    Q_UNUSED(className)
    auto *view = qobject_cast<HexView *>(object);
    return view ? new HexAccessible(view) : nullptr;
}

} // namespace

HexAccessible::HexAccessible(HexView *view)
    : QAccessibleWidget(view, QAccessible::EditableText)
{}

void HexAccessible::install()
{
    // Installing the same function again would make Qt ask it twice.
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

void HexAccessible::pageChanged(HexView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent changed(view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&changed);
    const HexAccessible accessible(view);
    QAccessibleTextCursorEvent moved(view, accessible.cursorPosition());
    QAccessible::updateAccessibility(&moved);
}

HexView *HexAccessible::view() const
{
    return static_cast<HexView *>(widget());
}

void *HexAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State HexAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    return state;
}

QString HexAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? view()->positionText() : QAccessibleWidget::text(what);
}

QString HexAccessible::pageText() const
{
    QStringList rows;
    for (int i = 0; i < view()->visibleRowCount(); ++i)
        rows.append(view()->rowText(i));
    return rows.join(u'\n');
}

void HexAccessible::selection(int index, int *startOffset, int *endOffset) const
{
    Q_UNUSED(index) // what is selected is told by the value; it may reach beyond the page
    *startOffset = 0;
    *endOffset = 0;
}

/// Of the digits of the cursor's byte, or of the start when they are not visible.
int HexAccessible::cursorPosition() const
{
    const qint64 row = view()->cursor() / view()->bytesPerRow()
        - view()->topOffset() / view()->bytesPerRow();
    if (row < 0 || row >= view()->visibleRowCount())
        return 0;
    qsizetype position = 0;
    for (int i = 0; i < row; ++i)
        position += view()->rowText(i).size() + 1;
    const HexLayout layout(view()->bytesPerRow(), view()->size());
    return static_cast<int>(position)
        + layout.hexColumn(static_cast<int>(view()->cursor() % view()->bytesPerRow()));
}

QString HexAccessible::text(int startOffset, int endOffset) const
{
    return pageText().mid(startOffset, endOffset - startOffset);
}

int HexAccessible::characterCount() const
{
    return static_cast<int>(pageText().size());
}

QRect HexAccessible::characterRect(int offset) const
{
    Q_UNUSED(offset) // only the cursor's byte has a place of its own
    const QRect rect = view()->rectOf(view()->cursor());
    return rect.isEmpty() ? rect
                          : QRect(view()->viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

int HexAccessible::offsetAtPoint(const QPoint &point) const
{
    Q_UNUSED(point)
    return -1;
}

QString HexAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    *startOffset = offset;
    *endOffset = offset;
    return {};
}

} // namespace Spawnscope
