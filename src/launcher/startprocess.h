// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "process/process.h"

namespace Spawnscope {

/// What the specification says about streams, directory and environment. Files with relative
/// paths are meant from the working directory, as in `cd directory && command > file`.
SubprocessOptions subprocessOptions(const LaunchSpec &spec);

/// Starts the command of the specification with these options, on the caller's thread.
ProcessResult<std::unique_ptr<Process>> startProcess(const LaunchSpec &spec,
                                                     const SubprocessOptions &options);

} // namespace Spawnscope
