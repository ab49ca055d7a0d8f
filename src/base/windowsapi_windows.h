// SPDX-License-Identifier: MIT
#pragma once

// Windows' own header, without its macros that would rename what is ours.

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#undef CreateFile
#undef CreateProcess

#include <cstdint>

namespace Spawnscope {

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
