// SPDX-License-Identifier: MIT
// What TerminalView says and offers about what is under the pointer.
#include "base/background.h"
#include "widgets/icons.h"
#include "widgets/terminalview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QPointer>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace Spawnscope {

namespace {

/// What may be opened when a child names it: nothing that runs a program by itself.
bool isSafe(const QUrl &url)
{
    const QString scheme = url.scheme();
    return url.isValid()
        && (scheme == QLatin1String("http") || scheme == QLatin1String("https")
            || scheme == QLatin1String("ftp") || scheme == QLatin1String("mailto")
            || (url.isLocalFile() && url.host().isEmpty()));
}

/// Neighbours in a row that belong to the same OSC 8 link.
TerminalRange rangeOfLink(const TerminalPageRow &row, int column)
{
    const quint32 number = row.cells->cell(column).link;
    int first = column;
    while (first > 0 && row.cells->cell(first - 1).link == number)
        --first;
    int end = column + 1;
    while (end < row.cells->columns() && row.cells->cell(end).link == number)
        ++end;
    return {{row.start.line, row.start.offset + first}, {row.start.line, row.start.offset + end}};
}

} // namespace

std::optional<TerminalView::PlacedLink> TerminalView::linkUnder(const QPoint &point) const
{
    const TerminalPageRow row = m_page.row(rowAt(point));
    const int column = static_cast<int>(
        std::floor((point.x() - m_geometry.left) / m_geometry.cellWidth));
    if (!row.cells || column < 0 || column >= row.cells->usedColumns())
        return std::nullopt;
    if (const QByteArray address = row.cells->link(column); !address.isEmpty()) {
        const OutputLink link{
            .kind = OutputLink::Kind::Url, .span = {}, .target = QString::fromUtf8(address)};
        return PlacedLink{.range = rangeOfLink(row, column),
                          .number = row.cells->cell(column).link,
                          .link = link};
    }
    const TerminalLineText line = m_page.textOfLine(row.start.line);
    const auto link = linkAt(line.text, line.indexAt(row.start.offset + column));
    if (!link)
        return std::nullopt;
    const TerminalPlace first{row.start.line, line.offsetAt(link->span.start)};
    const TerminalPlace last{row.start.line, line.offsetAt(link->span.start + link->span.length)};
    return PlacedLink{.range = {first, last}, .link = *link};
}

void TerminalView::resolve(const OutputLink &link, const std::function<void(const QUrl &)> &found)
{
    const QString path = pathOf(link, m_baseFolder);
    if (path.isEmpty()) {
        if (const QUrl url(link.target); isSafe(url))
            found(url);
        return;
    }
    inBackground(
        this, [path] { return QFileInfo::exists(path); },
        [path, found](bool exists) {
            if (exists)
                found(QUrl::fromLocalFile(path));
        });
}

void TerminalView::updateHover(const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    const bool isAsked = modifiers.testFlag(Qt::ControlModifier) && !m_isDragging
        && viewport()->rect().contains(point);
    const auto link = isAsked ? linkUnder(point) : std::nullopt;
    if (link == m_wantedLink)
        return;
    m_wantedLink = link;
    setHoveredLink({}, {});
    if (link) {
        resolve(link->link, [this, link](const QUrl &url) {
            if (m_wantedLink == link) // the pointer may have gone on meanwhile
                setHoveredLink(link, url);
        });
    }
}

void TerminalView::setHoveredLink(const std::optional<PlacedLink> &link, const QUrl &url)
{
    m_hoveredUrl = url;
    if (!link)
        m_isLinkPressed = false;
    if (link == m_hoveredLink)
        return;
    m_hoveredLink = link;
    viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::IBeamCursor);
    viewport()->update();
}

bool TerminalView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Leave) {
        m_wantedLink.reset();
        setHoveredLink({}, {});
    }
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
    const QString text = isSafe(QUrl(link->link.target))
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
        addLinkActions(menu, link->link);
        menu->addSeparator();
    }
    addOwnActions(menu);
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    menu->popup(isByKey ? viewport()->mapToGlobal(point) : event->globalPos());
}

void TerminalView::addLinkActions(QMenu *menu, const OutputLink &link)
{
    const bool isFile = link.kind == OutputLink::Kind::File;
    QAction *open = menu->addAction(isFile ? tr("&Open File") : tr("&Open Link"));
    open->setEnabled(false);
    resolve(link, [this, open = QPointer(open)](const QUrl &url) {
        if (!open)
            return;
        open->setEnabled(true);
        connect(open, &QAction::triggered, this, [this, url] { Q_EMIT linkActivated(url); });
    });
    QAction *copyLink = menu->addAction(isFile ? tr("Copy File &Name") : tr("Copy &Link"));
    const QString text = isFile ? pathOf(link, m_baseFolder) : link.target;
    connect(copyLink, &QAction::triggered, this,
            [text] { QGuiApplication::clipboard()->setText(text); });
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
    menu->addSeparator();
    add(tr("Zoom &In"), Qt::Key_Plus, &TerminalView::zoomIn);
    add(tr("Zoom &Out"), Qt::Key_Minus, &TerminalView::zoomOut);
    add(tr("&Reset Zoom"), Qt::Key_0, &TerminalView::resetZoom);
}

} // namespace Spawnscope
