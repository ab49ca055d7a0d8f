// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include "base/uniquefd.h"

#include <sys/types.h>

namespace Spawnscope {

/// Where there is no pidfd: a descriptor that becomes readable (end of file) when the child has
/// exited. A thread with a small stack waits for it and leaves the zombie for its owner to reap,
/// so that the pid cannot be used again before.
ProcessResult<UniqueFd> watchExitByThread(pid_t pid);

} // namespace Spawnscope
