// SPDX-License-Identifier: MIT
#pragma once

#include "process/stoppolicy.h"

#include <chrono>
#include <optional>

namespace Spawnscope {

/// The decisions of a stop, without a clock and without signals of its own.
class StopSequence
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit StopSequence(StopPolicy policy)
        : m_policy(std::move(policy))
    {}

    struct Decision
    {
        const StopPolicy::Step *perform = nullptr; ///< to be done now
        bool isOver = false;
        Time lookAgain; ///< at the latest, unless it is over
    };

    /// How things stand with the target.
    enum class Target {
        Running, ///< its exit will be noticed
        Lingering, ///< the leader is dead; nothing tells when the last of its group is gone
        Gone,
    };
    /// What to do now. Call again after an exit and at lookAgain.
    Decision advance(Time now, Target target);

    /// See StopReport.
    std::optional<int> endedByStep() const { return m_endedByStep; }
    StopPolicy::Target policyTarget() const { return m_policy.target; }

private:
    StopPolicy m_policy;
    int m_current = -1;
    Time m_deadline;
    std::chrono::milliseconds m_lookInterval{25}; ///< at a lingering group; grows
    std::optional<int> m_endedByStep;
};

} // namespace Spawnscope
