// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/session.h"
#include "models/runcontrols.h"

#include <QMenu>
#include <QObject>
#include <QPointer>

#include <memory>

class QAction;

namespace Spawnscope {

class Launcher;

/// What can be done with the selected run, as actions for menus, toolbars and shortcuts. Each is
/// enabled while it has an effect.
class RunActions final : public QObject
{
    Q_OBJECT

public:
    explicit RunActions(Launcher *launcher, QObject *parent = nullptr);
    ~RunActions() override;

    void setSession(Session *session);
    Session *session() const { return m_session; }

    /// All of them, in groups.
    void addTo(QMenu *menu) const;

    QAction *stop = nullptr;
    QAction *interrupt = nullptr;
    QAction *terminate = nullptr;
    QAction *kill = nullptr;
    QAction *pause = nullptr; ///< continues while the run is paused
    QAction *rerun = nullptr;
    QAction *rerunWithChanges = nullptr;
    QAction *rerunOtherWay = nullptr; ///< in a terminal, or with pipes
    QAction *remove = nullptr;
    QAction *closeDocument = nullptr; ///< shown in place of what ends a run
    QAction *removeWithRecord = nullptr;
    QAction *removeFinished = nullptr;
    QAction *stopAll = nullptr;
    QMenu *signalMenu() const { return m_signalMenu.get(); }
    QMenu *copyMenu() const { return m_copyMenu.get(); }

Q_SIGNALS:
    void rerunRequested(const Spawnscope::LaunchSpec &spec);
    void changesRequested(const Spawnscope::LaunchSpec &spec);

private:
    void createStopActions();
    void createRunActions();
    void createMenus();
    void addSignals(QMenu *menu, SentSignal::Target target);
    void removeAsking(Session *session);
    void rerunInTheOtherWay();
    void send(int number, SentSignal::Target target);
    void update();

    const RunControls m_controls = runControls(allSignals());
    Launcher *m_launcher;
    QPointer<Session> m_session;
    std::unique_ptr<QMenu> m_signalMenu;
    std::unique_ptr<QMenu> m_copyMenu;
};

} // namespace Spawnscope
