// SPDX-License-Identifier: MIT
#include "widgets/icons.h"

#include "widgets/iconimage.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>

static void initSpawnscopeIcons()
{
    Q_INIT_RESOURCE(spawnscope); // a static library's resources do not announce themselves
}

namespace Spawnscope {

namespace {

QColor colourFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    case QIcon::Selected:
        return palette.color(QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active:
        break;
    }
    return palette.color(QPalette::WindowText);
}

void paintPlate(QPainter *painter, const QRect &rect)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(QGuiApplication::palette().color(QPalette::Base));
    painter->drawRoundedRect(rect, rect.width() * 0.25, rect.height() * 0.25);
}

/// Draws anew for each size and colour asked for, so that nothing has to be told of a change.
class SvgIconEngine final : public QIconEngine
{
public:
    SvgIconEngine(const QString &name, const QByteArray &svg)
        : m_name(name)
        , m_svg(svg)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        const bool keepsItsColours = !m_svg.contains(iconTextColour);
        if (keepsItsColours && mode == QIcon::Disabled)
            painter->setOpacity(0.5);
        if (keepsItsColours && mode == QIcon::Selected) // a highlight may have the very same colour
            paintPlate(painter, rect);
        paintIconImage(painter, rect, m_name, m_svg, colourFor(mode));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("spawnscope-icon %1 %2 %3 %4 %5")
                                .arg(m_name, colourFor(mode).name(), QString::number(size.width()),
                                     QString::number(size.height()), QString::number(int(mode)));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SvgIconEngine(*this); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QString m_name;
    QByteArray m_svg;
};

QString stateIconName(RunState state)
{
    switch (state) {
    case RunState::Starting:
    case RunState::Running:
    case RunState::Stopping:
        return QStringLiteral("state-running");
    case RunState::Paused:
        return QStringLiteral("state-stopped");
    case RunState::Succeeded:
        return QStringLiteral("state-ok");
    case RunState::Failed:
        return QStringLiteral("state-failed");
    case RunState::Signalled:
        return QStringLiteral("state-signalled");
    case RunState::Opened:
    case RunState::Reading:
        return QStringLiteral("state-opened");
    case RunState::NotStarted:
        return QStringLiteral("state-error");
    case RunState::OutputHeld:
    case RunState::Unknown:
        break;
    }
    return QStringLiteral("state-unknown");
}

} // namespace

QIcon namedIcon(const QString &name)
{
    initSpawnscopeIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SvgIconEngine(name, file.readAll()));
}

QIcon stateIcon(RunState state)
{
    return namedIcon(stateIconName(state));
}

} // namespace Spawnscope
