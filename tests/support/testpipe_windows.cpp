// SPDX-License-Identifier: MIT
#include "support/testpipe.h"

#include "base/windowsapi_windows.h"

namespace Spawnscope {

TestPipe::TestPipe()
{
    HANDLE ends[2] = {};
    if (::CreatePipe(&ends[0], &ends[1], nullptr, 0)) {
        read.reset(toDescriptor(ends[0]));
        write.reset(toDescriptor(ends[1]));
    }
}

bool TestPipe::send(QByteArrayView bytes) const
{
    DWORD count = 0;
    return ::WriteFile(toHandle(write.get()), bytes.data(), DWORD(bytes.size()), &count, nullptr)
        && count == DWORD(bytes.size());
}

} // namespace Spawnscope
