// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include "base/windowsapi_windows.h"

namespace Spawnscope {

/// An error of Windows, by default the last one. Its code compares with std::errc; where the C++
/// library does not know that, it is replaced by what POSIX calls the same.
ProcessError windowsError(ProcessStage stage, DWORD code, QByteArray context = {});
ProcessError lastError(ProcessStage stage, QByteArray context = {});

inline ProcessError posixError(ProcessStage stage, std::errc code, QByteArray context = {})
{
    return {stage, std::make_error_code(code), std::move(context)};
}

} // namespace Spawnscope
