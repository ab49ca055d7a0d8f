// SPDX-License-Identifier: MIT
#include "process/spawn_p.h"

#include "process/pidfd_p.h"
#include "process/unixpipe_p.h"

#include <cerrno>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Spawnscope {

SignalBlocker::SignalBlocker()
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &m_before);
}

SignalBlocker::~SignalBlocker()
{
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

ProcessError toProcessError(const SpawnPlan &plan, const ChildFailure &failure)
{
    const auto context = [&]() -> QByteArray {
        switch (failure.stage) {
        case ProcessStage::Execute:
            return plan.program;
        case ProcessStage::ChangeDirectory:
            return plan.directoryBytes;
        case ProcessStage::Redirect:
        case ProcessStage::SetResourceLimit:
            return QByteArray::number(failure.number);
        case ProcessStage::NewSession:
            return "newSession";
        case ProcessStage::TakeTerminal:
            return "terminal";
        case ProcessStage::SetProcessGroup:
            return "processGroup";
        case ProcessStage::SetNice:
            return "nice";
        case ProcessStage::SetGroups:
            return "extraGroups";
        case ProcessStage::SetGroup:
            return "group";
        case ProcessStage::SetUser:
            return "user";
        case ProcessStage::SetParentDeath:
            return "parentDeathSignal";
        default:
            return {};
        }
    };
    return ProcessError::fromErrno(failure.stage, failure.error, context());
}

ProcessResult<Spawned> spawnByFork(SpawnPlan *plan)
{
    auto pipe = makePipe();
    if (!pipe)
        return unexpected(pipe.error());

    pid_t pid = -1;
    int forkError = 0;
    {
        const SignalBlocker blocker;
        pid = ::fork();
        forkError = errno;
        if (pid == 0) {
            int errorPipe = pipe->write.get();
            const ChildFailure failure = becomeProgram(plan, &errorPipe, blocker.before(),
                                                       Handlers::Inherited);
            (void)!::write(errorPipe, &failure, sizeof failure);
            ::_exit(127);
        }
    }
    if (pid < 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, forkError));

    pipe->write.reset();
    ChildFailure failure;
    ssize_t count = 0;
    while ((count = ::read(pipe->read.get(), &failure, sizeof failure)) < 0 && errno == EINTR) {}
    if (count == sizeof failure) {
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
        return unexpected(toProcessError(*plan, failure));
    }
    // End of file: exec closed the pipe.
    return Spawned{pid, Platform::openPidfd(pid)};
}

ProcessResult<Spawned> spawn(SpawnPlan *plan)
{
    if (!Platform::mustFork()) {
        auto spawned = spawnSharingMemory(plan);
        const bool isRefused = !spawned && spawned.error().stage == ProcessStage::CreateProcess
            && (spawned.error().code == std::errc::function_not_supported
                || spawned.error().code == std::errc::invalid_argument
                || spawned.error().code == std::errc::operation_not_permitted);
        if (!isRefused)
            return spawned;
    }
    return spawnByFork(plan);
}

} // namespace Spawnscope
