// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "widgets/hexlayout.h"
#include "widgets/rowscrollarea.h"

#include <memory>
#include <span>
#include <vector>

namespace Spawnscope {

/// Shows the bytes of one stream of a log, as hex digits and as ASCII; reads those that are
/// visible.
///
/// Life:   the log is shared; the owner calls refresh() when it changed, at most once per frame.
/// Cursor: a byte, moved by keys and the mouse; Shift or dragging selects from where it was.
class HexView final : public RowScrollArea
{
    Q_OBJECT

public:
    static constexpr qint64 MostCopied = 16 * 1024 * 1024; ///< bytes

    struct Range
    {
        qint64 first = 0;
        qint64 end = 0;

        qint64 count() const { return end - first; }
        bool operator==(const Range &) const = default;
    };

    explicit HexView(QWidget *parent = nullptr);
    ~HexView() override;

    /// Null shows nothing. Starts at the beginning of standard output.
    void setLog(std::shared_ptr<const OutputLog> log);
    OutputStream stream() const { return m_stream; }
    void setStream(OutputStream stream); ///< one of the child's two
    void refresh();

    /// 8, 16 or 32; 0 takes as many as there is room for.
    void setBytesPerRow(int bytes);
    int bytesPerRow() const { return m_layout.bytesPerRow(); } ///< as it is now

    qint64 size() const { return m_size; } ///< of the stream, as of the last refresh()
    qint64 topOffset() const { return m_topRow * m_layout.bytesPerRow(); }
    /// Puts the row of @p offset at the top, as far as there are rows below it.
    void showAtTop(qint64 offset);
    /// Moves the cursor to @p offset, or the last byte, and shows it.
    void goTo(qint64 offset);
    qint64 cursor() const { return m_cursor; }

    bool hasSelection() const { return m_anchor >= 0; }
    Range selection() const; ///< empty without one
    void select(const Range &range);

    /// The rows that are visible, and what each of them says.
    int visibleRowCount() const;
    QString rowText(int index) const;
    QRect rectOf(qint64 offset) const; ///< of its hex digits, in the viewport; empty if not visible
    /// "offset 0x1f (31) of 1 204 bytes"
    QString positionText() const;

    QSize sizeHint() const override;

public Q_SLOTS:
    void selectAll();
    /// Copy the selection, or the byte at the cursor. Refused beyond MostCopied bytes:
    /// copyRefused() says so.
    void copyHex(); ///< "48 65 0a"
    void copyText(); ///< as UTF-8

Q_SIGNALS:
    void positionChanged(); ///< cursor, selection or size
    void copyRefused();
    void goToRequested();

protected:
    qint64 topPlace() const override { return m_topRow; }
    qint64 lastTopPlace() const override { return lastTop(); }
    bool isAtEnd() const override { return m_topRow == lastTop(); }
    int fullRows() const override;
    int contentColumns() const override { return m_layout.columns(); }
    int visibleColumns() const override;
    void moveTopTo(qint64 place) override { moveTop(place); }
    void moveTopBy(qint64 rows) override { moveTop(m_topRow + rows); }
    void moveTopToEnd() override { moveTop(lastTop()); }
    void topMoved() override { viewport()->update(); }
    void relayout() override;
    void dragTo(const QPoint &point) override;

    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Selecting : quint8 { No, Yes };

    void readPage();
    void readRow(qint64 offset, std::span<HexByte> bytes) const;
    void moveTop(qint64 row);
    qint64 rowCount() const;
    qint64 lastTop() const;
    std::span<const HexByte> rowBytes(int index) const;

    void moveCursor(qint64 offset, Selecting selecting);
    void showCursor();
    std::optional<qint64> targetOf(const QKeyEvent &event) const;
    bool handleStandardKey(QKeyEvent *event);
    qint64 offsetAt(const QPoint &point) const;
    QByteArray selectedBytes();

    void paintRow(QPainter &painter, int index) const;
    qreal x(double column) const;

    std::shared_ptr<const OutputLog> m_log;
    OutputStream m_stream = OutputStream::Stdout;
    quint64 m_seenRevision = 0;
    qint64 m_size = 0;
    HexLayout m_layout;
    int m_wantedBytes = 0;
    qint64 m_topRow = 0;
    std::vector<HexByte> m_bytes; // of the visible rows
    qint64 m_cursor = 0;
    qint64 m_anchor = -1;
};

} // namespace Spawnscope
