// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/exitstatus.h"
#include "process/stoppolicy.h"

#include <QList>

#include <optional>
#include <sys/types.h>

namespace Spawnscope::Platform {

/// What one system offers beyond POSIX. Where it has no such thing the answer is the honest no:
/// an invalid descriptor, ENOSYS, nothing.

/// A pidfd of an unreaped child (pidfd_open(2)); invalid where there is none, or where the
/// environment variable SPAWNSCOPE_EXIT_NOTICE=thread switches it off.
UniqueFd openPidfd(pid_t pid);

/// False when pidfds are missing or switched off.
bool usesPidfds();

/// 0 or an errno. Never reaches another process than the one the pidfd was made for.
int sendSignal(int pidfd, int signal);

/// The same for the process group that process leads or led, even if it was reaped
/// (PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9); ENOSYS where that is missing.
int sendGroupSignal(int pidfd, int signal);

enum class Reap { TakeStatus, LeaveZombie };
struct ExitRecord
{
    ExitStatus status;
    ResourceUsage usage;
};
/// What waitid(2) says of a child, without waiting: nothing while it runs, an unknown status if
/// somebody else reaped it. `pidfd` may be invalid.
std::optional<ExitRecord> pollExit(pid_t pid, int pidfd, Reap reap);

enum class Membership { Group, GroupOrSession };
/// Living processes of the group, or also of the session, with the number `leader`, which may be
/// one of them; zombies are not listed. Nothing where processes cannot be listed.
std::optional<QList<Survivor>> membersOf(pid_t leader, Membership membership);

/// Starting a child by fork(2) instead of the quicker way: forced by SPAWNSCOPE_SPAWN=fork, and
/// under sanitizers, whose run-time does not survive a shared address space.
bool mustFork();

} // namespace Spawnscope::Platform
