// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"

#include "base/uniquefd.h"
#include "launcher/capturethread.h"
#include "launcher/document.h"
#include "launcher/inputdocument.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// Not while output of it waits for room on the disk, and would be lost.
bool isRemovedUnasked(const Session &session)
{
    return !session.isActive() && !session.document() && !session.isWaitingForRoom();
}

} // namespace

Launcher::Launcher(QObject *parent)
    : QObject(parent)
    , m_thread(std::make_unique<CaptureThread>())
{
    connect(&m_keeper, &RecordKeeper::removeFailed, this, &Launcher::recordsNotDeleted);
    connect(&m_keeper, &RecordKeeper::shrunk, this, [this](const RecordLibrary::Removed &removed) {
        if (removed.error)
            Q_EMIT recordsNotDeleted(*removed.error);
    });
}

Launcher::~Launcher() = default;

void Launcher::setRecordSettings(const std::optional<RecordSettings> &settings)
{
    m_recordSettings = settings;
    keepRecordsWithinLimit();
}

QStringList Launcher::recordFolders() const
{
    QStringList folders;
    for (const auto &session : m_sessions) {
        if (!session->recordFolder().isEmpty())
            folders.append(session->recordFolder());
        else if (session->document() && session->document()->kind() == Document::Kind::Record)
            folders.append(session->document()->path());
    }
    return folders;
}

/// Also while nothing is recorded: what is there may be too much for a new limit.
void Launcher::keepRecordsWithinLimit()
{
    if (m_recordSettings)
        m_keeper.shrink(m_recordSettings->folder, m_recordSettings->totalLimitBytes,
                        recordFolders());
}

Session *Launcher::start(const LaunchSpec &spec)
{
    return add(std::make_unique<Session>(++m_lastId, spec, m_thread.get(), m_recordSettings));
}

Session *Launcher::open(std::unique_ptr<Document> document)
{
    return add(std::make_unique<Session>(++m_lastId, std::move(document)));
}

Session *Launcher::openInput(UniqueFd fd)
{
    return open(std::make_unique<InputDocument>(std::move(fd), m_recordSettings, m_thread.get()));
}

Session *Launcher::add(std::unique_ptr<Session> session)
{
    Session *const newest = session.get();
    connect(newest, &Session::stateChanged, this, [this, newest] {
        if (newest->state() == Session::State::Finished)
            keepRecordsWithinLimit();
    });
    m_sessions.push_back(std::move(session));
    Q_EMIT added(newest);
    return newest;
}

QList<Session *> Launcher::active() const
{
    QList<Session *> sessions;
    for (const auto &session : m_sessions) {
        if (session->isActive())
            sessions.append(session.get());
    }
    return sessions;
}

void Launcher::remove(Session *session)
{
    const auto isIt = [session](const auto &candidate) { return candidate.get() == session; };
    const auto found = std::ranges::find_if(m_sessions, isIt);
    if (found == m_sessions.end() || session->isActive())
        return;
    const qsizetype index = found - m_sessions.begin();
    Q_EMIT aboutToBeRemoved(session, index);
    const std::unique_ptr<Session> gone = std::move(m_sessions[size_t(index)]);
    m_sessions.erase(m_sessions.begin() + index);
    Q_EMIT removed(index);
}

void Launcher::removeWithRecord(Session *session)
{
    const QString folder = session->recordFolder();
    if (session->isActive())
        return;
    remove(session);
    // Its record is closed on the capture thread first.
    if (!folder.isEmpty())
        m_thread->afterOrders(this, [this, folder] { m_keeper.remove(folder); });
}

void Launcher::removeFinished()
{
    for (qsizetype index = count() - 1; index >= 0; --index) {
        if (isRemovedUnasked(*at(index)))
            remove(at(index));
    }
}

bool Launcher::hasFinished() const
{
    return std::ranges::any_of(m_sessions,
                               [](const auto &session) { return isRemovedUnasked(*session); });
}

void Launcher::stopAll(const StopPolicy &policy, StopSource source)
{
    const QList<Session *> sessions = active();
    for (Session *session : sessions)
        session->stop(policy, source);
}

} // namespace Spawnscope
