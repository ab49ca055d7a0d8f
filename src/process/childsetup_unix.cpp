// SPDX-License-Identifier: MIT
// Runs in the child between its making and exec, possibly in the parent's memory: system calls
// only, no allocation, no Qt, nothing that locks.
#include "process/spawn_p.h"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

namespace Spawnscope {

namespace {

bool markCloseOnExec(int fd)
{
    const int flags = ::fcntl(fd, F_GETFD);
    return flags < 0 || (flags & FD_CLOEXEC) || ::fcntl(fd, F_SETFD, flags | FD_CLOEXEC) == 0;
}

#ifdef __linux__

/// The fixed part of what getdents64(2) gives; the name follows.
struct LinuxDirent
{
    unsigned long long inode;
    long long offset;
    unsigned short length;
    unsigned char type;
};

/// Descriptor numbers from the entries of /proc/self/fd; readdir(3) would allocate.
bool markListedCloseOnExec()
{
    const int directory = ::open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return false;
    alignas(LinuxDirent) char buffer[4096];
    long count = 0;
    while ((count = ::syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0) {
        for (long position = 0; position < count;) {
            const auto *entry = reinterpret_cast<const LinuxDirent *>(buffer + position);
            const char *name = buffer + position + offsetof(LinuxDirent, type) + 1;
            int fd = 0;
            for (const char *digit = name; *digit >= '0' && *digit <= '9'; ++digit)
                fd = fd * 10 + (*digit - '0');
            if (fd > 2)
                markCloseOnExec(fd);
            position += entry->length;
        }
    }
    ::close(directory);
    return count == 0;
}

/// Everything above 2 will be closed by exec.
bool markAllCloseOnExec()
{
#ifdef SYS_close_range
    constexpr unsigned closeOnExec = 4; // CLOSE_RANGE_CLOEXEC, Linux 5.11
    if (::syscall(SYS_close_range, 3U, ~0U, closeOnExec) == 0)
        return true;
#endif
    return markListedCloseOnExec();
}

// The system calls themselves: the C library's functions change the ids of all threads, which
// must not happen to a parent whose memory is shared.
int setGroups(size_t count, const gid_t *groups)
{
    return int(::syscall(SYS_setgroups, count, groups));
}
int setGroup(gid_t gid)
{
    return int(::syscall(SYS_setresgid, gid, gid, gid));
}
int setUser(uid_t uid)
{
    return int(::syscall(SYS_setresuid, uid, uid, uid));
}

int setParentDeathSignal(int signal, pid_t parent)
{
    if (::prctl(PR_SET_PDEATHSIG, signal) != 0)
        return -1;
    // The parent may have died before.
    if (::getppid() == parent)
        return 0;
    errno = ESRCH;
    return -1;
}

#else

bool markAllCloseOnExec()
{
    const int end = ::getdtablesize();
    for (int fd = 3; fd < end; ++fd)
        markCloseOnExec(fd);
    return true;
}

int setGroups(size_t count, const gid_t *groups)
{
    return ::setgroups(int(count), groups);
}
int setGroup(gid_t gid)
{
    return ::setregid(gid, gid);
}
int setUser(uid_t uid)
{
    return ::setreuid(uid, uid);
}

int setParentDeathSignal(int, pid_t)
{
    errno = ENOTSUP;
    return -1;
}

#endif

bool isTarget(const SpawnPlan &plan, int fd)
{
    for (const SpawnPlan::Move &move : plan.moves) {
        if (move.to == fd)
            return true;
    }
    return plan.errorToOutput && fd == 2;
}

/// Moves `fd` out of the way if another descriptor is about to get its number.
bool liftOut(const SpawnPlan &plan, int *fd)
{
    int lifted = *fd;
    while (lifted >= 0 && isTarget(plan, lifted))
        lifted = ::fcntl(*fd, F_DUPFD_CLOEXEC, lifted < 3 ? 3 : lifted + 1);
    *fd = lifted;
    return lifted >= 0;
}

/// Negative when done, otherwise the child's number that could not be had, with errno.
int arrangeDescriptors(SpawnPlan *plan, int *keepOpen)
{
    constexpr int done = -1;
    if (*keepOpen >= 0 && !liftOut(*plan, keepOpen))
        return 2;
    for (SpawnPlan::Move &move : plan->moves) {
        if (move.from != move.to && !liftOut(*plan, &move.from))
            return move.to;
    }
    if (plan->closeOthers && !markAllCloseOnExec())
        return 3;
    for (const SpawnPlan::Move &move : plan->moves) {
        if (move.from != move.to) {
            if (::dup2(move.from, move.to) < 0)
                return move.to;
            continue;
        }
        const int flags = ::fcntl(move.to, F_GETFD);
        if (flags < 0 || ::fcntl(move.to, F_SETFD, flags & ~FD_CLOEXEC) != 0)
            return move.to;
    }
    return plan->errorToOutput && ::dup2(1, 2) < 0 ? 2 : done;
}

/// Handlers would run in the child before exec removes them; ignored signals stay ignored.
void resetSignals(const SpawnPlan &plan, Handlers handlers)
{
    struct sigaction action = {};
    action.sa_handler = SIG_DFL;
    if (plan.restoreSignals) {
        for (const int signal : {SIGPIPE, SIGXFSZ})
            ::sigaction(signal, &action, nullptr);
    }
    if (plan.takesTerminal) {
        for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT})
            ::sigaction(signal, &action, nullptr);
    }
    if (handlers == Handlers::Cleared)
        return;
    for (int signal = 1; signal < NSIG; ++signal) {
        struct sigaction current;
        const bool isHandled = ::sigaction(signal, nullptr, &current) == 0
            && current.sa_handler != SIG_DFL && current.sa_handler != SIG_IGN;
        if (isHandled)
            ::sigaction(signal, &action, nullptr);
    }
}

/// Tries the candidates as execvp(3) does, but never a shell: the first error other than "not
/// there" is the one to report.
int execute(const SpawnPlan &plan)
{
    int firstError = 0;
    for (const char *const *path = plan.candidatePointers.data(); *path; ++path) {
        ::execve(*path, plan.argvPointers.data(), plan.environmentPointers.data());
        if (errno != ENOENT && errno != ENOTDIR && firstError == 0)
            firstError = errno;
    }
    return firstError ? firstError : errno;
}

} // namespace

