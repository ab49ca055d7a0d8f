// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/recordkeeper.h"
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
/// Records: with settings for them, runs are recorded on disk, and the oldest records that are
///          not of these runs are deleted to keep all together within their limit: when settings
///          are given and when a run ends. A record outlives its run here.
/// Ownership: owns the sessions. Thread: the GUI thread.
class Launcher final : public QObject
{
    Q_OBJECT

public:
    explicit Launcher(QObject *parent = nullptr);
    ~Launcher() override;

    /// For runs that are started from now on; none: in memory only, which is the default.
    void setRecordSettings(const std::optional<RecordSettings> &settings);
    const std::optional<RecordSettings> &recordSettings() const { return m_recordSettings; }
    QStringList recordFolders() const; ///< of the runs here, and those that are open

    /// Starts a run; how it goes is told by the session.
    Session *start(const LaunchSpec &spec);
    /// Adds what was not started here.
    Session *open(std::unique_ptr<Document> document);
    /// Reads a pipe to its end, and shows what comes; recorded as a run would be.
    Session *openInput(UniqueFd fd);

    qsizetype count() const { return qsizetype(m_sessions.size()); }
    Session *at(qsizetype index) const { return m_sessions[size_t(index)].get(); }
    QList<Session *> active() const;

    /// Forgets a run that is not active; does nothing for one that is. Output of it that waits for
    /// room on the disk is lost.
    void remove(Session *session);
    void removeWithRecord(Session *session); ///< which is deleted from the disk
    /// The runs that have ended and are recorded whole. Documents stay, and runs of which output
    /// waits for room on the disk.
    void removeFinished();
    bool hasFinished() const; ///< any that would be removed so
    void stopAll(const StopPolicy &policy, StopSource source = StopSource::User);

Q_SIGNALS:
    void added(Spawnscope::Session *session); ///< now the last one
    void aboutToBeRemoved(Spawnscope::Session *session, qsizetype index);
    void removed(qsizetype index);
    /// Old records could not be deleted, or that of a run.
    void recordsNotDeleted(const Spawnscope::RecordError &error);

private:
    Session *add(std::unique_ptr<Session> session);

    void keepRecordsWithinLimit();

    std::optional<RecordSettings> m_recordSettings;
    RecordKeeper m_keeper;
    std::unique_ptr<CaptureThread> m_thread; ///< outlives the sessions
    std::vector<std::unique_ptr<Session>> m_sessions;
    quint64 m_lastId = 0;
};

} // namespace Spawnscope
