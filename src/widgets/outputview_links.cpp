// SPDX-License-Identifier: MIT
// What OutputView says and offers about what is under the pointer.
#include "widgets/icons.h"
#include "widgets/outputview.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

namespace Spawnscope {

std::optional<PlacedLink> OutputView::linkUnder(const QPoint &point) const
{
    const OutputPage::VisualRow *visual = visualRowAt(point);
    if (!visual || isInGutter(point))
        return std::nullopt;
    const PageLine &line = m_page.lines()[visual->line];
    const double column = (point.x() - geometryNow().textLeft) / metrics().columnWidth;
    const qsizetype index = line.layout->positionAt(visual->subRow, std::max(column, 0.0),
                                                    LineLayout::Rounding::Down);
    return linkAtPosition({line.line.number, index});
}

std::optional<PlacedLink> OutputView::linkAtPosition(const TextPosition &position) const
{
    for (const PageLine &line : m_page.lines()) {
        if (line.line.number != position.number || line.kind != PageLine::Kind::Output)
            continue;
        if (const auto link = linkAt(line.layout->text(), position.index))
            return PlacedLink{.line = position.number, .link = *link};
    }
    return std::nullopt;
}

void OutputView::updateHover(const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    const bool isAsked = m_links->isAsked(point, modifiers) && !m_isDragging;
    m_links->hover(isAsked ? linkUnder(point) : std::nullopt);
}

bool OutputView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Leave)
        m_links->hover({});
    return FindableView::viewportEvent(event);
}

/// Of a line while the pointer is before it, where nothing hides what is read.
void OutputView::showToolTip(QHelpEvent *event)
{
    const OutputPage::VisualRow *visual = isInGutter(event->pos()) ? visualRowAt(event->pos())
                                                                   : nullptr;
    if (!visual || m_page.lines()[visual->line].kind != PageLine::Kind::Output) {
        QToolTip::hideText();
        event->ignore();
        return;
    }
    const PageLine &line = m_page.lines()[visual->line];
    QToolTip::showText(event->globalPos(), m_gutter.description(line.line, line.before),
                       viewport());
}

void OutputView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint point = isByKey ? viewport()->rect().center()
                                 : viewport()->mapFromGlobal(event->globalPos());
    const auto link = isByKey ? linkAtPosition(m_selection.range().first) : linkUnder(point);
    if (link) {
        m_links->addActions(menu, link->link);
        menu->addSeparator();
    }
    addOwnActions(menu, point);
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    menu->popup(isByKey ? viewport()->mapToGlobal(point) : event->globalPos());
}

void OutputView::addOwnActions(QMenu *menu, const QPoint &point)
{
    const auto add = [this, menu](const QString &text, auto key, auto function) {
        QAction *action = menu->addAction(text, this, function);
        action->setShortcut(key);
        action->setShortcutContext(
            Qt::WidgetShortcut); // shown here; the keys are handled elsewhere
        return action;
    };
    QAction *copyAction = add(tr("&Copy"), QKeySequence::Copy, &OutputView::copy);
    copyAction->setIcon(namedIcon(QStringLiteral("copy")));
    copyAction->setEnabled(hasSelection());
    if (m_gutter.timestamps != OutputTimestamps::Hidden || m_gutter.showsLineNumbers) {
        QAction *asShown = menu->addAction(tr("Copy &As Shown"), this, &OutputView::copyAsShown);
        asShown->setEnabled(hasSelection());
    }
    QAction *selectAction = add(tr("Select &All"), QKeySequence::SelectAll, &OutputView::selectAll);
    selectAction->setEnabled(!m_page.lines().empty());
    menu->addSeparator();
    QAction *findAction = add(tr("&Find…"), QKeySequence::Find, &OutputView::findRequested);
    findAction->setIcon(namedIcon(QStringLiteral("find")));
    menu->addAction(tr("&Go To…"), this, &OutputView::goToRequested)
        ->setEnabled(!m_page.lines().empty());
    const OutputPage::VisualRow *visual = visualRowAt(point);
    if (visual && m_page.lines()[visual->line].kind == PageLine::Kind::Output) {
        const qint64 number = m_page.lines()[visual->line].line.number;
        menu->addAction(m_bookmarks.contains(number) ? tr("Remove &Bookmark") : tr("Set &Bookmark"),
                        this, [this, number] { toggleBookmarkOf(number); });
    }
}

} // namespace Spawnscope
