// SPDX-License-Identifier: MIT
#include "launcher/startprocess_p.h"

namespace Spawnscope {

/// The console that a child gets is its own, so that CTRL_C sent to it reaches nobody else.
std::optional<WindowsOptions> windowsOptions(const LaunchSpec &spec)
{
    WindowsOptions options;
    options.newProcessGroup = false;
    if (spec.shell == CommandShell::PowerShell)
        options.shell = WindowsOptions::Shell::PowerShell;
    return options;
}

} // namespace Spawnscope
