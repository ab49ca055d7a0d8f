// SPDX-License-Identifier: MIT
#include "process/stoppolicy.h"
#include "process/stopsequence_p.h"

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

StopSequence::Decision StopSequence::advance(Time now, bool targetIsGone)
{
    if (targetIsGone) {
        m_endedByStep = m_current;
        return {nullptr, true, now};
    }
    if (m_current >= 0 && now < m_deadline)
        return {nullptr, false, m_deadline};
    if (m_current + 1 >= m_policy.steps.size())
        return {nullptr, true, now};
    const StopPolicy::Step &step = m_policy.steps.at(++m_current);
    m_deadline = now + step.grace;
    return {&step, false, m_deadline};
}

} // namespace Spawnscope
