// SPDX-License-Identifier: MIT
#pragma once

#include "process/spawnplan_p.h"

#include <mutex>
#include <optional>
#include <vector>

namespace Spawnscope {

/// Puts the descriptors that a child is to get below a bound, so that a child which shares this
/// program's descriptor table can leave with a copy of the table's first part alone: what copying
/// costs does not depend on how many descriptors are open.
///
/// A few low numbers are reserved for this, held open on a pipe that nobody uses. They are never
/// free, so no other thread's open(2) or dup(2) can get them, and dup3(2) replaces what they hold
/// in one step. One start at a time has them.
class DescriptorSlots
{
public:
    /// Nothing while another thread has them.
    static std::optional<DescriptorSlots> take();
    DescriptorSlots(DescriptorSlots &&) = default;
    /// Puts the slots back to what they hold at rest.
    ~DescriptorSlots();

    /// Every descriptor at or above it is not the child's.
    int bound() const;
    /// Changes the moves so that all of them start below the bound. False if they are too many, or
    /// no number can be had.
    bool place(std::vector<SpawnPlan::Move> *moves);

private:
    explicit DescriptorSlots(std::unique_lock<std::mutex> lock);

    std::unique_lock<std::mutex> m_lock;
    size_t m_used = 0;
};

} // namespace Spawnscope
