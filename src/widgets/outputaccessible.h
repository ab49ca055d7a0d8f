// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pageaccessible.h"

namespace Spawnscope {

class OutputView;

/// Tells assistive technology what an OutputView shows: a terminal whose text is the lines of the
/// page, and whose value says where in the output that is.
class OutputAccessible final : public PageAccessible
{
public:
    explicit OutputAccessible(OutputView *view);

    static void install();
    static void pageChanged(OutputView *view);
    static void selectionChanged(OutputView *view);

    using PageAccessible::text;
    QString text(QAccessible::Text what) const override;
    int cursorPosition() const override; ///< the end of the selection: there is no cursor
    int offsetAtPoint(const QPoint &point) const override;

private:
    int rows() const override;
    QString rowText(int row) const override;
    std::pair<int, int> selectedOffsets() const override;
    void select(const Place &first, const Place &last) override;
    void clearSelection() override;
    QRect rectOf(const Place &place) const override;

    OutputView *view() const;
};

} // namespace Spawnscope
