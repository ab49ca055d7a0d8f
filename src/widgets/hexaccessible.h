// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

namespace Spawnscope {

class HexView;

/// Tells assistive technology what a HexView shows: a text whose lines are the visible rows, and a
/// value that says where the cursor is.
class HexAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit HexAccessible(HexView *view);

    /// Makes Qt use this class for hex views; may be called again.
    static void install();
    /// Costs nothing while nobody listens.
    static void pageChanged(HexView *view);

    void *interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text what) const override;

    void selection(int index, int *startOffset, int *endOffset) const override;
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    int cursorPosition() const override;
    void setCursorPosition(int) override {}
    QString text(int startOffset, int endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

private:
    HexView *view() const;
    QString pageText() const;
};

} // namespace Spawnscope
