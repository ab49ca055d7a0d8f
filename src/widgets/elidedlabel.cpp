// SPDX-License-Identifier: MIT
#include "widgets/elidedlabel.h"

#include "widgets/colours.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Spawnscope {

namespace {

constexpr qsizetype LongestText = 2000; // more is never visible, and measuring it takes long

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QString ElidedLabel::shownText() const
{
    return text().left(LongestText);
}

void ElidedLabel::setMuted(bool muted)
{
    m_isMuted = muted;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(text().left(200)) + margins.left() + margins.right(),
            fontMetrics().height() + 4 + margins.top() + margins.bottom()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_isMuted ? mutedText(palette()) : palette().color(QPalette::WindowText));
    const QRect room = contentsRect();
    painter.drawText(room, int(alignment()),
                     fontMetrics().elidedText(shownText(), Qt::ElideRight, room.width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QLabel::event(event);
    if (fontMetrics().horizontalAdvance(shownText()) > contentsRect().width())
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           QStringLiteral("<p>%1</p>").arg(shownText().toHtmlEscaped()), this);
    return true;
}

} // namespace Spawnscope
