// SPDX-License-Identifier: MIT
#pragma once

#include "process/process.h"
#include "process/stopsequence_p.h"

#include <QTimer>

namespace Spawnscope {

/// One stop() of a Process in progress.
class StopRun
{
public:
    StopRun(Process *process, const StopPolicy &policy);
    ~StopRun();

    Pending<StopReport> pending() { return m_source.pending(); }
    /// Looks at the process and does what is due. The answer, or the signal of a step, comes last:
    /// either may delete the process.
    void advance();

private:
    StopSequence::Target targetState() const;
    std::optional<ProcessError> perform(const StopPolicy::Step &step);
    StopReport report() const;

    Process *m_process;
    StopSequence m_sequence;
    PendingSource<StopReport> m_source;
    QTimer m_timer;
    bool m_isOver = false;
};

} // namespace Spawnscope
