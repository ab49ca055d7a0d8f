// SPDX-License-Identifier: MIT
#include "process/backends.h"

#include "process/pidfd_p.h"
#include "process/pty.h"

namespace Spawnscope {

BackEnds backEnds()
{
    return {Platform::mustFork() ? "fork" : "clone", Platform::usesPidfds() ? "pidfd" : "thread",
            ptyBackEnd() == PtyBackEnd::KPty ? "KPty" : "posix_openpt"};
}

} // namespace Spawnscope
