// SPDX-License-Identifier: MIT
#include "process/stoprun_p.h"

#include <algorithm>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// How often a group is looked at whose leader has exited: nothing tells when the last is gone.
constexpr auto groupInterval = 25ms;

} // namespace

StopRun::StopRun(Process *process, const StopPolicy &policy)
    : m_process(process)
    , m_sequence(policy)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { advance(); });
}

StopRun::~StopRun()
{
    m_source.abandon();
}

void StopRun::advance()
{
    if (m_isOver)
        return;
    const auto now = std::chrono::steady_clock::now();
    const bool isGone = m_process->transport()->isGone(m_sequence.target());
    const StopSequence::Decision decision = m_sequence.advance(now, isGone);
    if (decision.isOver) {
        m_isOver = true;
        m_timer.stop();
        const PendingSource<StopReport> source = m_source;
        source.answer(report());
        return;
    }
    if (decision.perform)
        perform(*decision.perform);
    auto wait = std::chrono::ceil<std::chrono::milliseconds>(decision.lookAgain - now);
    if (m_process->hasExited())
        wait = std::min<std::chrono::milliseconds>(wait, groupInterval);
    m_timer.start(std::max(wait, 0ms));
}

void StopRun::perform(const StopPolicy::Step &step)
{
    // Refusals need no handling: if it does not help, the next step comes.
    if (step.action == StopPolicy::Step::Action::CloseStdin) {
        if (StreamWriter *input = m_process->standardInput())
            input->close();
    } else if (m_sequence.target() == StopPolicy::Target::Group && m_process->leadsGroup()) {
        (void)m_process->sendSignalToGroup(step.signal);
    } else {
        (void)m_process->sendSignal(step.signal);
    }
}

StopReport StopRun::report() const
{
    return {m_sequence.endedByStep(), m_process->exitStatus(),
            m_process->transport()->groupMembers()};
}

} // namespace Spawnscope
