// SPDX-License-Identifier: MIT
#pragma once

#include "process/exitstatus.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace Spawnscope {

/// A sequence of ever firmer requests to end, each with a time to obey it.
struct StopPolicy
{
    enum class Target {
        Group, ///< the process group, when the child leads one; otherwise the child alone
        Process, ///< the child alone
    };
    struct Step
    {
        enum class Action { CloseStdin, Signal };
        Action action = Action::Signal;
        int signal = 0;
        std::chrono::milliseconds grace{0}; ///< waited before the next step, or before giving up
    };

    QList<Step> steps; ///< none: let it run
    Target target = Target::Group;

    /// SIGTERM, five seconds, SIGKILL. On Windows WM_CLOSE and CTRL_BREAK in place of SIGTERM; then
    /// the job object ends its whole tree.
    static StopPolicy terminateThenKill();
    /// Stdin closed 1 s, SIGINT 2 s, SIGTERM 5 s, SIGKILL: what a patient person does.
    /// On Windows stdin closed 1 s, then as above.
    static StopPolicy escalating();
    /// SIGKILL at once.
    static StopPolicy killNow();
    /// Nothing is sent.
    static StopPolicy leaveRunning() { return {}; }

    static Step closeStdin(std::chrono::milliseconds grace)
    {
        return {Step::Action::CloseStdin, 0, grace};
    }
    static Step sendSignal(int signal, std::chrono::milliseconds grace)
    {
        return {Step::Action::Signal, signal, grace};
    }
};

/// Another process that is still there.
struct Survivor
{
    qint64 pid = 0;
    QByteArray name; ///< the kernel's short name
};

/// What a stop came to.
struct StopReport
{
    /// The step after which the target was gone: an index into StopPolicy::steps, -1 when it had
    /// ended before the first, nothing when it outlived all of them.
    std::optional<int> endedByStep;
    std::optional<ExitStatus> exitStatus; ///< of the child; nothing while it still runs
    /// Members of the child's group or session that still run, on Linux; on Windows of
    /// its job object. Empty elsewhere.
    QList<Survivor> survivors;
};

} // namespace Spawnscope
