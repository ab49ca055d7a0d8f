// SPDX-License-Identifier: MIT
#include "widgets/outputaccessible.h"

#include "widgets/outputview.h"

namespace Spawnscope {

OutputAccessible::OutputAccessible(OutputView *view)
    : PageAccessible(view, QAccessible::Terminal)
{}

void OutputAccessible::install()
{
    installFor<OutputAccessible, OutputView>();
}

void OutputAccessible::pageChanged(OutputView *view)
{
    tellOfPage(view);
}

void OutputAccessible::selectionChanged(OutputView *view)
{
    if (QAccessible::isActive())
        OutputAccessible(view).tellOfSelection();
}

OutputView *OutputAccessible::view() const
{
    return static_cast<OutputView *>(widget());
}

QString OutputAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? view()->positionText() : PageAccessible::text(what);
}

int OutputAccessible::rows() const
{
    return static_cast<int>(view()->page().lines().size());
}

QString OutputAccessible::rowText(int row) const
{
    const PageLine &line = view()->page().lines()[static_cast<size_t>(row)];
    return line.kind == PageLine::Kind::GapMark ? OutputPainter::gapText(view()->page().gap())
                                                : line.layout->text();
}

std::pair<int, int> OutputAccessible::selectedOffsets() const
{
    int offset = 0;
    int start = -1;
    int end = -1;
    for (int row = 0; row < rows(); ++row) {
        const PageLine &line = view()->page().lines()[static_cast<size_t>(row)];
        if (const auto span = view()->selection().spanIn(line.line.number, *line.layout)) {
            start = start < 0 ? offset + static_cast<int>(span->start) : start;
            end = offset + static_cast<int>(span->start + span->length);
        }
        offset += static_cast<int>(rowText(row).size()) + 1;
    }
    return start < 0 ? std::pair(0, 0) : std::pair(start, end);
}

void OutputAccessible::select(const Place &first, const Place &last)
{
    const auto positionOf = [this](const Place &place) {
        const PageLine &line = view()->page().lines()[static_cast<size_t>(place.row)];
        return TextPosition{line.line.number, place.index};
    };
    view()->select({positionOf(first), positionOf(last)});
}

void OutputAccessible::clearSelection()
{
    view()->select({});
}

QRect OutputAccessible::rectOf(const Place &place) const
{
    return view()->rectOf(static_cast<size_t>(place.row), place.index);
}

int OutputAccessible::cursorPosition() const
{
    return selectedOffsets().second;
}

int OutputAccessible::offsetAtPoint(const QPoint &point) const
{
    const TextPosition position = view()->positionAt(viewport()->mapFromGlobal(point));
    for (int row = 0; row < rows(); ++row) {
        const PageLine &line = view()->page().lines()[static_cast<size_t>(row)];
        if (line.line.number == position.number)
            return offsetOf({row, static_cast<int>(position.index)});
    }
    return -1;
}

} // namespace Spawnscope
