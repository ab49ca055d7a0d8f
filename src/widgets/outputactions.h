// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputgutter.h"

#include <QMenu>
#include <QObject>

#include <memory>

class QAction;
class QActionGroup;

namespace Spawnscope {

class OutputView;

/// What can be done with an output view, as actions for menus, tool bars and shortcuts.
class OutputActions final : public QObject
{
    Q_OBJECT

public:
    explicit OutputActions(OutputView *view, QObject *parent = nullptr);
    ~OutputActions() override;

    QAction *timestamps = nullptr; ///< shows or hides them, in the form chosen last
    QAction *copyAsShown = nullptr;
    QAction *goTo = nullptr;
    QAction *toggleBookmark = nullptr;
    QAction *nextBookmark = nullptr;
    QAction *previousBookmark = nullptr;
    QAction *clearBookmarks = nullptr;

    QMenu *timestampsMenu() const { return m_timestampsMenu.get(); }
    QMenu *encodingMenu() const { return m_encodingMenu.get(); }
    QMenu *bookmarksMenu() const { return m_bookmarksMenu.get(); }

    /// The form that timestamps have when they are shown.
    OutputTimestamps timestampsForm() const { return m_form; }
    void setTimestampsForm(OutputTimestamps form);

private:
    void createTimestamps();
    void createBookmarks();
    void showTimestamps();
    void updateEnabled();

    OutputView *m_view;
    OutputTimestamps m_form = OutputTimestamps::SinceStart;
    QActionGroup *m_forms = nullptr; // their data is the OutputTimestamps
    std::unique_ptr<QMenu> m_timestampsMenu;
    std::unique_ptr<QMenu> m_encodingMenu;
    std::unique_ptr<QMenu> m_bookmarksMenu;
};

} // namespace Spawnscope
