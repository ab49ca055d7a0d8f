// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

namespace Spawnscope {

/// How far recordwriter has come, in memory that outlives it.
struct WriterProgress
{
    std::atomic<unsigned> chunks = 0; ///< of the pattern that the log has taken
    std::atomic<unsigned> events = 0; ///< that the journal has taken
    std::atomic<bool> isCreated = false;
};

/// The exit status when the system does not allow what a behaviour needs.
inline constexpr int NotPermitted = 77;

} // namespace Spawnscope
