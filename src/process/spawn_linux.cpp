// SPDX-License-Identifier: MIT
#include "process/spawn_p.h"

#include "process/pidfd_p.h"

#include <cerrno>
#include <memory>
#include <sched.h>
#include <sys/mman.h>
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
    ChildFailure failure;
};

int runChild(void *argument)
{
    auto *frame = static_cast<SharedFrame *>(argument);
    int nothingToKeep = -1;
    frame->failure = becomeProgram(frame->plan, &nothingToKeep, *frame->callerMask);
    ::_exit(127);
}

size_t pageBytes()
{
    static const size_t bytes = size_t(::sysconf(_SC_PAGESIZE));
    return bytes;
}

/// A stack for the child with a guard page below it.
class ChildStack
{
public:
    ChildStack()
        : m_memory(::mmap(nullptr, size(), PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0))
    {
        if (m_memory != MAP_FAILED)
            ::mprotect(m_memory, pageBytes(), PROT_NONE); // without it the stack works as well
    }
    ~ChildStack()
    {
        if (m_memory != MAP_FAILED)
            ::munmap(m_memory, size());
    }
    ChildStack(const ChildStack &) = delete;
    ChildStack &operator=(const ChildStack &) = delete;

    void *top() const
    {
        return m_memory == MAP_FAILED ? nullptr : static_cast<char *>(m_memory) + size();
    }

private:
    static size_t size() { return stackBytes + pageBytes(); }

    void *m_memory;
};

} // namespace

ProcessResult<Spawned> spawnSharingMemory(SpawnPlan *plan)
{
    const ChildStack stack;
    if (!stack.top())
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, errno));

    SharedFrame frame{plan, nullptr, {}};
    const bool wantsPidfd = Platform::usesPidfds();
    int pidfd = -1;
    pid_t pid = -1;
    int cloneError = 0;
    {
        const SignalBlocker blocker;
        frame.callerMask = &blocker.before();
        const int flags = CLONE_VM | CLONE_VFORK | SIGCHLD | (wantsPidfd ? CLONE_PIDFD : 0);
        pid = ::clone(runChild, stack.top(), flags, &frame, &pidfd);
        cloneError = errno;
    }
    if (pid < 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, cloneError));

    UniqueFd ownedPidfd(wantsPidfd ? pidfd : -1);
    if (frame.failure.error != 0) {
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
        return unexpected(toProcessError(*plan, frame.failure));
    }
    return Spawned{pid, std::move(ownedPidfd)};
}

} // namespace Spawnscope
