// SPDX-License-Identifier: MIT
#include "widgets/terminalschememenu.h"

#include "widgets/terminalpalette.h"

#include <QActionGroup>
#include <QGuiApplication>
#include <QPainter>
#include <QSettings>

namespace Spawnscope {

namespace {

const QString SchemeKey = QStringLiteral("terminal/colours");

/// A piece of paper with the first colours on it.
QIcon sample(const TerminalScheme &scheme, const QPalette &widgetPalette)
{
    constexpr int Side = 16;
    constexpr int Bars = 6;
    const TerminalPalette palette(widgetPalette, scheme);
    QPixmap pixmap(QSize(Side, Side) * qGuiApp->devicePixelRatio());
    pixmap.setDevicePixelRatio(qGuiApp->devicePixelRatio());
    pixmap.fill(palette.base(false));
    QPainter painter(&pixmap);
    for (int i = 0; i < Bars; ++i) {
        TextStyle style;
        style.foreground = TextColor::fromIndex(static_cast<quint8>(i + 1));
        painter.fillRect(QRect(2 + 2 * i, 8, 2, 5), palette.colors(style, false).text);
    }
    painter.fillRect(QRect(2, 3, 9, 2), palette.text(false));
    painter.setPen(widgetPalette.color(QPalette::Mid));
    painter.drawRect(0, 0, Side - 1, Side - 1);
    return pixmap;
}

} // namespace

TerminalSchemeMenu::TerminalSchemeMenu(QWidget *parent)
    : QMenu(tr("Terminal &Colours"), parent)
    , m_group(new QActionGroup(this))
{
    const TerminalScheme &chosen = terminalScheme(QSettings().value(SchemeKey).toString());
    for (const TerminalScheme &scheme : terminalSchemes()) {
        QAction *action = m_group->addAction(scheme.name());
        action->setCheckable(true);
        action->setData(QLatin1StringView(scheme.id));
        action->setChecked(&scheme == &chosen);
    }
    addActions(m_group->actions());
    connect(m_group, &QActionGroup::triggered, this, &TerminalSchemeMenu::takeChoice);
    connect(this, &QMenu::aboutToShow, this, &TerminalSchemeMenu::updateIcons);
}

const TerminalScheme &TerminalSchemeMenu::scheme() const
{
    const QAction *chosen = m_group->checkedAction();
    return terminalScheme(chosen ? chosen->data().toString() : QString());
}

void TerminalSchemeMenu::takeChoice()
{
    QSettings().setValue(SchemeKey, QLatin1StringView(scheme().id));
    Q_EMIT schemeChosen(scheme());
}

/// When they are seen: the window may have become light or dark meanwhile.
void TerminalSchemeMenu::updateIcons()
{
    for (QAction *action : m_group->actions())
        action->setIcon(sample(terminalScheme(action->data().toString()), palette()));
}

} // namespace Spawnscope
