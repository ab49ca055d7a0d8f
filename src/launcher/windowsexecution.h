// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/executableprobe.h"
#include "launcher/explanation.h"

namespace Spawnscope {

/// What is known of a program that Windows did not execute.
struct WindowsExecution
{
    QByteArray program; ///< as it was asked for
    bool isBareName = true; ///< looked for in PATH
    QByteArray path; ///< the file it stands for; empty if there is none
    ExecutableProbe probe; ///< of the path
    std::error_code code;

    // Where nothing was found:
    QByteArray badDirectory; ///< of a path: the first one on the way that does not exist
    bool isInWorkingDirectory = false; ///< where a bare name is not looked for
    QStringList similar; ///< names that are one slip away
    QStringList searched; ///< the directories of PATH
};

/// The failure for people; nothing where the error explains itself. A function of these facts,
/// tested on every system.
std::optional<StartFailure> explainWindowsExecution(const WindowsExecution &facts);

/// Windows' own numbers that POSIX has no name for.
inline constexpr int windowsElevationRequired = 740; ///< ERROR_ELEVATION_REQUIRED

} // namespace Spawnscope
