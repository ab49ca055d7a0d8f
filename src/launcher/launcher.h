// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/session.h"

#include <QList>
#include <QObject>

#include <memory>
#include <vector>

namespace Spawnscope {

/// All runs of this program, newest last, and the thread that captures them.
///
/// Ownership: owns the sessions. Thread: the GUI thread.
class Launcher final : public QObject
{
    Q_OBJECT

public:
    explicit Launcher(QObject *parent = nullptr);
    ~Launcher() override;

    /// Starts a run; how it goes is told by the session.
    Session *start(const LaunchSpec &spec);

    qsizetype count() const { return qsizetype(m_sessions.size()); }
    Session *at(qsizetype index) const { return m_sessions[size_t(index)].get(); }
    QList<Session *> active() const;

    /// Forgets a run that is not active; does nothing for one that is.
    void remove(Session *session);
    void removeFinished();
    void stopAll(const StopPolicy &policy);

Q_SIGNALS:
    void added(Spawnscope::Session *session); ///< now the last one
    void aboutToBeRemoved(Spawnscope::Session *session, qsizetype index);
    void removed(qsizetype index);

private:
    std::unique_ptr<CaptureThread> m_thread; ///< outlives the sessions
    std::vector<std::unique_ptr<Session>> m_sessions;
    quint64 m_lastId = 0;
};

} // namespace Spawnscope
