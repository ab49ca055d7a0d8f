// SPDX-License-Identifier: MIT
#include "process/reactor_p.h"

namespace Spawnscope {

std::unique_ptr<WatchBackend> makeReactorWatch(int, const DescriptorWatch::Callback &)
{
    return nullptr;
}

} // namespace Spawnscope
