// SPDX-License-Identifier: MIT
#include "process/pidfd_p.h"

#include <cerrno>
#include <sys/resource.h>
#include <sys/wait.h>

namespace Spawnscope::Platform {

UniqueFd openPidfd(pid_t)
{
    return {};
}

bool usesPidfds()
{
    return false;
}

int sendSignal(int, int)
{
    return ENOSYS;
}

int sendGroupSignal(int, int)
{
    return ENOSYS;
}

std::optional<ExitRecord> pollExit(pid_t pid, int, Reap reap)
{
    siginfo_t info = {};
    if (::waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0)
        return ExitRecord{};
    if (info.si_pid == 0)
        return std::nullopt;
    ExitRecord record;
    record.status = info.si_code == CLD_EXITED
        ? ExitStatus{ExitStatus::Kind::Exited, info.si_status, false}
        : ExitStatus{ExitStatus::Kind::Signalled, info.si_status, info.si_code == CLD_DUMPED};
    // Usage is known only by reaping.
    struct rusage usage = {};
    if (reap == Reap::TakeStatus && ::wait4(pid, nullptr, WNOHANG, &usage) == pid) {
        using namespace std::chrono;
        record.usage.userTime = seconds(usage.ru_utime.tv_sec)
            + microseconds(usage.ru_utime.tv_usec);
        record.usage.systemTime = seconds(usage.ru_stime.tv_sec)
            + microseconds(usage.ru_stime.tv_usec);
        record.usage.maxResidentBytes = usage.ru_maxrss;
    }
    return record;
}

std::optional<QList<Survivor>> membersOf(pid_t, Membership)
{
    return std::nullopt;
}

bool mustFork()
{
    return true;
}

} // namespace Spawnscope::Platform
