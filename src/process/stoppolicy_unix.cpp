// SPDX-License-Identifier: MIT
#include "process/stoppolicy.h"

#include <csignal>

namespace Spawnscope {

using namespace std::chrono_literals;

// A killed process is gone when the kernel has torn it down, hence the time after SIGKILL.

StopPolicy StopPolicy::terminateThenKill()
{
    return {{sendSignal(SIGTERM, 5s), sendSignal(SIGKILL, 2s)}, Target::Group};
}

StopPolicy StopPolicy::escalating()
{
    return {
        {closeStdin(1s), sendSignal(SIGINT, 2s), sendSignal(SIGTERM, 5s), sendSignal(SIGKILL, 2s)},
        Target::Group};
}

StopPolicy StopPolicy::killNow()
{
    return {{sendSignal(SIGKILL, 2s)}, Target::Group};
}

} // namespace Spawnscope
