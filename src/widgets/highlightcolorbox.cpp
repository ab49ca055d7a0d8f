// SPDX-License-Identifier: MIT
#include "widgets/highlightcolorbox.h"

#include "widgets/linehighlighter.h"

#include <QColorDialog>
#include <QEvent>
#include <QPainter>
#include <QPixmap>

namespace Spawnscope {

namespace {

constexpr int CustomIndex = int(HighlightColor::Name::Custom);

} // namespace

HighlightColorBox::HighlightColorBox(QWidget *parent)
    : QComboBox(parent)
{
    // In the order of HighlightColor::Name.
    addItems({tr("Unchanged"), tr("Red"), tr("Orange"), tr("Yellow"), tr("Green"), tr("Cyan"),
              tr("Blue"), tr("Purple"), tr("Grey"), tr("Other…")});
    setMaxVisibleItems(count());
    paintSwatches();
    connect(this, &QComboBox::activated, this, &HighlightColorBox::choose);
}

void HighlightColorBox::setRole(Role role)
{
    m_role = role;
    paintSwatches();
}

void HighlightColorBox::setColor(const HighlightColor &color)
{
    m_color = color;
    setCurrentIndex(int(color.name));
    setItemIcon(CustomIndex,
                swatch(color.name == HighlightColor::Name::Custom ? color : HighlightColor()));
}

void HighlightColorBox::choose(int index)
{
    if (index == CustomIndex) {
        askForColor();
        return;
    }
    setColor({.name = HighlightColor::Name(index)});
    Q_EMIT colorChosen(m_color);
}

void HighlightColorBox::askForColor()
{
    auto *dialog = new QColorDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setCurrentColor(m_color.name == HighlightColor::Name::Custom ? QColor(m_color.rgb)
                                                                         : QColor(Qt::yellow));
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &chosen) {
        setColor({.name = HighlightColor::Name::Custom, .rgb = chosen.rgb() & 0xffffff});
        Q_EMIT colorChosen(m_color);
    });
    connect(dialog, &QDialog::rejected, this, [this] { setColor(m_color); });
    dialog->open();
}

void HighlightColorBox::changeEvent(QEvent *event)
{
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintSwatches();
}

void HighlightColorBox::paintSwatches()
{
    for (int i = 0; i < CustomIndex; ++i)
        setItemIcon(i, swatch({.name = HighlightColor::Name(i)}));
    setColor(m_color);
}

QIcon HighlightColorBox::swatch(const HighlightColor &color) const
{
    const bool isDark = OutputPalette(palette()).isDark();
    const QColor fill = m_role == Role::Text ? LineHighlighter::textColor(color, isDark)
                                             : LineHighlighter::backgroundColor(color, isDark);
    QPixmap pixmap(iconSize() * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    if (!fill.isValid())
        return pixmap;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(QPointF(), iconSize()).adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
    return pixmap;
}

} // namespace Spawnscope
