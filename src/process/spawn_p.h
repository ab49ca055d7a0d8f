// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/error.h"
#include "process/spawnplan_p.h"

#include <csignal>

namespace Spawnscope {

struct Spawned
{
    pid_t pid = -1;
    UniqueFd pidfd; ///< invalid where the system gives none
};

/// Why a child did not become its program. Written by the child, read by the parent.
struct ChildFailure
{
    ProcessStage stage = ProcessStage::Execute;
    int error = 0; ///< 0: there was none
    int number = 0; ///< of the descriptor or the resource concerned
};

/// Makes the child of `plan` and returns when it has become its program, or has failed and is
/// reaped. Uses the quickest way the system has: a vfork-class clone(2) on Linux, whose cost does
/// not depend on this program's memory, fork(2) with an error pipe elsewhere.
ProcessResult<Spawned> spawn(SpawnPlan *plan);

/// The two ways. spawnSharingMemory() answers ENOSYS where it is not to be had.
ProcessResult<Spawned> spawnSharingMemory(SpawnPlan *plan);
ProcessResult<Spawned> spawnByFork(SpawnPlan *plan);

/// Whether the child still has this program's signal handlers.
enum class Handlers { Inherited, Cleared };

/// The child's part: goes through the plan and executes the program. Comes back only when
/// something failed. Async-signal-safe, allocates nothing. `keepOpen` is a descriptor that must
/// survive until then, or -1; it is updated when it has to move. Signals are blocked on entry;
/// `callerMask` is what the parent had blocked.
ChildFailure becomeProgram(SpawnPlan *plan, int *keepOpen, const sigset_t &callerMask,
                           Handlers handlers);

/// The error for the caller: the path or name concerned belongs to the stage.
ProcessError toProcessError(const SpawnPlan &plan, const ChildFailure &failure);

/// Blocks every signal while it lives, so that none is handled between the making of the child
/// and its exec, where a handler would run in the wrong process.
class SignalBlocker
{
public:
    SignalBlocker();
    ~SignalBlocker();
    SignalBlocker(const SignalBlocker &) = delete;
    SignalBlocker &operator=(const SignalBlocker &) = delete;
    const sigset_t &before() const { return m_before; }

private:
    sigset_t m_before;
};

} // namespace Spawnscope
