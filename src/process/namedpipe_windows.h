// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/options.h"

#include "base/uniquefd.h"

namespace Spawnscope {

struct NamedPipe
{
    UniqueFd ours; ///< for overlapped operations
    UniqueFd theirs; ///< for ordinary ones, as every program expects it
};

/// A pipe between this program and a child, with a name that nobody can guess, for this machine
/// and this one pair of ends. Nothing is inheritable. An end for writing to the child can also be
/// read, which ends when the child's is closed.
ProcessResult<NamedPipe> makeNamedPipe(ExtraDescriptor::Direction direction, int bytes);

/// No writer is left; what they wrote may still be in the pipe.
bool isOtherEndClosed(int pipe);

/// A pipe opened for overlapped operations, with which the transports work.
bool isOverlappedPipe(int handle);

} // namespace Spawnscope
