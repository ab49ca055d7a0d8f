// SPDX-License-Identifier: MIT
#include "process/stoprun_p.h"

#include "base/durations.h"

namespace Spawnscope {

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
    const StopSequence::Target target = targetState();
    // It obeyed in time, however late this event loop looks: the notice of its exit comes here.
    if (target == StopSequence::Target::Gone && !m_process->hasExited())
        return;
    const auto now = std::chrono::steady_clock::now();
    const StopSequence::Decision decision = m_sequence.advance(now, target);
    if (decision.isOver) {
        m_isOver = true;
        m_timer.stop();
        const PendingSource<StopReport> source = m_source;
        source.answer(report());
        return;
    }
    m_timer.start(
        timerBound(std::chrono::ceil<std::chrono::milliseconds>(decision.lookAgain - now)));
    if (!decision.perform)
        return;
    const StopPolicy::Step step = *decision.perform; // outlives this object
    const std::optional<ProcessError> error = perform(step);
    Q_EMIT m_process->stopStepTaken(step, error);
}

StopSequence::Target StopRun::targetState() const
{
    if (m_process->transport()->isGone(m_sequence.policyTarget()))
        return StopSequence::Target::Gone;
    return m_process->hasExited() ? StopSequence::Target::Lingering : StopSequence::Target::Running;
}

/// Refusals need no handling: if it does not help, the next step comes.
std::optional<ProcessError> StopRun::perform(const StopPolicy::Step &step)
{
    if (step.action == StopPolicy::Step::Action::Signal) {
        const auto sent = m_process->transport()->sendSignal(m_sequence.policyTarget(),
                                                             step.signal);
        return sent ? std::nullopt : std::optional(sent.error());
    }
    if (StreamWriter *input = m_process->standardInput())
        input->close();
    return std::nullopt;
}

StopReport StopRun::report() const
{
    return {m_sequence.endedByStep(), m_process->exitStatus(),
            m_process->transport()->groupMembers()};
}

} // namespace Spawnscope
