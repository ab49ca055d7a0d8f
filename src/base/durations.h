// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>

namespace Spawnscope {

/// The longest time a timer is set to. QTimer and poll(2) count milliseconds in an int, and a time
/// that stands for "for ever" must not wrap round to none.
inline constexpr std::chrono::milliseconds longestTimer = std::chrono::hours(24 * 24);

/// `time` as a timer can have it: not negative, not above longestTimer.
inline std::chrono::milliseconds timerBound(std::chrono::milliseconds time)
{
    return std::clamp(time, std::chrono::milliseconds(0), longestTimer);
}

} // namespace Spawnscope
