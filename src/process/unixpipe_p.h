// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/error.h"

namespace Spawnscope {

struct PipePair
{
    UniqueFd read;
    UniqueFd write;
};

/// A pipe with FD_CLOEXEC on both ends, both blocking.
ProcessResult<PipePair> makePipe();

/// O_NONBLOCK on the open file description of a new pipe's end, which has no other flags.
ProcessResult<void> setNonBlocking(int fd);

/// F_SETPIPE_SZ; false if it is refused, which is no error (see SubprocessOptions::pipeSize).
bool setPipeSize(int fd, int bytes);

} // namespace Spawnscope
