// SPDX-License-Identifier: MIT
#include "widgets/rowscrollarea.h"

#include "widgets/colours.h"

#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int AutoscrollMilliseconds = 40;
constexpr int RowsPerWheelStep = 3;
constexpr int EighthsPerWheelStep = 120;

} // namespace

RowScrollArea::RowScrollArea(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_palette(palette())
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->installEventFilter(this);
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
            &RowScrollArea::scrollByAction);
}

void RowScrollArea::setZoom(int zoom)
{
    constexpr int Smallest = -6;
    constexpr int Largest = 30;
    m_zoom = std::clamp(zoom, Smallest, Largest);
    applyFont();
}

void RowScrollArea::applyFont()
{
    constexpr qreal LeastPoints = 5;
    QFont font = fixedFont();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(font.pointSizeF() + m_zoom, LeastPoints));
    m_metrics = OutputMetrics(font);
    relayout();
}

void RowScrollArea::setFollowing(bool following)
{
    if (following)
        moveTopToEnd();
    else if (m_isFollowing)
        followingStops();
    const bool isChange = std::exchange(m_isFollowing, following) != following;
    topMoved();
    if (isChange)
        Q_EMIT followingChanged(following);
}

void RowScrollArea::updateBars()
{
    const bool before = std::exchange(m_isMovingBars, true);
    m_scale.setLastPlace(lastTopPlace());
    verticalScrollBar()->setSingleStep(m_scale.stepOf(1));
    verticalScrollBar()->setPageStep(m_scale.stepOf(fullRows()));
    verticalScrollBar()->setRange(0, m_scale.maximum());
    verticalScrollBar()->setValue(m_scale.valueOf(topPlace()));
    constexpr int ColumnsPerStep = 4;
    const int columns = visibleColumns();
    horizontalScrollBar()->setPageStep(columns);
    horizontalScrollBar()->setSingleStep(ColumnsPerStep);
    horizontalScrollBar()->setRange(0, std::max(contentColumns() - columns, 0));
    m_isMovingBars = before;
}

void RowScrollArea::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    viewport()->update();
    if (dy == 0 || m_isMovingBars)
        return;
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() == bar->maximum())
        moveTopToEnd();
    else
        moveTopTo(m_scale.placeOf(bar->value()));
    setFollowing(isAtEnd());
}

void RowScrollArea::scrollByRows(qint64 rows)
{
    moveTopBy(rows);
    setFollowing(isAtEnd());
}

/// The bar's arrows and the room beside its slider, which move by rows however coarse the bar is.
void RowScrollArea::scrollByAction(int action)
{
    const int page = std::max(fullRows() - 1, 1);
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd:
        scrollByRows(1);
        break;
    case QAbstractSlider::SliderSingleStepSub:
        scrollByRows(-1);
        break;
    case QAbstractSlider::SliderPageStepAdd:
        scrollByRows(page);
        break;
    case QAbstractSlider::SliderPageStepSub:
        scrollByRows(-page);
        break;
    default:
        return;
    }
    // The bar takes up its slider's position next; it is where it should be already.
    verticalScrollBar()->setSliderPosition(verticalScrollBar()->value());
}

void RowScrollArea::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const bool isSideways = std::abs(angle.x()) > std::abs(angle.y())
        || (event->modifiers() & Qt::ShiftModifier);
    if (isSideways) {
        QCoreApplication::sendEvent(horizontalScrollBar(), event);
        return;
    }
    // A touchpad turns by less than a row at a time; what is left over counts for the next event.
    const bool isByPixels = !event->pixelDelta().isNull();
    const int unit = isByPixels ? m_metrics.lineHeight : EighthsPerWheelStep / RowsPerWheelStep;
    int &rest = isByPixels ? m_wheelRest.rx() : m_wheelRest.ry();
    rest += isByPixels ? event->pixelDelta().y() : angle.y();
    const int rows = rest / unit;
    rest -= rows * unit;
    if (rows != 0)
        scrollByRows(-rows);
    event->accept();
}

bool RowScrollArea::eventFilter(QObject *watched, QEvent *event)
{
    // The bar would scroll by its own units, which may be thousands of rows.
    if (watched == verticalScrollBar() && event->type() == QEvent::Wheel) {
        wheelEvent(static_cast<QWheelEvent *>(event));
        return true;
    }
    return QAbstractScrollArea::eventFilter(watched, event);
}

void RowScrollArea::drag(const QPoint &point)
{
    m_draggedTo = point;
    dragTo(point);
    if (viewport()->rect().contains(point))
        m_autoscroll.stop();
    else if (!m_autoscroll.isActive())
        m_autoscroll.start(AutoscrollMilliseconds, this);
}

void RowScrollArea::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoscroll.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    scrollTowards(m_draggedTo);
    dragTo(m_draggedTo);
}

/// The faster, the farther beyond the edge.
void RowScrollArea::scrollTowards(const QPoint &point)
{
    const QRect area = viewport()->rect();
    const int above = std::max(area.top() - point.y(), 0);
    const int below = std::max(point.y() - area.bottom(), 0);
    if (above > 0)
        moveTopBy(-1 - above / m_metrics.lineHeight);
    else if (below > 0)
        moveTopBy(1 + below / m_metrics.lineHeight);
    const auto columnsFor = [this](int pixels) {
        return 2 + static_cast<int>(pixels / m_metrics.columnWidth);
    };
    QScrollBar *bar = horizontalScrollBar();
    if (point.x() > area.right())
        bar->setValue(bar->value() + columnsFor(point.x() - area.right()));
    else if (point.x() < area.left())
        bar->setValue(bar->value() - columnsFor(area.left() - point.x()));
    topMoved();
}

void RowScrollArea::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void RowScrollArea::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::ActivationChange:
        m_palette = OutputPalette(palette());
        paletteChanged();
        viewport()->update();
        break;
    case QEvent::FontChange:
        applyFont();
        break;
    default:
        break;
    }
}

} // namespace Spawnscope
