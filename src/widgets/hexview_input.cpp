// SPDX-License-Identifier: MIT
// What HexView does with the mouse and the keyboard.
#include "widgets/hexview.h"
#include "widgets/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace Spawnscope {

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (handleStandardKey(event))
        return;
    const std::optional<qint64> target = targetOf(*event);
    if (!target) {
        RowScrollArea::keyPressEvent(event);
        return;
    }
    const bool selects = event->modifiers() & Qt::ShiftModifier;
    moveCursor(*target, selects ? Selecting::Yes : Selecting::No);
}

bool HexView::handleStandardKey(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyHex();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->key() == Qt::Key_G && event->modifiers() == Qt::ControlModifier)
        Q_EMIT goToRequested();
    else
        return false;
    event->accept();
    return true;
}

/// The byte that a key takes the cursor to.
std::optional<qint64> HexView::targetOf(const QKeyEvent &event) const
{
    const qint64 row = m_layout.bytesPerRow();
    const qint64 page = std::max(fullRows() - 1, 1) * row;
    const bool isWhole = event.modifiers() & Qt::ControlModifier;
    const qint64 column = m_cursor % row;
    // Where there is no row above or below, the cursor stays in its column.
    const auto within = [&](qint64 target) {
        const qint64 lastInColumn = column + (m_size - 1 - column) / row * row;
        return std::clamp(target, column, std::max(lastInColumn, column));
    };
    switch (event.key()) {
    case Qt::Key_Left:
        return m_cursor - 1;
    case Qt::Key_Right:
        return m_cursor + 1;
    case Qt::Key_Up:
        return within(m_cursor - row);
    case Qt::Key_Down:
        return within(m_cursor + row);
    case Qt::Key_PageUp:
        return within(m_cursor - page);
    case Qt::Key_PageDown:
        return within(m_cursor + page);
    case Qt::Key_Home:
        return isWhole ? 0 : m_cursor - column;
    case Qt::Key_End:
        return isWhole ? m_size - 1 : m_cursor - column + row - 1;
    default:
        return std::nullopt;
    }
}

qint64 HexView::offsetAt(const QPoint &point) const
{
    const int row = point.y() < 0 ? -1 : point.y() / metrics().lineHeight;
    const double column = (point.x() - metrics().margin) / metrics().columnWidth
        + horizontalScrollBar()->value();
    return (m_topRow + row) * m_layout.bytesPerRow() + m_layout.byteAt(column);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool selects = event->modifiers() & Qt::ShiftModifier;
    moveCursor(offsetAt(event->position().toPoint()), selects ? Selecting::Yes : Selecting::No);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    drag(event->position().toPoint());
}

void HexView::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    stopDragging();
}

void HexView::dragTo(const QPoint &point)
{
    const QPoint inside(point.x(), std::clamp(point.y(), 0, viewport()->height() - 1));
    const qint64 offset = offsetAt(inside);
    if (offset != m_cursor)
        moveCursor(offset, Selecting::Yes);
}

/// Empty when there is nothing, or too much.
QByteArray HexView::selectedBytes()
{
    if (!m_log || m_size == 0)
        return {};
    const Range range = hasSelection() ? selection() : Range{m_cursor, m_cursor + 1};
    if (range.count() > MostCopied) {
        Q_EMIT copyRefused();
        return {};
    }
    return m_log->readBytes(m_stream, range.first, range.count());
}

void HexView::copyHex()
{
    const QByteArray bytes = selectedBytes();
    if (!bytes.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromLatin1(bytes.toHex(' ')));
}

void HexView::copyText()
{
    const QByteArray bytes = selectedBytes();
    if (!bytes.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(bytes));
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, QKeySequence::StandardKey key,
                                  auto function) {
        QAction *action = menu->addAction(text, this, function);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut); // shown here; the keys are handled above
        return action;
    };
    add(tr("&Copy as Hex"), QKeySequence::Copy, &HexView::copyHex)
        ->setIcon(namedIcon(QStringLiteral("copy")));
    add(tr("Copy as &Text"), QKeySequence::UnknownKey, &HexView::copyText);
    add(tr("Select &All"), QKeySequence::SelectAll, &HexView::selectAll);
    menu->addSeparator();
    add(tr("&Go to Offset…"), QKeySequence::UnknownKey, &HexView::goToRequested)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+G")));
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    menu->popup(event->globalPos());
}

} // namespace Spawnscope
