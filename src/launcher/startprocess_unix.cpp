// SPDX-License-Identifier: MIT
#include "launcher/startprocess_p.h"

namespace Spawnscope {

std::optional<WindowsOptions> windowsOptions(const LaunchSpec &)
{
    return std::nullopt;
}

} // namespace Spawnscope
