// SPDX-License-Identifier: MIT
#include "process/child_p.h"

#include "process/exitthread_p.h"

#include <cerrno>
#include <csignal>
#include <sys/wait.h>

namespace Spawnscope {

namespace {

ProcessResult<void> signalResult(int error)
{
    if (error == 0)
        return {};
    return unexpected(ProcessError::fromErrno(ProcessStage::Signal, error));
}

} // namespace

ProcessResult<std::unique_ptr<Child>> Child::adopt(pid_t pid, UniqueFd pidfd, bool leadsGroup)
{
    std::unique_ptr<Child> child(new Child);
    child->m_pid = pid;
    child->m_pidfd = std::move(pidfd);
    child->m_leadsGroup = leadsGroup;
    if (!child->m_pidfd)
        child->m_pidfd = Platform::openPidfd(pid);
    if (!child->m_pidfd) {
        auto exitFd = watchExitByThread(pid);
        if (!exitFd) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
            return unexpected(exitFd.error());
        }
        child->m_exitFd = std::move(*exitFd);
    }
    return child;
}

Child::~Child()
{
    reapZombie();
}

const std::optional<Platform::ExitRecord> &Child::poll()
{
    if (m_exit)
        return m_exit;
    const bool needsNumber = m_leadsGroup && Platform::sendGroupSignal(m_pidfd.get(), 0) == ENOSYS;
    m_exit = Platform::pollExit(m_pid, m_pidfd.get(),
                                needsNumber ? Platform::Reap::LeaveZombie
                                            : Platform::Reap::TakeStatus);
    if (m_exit && needsNumber && m_exit->status.kind != ExitStatus::Kind::Unknown) {
        m_holdsZombie = true;
        (void)groupIsGone();
    }
    return m_exit;
}

void Child::reapZombie()
{
    if (!m_holdsZombie)
        return;
    (void)Platform::pollExit(m_pid, m_pidfd.get(), Platform::Reap::TakeStatus);
    m_holdsZombie = false;
}

ProcessResult<void> Child::sendSignal(int signal)
{
    if (m_exit)
        return signalResult(ESRCH);
    if (m_pidfd)
        return signalResult(Platform::sendSignal(m_pidfd.get(), signal));
    // Without a pidfd the number is safe as long as it is our child, running or zombie.
    siginfo_t info;
    if (::waitid(P_PID, id_t(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0)
        return signalResult(ESRCH);
    return signalResult(::kill(m_pid, signal) == 0 ? 0 : errno);
}

ProcessResult<void> Child::sendSignalToGroup(int signal)
{
    if (!m_leadsGroup)
        return signalResult(EOPNOTSUPP);
    const int error = Platform::sendGroupSignal(m_pidfd.get(), signal);
    if (error != ENOSYS)
        return signalResult(error);
    // By number only while the leader, running or zombie, keeps it from being used again.
    if (m_exit && !m_holdsZombie)
        return signalResult(ESRCH);
    return signalResult(::kill(-m_pid, signal) == 0 ? 0 : errno);
}

bool Child::groupIsGone()
{
    if (!poll())
        return false;
    if (!m_leadsGroup || !sendSignalToGroup(0))
        return true;
    // Signal 0 also succeeds for zombies; only the list tells them apart.
    const auto members = Platform::membersOf(m_pid);
    if (!members || !members->isEmpty())
        return false;
    reapZombie();
    return true;
}

QList<Survivor> Child::groupMembers()
{
    // Without a member the number may belong to another group by now.
    if (!m_leadsGroup || !sendSignalToGroup(0))
        return {};
    return Platform::membersOf(m_pid).value_or(QList<Survivor>());
}

} // namespace Spawnscope
