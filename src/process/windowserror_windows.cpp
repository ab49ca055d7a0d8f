// SPDX-License-Identifier: MIT
#include "process/windowserror_windows.h"

#include "base/systemerror_windows.h"

namespace Spawnscope {

ProcessError windowsError(ProcessStage stage, DWORD code, QByteArray context)
{
    return {stage, windowsErrorCode(code), std::move(context)};
}

ProcessError lastError(ProcessStage stage, QByteArray context)
{
    return windowsError(stage, ::GetLastError(), std::move(context));
}

} // namespace Spawnscope
