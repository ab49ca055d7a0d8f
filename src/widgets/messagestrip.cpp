// SPDX-License-Identifier: MIT
#include "widgets/messagestrip.h"

#include "widgets/icons.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace Spawnscope {

namespace {

QString iconName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Info:
        break;
    }
    return QStringLiteral("info");
}

} // namespace

MessageStrip::MessageStrip(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_close(new QToolButton(this))
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(8, 3, 4, 3);
    m_layout->addWidget(m_icon, 0, Qt::AlignTop);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_close, 0, Qt::AlignTop);

    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_close->setIcon(namedIcon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &MessageStrip::closed);
    hide();
}

void MessageStrip::showMessage(Severity severity, const QString &text, const QStringList &details)
{
    m_severity = severity;
    setText((QStringList(text) + details).join(u'\n'));
    updateLook();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageStrip::setText(const QString &text)
{
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setAccessibleName(text);
}

QString MessageStrip::text() const
{
    return m_text->text();
}

void MessageStrip::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setVisible(action->isVisible());
    connect(action, &QAction::changed, button,
            [action, button] { button->setVisible(action->isVisible()); });
    m_layout->insertWidget(m_layout->count() - 1, button, 0, Qt::AlignTop);
}

void MessageStrip::addWidget(QWidget *widget)
{
    m_layout->insertWidget(m_layout->count() - 1, widget, 0, Qt::AlignVCenter);
}

void MessageStrip::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageStrip::paintEvent(QPaintEvent *)
{
    const QColor colour = severityColour(m_severity, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixed(palette().color(QPalette::Window), colour, 0.5));
    painter.setBrush(mixed(palette().color(QPalette::Window), colour, 0.12));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void MessageStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLook();
}

void MessageStrip::updateLook()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(
        namedIcon(iconName(m_severity)).pixmap(QSize(size, size), devicePixelRatioF()));
    m_icon->setContentsMargins(0, (fontMetrics().height() + 8 - size) / 2, 0, 0);
    m_text->setContentsMargins(0, 4, 0, 4);
    update();
}

} // namespace Spawnscope
