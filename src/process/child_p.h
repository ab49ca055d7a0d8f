// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/pidfd_p.h"

#include <QList>

#include <memory>
#include <optional>

namespace Spawnscope {

/// The pid of a started child and the right to signal and reap it. Belongs to no event loop, so
/// that it can move from an object that goes away to the reaper's thread.
///
/// Invariant: the pid is used only while this object has not reaped it. When the exit has been
/// observed, signals for the process are refused. Where a group signal needs the number (no
/// PIDFD_SIGNAL_PROCESS_GROUP), a dead leader is held as a zombie until no living member of its
/// group is found, or this object goes.
class Child
{
public:
    /// Takes over the child `pid`; `leadsGroup` if its group and its pid are the same number.
    static ProcessResult<std::unique_ptr<Child>> adopt(pid_t pid, UniqueFd pidfd, bool leadsGroup);
    /// Windows: the job object that stands for the group, and whether CTRL_C reaches the child.
    void setJob(UniqueFd job, bool takesInterrupt);
    /// Reaps what was left as a zombie. Does nothing to a running child.
    ~Child();

    pid_t pid() const { return m_pid; }
    bool leadsGroup() const { return m_leadsGroup; }
    /// Readable when the child has exited.
    int exitDescriptor() const { return m_pidfd ? m_pidfd.get() : m_exitFd.get(); }

    bool hasExited() const { return m_exit.has_value(); } ///< as far as poll() has seen
    /// Nothing while it runs; the same record ever after.
    const std::optional<Platform::ExitRecord> &poll();

    ProcessResult<void> sendSignal(int signal);
    ProcessResult<void> sendSignalToGroup(int signal);
    /// The one or the other; the process alone if it leads no group.
    ProcessResult<void> sendSignal(StopPolicy::Target target, int signal);
    /// Exited and, for Target::Group of a child that leads one, no living member is left.
    bool isGone(StopPolicy::Target target);
    /// Living members of the group and session that it leads, or led.
    QList<Survivor> members() const;

private:
    Child() = default;
    void reapZombie();
    bool ownsNumber() const;
    bool groupIsGone();

    pid_t m_pid = 0;
    UniqueFd m_pidfd;
    UniqueFd m_exitFd;
    UniqueFd m_job; ///< Windows only
    bool m_takesInterrupt = true; ///< Windows only
    bool m_leadsGroup = false;
    bool m_holdsZombie = false;
    std::optional<Platform::ExitRecord> m_exit;
};

} // namespace Spawnscope
