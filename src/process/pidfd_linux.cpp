// SPDX-License-Identifier: MIT
#include "process/pidfd_p.h"
#include "process/procstat_p.h"

#include <QByteArray>

#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Spawnscope::Platform {

namespace {

// GCC defines macros for this, clang has a feature test.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif
#else
constexpr bool isSanitized = false;
#endif

constexpr int pidfdIdType = 3; // P_PIDFD, missing from older headers
constexpr unsigned signalProcessGroup = 4; // PIDFD_SIGNAL_PROCESS_GROUP, Linux 6.9

std::chrono::microseconds toDuration(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

ResourceUsage toUsage(const rusage &usage)
{
    return {toDuration(usage.ru_utime),
            toDuration(usage.ru_stime),
            usage.ru_maxrss * 1024,
            usage.ru_minflt,
            usage.ru_majflt,
            usage.ru_nvcsw,
            usage.ru_nivcsw};
}

ExitStatus toStatus(const siginfo_t &info)
{
    if (info.si_code == CLD_EXITED)
        return {ExitStatus::Kind::Exited, info.si_status, false};
    return {ExitStatus::Kind::Signalled, info.si_status, info.si_code == CLD_DUMPED};
}

/// Empty for a process that is gone; nothing if it could not be asked.
std::optional<QByteArray> readStat(const char *pid)
{
    const QByteArray path = QByteArray("/proc/") + pid + "/stat";
    UniqueFd fd;
    do {
        fd.reset(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    } while (!fd && errno == EINTR);
    char buffer[1024];
    ssize_t count = fd ? 0 : -1;
    while (fd && (count = ::read(fd.get(), buffer, sizeof buffer)) < 0 && errno == EINTR) {}
    if (count >= 0)
        return QByteArray(buffer, count);
    // Hidden processes (hidepid of proc(5)) are others' too.
    const bool isGone = errno == ENOENT || errno == ESRCH || errno == EACCES || errno == EPERM;
    return isGone ? std::optional(QByteArray()) : std::nullopt;
}

/// Not in a pid namespace of our own without a /proc of its own: its numbers are others'.
bool procHasOurNumbers()
{
    char target[16] = "";
    return ::readlink("/proc/self", target, sizeof target - 1) > 0
        && QByteArrayView(target).toInt() == ::getpid();
}

} // namespace

bool usesPidfds()
{
    // waitid() on a pidfd came after pidfd_open() did; EBADF is the answer of a kernel that has it.
    static const bool usable = [] {
        if (qgetenv("SPAWNSCOPE_EXIT_NOTICE") == "thread")
            return false;
        siginfo_t info;
        return ::waitid(idtype_t(pidfdIdType), INT_MAX, &info, WEXITED | WNOHANG) != 0
            && errno == EBADF;
    }();
    return usable;
}

UniqueFd openPidfd(pid_t pid)
{
    return usesPidfds() ? UniqueFd(int(::syscall(SYS_pidfd_open, pid, 0))) : UniqueFd();
}

int sendSignal(int pidfd, int signal)
{
    return ::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) == 0 ? 0 : errno;
}

int sendGroupSignal(int pidfd, int signal)
{
    if (pidfd < 0)
        return ENOSYS;
    if (::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, signalProcessGroup) == 0)
        return 0;
    if (errno != EINVAL)
        return errno;
    // EINVAL is said of a bad signal number and, on older kernels, of the flag.
    return signal >= 0 && signal <= SIGRTMAX ? ENOSYS : EINVAL;
}

std::optional<ExitRecord> pollExit(pid_t pid, int pidfd, Reap reap)
{
    siginfo_t info = {};
    rusage usage = {};
    const int flags = WEXITED | WNOHANG | (reap == Reap::LeaveZombie ? WNOWAIT : 0);
    // The system call itself, because it also gives the resource usage, which waitid(3) hides.
    const long result = pidfd >= 0 ? ::syscall(SYS_waitid, pidfdIdType, pidfd, &info, flags, &usage)
                                   : ::syscall(SYS_waitid, P_PID, pid, &info, flags, &usage);
    if (result != 0)
        return ExitRecord{};
    if (info.si_pid == 0)
        return std::nullopt;
    return ExitRecord{toStatus(info), toUsage(usage)};
}

std::optional<QList<Survivor>> membersOf(pid_t leader, Membership membership)
{
    if (!procHasOurNumbers())
        return std::nullopt;
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir("/proc"), ::closedir);
    if (!directory)
        return std::nullopt;
    QList<Survivor> members;
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(directory.get());
        if (!entry && errno != 0)
            return std::nullopt;
        if (!entry)
            return members;
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
            continue;
        const auto text = readStat(entry->d_name);
        if (!text)
            return std::nullopt;
        const std::optional<ProcStat> stat = parseProcStat(*text);
        const bool isMember = stat
            && (stat->group == leader
                || (membership == Membership::GroupOrSession && stat->session == leader));
        if (isMember && !stat->isZombie())
            members.append({stat->pid, stat->name});
    }
}

bool mustFork()
{
    static const bool forced = isSanitized || qgetenv("SPAWNSCOPE_SPAWN") == "fork";
    return forced;
}

} // namespace Spawnscope::Platform
