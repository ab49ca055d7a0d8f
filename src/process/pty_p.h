// SPDX-License-Identifier: MIT
#pragma once

#include "process/pty.h"

#include <memory>
#include <optional>

namespace Spawnscope {

/// Nothing, or which part of the options no terminal can have. Creates nothing.
std::optional<ProcessError> checkPtyOptions(const PtyOptions &options);

/// A terminal as the options ask, its master non-blocking.
ProcessResult<std::unique_ptr<PtyPair>> openPty(const PtyOptions &options);

} // namespace Spawnscope
