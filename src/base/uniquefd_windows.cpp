// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"

#include "base/windowsapi_windows.h"

namespace Spawnscope {

// A descriptor is a handle here. Handles have 32 significant bits ("Interprocess Communication
// Between 32-bit and 64-bit Applications"), and those of objects are positive.

void UniqueFd::reset(int fd)
{
    const int old = std::exchange(m_fd, fd);
    if (old < 0)
        return;
    const DWORD savedError = ::GetLastError();
    ::CloseHandle(toHandle(old));
    ::SetLastError(savedError);
}

} // namespace Spawnscope
