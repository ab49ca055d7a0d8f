// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

namespace Spawnscope {

class TerminalView;

/// Tells assistive technology what a TerminalView shows: the rows of its page, joined by line
/// feeds, with the cursor as the caret.
class TerminalAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit TerminalAccessible(TerminalView *view);

    /// Makes Qt use this class for terminal views; may be called again.
    static void install();

    // What listens is told; both cost nothing while nobody does.
    static void screenChanged(TerminalView *view);
    static void selectionChanged(TerminalView *view);

    void *interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text what) const override;

    void selection(int index, int *startOffset, int *endOffset) const override;
    int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int index) override;
    void setSelection(int index, int startOffset, int endOffset) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int startOffset, int endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

private:
    /// A row of the page and a column of it.
    struct Place
    {
        int row = 0;
        int column = 0;
    };

    TerminalView *view() const;
    QString pageText() const;
    int offsetOf(const Place &place) const;
    Place placeOf(int offset) const;
    std::pair<int, int> selectedOffsets() const;
};

} // namespace Spawnscope
