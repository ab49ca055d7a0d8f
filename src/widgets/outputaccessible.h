// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"

#include <QAccessibleWidget>

namespace Spawnscope {

class OutputView;

/// Tells assistive technology what an OutputView shows: a terminal whose text is the lines of the
/// page, joined by line feeds, and whose value says where in the output that is.
class OutputAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit OutputAccessible(OutputView *view);

    /// Makes Qt use this class for output views; may be called again.
    static void install();

    // What listens is told; both cost nothing while nobody does.
    static void pageChanged(OutputView *view);
    static void selectionChanged(OutputView *view);

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
    OutputView *view() const;
    QString pageText() const;
    /// The line of the page that @p offset lies in, and the place in its text.
    struct Place
    {
        size_t line = 0;
        qsizetype index = 0;
    };
    Place placeOf(int offset) const;
    TextSpan selectedSpan() const;
};

} // namespace Spawnscope
