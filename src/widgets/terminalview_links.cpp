// SPDX-License-Identifier: MIT
// What TerminalView says and offers about what is under the pointer.
#include "widgets/icons.h"
#include "widgets/terminalview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include <cmath>

namespace Spawnscope {

namespace {

/// Neighbours in a row that belong to the same OSC 8 link.
PlacedLink linkOfCells(const TerminalPageRow &row, int column, const QByteArray &address)
{
    const quint32 number = row.cells->cell(column).link;
    int first = column;
    while (first > 0 && row.cells->cell(first - 1).link == number)
        --first;
    int end = column + 1;
    while (end < row.cells->columns() && row.cells->cell(end).link == number)
        ++end;
    return {
        .line = row.start.line,
        .first = row.start.offset + first,
        .end = row.start.offset + end,
        .number = number,
        .link = {.kind = OutputLink::Kind::Url, .span = {}, .target = QString::fromUtf8(address)}};
}

} // namespace

std::optional<PlacedLink> TerminalView::linkUnder(const QPoint &point) const
{
    const TerminalPageRow row = m_page.row(rowAt(point));
    const int column = static_cast<int>(
        std::floor((point.x() - m_geometry.left) / m_geometry.cellWidth));
    if (!row.cells || column < 0 || column >= row.cells->usedColumns())
        return std::nullopt;
    if (const QByteArray address = row.cells->link(column); !address.isEmpty())
        return linkOfCells(row, column, address);
    const TerminalLineText line = m_page.textOfLine(row.start.line);
    const auto link = linkAt(line.text, line.indexAt(row.start.offset + column));
    if (!link)
        return std::nullopt;
    return PlacedLink{.line = row.start.line,
                      .first = line.offsetAt(link->span.start),
                      .end = line.offsetAt(link->span.start + link->span.length),
                      .link = *link};
}

void TerminalView::updateHover(const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    const bool isAsked = m_links->isAsked(point, modifiers) && !m_isDragging;
    m_links->hover(isAsked ? linkUnder(point) : std::nullopt);
}

bool TerminalView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Leave)
        m_links->hover({});
    return FindableView::viewportEvent(event);
}

/// The address of a link: what its text says need not be where it leads.
void TerminalView::showToolTip(QHelpEvent *event)
{
    const auto link = linkUnder(event->pos());
    if (!link || link->link.kind != OutputLink::Kind::Url) {
        QToolTip::hideText();
        event->ignore();
        return;
    }
    const QString address = QUrl(link->link.target).toDisplayString().toHtmlEscaped();
    const QString text = LinkFollower::isSafe(QUrl(link->link.target))
        ? tr("%1<br>Ctrl+click opens it.").arg(address)
        : tr("%1<br>Addresses of this kind are not opened.").arg(address);
    QToolTip::showText(event->globalPos(), text, viewport());
}

void TerminalView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const bool isChilds = takesInput() && m_page.modes().mouse != MouseReporting::None
        && !event->modifiers().testFlag(Qt::ShiftModifier);
    if (!isByKey && isChilds)
        return;
    const QPoint point = isByKey ? cellRect(m_page.pageRowOfScreen(m_page.cursor().position.row),
                                            m_page.cursor().position.column)
                                       .bottomLeft()
                                 : event->pos();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto link = linkUnder(point)) {
        m_links->addActions(menu, link->link);
        menu->addSeparator();
    }
    addOwnActions(menu);
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    menu->popup(isByKey ? viewport()->mapToGlobal(point) : event->globalPos());
}

void TerminalView::addOwnActions(QMenu *menu)
{
    const auto add = [this, menu](const QString &text, int key, auto function) {
        QAction *action = menu->addAction(text, this, function);
        action->setShortcut(QKeySequence(int(Qt::CTRL | Qt::SHIFT) | key));
        // Shown here; the keys are handled elsewhere.
        action->setShortcutContext(Qt::WidgetShortcut);
        return action;
    };
    QAction *copyAction = add(tr("&Copy"), Qt::Key_C, &TerminalView::copy);
    copyAction->setIcon(namedIcon(QStringLiteral("copy")));
    copyAction->setEnabled(hasSelection());
    QAction *pasteAction = add(tr("&Paste"), Qt::Key_V, &TerminalView::paste);
    pasteAction->setEnabled(takesInput() && !QGuiApplication::clipboard()->text().isEmpty());
    add(tr("Select &All"), Qt::Key_A, &TerminalView::selectAll);
    menu->addSeparator();
    add(tr("&Find…"), Qt::Key_F, &TerminalView::findRequested)
        ->setIcon(namedIcon(QStringLiteral("find")));
    if (m_source && !m_source->promptLines().isEmpty() && !m_page.modes().alternateScreen) {
        add(tr("Pre&vious Prompt"), Qt::Key_Up, &TerminalView::goToPreviousPrompt);
        add(tr("&Next Prompt"), Qt::Key_Down, &TerminalView::goToNextPrompt);
    }
    menu->addSeparator();
    add(tr("Zoom &In"), Qt::Key_Plus, &TerminalView::zoomIn);
    add(tr("Zoom &Out"), Qt::Key_Minus, &TerminalView::zoomOut);
    add(tr("&Reset Zoom"), Qt::Key_0, &TerminalView::resetZoom);
}

} // namespace Spawnscope
