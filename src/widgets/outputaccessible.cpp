// SPDX-License-Identifier: MIT
#include "widgets/outputaccessible.h"

#include "widgets/outputview.h"

#include <algorithm>

namespace Spawnscope {

namespace {

QString lineText(const OutputView &view, size_t line)
{
    const PageLine &pageLine = view.page().lines()[line];
    return pageLine.kind == PageLine::Kind::GapMark ? OutputPainter::gapText(view.page().gap())
                                                    : pageLine.layout->text();
}

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    Q_UNUSED(className)
    auto *view = qobject_cast<OutputView *>(object);
    return view ? new OutputAccessible(view) : nullptr;
}

} // namespace

OutputAccessible::OutputAccessible(OutputView *view)
    : QAccessibleWidget(view, QAccessible::Terminal)
{}

void OutputAccessible::install()
{
    // Installing the same function again would make Qt ask it twice.
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

void OutputAccessible::pageChanged(OutputView *view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(view, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

void OutputAccessible::selectionChanged(OutputView *view)
{
    if (!QAccessible::isActive())
        return;
    const OutputAccessible accessible(view);
    const TextSpan span = accessible.selectedSpan();
    QAccessibleTextSelectionEvent event(view, static_cast<int>(span.start),
                                        static_cast<int>(span.start + span.length));
    QAccessible::updateAccessibility(&event);
}

OutputView *OutputAccessible::view() const
{
    return static_cast<OutputView *>(widget());
}

void *OutputAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State OutputAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString OutputAccessible::text(QAccessible::Text what) const
{
    return what == QAccessible::Value ? view()->positionText() : QAccessibleWidget::text(what);
}

QString OutputAccessible::pageText() const
{
    QString text;
    for (size_t i = 0; i < view()->page().lines().size(); ++i) {
        if (i > 0)
            text += u'\n';
        text += lineText(*view(), i);
    }
    return text;
}

OutputAccessible::Place OutputAccessible::placeOf(int offset) const
{
    const auto &lines = view()->page().lines();
    Place place{.line = 0, .index = std::max(offset, 0)};
    while (place.line + 1 < lines.size()) {
        const qsizetype size = lineText(*view(), place.line).size();
        if (place.index <= size)
            break;
        place.index -= size + 1;
        ++place.line;
    }
    return place;
}

TextSpan OutputAccessible::selectedSpan() const
{
    qsizetype offset = 0;
    qsizetype start = -1;
    qsizetype end = -1;
    for (size_t i = 0; i < view()->page().lines().size(); ++i) {
        const PageLine &line = view()->page().lines()[i];
        const qsizetype size = lineText(*view(), i).size();
        if (const auto span = view()->selection().spanIn(line.line.number, *line.layout)) {
            start = start < 0 ? offset + span->start : start;
            end = offset + span->start + span->length;
        }
        offset += size + 1;
    }
    return start < 0 ? TextSpan{} : TextSpan{start, end - start};
}

void OutputAccessible::selection(int index, int *startOffset, int *endOffset) const
{
    const TextSpan span = index == 0 ? selectedSpan() : TextSpan{};
    *startOffset = static_cast<int>(span.start);
    *endOffset = static_cast<int>(span.start + span.length);
}

int OutputAccessible::selectionCount() const
{
    return selectedSpan().length > 0 ? 1 : 0;
}

void OutputAccessible::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
}

void OutputAccessible::removeSelection(int index)
{
    Q_UNUSED(index)
    view()->select({});
}

void OutputAccessible::setSelection(int index, int startOffset, int endOffset)
{
    if (index != 0 || view()->page().lines().empty())
        return;
    const auto positionOf = [this](int offset) {
        const Place place = placeOf(offset);
        return TextPosition{view()->page().lines()[place.line].line.number, place.index};
    };
    view()->select({positionOf(std::min(startOffset, endOffset)),
                    positionOf(std::max(startOffset, endOffset))});
}

int OutputAccessible::cursorPosition() const
{
    const TextSpan span = selectedSpan();
    return static_cast<int>(span.start + span.length);
}

void OutputAccessible::setCursorPosition(int position)
{
    Q_UNUSED(position) // there is no cursor in what a program has printed
}

QString OutputAccessible::text(int startOffset, int endOffset) const
{
    return pageText().mid(startOffset, endOffset - startOffset);
}

int OutputAccessible::characterCount() const
{
    return static_cast<int>(pageText().size());
}

QRect OutputAccessible::characterRect(int offset) const
{
    if (view()->page().lines().empty())
        return {};
    const Place place = placeOf(offset);
    const QRect rect = view()->rectOf(place.line, place.index);
    return rect.isEmpty() ? rect
                          : QRect(view()->viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

int OutputAccessible::offsetAtPoint(const QPoint &point) const
{
    const TextPosition position = view()->positionAt(view()->viewport()->mapFromGlobal(point));
    qsizetype offset = 0;
    for (size_t i = 0; i < view()->page().lines().size(); ++i) {
        if (view()->page().lines()[i].line.number == position.number)
            return static_cast<int>(offset + position.index);
        offset += lineText(*view(), i).size() + 1;
    }
    return -1;
}

void OutputAccessible::scrollToSubstring(int startIndex, int endIndex)
{
    Q_UNUSED(startIndex) // the text is what is visible already
    Q_UNUSED(endIndex)
}

QString OutputAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    *startOffset = offset;
    *endOffset = offset;
    if (view()->page().lines().empty())
        return {};
    const Place place = placeOf(offset);
    *startOffset = static_cast<int>(offset - place.index);
    *endOffset = *startOffset + static_cast<int>(lineText(*view(), place.line).size());
    return {};
}

} // namespace Spawnscope
