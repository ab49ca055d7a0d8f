// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

namespace Spawnscope {

/// What only Windows has of the options for a launch; nothing elsewhere.
///
/// Platform: startprocess_unix.cpp, startprocess_windows.cpp.
std::optional<WindowsOptions> windowsOptions(const LaunchSpec &spec);

} // namespace Spawnscope
