// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pageaccessible.h"

namespace Spawnscope {

class TerminalView;

/// Tells assistive technology what a TerminalView shows, with the cursor as the caret.
class TerminalAccessible final : public PageAccessible
{
public:
    explicit TerminalAccessible(TerminalView *view);

    static void install();
    static void screenChanged(TerminalView *view);
    static void selectionChanged(TerminalView *view);

    QAccessible::State state() const override;
    using PageAccessible::text;
    QString text(QAccessible::Text what) const override;
    int cursorPosition() const override;
    int offsetAtPoint(const QPoint &point) const override;

private:
    int rows() const override;
    QString rowText(int row) const override;
    std::pair<int, int> selectedOffsets() const override;
    void select(const Place &first, const Place &last) override;
    void clearSelection() override;
    QRect rectOf(const Place &place) const override;

    TerminalView *view() const;
    int offsetOfCell(int row, int column) const;
    int columnOf(const Place &place) const;
};

} // namespace Spawnscope
