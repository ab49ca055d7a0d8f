// SPDX-License-Identifier: MIT
#include "faultseam.h"

#include "process/clone3_p.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <initializer_list>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern "C" void *__real_mmap(void *, size_t, int, int, int, off_t);

namespace Spawnscope {

namespace {

enum class Mode { Off, Once, From };

/// In memory that a forked-off child shares.
struct State
{
    std::atomic<Mode> mode = Mode::Off;
    std::atomic<int> calls = 0;
    std::atomic<int> failAt = 0;
    std::atomic<int> error = 0;
    std::atomic<FaultSeam::Errors> errors = FaultSeam::Errors::Passing;
    std::atomic<bool> hasFailed = false;
    std::atomic<bool> hasNoSuchError = false;
    std::atomic<const char *> failedCall = "";
    std::atomic<int> failedError = 0;
    /// How often each call came, by the address of its name.
    struct Kind
    {
        std::atomic<const char *> call = nullptr;
        std::atomic<int> count = 0;
    };
    std::array<Kind, 64> kinds;
};

/// A walk through all processes makes hundreds that are alike.
constexpr int mostOfAKind = 10;

State *makeShared()
{
    void *memory = __real_mmap(nullptr, sizeof(State), PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return new (memory) State;
}

State *state()
{
    static State *const state = makeShared();
    return state;
}

void arm(Mode mode, int call, int error, FaultSeam::Errors errors)
{
    State *s = state();
    s->calls = 0;
    for (State::Kind &kind : s->kinds)
        kind.count = 0;
    s->failAt = call;
    s->error = error;
    s->errors = errors;
    s->hasFailed = false;
    s->hasNoSuchError = false;
    s->mode = mode;
}

int countOfKind(const char *call)
{
    for (State::Kind &kind : state()->kinds) {
        const char *none = nullptr;
        if (kind.call == call || kind.call.compare_exchange_strong(none, call) || none == call)
            return ++kind.count;
    }
    return 1;
}

/// The core looks for another way then, and stays with it.
bool lasts(const char *call, int error)
{
    const bool isOptional = std::strcmp(call, "spawnscope_clone3") == 0
        || std::strcmp(call, "close_range_that_unshares") == 0;
    return isOptional && (error == ENOSYS || error == EPERM || error == EINVAL);
}

/// The call that this run's kernel does not have, if the environment names one.
bool isMissing(const char *call)
{
    static const char *const missing = std::getenv("TEST_WITHOUT");
    return missing && std::strcmp(call, missing) == 0;
}

/// The error to fail with, or 0. No allocation, no lock: a child in our memory comes here too.
int fault(const char *call, std::initializer_list<int> errors)
{
    if (isMissing(call))
        return ENOSYS;
    State *s = state();
    const Mode mode = s->mode;
    if (mode == Mode::Off)
        return 0;
    if (mode == Mode::Once && countOfKind(call) > mostOfAKind)
        return 0;
    const int number = ++s->calls;
    int error = 0;
    if (mode == Mode::Once && number == s->failAt) {
        if (size_t(s->error) < errors.size())
            error = *(errors.begin() + s->error);
        if (s->errors == FaultSeam::Errors::Passing && lasts(call, error))
            error = 0; // these stand last in a list
        if (error == 0)
            s->hasNoSuchError = true;
    } else if (mode == Mode::From && number >= s->failAt) {
        for (const int possible : errors)
            error = possible == s->error ? possible : error;
    }
    if (error != 0 && !s->hasFailed.exchange(true)) {
        s->failedCall = call;
        s->failedError = error;
    }
    return error;
}

/// True, with errno, if the call is to fail.
bool fails(const char *call, std::initializer_list<int> errors)
{
    const int error = fault(call, errors);
    if (error != 0)
        errno = error;
    return error != 0;
}

} // namespace

void FaultSeam::failOnce(int call, int error, Errors errors)
{
    arm(Mode::Once, call, error, errors);
}

void FaultSeam::failFrom(int call, int error)
{
    arm(Mode::From, call, error, Errors::Passing);
}

void FaultSeam::disarm()
{
    state()->mode = Mode::Off;
}

int FaultSeam::calls()
{
    return state()->calls;
}

bool FaultSeam::hasFailed()
{
    return state()->hasFailed;
}

bool FaultSeam::hasNoSuchError()
{
    return state()->hasNoSuchError;
}

const char *FaultSeam::failedCall()
{
    return state()->failedCall;
}

int FaultSeam::failedError()
{
    return state()->failedError;
}

} // namespace Spawnscope

using Spawnscope::fails;
using Spawnscope::fault;

// What the linker calls instead of the functions named; the list is in CMakeLists.txt. Calls that
// cannot fail are not in it.
#define REAL(name) __real_##name
#define WRAP(name) __wrap_##name
#define WRAPPED(result, name, parameters) \
    result REAL(name) parameters; \
    result WRAP(name) parameters; \
    result WRAP(name) parameters
#define WRAPPED_SIMPLY(result, name, parameters, arguments, ...) \
    WRAPPED(result, name, parameters) \
    { \
        return fails(#name, __VA_ARGS__) ? -1 : REAL(name) arguments; \
    }

// NOLINTBEGIN(bugprone-reserved-identifier): the linker wants these names.
extern "C" {

// --- descriptors ---

WRAPPED_SIMPLY(int, pipe2, (int *fds, int flags), (fds, flags), {EMFILE, ENFILE, ENOMEM})
WRAPPED_SIMPLY(int, open, (const char *path, int flags, mode_t mode), (path, flags, mode),
               {EMFILE, ENFILE, ENOMEM, EIO, ENOSPC, EINTR})
WRAPPED_SIMPLY(int, dup2, (int from, int to), (from, to), {EBUSY, EBADF})
WRAPPED_SIMPLY(int, dup3, (int from, int to, int flags), (from, to, flags), {EBUSY})
WRAPPED_SIMPLY(int, fstat, (int fd, struct stat *status), (fd, status), {EIO, ENOMEM})

WRAPPED(int, fcntl, (int fd, int command, long argument))
{
    const bool failed = command == F_DUPFD_CLOEXEC ? fails("F_DUPFD_CLOEXEC", {EMFILE, ENOMEM})
        : command == F_GETFD                       ? fails("F_GETFD", {EBADF})
        : command == F_SETFD                       ? fails("F_SETFD", {EBADF})
        : command == F_SETFL                       ? fails("F_SETFL", {EPERM, ENOMEM})
        : command == F_SETPIPE_SZ                  ? fails("F_SETPIPE_SZ", {EPERM, ENOMEM})
                                                   : false;
    return failed ? -1 : REAL(fcntl)(fd, command, argument);
}

/// The descriptor is closed all the same, as on Linux.
WRAPPED(int, close, (int fd))
{
    const int result = REAL(close)(fd);
    return fails("close", {EINTR, EIO}) ? -1 : result;
}

// --- reading, writing, waiting for it ---

WRAPPED_SIMPLY(ssize_t, read, (int fd, void *buffer, size_t size), (fd, buffer, size),
               {EINTR, EAGAIN, EIO, ENOMEM})
WRAPPED_SIMPLY(ssize_t, writev, (int fd, const iovec *vectors, int count), (fd, vectors, count),
               {EINTR, EAGAIN, EIO, ENOSPC, EPIPE, ENOMEM})
WRAPPED_SIMPLY(int, poll, (pollfd * fds, nfds_t count, int timeout), (fds, count, timeout),
               {EINTR, ENOMEM})
WRAPPED_SIMPLY(int, epoll_create1, (int flags), (flags), {EMFILE, ENFILE, ENOMEM})
WRAPPED_SIMPLY(int, epoll_wait, (int fd, epoll_event *events, int size, int timeout),
               (fd, events, size, timeout), {EINTR})

/// Taking a descriptor out cannot fail.
WRAPPED(int, epoll_ctl, (int set, int operation, int fd, epoll_event *event))
{
    const bool failed = operation != EPOLL_CTL_DEL && fails("epoll_ctl", {ENOMEM, ENOSPC});
    return failed ? -1 : REAL(epoll_ctl)(set, operation, fd, event);
}

// --- sockets ---

WRAPPED_SIMPLY(int, socketpair, (int domain, int type, int protocol, int *fds),
               (domain, type, protocol, fds), {EMFILE, ENFILE, ENOMEM})
WRAPPED_SIMPLY(ssize_t, sendmsg, (int fd, const msghdr *message, int flags), (fd, message, flags),
               {EINTR, EAGAIN, EPIPE, ENOBUFS, ENOMEM})
WRAPPED_SIMPLY(int, shutdown, (int fd, int how), (fd, how), {ENOTCONN})
WRAPPED_SIMPLY(int, setsockopt, (int fd, int level, int option, const void *value, socklen_t size),
               (fd, level, option, value, size), {ENOMEM})

// --- memory, threads ---

WRAPPED(void *, mmap, (void *address, size_t size, int protection, int flags, int fd, off_t offset))
{
    return fails("mmap", {ENOMEM}) ? MAP_FAILED
                                   : REAL(mmap)(address, size, protection, flags, fd, offset);
}
WRAPPED_SIMPLY(int, mprotect, (void *address, size_t size, int protection),
               (address, size, protection), {ENOMEM})

WRAPPED(int, pthread_create,
        (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *),
         void *argument))
{
    const int error = fault("pthread_create", {EAGAIN});
    return error ? error : REAL(pthread_create)(thread, attributes, run, argument);
}

// --- making a child ---

WRAPPED_SIMPLY(int, clone,
               (int (*run)(void *), void *stack, int flags, void *argument, void *parentTid,
                void *tls, void *childTid),
               (run, stack, flags, argument, parentTid, tls, childTid),
               {EAGAIN, ENOMEM, EPERM, ENOSYS})
WRAPPED_SIMPLY(pid_t, spawnscope_clone3,
               (int flags, void *stack, size_t stackBytes, int (*run)(void *), void *argument,
                int *pidfd),
               (flags, stack, stackBytes, run, argument, pidfd),
               {EAGAIN, ENOMEM, EMFILE, ENOSPC, ENOSYS, EPERM, EINVAL})
WRAPPED_SIMPLY(pid_t, fork, (), (), {EAGAIN, ENOMEM})
WRAPPED_SIMPLY(int, execve, (const char *path, char *const *argv, char *const *environment),
               (path, argv, environment),
               {EMFILE, ENFILE, ENOMEM, EAGAIN, EIO, E2BIG, ETXTBSY, EACCES})

// --- what the child is given ---

WRAPPED_SIMPLY(int, chdir, (const char *path), (path), {EIO, ENOMEM, EACCES})
WRAPPED_SIMPLY(pid_t, setsid, (), (), {EPERM})
WRAPPED_SIMPLY(int, setpgid, (pid_t pid, pid_t group), (pid, group), {EPERM, EACCES})
WRAPPED_SIMPLY(int, setpriority, (int which, id_t who, int value), (which, who, value),
               {EPERM, EACCES})
WRAPPED_SIMPLY(int, setrlimit, (int resource, const rlimit *limit), (resource, limit), {EPERM})
WRAPPED_SIMPLY(int, prctl, (int option, long a, long b, long c, long d), (option, a, b, c, d),
               {EINVAL, EPERM})
WRAPPED_SIMPLY(int, ioctl, (int fd, unsigned long request, void *argument), (fd, request, argument),
               {EIO, EPERM})

WRAPPED(int, getpwnam_r,
        (const char *name, passwd *entry, char *buffer, size_t size, passwd **found))
{
    *found = nullptr;
    const int error = fault("getpwnam_r", {EMFILE, ENFILE, ENOMEM, EIO, ERANGE});
    return error ? error : REAL(getpwnam_r)(name, entry, buffer, size, found);
}
WRAPPED(int, getgrnam_r, (const char *name, group *entry, char *buffer, size_t size, group **found))
{
    *found = nullptr;
    const int error = fault("getgrnam_r", {EMFILE, ENFILE, ENOMEM, EIO, ERANGE});
    return error ? error : REAL(getgrnam_r)(name, entry, buffer, size, found);
}

// --- terminals ---

WRAPPED_SIMPLY(int, posix_openpt, (int flags), (flags), {EMFILE, ENFILE, ENOSPC, EIO})
WRAPPED_SIMPLY(int, grantpt, (int fd), (fd), {EACCES})
WRAPPED_SIMPLY(int, unlockpt, (int fd), (fd), {EIO})
WRAPPED_SIMPLY(int, tcgetattr, (int fd, termios *attributes), (fd, attributes), {EIO})
WRAPPED_SIMPLY(int, tcsetattr, (int fd, int when, const termios *attributes),
               (fd, when, attributes), {EIO})

WRAPPED(int, ptsname_r, (int fd, char *buffer, size_t size))
{
    const int error = fault("ptsname_r", {ENOTTY});
    if (error != 0)
        errno = error;
    return error ? error : REAL(ptsname_r)(fd, buffer, size);
}

// --- its end ---

WRAPPED_SIMPLY(int, kill, (pid_t pid, int signal), (pid, signal), {EPERM})

WRAPPED(int, waitid, (idtype_t type, id_t id, siginfo_t *info, int options))
{
    const bool failed = !(options & WNOHANG) && fails("waitid", {EINTR});
    return failed ? -1 : REAL(waitid)(type, id, info, options);
}

/// ECHILD means that somebody else has taken the status, so it is taken here.
WRAPPED(pid_t, waitpid, (pid_t pid, int *status, int options))
{
    const int error = fault("waitpid", {EINTR, ECHILD});
    if (error == ECHILD)
        (void)REAL(waitpid)(pid, status, options);
    if (error != 0)
        errno = error;
    return error ? -1 : REAL(waitpid)(pid, status, options);
}

WRAPPED(DIR *, opendir, (const char *path))
{
    return fails("opendir", {EMFILE, ENFILE, ENOMEM}) ? nullptr : REAL(opendir)(path);
}
WRAPPED_SIMPLY(ssize_t, readlink, (const char *path, char *buffer, size_t size),
               (path, buffer, size), {EACCES, ENOENT, ENOMEM})
WRAPPED(dirent *, readdir, (DIR * directory))
{
    return fails("readdir", {EIO, ENOENT}) ? nullptr : REAL(readdir)(directory);
}

// --- calls without a function of their own ---

WRAPPED(long, syscall, (long number, long a, long b, long c, long d, long e, long f))
{
    bool failed = false;
    switch (number) {
    case SYS_close_range:
        // 2 is CLOSE_RANGE_UNSHARE.
        failed = c == 2
            ? fails("close_range_that_unshares", {EMFILE, ENOMEM, ENOSYS, EPERM, EINVAL})
            : fails("close_range", {EMFILE, ENOMEM, ENOSYS});
        break;
    case SYS_getdents64:
        failed = fails("getdents64", {EIO, ENOMEM});
        break;
    case SYS_setgroups:
        failed = fails("setgroups", {EPERM, ENOMEM});
        break;
    case SYS_setresgid:
        failed = fails("setresgid", {EPERM, EAGAIN});
        break;
    case SYS_setresuid:
        failed = fails("setresuid", {EPERM, EAGAIN});
        break;
    case SYS_pidfd_open:
        failed = fails("pidfd_open", {EMFILE, ENFILE, ENOMEM});
        break;
    case SYS_pidfd_send_signal:
        failed = fails("pidfd_send_signal", {EPERM});
        break;
    default:
        break;
    }
    if (failed)
        return -1;
    const long result = REAL(syscall)(number, a, b, c, d, e, f);
    if (number == SYS_waitid) {
        auto *info = reinterpret_cast<siginfo_t *>(c);
        if (result == 0 && info->si_pid != 0 && fails("waitid_without_waiting", {ECHILD})) {
            if (d & WNOWAIT)
                (void)REAL(syscall)(number, a, b, c, d & ~WNOWAIT, e, f);
            *info = {};
            errno = ECHILD;
            return -1;
        }
    }
    return result;
}

} // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
