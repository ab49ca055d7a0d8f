// SPDX-License-Identifier: MIT
#include "process/spawn_p.h"

#include <cerrno>

namespace Spawnscope {

ProcessResult<Spawned> spawnSharingMemory(SpawnPlan *)
{
    return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, ENOSYS));
}

} // namespace Spawnscope
