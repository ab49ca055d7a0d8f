// SPDX-License-Identifier: MIT
#pragma once

#include "base/windowsapi_windows.h"

#include <system_error>

namespace Spawnscope {

/// An error of Windows as a code that compares with std::errc: where the C++ library does not know
/// what POSIX calls the same, it is replaced by that; any other keeps Windows' number.
std::error_code windowsErrorCode(DWORD code);

} // namespace Spawnscope
