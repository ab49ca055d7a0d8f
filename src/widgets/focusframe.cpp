// SPDX-License-Identifier: MIT
#include "widgets/focusframe.h"

#include <QEvent>
#include <QPainter>

namespace Spawnscope {

namespace {

constexpr int Width = 2;

} // namespace

FocusFrame::FocusFrame(QWidget *view)
    : QWidget(view)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    view->installEventFilter(this);
    followView();
}

void FocusFrame::followView()
{
    const QRect whole = parentWidget()->rect();
    setGeometry(whole);
    setMask(QRegion(whole) - whole.adjusted(Width, Width, -Width, -Width));
    setVisible(parentWidget()->hasFocus());
    raise();
}

bool FocusFrame::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::Resize:
        followView();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusFrame::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), palette().color(QPalette::Highlight));
}

} // namespace Spawnscope
