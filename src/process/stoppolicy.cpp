// SPDX-License-Identifier: MIT
#include "process/stoppolicy.h"

#include "base/durations.h"
#include "process/stopsequence_p.h"

#include <algorithm>
#include <csignal>

namespace Spawnscope {

using namespace std::chrono_literals;

// A killed process is gone when the kernel has torn it down, hence the time after SIGKILL.

StopPolicy StopPolicy::terminateThenKill()
{
    return {{sendSignal(SIGTERM, 5s), sendSignal(SIGKILL, 2s)}, Target::Group};
}

StopPolicy StopPolicy::escalating()
{
    return {
        {closeStdin(1s), sendSignal(SIGINT, 2s), sendSignal(SIGTERM, 5s), sendSignal(SIGKILL, 2s)},
        Target::Group};
}

StopPolicy StopPolicy::killNow()
{
    return {{sendSignal(SIGKILL, 2s)}, Target::Group};
}

StopSequence::Decision StopSequence::advance(Time now, Target target)
{
    if (target == Target::Gone) {
        m_endedByStep = m_current;
        return {nullptr, true, now};
    }
    const StopPolicy::Step *perform = nullptr;
    if (m_current < 0 || now >= m_deadline) {
        if (m_current + 1 >= m_policy.steps.size())
            return {nullptr, true, now};
        perform = &m_policy.steps.at(++m_current);
        m_deadline = now + timerBound(perform->grace);
    }
    if (target == Target::Running)
        return {perform, false, m_deadline};
    const Time lookAgain = std::min(m_deadline, now + m_lookInterval);
    m_lookInterval = std::min<std::chrono::milliseconds>(m_lookInterval * 2, 200ms);
    return {perform, false, lookAgain};
}

} // namespace Spawnscope
