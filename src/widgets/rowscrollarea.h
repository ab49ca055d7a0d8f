// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputpainter.h"
#include "widgets/outputpalette.h"
#include "widgets/outputscale.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPoint>

namespace Spawnscope {

/// A scroll area over rows of a monospaced font, of which there may be more than an int counts:
/// what the views of lines and of bytes share.
///
/// Scrolling: by rows with the wheel and the bar's arrows, in proportion when the bar is dragged.
/// Follow:    while on, the last row stays at the bottom. Scrolling away from it turns it off,
///            reaching it turns it on.
/// Dragging:  beyond the edge scrolls on, for as long as the mouse is there.
class RowScrollArea : public QAbstractScrollArea
{
    Q_OBJECT

public:
    bool isFollowing() const { return m_isFollowing; }
    int zoom() const { return m_zoom; } ///< in points more than the system's font
    void setZoom(int zoom);

public Q_SLOTS:
    void setFollowing(bool following);

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    explicit RowScrollArea(QWidget *parent);

    /// Where rows stand one below the other, from 0.
    virtual qint64 topPlace() const = 0;
    virtual qint64 lastTopPlace() const = 0; ///< when the last row is at the bottom
    virtual bool isAtEnd() const = 0;
    virtual int fullRows() const = 0; ///< that there is room for
    virtual int contentColumns() const = 0;
    virtual int visibleColumns() const = 0;

    virtual void moveTopTo(qint64 place) = 0;
    virtual void moveTopBy(qint64 rows) = 0;
    virtual void moveTopToEnd() = 0;
    /// After any of these, and before followingChanged().
    virtual void topMoved() = 0;
    virtual void followingStops() {}
    /// After a change of size or font.
    virtual void relayout() = 0;
    virtual void paletteChanged() {}
    /// The mouse is at @p point of the viewport, perhaps beyond its edges, with a button down.
    virtual void dragTo(const QPoint &point) = 0;

    void applyFont();
    void updateBars();
    void scrollByRows(qint64 rows);
    /// Calls dragTo() now and, beyond the edge, until stopDragging().
    void drag(const QPoint &point);
    void stopDragging() { m_autoscroll.stop(); }
    const OutputMetrics &metrics() const { return m_metrics; }
    const OutputPalette &outputPalette() const { return m_palette; }

    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void scrollByAction(int action);
    void scrollTowards(const QPoint &point);

    OutputPalette m_palette;
    OutputMetrics m_metrics;
    ScrollScale m_scale;
    QBasicTimer m_autoscroll;
    QPoint m_draggedTo;
    QPoint m_wheelRest; // what is left of a wheel's turn in pixels and eighths of a degree
    int m_zoom = 0;
    bool m_isFollowing = false;
    bool m_isMovingBars = false;
};

} // namespace Spawnscope
