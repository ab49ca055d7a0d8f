// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pageaccessible.h"

namespace Spawnscope {

class HexView;

/// Tells assistive technology what a HexView shows: the visible rows, and a value that says where
/// the cursor is and what is selected, which may reach beyond the page.
class HexAccessible final : public PageAccessible
{
public:
    explicit HexAccessible(HexView *view);

    static void install();
    static void pageChanged(HexView *view);

    QAccessible::State state() const override;
    using PageAccessible::text;
    QString text(QAccessible::Text what) const override;
    /// Of the digits of the cursor's byte, or of the start when they are not visible.
    int cursorPosition() const override;
    int offsetAtPoint(const QPoint &point) const override;

private:
    int rows() const override;
    QString rowText(int row) const override;
    QRect rectOf(const Place &place) const override; ///< always that of the cursor's byte

    HexView *view() const;
};

} // namespace Spawnscope
