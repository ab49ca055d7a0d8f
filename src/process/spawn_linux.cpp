// SPDX-License-Identifier: MIT
#include "process/spawn_p.h"

#include "process/clone3_p.h"
#include "process/descriptorslots_p.h"
#include "process/pidfd_p.h"

#include <atomic>
#include <cerrno>
#include <optional>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr size_t stackBytes = 64 * 1024;

/// What the child works on, in the parent's frame: the child runs in the parent's memory while
/// the parent is suspended, so its answer needs no pipe.
struct SharedFrame
{
    SpawnPlan *plan;
    const sigset_t *callerMask;
    Handlers handlers;
    int sharedBound; ///< the child shares the descriptor table, and leaves with what is below
    int leaveError; ///< why the kernel did not let it leave; 0 if it did
    ChildFailure failure;
};

/// Until this has succeeded, whatever the child did to a descriptor would happen to the parent.
bool leaveSharedTable(int bound)
{
#ifdef SYS_close_range
    constexpr unsigned unshare = 2; // CLOSE_RANGE_UNSHARE, Linux 5.9
    return ::syscall(SYS_close_range, unsigned(bound), ~0U, unshare) == 0;
#else
    return false;
#endif
}

int runChild(void *argument) // never returns
{
    auto *frame = static_cast<SharedFrame *>(argument);
    if (frame->sharedBound > 0 && !leaveSharedTable(frame->sharedBound)) {
        frame->leaveError = errno;
        ::_exit(127);
    }
    int nothingToKeep = -1;
    frame->failure = becomeProgram(frame->plan, &nothingToKeep, *frame->callerMask,
                                   frame->handlers);
    ::_exit(127);
}

size_t pageBytes()
{
    static const size_t bytes = size_t(::sysconf(_SC_PAGESIZE));
    return bytes;
}

/// A stack for the child with a guard page below it. One a thread is kept, because its first touch
/// costs more than its making.
class ChildStack
{
public:
    ChildStack() = default;
    ~ChildStack()
    {
        if (m_memory != MAP_FAILED)
            ::munmap(m_memory, size());
    }
    ChildStack(const ChildStack &) = delete;
    ChildStack &operator=(const ChildStack &) = delete;

    /// False when there is no memory; the next start asks again.
    bool ensure()
    {
        if (m_memory != MAP_FAILED)
            return true;
        m_memory = ::mmap(nullptr, size(), PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
        if (m_memory == MAP_FAILED)
            return false;
        ::mprotect(m_memory, pageBytes(), PROT_NONE); // without it the stack works as well
        return true;
    }
    void *top() const { return static_cast<char *>(m_memory) + size(); }
    char *bottom() const { return static_cast<char *>(m_memory) + pageBytes(); }

private:
    static size_t size() { return stackBytes + pageBytes(); }

    void *m_memory = MAP_FAILED;
};

/// True of what an older kernel, or a filter of system calls, says to flags that it does not know.
bool isRefusal(int error)
{
    return error == ENOSYS || error == EINVAL || error == EPERM;
}

/// A pid, or -1 with errno. Asks the kernel to reset the signal handlers if it can: to ask for each
/// signal would cost the child as much as a fifth of a start.
pid_t cloneChild(int flags, const ChildStack &stack, SharedFrame *frame, int *pidfd)
{
    static std::atomic<bool> refused = false;
    if (!refused) {
        frame->handlers = Handlers::Cleared;
        const pid_t pid = spawnscope_clone3(flags, stack.bottom(), stackBytes, runChild, frame,
                                            pidfd);
        if (pid >= 0)
            return pid;
        if (!isRefusal(errno))
            return -1;
        refused = true;
    }
    frame->handlers = Handlers::Inherited;
    return ::clone(runChild, stack.top(), flags | SIGCHLD, frame, pidfd);
}

/// `sharedBound` is 0 for a copy of the descriptor table. A child that could not leave the shared
/// one was not created, as far as its caller is concerned: it has done nothing.
ProcessResult<Spawned> makeChild(SpawnPlan *plan, int sharedBound)
{
    thread_local ChildStack stack;
    if (!stack.ensure())
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, ENOMEM));

    SharedFrame frame{plan, nullptr, Handlers::Inherited, sharedBound, 0, {}};
    const bool wantsPidfd = Platform::usesPidfds();
    int pidfd = -1;
    pid_t pid = -1;
    int cloneError = 0;
    {
        const SignalBlocker blocker;
        frame.callerMask = &blocker.before();
        const int flags = CLONE_VM | CLONE_VFORK | (wantsPidfd ? CLONE_PIDFD : 0)
            | (sharedBound > 0 ? CLONE_FILES : 0);
        pid = cloneChild(flags, stack, &frame, &pidfd);
        cloneError = errno;
    }
    if (pid < 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, cloneError));

    UniqueFd ownedPidfd(wantsPidfd ? pidfd : -1);
    if (frame.leaveError != 0 || frame.failure.error != 0) {
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
        if (frame.leaveError != 0)
            return unexpected(
                ProcessError::fromErrno(ProcessStage::CreateProcess, frame.leaveError));
        return unexpected(toProcessError(*plan, frame.failure));
    }
    return Spawned{pid, std::move(ownedPidfd)};
}

/// Without a copy of the whole descriptor table, which costs 90 µs for each thousand. Nothing where
/// that cannot be had.
std::optional<ProcessResult<Spawned>> spawnSharingDescriptors(SpawnPlan *plan)
{
    static std::atomic<bool> refused = false;
    if (refused || !plan->closeOthers)
        return std::nullopt;
    auto slots = DescriptorSlots::take();
    if (!slots)
        return std::nullopt;
    const std::vector<SpawnPlan::Move> asked = plan->moves;
    if (slots->place(&plan->moves)) {
        auto spawned = makeChild(plan, slots->bound());
        if (spawned || spawned.error().stage != ProcessStage::CreateProcess)
            return spawned;
        refused = isRefusal(spawned.error().code.value());
    }
    plan->moves = asked;
    return std::nullopt;
}

} // namespace

ProcessResult<Spawned> spawnSharingMemory(SpawnPlan *plan)
{
    if (auto spawned = spawnSharingDescriptors(plan))
        return std::move(*spawned);
    return makeChild(plan, 0);
}

} // namespace Spawnscope
