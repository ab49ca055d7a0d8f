// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputlinks.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <optional>

class QMenu;
class QWidget;

namespace Spawnscope {

/// A link, and where its view shows it.
struct PlacedLink
{
    qint64 line = 0;
    qint64 first = 0; ///< of [first, end) in the line, in units of the view
    qint64 end = 0;
    quint32 number = 0; ///< of a link that stands apart from its text; 0 without
    OutputLink link = {};

    bool operator==(const PlacedLink &) const = default;
};

/// Follows the links of a view: that under the pointer while Ctrl is held, by a click, and those of
/// a menu. Only what may be opened and exists is offered; whether it does is looked at in the
/// background.
class LinkFollower final : public QObject
{
    Q_OBJECT

public:
    /// @p viewport gets the cursor of a link, and is painted anew when hovered() changes.
    explicit LinkFollower(QWidget *viewport);

    /// What relative paths are relative to.
    void setBaseFolder(const QString &folder) { m_baseFolder = folder; }
    /// Whether a child may name this address: what runs a program by itself is not opened.
    static bool isSafe(const QUrl &url);
    /// Whether a pointer there asks for a link.
    bool isAsked(const QPoint &point, Qt::KeyboardModifiers modifiers) const;

    /// The pointer is on @p link, or on none.
    void hover(const std::optional<PlacedLink> &link);
    /// To be underlined.
    const std::optional<PlacedLink> &hovered() const { return m_hovered; }

    /// A button goes down; whether it was on a link, and is of no other use.
    bool press();
    /// It goes up; whether it had been pressed on a link. @p hoverAgain looks under the pointer.
    bool release(const std::function<void()> &hoverAgain);

    void addActions(QMenu *menu, const OutputLink &link);

Q_SIGNALS:
    void activated(const QUrl &url);

private:
    void resolve(const OutputLink &link, const std::function<void(const QUrl &)> &found);
    void setHovered(const std::optional<PlacedLink> &link, const QUrl &url);

    QWidget *m_viewport;
    QString m_baseFolder;
    std::optional<PlacedLink> m_wanted; // under the pointer, perhaps not known to exist yet
    std::optional<PlacedLink> m_hovered;
    QUrl m_hoveredUrl;
    bool m_isPressed = false;
};

} // namespace Spawnscope
