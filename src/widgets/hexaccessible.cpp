// SPDX-License-Identifier: MIT
#include "widgets/hexaccessible.h"

#include "widgets/hexview.h"

namespace Spawnscope {

HexAccessible::HexAccessible(HexView *view)
    : PageAccessible(view, QAccessible::EditableText)
{}

void HexAccessible::install()
{
    installFor<HexAccessible, HexView>();
}

void HexAccessible::pageChanged(HexView *view)
{
    tellOfPage(view);
    if (QAccessible::isActive())
        HexAccessible(view).tellOfCursor();
}

HexView *HexAccessible::view() const
{
    return static_cast<HexView *>(widget());
}

QAccessible::State HexAccessible::state() const
{
    QAccessible::State state = PageAccessible::state();
    state.selectableText = false;
    return state;
}

QString HexAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? view()->positionText() : PageAccessible::text(what);
}

int HexAccessible::rows() const
{
    return view()->visibleRowCount();
}

QString HexAccessible::rowText(int row) const
{
    return view()->rowText(row);
}

int HexAccessible::cursorPosition() const
{
    const qint64 row = view()->cursor() / view()->bytesPerRow()
        - view()->topOffset() / view()->bytesPerRow();
    if (row < 0 || row >= rows())
        return 0;
    const HexLayout layout(view()->bytesPerRow(), view()->size());
    const auto byte = static_cast<int>(view()->cursor() % view()->bytesPerRow());
    return offsetOf({static_cast<int>(row), layout.hexColumn(byte)});
}

QRect HexAccessible::rectOf(const Place &place) const
{
    Q_UNUSED(place)
    return view()->rectOf(view()->cursor());
}

int HexAccessible::offsetAtPoint(const QPoint &point) const
{
    Q_UNUSED(point)
    return -1;
}

} // namespace Spawnscope
