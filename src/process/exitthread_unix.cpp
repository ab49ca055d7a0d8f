// SPDX-License-Identifier: MIT
#include "process/exitthread_p.h"

#include "process/unixpipe_p.h"

#include <cerrno>
#include <csignal>
#include <memory>
#include <pthread.h>
#include <sys/wait.h>

namespace Spawnscope {

namespace {

constexpr size_t waiterStackBytes = 128 * 1024;

struct Watched
{
    pid_t pid;
    UniqueFd whenExited; ///< closed when the child has exited
};

void *waitForExit(void *argument)
{
    const std::unique_ptr<Watched> watched(static_cast<Watched *>(argument));
    siginfo_t info;
    while (::waitid(P_PID, id_t(watched->pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {}
    return nullptr;
}

} // namespace

ProcessResult<UniqueFd> watchExitByThread(pid_t pid)
{
    auto pipe = makePipe();
    if (!pipe)
        return unexpected(pipe.error());
    auto watched = std::make_unique<Watched>(Watched{pid, std::move(pipe->write)});

    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, waiterStackBytes);
    // The thread handles no signals; they stay with the program's own threads.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    const int error = pthread_create(&thread, &attributes, waitForExit, watched.get());
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    if (error != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::Wait, error));
    (void)watched.release(); // the thread's own now
    return std::move(pipe->read);
}

} // namespace Spawnscope
