// SPDX-License-Identifier: MIT
#include "process/backends.h"

#include "process/pty.h"

namespace Spawnscope {

BackEnds backEnds()
{
    return {"CreateProcess", "process handle",
            ptyBackEnd() == PtyBackEnd::ConPty ? "ConPTY" : "none"};
}

} // namespace Spawnscope
