// SPDX-License-Identifier: MIT
#include "widgets/hexview.h"

#include "models/formatting.h"
#include "widgets/hexaccessible.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace Spawnscope {

HexView::HexView(QWidget *parent)
    : RowScrollArea(parent)
{
    HexAccessible::install();
    setAccessibleName(tr("Bytes"));
    applyFont();
}

HexView::~HexView() = default;

void HexView::setLog(std::shared_ptr<const OutputLog> log)
{
    m_log = std::move(log);
    m_stream = OutputStream::Stdout;
    setStream(m_stream);
}

void HexView::setStream(OutputStream stream)
{
    m_stream = stream;
    m_seenRevision = m_log ? m_log->revision() : 0;
    m_size = m_log ? m_log->streamSize(m_stream) : 0;
    m_topRow = 0;
    m_cursor = 0;
    m_anchor = -1;
    horizontalScrollBar()->setValue(0);
    relayout();
    setFollowing(false);
    Q_EMIT positionChanged();
}

void HexView::refresh()
{
    if (!m_log || m_log->revision() == m_seenRevision)
        return;
    m_seenRevision = m_log->revision();
    m_size = m_log->streamSize(m_stream);
    relayout();
    Q_EMIT positionChanged();
    HexAccessible::pageChanged(this);
}

void HexView::setBytesPerRow(int bytes)
{
    m_wantedBytes = bytes;
    relayout();
}

/// After a change of size, font, stream or width. The byte at the top stays there.
void HexView::relayout()
{
    const qint64 top = topOffset();
    const int bytes = m_wantedBytes > 0 ? m_wantedBytes
                                        : HexLayout::fittingBytes(visibleColumns(), m_size);
    m_layout = HexLayout(bytes, m_size);
    moveTop(isFollowing() ? lastTop() : top / bytes);
}

qint64 HexView::rowCount() const
{
    return (m_size + m_layout.bytesPerRow() - 1) / m_layout.bytesPerRow();
}

int HexView::fullRows() const
{
    return std::max(viewport()->height() / metrics().lineHeight, 1);
}

qint64 HexView::lastTop() const
{
    return std::max<qint64>(rowCount() - fullRows(), 0);
}

int HexView::visibleColumns() const
{
    return static_cast<int>((viewport()->width() - 2 * metrics().margin) / metrics().columnWidth);
}

void HexView::moveTop(qint64 row)
{
    m_topRow = std::clamp<qint64>(row, 0, lastTop());
    readPage();
    updateBars();
    viewport()->update();
}

void HexView::readPage()
{
    m_bytes.clear();
    if (!m_log)
        return;
    const qint64 wanted = qint64(fullRows() + 1) * m_layout.bytesPerRow();
    const qint64 count = std::clamp<qint64>(m_size - topOffset(), 0, wanted);
    m_bytes.assign(size_t(count), NoByte);
    const QByteArray bytes = m_log->readBytes(m_stream, topOffset(), count);
    std::transform(bytes.begin(), bytes.end(), m_bytes.begin(), [](char c) { return uchar(c); });
    if (bytes.size() == count)
        return;
    // Some were given up. Where they begin and end is only seen by trying.
    const auto step = size_t(m_layout.bytesPerRow());
    for (size_t at = size_t(bytes.size()) / step * step; at < m_bytes.size(); at += step)
        readRow(topOffset() + qint64(at),
                std::span(m_bytes).subspan(at, std::min(step, m_bytes.size() - at)));
}

void HexView::readRow(qint64 offset, std::span<HexByte> bytes) const
{
    for (size_t i = 0; i < bytes.size();) {
        const QByteArray found = m_log->readBytes(m_stream, offset + qint64(i),
                                                  qsizetype(bytes.size() - i));
        for (const char c : found)
            bytes[i++] = uchar(c);
        if (found.isEmpty())
            ++i;
    }
}

void HexView::showAtTop(qint64 offset)
{
    moveTop(offset / m_layout.bytesPerRow());
    m_cursor = std::clamp<qint64>(offset, 0, std::max<qint64>(m_size - 1, 0));
    setFollowing(false);
    Q_EMIT positionChanged();
}

void HexView::goTo(qint64 offset)
{
    moveCursor(offset, Selecting::No);
}

// --- cursor and selection

HexView::Range HexView::selection() const
{
    if (!hasSelection() || m_size == 0)
        return {m_cursor, m_cursor};
    return {std::min(m_anchor, m_cursor), std::max(m_anchor, m_cursor) + 1};
}

void HexView::select(const Range &range)
{
    if (range.count() <= 0 || m_size == 0)
        return;
    m_anchor = std::clamp<qint64>(range.first, 0, m_size - 1);
    m_cursor = std::clamp<qint64>(range.end - 1, 0, m_size - 1);
    viewport()->update();
    Q_EMIT positionChanged();
}

void HexView::selectAll()
{
    select({0, m_size});
}

void HexView::moveCursor(qint64 offset, Selecting selecting)
{
    if (m_size == 0)
        return;
    if (selecting == Selecting::No)
        m_anchor = -1;
    else if (m_anchor < 0)
        m_anchor = m_cursor;
    m_cursor = std::clamp<qint64>(offset, 0, m_size - 1);
    showCursor();
    viewport()->update();
    HexAccessible::pageChanged(this);
    Q_EMIT positionChanged();
}

