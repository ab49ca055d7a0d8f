// SPDX-License-Identifier: MIT
#include "widgets/linkfollower.h"

#include "base/background.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPointer>
#include <QWidget>

#include <utility>

namespace Spawnscope {

LinkFollower::LinkFollower(QWidget *viewport)
    : QObject(viewport)
    , m_viewport(viewport)
{}

bool LinkFollower::isSafe(const QUrl &url)
{
    const QString scheme = url.scheme();
    return url.isValid()
        && (scheme == QLatin1String("http") || scheme == QLatin1String("https")
            || scheme == QLatin1String("ftp") || scheme == QLatin1String("mailto")
            || (url.isLocalFile() && url.host().isEmpty()));
}

bool LinkFollower::isAsked(const QPoint &point, Qt::KeyboardModifiers modifiers) const
{
    return modifiers.testFlag(Qt::ControlModifier) && m_viewport->rect().contains(point);
}

void LinkFollower::resolve(const OutputLink &link, const std::function<void(const QUrl &)> &found)
{
    const QString path = pathOf(link, m_baseFolder);
    if (path.isEmpty()) {
        if (const QUrl url(link.target); isSafe(url))
            found(url);
        return;
    }
    inBackground(
        this, [path] { return QFileInfo::exists(path); },
        [path, found](bool exists) {
            if (exists)
                found(QUrl::fromLocalFile(path));
        });
}

void LinkFollower::hover(const std::optional<PlacedLink> &link)
{
    if (link == m_wanted)
        return;
    m_wanted = link;
    setHovered({}, {});
    if (link) {
        resolve(link->link, [this, link](const QUrl &url) {
            if (m_wanted == link) // the pointer may have gone on meanwhile
                setHovered(link, url);
        });
    }
}

void LinkFollower::setHovered(const std::optional<PlacedLink> &link, const QUrl &url)
{
    m_hoveredUrl = url;
    if (!link)
        m_isPressed = false;
    if (link == m_hovered)
        return;
    m_hovered = link;
    m_viewport->setCursor(link ? Qt::PointingHandCursor : Qt::IBeamCursor);
    m_viewport->update();
}

bool LinkFollower::press()
{
    m_isPressed = m_hovered.has_value();
    return m_isPressed;
}

bool LinkFollower::release(const std::function<void()> &hoverAgain)
{
    if (!std::exchange(m_isPressed, false))
        return false;
    hoverAgain();
    if (m_hovered)
        Q_EMIT activated(m_hoveredUrl);
    return true;
}

void LinkFollower::addActions(QMenu *menu, const OutputLink &link)
{
    const bool isFile = link.kind == OutputLink::Kind::File;
    QAction *open = menu->addAction(isFile ? tr("&Open File") : tr("&Open Link"));
    open->setEnabled(false);
    resolve(link, [this, open = QPointer(open)](const QUrl &url) {
        if (!open)
            return;
        open->setEnabled(true);
        connect(open, &QAction::triggered, this, [this, url] { Q_EMIT activated(url); });
    });
    QAction *copyLink = menu->addAction(isFile ? tr("Copy File &Name") : tr("Copy &Link"));
    const QString text = isFile ? pathOf(link, m_baseFolder) : link.target;
    connect(copyLink, &QAction::triggered, this,
            [text] { QGuiApplication::clipboard()->setText(text); });
}

} // namespace Spawnscope
