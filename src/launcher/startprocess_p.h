// SPDX-License-Identifier: MIT
#pragma once

#include "process/options.h"

namespace Spawnscope {

/// What only Windows has of the options; nothing elsewhere.
///
/// Platform: startprocess_unix.cpp, startprocess_windows.cpp.
std::optional<WindowsOptions> windowsOptions();

} // namespace Spawnscope