ChildFailure becomeProgram(SpawnPlan *plan, int *keepOpen, const sigset_t &callerMask,
                           Handlers handlers)
{
    const auto failed = [](ProcessStage stage, int number = 0) {
        return ChildFailure{stage, errno, number};
    };

    if (const int number = arrangeDescriptors(plan, keepOpen); number >= 0)
        return failed(ProcessStage::Redirect, number);
    if (plan->directory && ::chdir(plan->directory) != 0)
        return failed(ProcessStage::ChangeDirectory);
    if (plan->umask)
        ::umask(*plan->umask);
    resetSignals(*plan, handlers);
    if (plan->newSession && ::setsid() < 0)
        return failed(ProcessStage::NewSession);
    if (plan->takesTerminal && ::ioctl(0, TIOCSCTTY, 0) != 0)
        return failed(ProcessStage::TakeTerminal);
    if (plan->group && ::setpgid(0, *plan->group) != 0)
        return failed(ProcessStage::SetProcessGroup);
    if (plan->nice && ::setpriority(PRIO_PROCESS, 0, *plan->nice) != 0)
        return failed(ProcessStage::SetNice);
    for (const SpawnPlan::Limit &limit : plan->limits) {
        if (::setrlimit(decltype(RLIMIT_CORE)(limit.resource), &limit.value) != 0)
            return failed(ProcessStage::SetResourceLimit, limit.resource);
    }
    if (plan->setGroups && setGroups(plan->groups.size(), plan->groups.data()) != 0)
        return failed(ProcessStage::SetGroups);
    if (plan->gid && setGroup(*plan->gid) != 0)
        return failed(ProcessStage::SetGroup);
    if (plan->uid && setUser(*plan->uid) != 0)
        return failed(ProcessStage::SetUser);
    if (plan->parentDeathSignal
        && setParentDeathSignal(*plan->parentDeathSignal, plan->parent) != 0)
        return failed(ProcessStage::SetParentDeath);

    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, plan->inheritMask ? &callerMask : &none, nullptr);
    return {ProcessStage::Execute, execute(*plan), 0};
}

} // namespace Spawnscope
