// SPDX-License-Identifier: MIT
#include "app/application.h"

#include <cstdio>

namespace Spawnscope {

int openWindow(const CommandLine &, char *)
{
    std::fputs("spawnscope: This build has no window.\n", stderr);
    return 1;
}

} // namespace Spawnscope
