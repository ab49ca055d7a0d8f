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

    /// What to do, given whether the target is gone. Call again after an exit and at lookAgain.
    Decision advance(Time now, bool targetIsGone);

    /// See StopReport.
    std::optional<int> endedByStep() const { return m_endedByStep; }
    StopPolicy::Target target() const { return m_policy.target; }

private:
    StopPolicy m_policy;
    int m_current = -1;
    Time m_deadline;
    std::optional<int> m_endedByStep;
};

} // namespace Spawnscope
