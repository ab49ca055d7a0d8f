// SPDX-License-Identifier: MIT
#include "process/backends.h"

namespace Spawnscope {

BackEnds backEnds()
{
    return {"CreateProcess", "process handle", "none"};
}

} // namespace Spawnscope
