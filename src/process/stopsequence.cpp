// SPDX-License-Identifier: MIT
#include "process/stopsequence_p.h"

#include "base/durations.h"

#include <algorithm>

namespace Spawnscope {

using namespace std::chrono_literals;

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
