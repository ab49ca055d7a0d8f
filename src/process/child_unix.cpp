// SPDX-License-Identifier: MIT
#include "process/child_p.h"

#include "process/exitthread_p.h"

#include <algorithm>
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
            while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
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

/// The number is safe to use as long as it is our child's, running or zombie.
bool Child::ownsNumber() const
{
    siginfo_t info;
    return m_holdsZombie
        || (!m_exit && ::waitid(P_PID, id_t(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0);
}

ProcessResult<void> Child::sendSignal(int signal)
{
    if (m_exit)
        return signalResult(ESRCH);
    if (m_pidfd)
        return signalResult(Platform::sendSignal(m_pidfd.get(), signal));
    if (!ownsNumber())
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
    if (!ownsNumber())
        return signalResult(ESRCH);
    return signalResult(::kill(-m_pid, signal) == 0 ? 0 : errno);
}

ProcessResult<void> Child::sendSignal(StopPolicy::Target target, int signal)
{
    return target == StopPolicy::Target::Group && m_leadsGroup ? sendSignalToGroup(signal)
                                                               : sendSignal(signal);
}

bool Child::isGone(StopPolicy::Target target)
{
    return poll() && (target == StopPolicy::Target::Process || groupIsGone());
}

bool Child::groupIsGone()
{
    if (!m_leadsGroup)
        return true;
    // Any other refusal, such as EPERM of a set-user-ID member, says that there is somebody.
    const auto asked = sendSignalToGroup(0);
    if (!asked && asked.error().code == std::errc::no_such_process)
        return true;
    // Signal 0 also succeeds for zombies; only the list tells them apart.
    const auto members = Platform::membersOf(m_pid, Platform::Membership::Group);
    if (!members || !members->isEmpty())
        return false;
    reapZombie();
    return true;
}

QList<Survivor> Child::members() const
{
    if (!m_leadsGroup)
        return {};
    auto listed = Platform::membersOf(m_pid, Platform::Membership::GroupOrSession)
                      .value_or(QList<Survivor>());
    const bool isReaped = m_exit && !m_holdsZombie;
    const auto isLeader = [this](const Survivor &member) { return member.pid == m_pid; };
    // A number is free again when nobody of its group and session is left; then it may be
    // another's.
    if (isReaped && std::any_of(listed.begin(), listed.end(), isLeader))
        return {};
    return listed;
}

} // namespace Spawnscope
