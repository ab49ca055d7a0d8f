// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessibleWidget>

#include <utility>

namespace Spawnscope {

/// Tells assistive technology what a view shows: a text whose lines are the rows of its page.
///
/// Offsets count UTF-16 units of that text.
class PageAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    void *interface_cast(QAccessible::InterfaceType type) final;
    QAccessible::State state() const override;
    QString text(QAccessible::Text what) const override;

    void selection(int index, int *startOffset, int *endOffset) const final;
    int selectionCount() const final;
    void addSelection(int startOffset, int endOffset) final;
    void removeSelection(int index) final;
    void setSelection(int index, int startOffset, int endOffset) final;
    void setCursorPosition(int position) final; ///< is not for others to move
    QString text(int startOffset, int endOffset) const final;
    int characterCount() const final;
    QRect characterRect(int offset) const final;
    void scrollToSubstring(int startIndex, int endIndex) final; ///< the text is what is visible
    QString attributes(int offset, int *startOffset, int *endOffset) const final;

protected:
    /// A row of the page, and a place in its text.
    struct Place
    {
        int row = 0;
        int index = 0;
    };

    using QAccessibleWidget::QAccessibleWidget;

    /// Makes Qt use @p Accessible for every @p View; may be called again.
    template <typename Accessible, typename View>
    static void installFor();
    /// What listens is told; these cost nothing while nobody does.
    static void tellOfPage(QWidget *view);
    void tellOfCursor() const;
    void tellOfSelection() const;

    virtual int rows() const = 0;
    virtual QString rowText(int row) const = 0;
    /// [first, second); equal when nothing of the page is selected.
    virtual std::pair<int, int> selectedOffsets() const { return {0, 0}; }
    virtual void select(const Place &, const Place &) {}
    virtual void clearSelection() {}
    virtual QRect rectOf(const Place &place) const = 0; ///< in the viewport; may be empty

    QString pageText() const;
    int offsetOf(const Place &place) const;
    Place placeOf(int offset) const;
    QWidget *viewport() const;
};

template <typename Accessible, typename View>
void PageAccessible::installFor()
{
    // Installing the same function again would make Qt ask it twice.
    static const bool isInstalled = [] {
        QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
            auto *view = qobject_cast<View *>(object);
            return view ? new Accessible(view) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace Spawnscope
