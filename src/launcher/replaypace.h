// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>

namespace Spawnscope {

/// How fast a replay goes.
struct ReplayPace
{
    static constexpr double Slowest = 0.25;
    static constexpr double Fastest = 16;

    double speed = 1; ///< times that of the recording
    /// Of a pause in which nothing happened no more than this is waited for, at speed 1; nothing:
    /// all of it.
    std::optional<std::chrono::nanoseconds> idleLimit = {};

    /// What lies around a position: the time of the last event at or before it, and of the next
    /// after it, where there are such.
    struct Around
    {
        std::optional<std::chrono::nanoseconds> last = {};
        std::optional<std::chrono::nanoseconds> next = {};
    };
    /// Where it is @p elapsed later by the clock of whoever looks.
    std::chrono::nanoseconds after(std::chrono::nanoseconds position,
                                   std::chrono::nanoseconds elapsed, const Around &around) const;
};

} // namespace Spawnscope