void HexView::showCursor()
{
    const qint64 row = m_cursor / m_layout.bytesPerRow();
    if (row < m_topRow)
        moveTop(row);
    else if (row >= m_topRow + fullRows())
        moveTop(row - fullRows() + 1);
    setFollowing(m_cursor == m_size - 1 && m_topRow == lastTop());
}

QString HexView::positionText() const
{
    if (m_size == 0)
        return tr("no bytes");
    const QString total = m_size == 1 ? tr("1 byte") : tr("%1 bytes").arg(formatCount(m_size));
    if (hasSelection()) {
        const qint64 count = selection().count();
        return tr("%1 selected, from 0x%2 to 0x%3", "%1 is \"12 bytes\"")
            .arg(count == 1 ? tr("1 byte") : tr("%1 bytes").arg(formatCount(count)),
                 QString::number(selection().first, 16), QString::number(selection().end - 1, 16));
    }
    return tr("offset 0x%1 (%2) of %3", "%3 is \"12 bytes\"")
        .arg(QString::number(m_cursor, 16), formatCount(m_cursor), total);
}

// --- painting

qreal HexView::x(double column) const
{
    return metrics().margin + (column - horizontalScrollBar()->value()) * metrics().columnWidth;
}

int HexView::visibleRowCount() const
{
    const auto bytes = static_cast<int>(m_bytes.size());
    return (bytes + m_layout.bytesPerRow() - 1) / m_layout.bytesPerRow();
}

std::span<const HexByte> HexView::rowBytes(int index) const
{
    const auto step = size_t(m_layout.bytesPerRow());
    const size_t first = size_t(index) * step;
    return std::span(m_bytes).subspan(first, std::min(step, m_bytes.size() - first));
}

QString HexView::rowText(int index) const
{
    return m_layout.rowText(topOffset() + qint64(index) * m_layout.bytesPerRow(), rowBytes(index));
}

QRect HexView::rectOf(qint64 offset) const
{
    const qint64 index = offset / m_layout.bytesPerRow() - m_topRow;
    if (offset < 0 || offset >= m_size || index < 0 || index >= visibleRowCount())
        return {};
    const int byte = static_cast<int>(offset % m_layout.bytesPerRow());
    return QRectF(x(m_layout.hexColumn(byte)), double(index) * metrics().lineHeight,
                  2 * metrics().columnWidth, metrics().lineHeight)
        .toAlignedRect();
}

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), outputPalette().base());
    painter.setFont(metrics().fonts[0]);
    if (m_bytes.empty()) {
        painter.setPen(outputPalette().faintText());
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("This stream holds no bytes."));
        return;
    }
    const int first = event->rect().top() / metrics().lineHeight;
    const int last = event->rect().bottom() / metrics().lineHeight;
    for (int index = first; index <= std::min(last, visibleRowCount() - 1); ++index)
        paintRow(painter, index);
}

void HexView::paintRow(QPainter &painter, int index) const
{
    const qint64 offset = topOffset() + qint64(index) * m_layout.bytesPerRow();
    const qreal top = qreal(index) * metrics().lineHeight;
    const qreal baseline = top + metrics().baseline;
    const Range selected = selection();
    painter.setPen(outputPalette().faintText());
    painter.drawText(QPointF(x(0), baseline), m_layout.offsetText(offset));

    const std::span<const HexByte> bytes = rowBytes(index);
    for (int i = 0; i < static_cast<int>(bytes.size()); ++i) {
        const HexByte byte = bytes[size_t(i)];
        const bool isSelected = offset + i >= selected.first && offset + i < selected.end;
        const QRectF digits(x(m_layout.hexColumn(i)), top, 2 * metrics().columnWidth,
                            metrics().lineHeight);
        const QRectF character(x(m_layout.textColumn(i)), top, metrics().columnWidth,
                               metrics().lineHeight);
        if (isSelected) {
            const bool goesOn = i + 1 < static_cast<int>(bytes.size())
                && offset + i + 1 < selected.end;
            const qreal right = goesOn ? x(m_layout.hexColumn(i + 1)) : digits.right();
            painter.fillRect(QRectF(digits.topLeft(), QPointF(right, digits.bottom())),
                             outputPalette().selection());
            painter.fillRect(character, outputPalette().selection());
            painter.setPen(outputPalette().selectedText());
        } else {
            painter.setPen(byte <= 0 ? outputPalette().faintText() : outputPalette().text());
        }
        painter.drawText(QPointF(digits.left(), baseline), hexDigits(byte));
        if (!isSelected && !isPrintable(byte))
            painter.setPen(outputPalette().faintText());
        painter.drawText(QPointF(character.left(), baseline), asciiOf(byte));
        if (offset + i == m_cursor) {
            painter.setPen(outputPalette().text());
            painter.drawRect(digits.adjusted(-1, 0, 0, -1));
            painter.drawRect(character.adjusted(0, 0, -1, -1));
        }
    }
}

QSize HexView::sizeHint() const
{
    constexpr int Rows = 24;
    return QSize(static_cast<int>(m_layout.columns() * metrics().columnWidth),
                 Rows * metrics().lineHeight);
}

} // namespace Spawnscope
