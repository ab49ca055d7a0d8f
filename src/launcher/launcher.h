// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/session.h"

#include <QList>
#include <QObject>

#include <memory>
#include <vector>

namespace Spawnscope {

class UniqueFd;

/// All runs of this program and the documents opened beside them, newest last, and the thread that
/// captures the runs.
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
    /// Adds what was not started here.
    Session *open(std::unique_ptr<Document> document);
    /// Reads a pipe to its end, and shows what comes.
    Session *openInput(UniqueFd fd);

    qsizetype count() const { return qsizetype(m_sessions.size()); }
    Session *at(qsizetype index) const { return m_sessions[size_t(index)].get(); }
    QList<Session *> active() const;

    /// Forgets a run that is not active; does nothing for one that is.
    void remove(Session *session);
    void removeFinished(); ///< the runs that have ended; documents stay
    bool hasFinished() const;
    void stopAll(const StopPolicy &policy);

Q_SIGNALS:
    void added(Spawnscope::Session *session); ///< now the last one
    void aboutToBeRemoved(Spawnscope::Session *session, qsizetype index);
    void removed(qsizetype index);

private:
    Session *add(std::unique_ptr<Session> session);

    std::unique_ptr<CaptureThread> m_thread; ///< outlives the sessions
    std::vector<std::unique_ptr<Session>> m_sessions;
    quint64 m_lastId = 0;
};

} // namespace Spawnscope
