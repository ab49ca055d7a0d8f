// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include "base/windowsapi_windows.h"

#include <cstdint>

namespace Spawnscope {

/// An error of Windows, by default the last one. Its code compares with std::errc; where the C++
/// library does not know that, it is replaced by what POSIX calls the same.
ProcessError windowsError(ProcessStage stage, DWORD code, QByteArray context = {});
ProcessError lastError(ProcessStage stage, QByteArray context = {});

inline ProcessError posixError(ProcessStage stage, std::errc code, QByteArray context = {})
{
    return {stage, std::make_error_code(code), std::move(context)};
}

/// A descriptor of this library is a handle's value.
inline HANDLE toHandle(int fd)
{
    return reinterpret_cast<HANDLE>(intptr_t(fd));
}

/// -1 for both values that stand for none.
inline int toDescriptor(HANDLE handle)
{
    return handle && handle != INVALID_HANDLE_VALUE ? int(reinterpret_cast<intptr_t>(handle)) : -1;
}

} // namespace Spawnscope
