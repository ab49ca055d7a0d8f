// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/session.h"
#include "process/exitstatus.h"
#include "record/runrecord.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Spawnscope {

/// What the journal of a record says of the run.
struct RecordedRun
{
    RecordState state = RecordState::Complete;
    bool hasCommand = false;
    bool isInput = false; ///< no run, but what came through standard input
    LaunchSpec spec; ///< the command and its directory; the environment is this program's
    QDateTime started;
    std::chrono::nanoseconds duration{0}; ///< to the exit, else to the last event
    qint64 pid = 0; ///< which it had then
    std::optional<ExitStatus> exit;
    ResourceUsage usage;
    QString startFailure; ///< why it did not start, for people
    QList<SentSignal> sentSignals;
    QDateTime lastWritten; ///< for Interrupted
    qint64 writerPid = 0; ///< for Writing: of the program that does it, 0 when not known
};

/// @p clock is that of the record's log, which the times of the events count from. What is missing
/// or of another type stays as it is above.
RecordedRun recordedRun(const QList<RunEvent> &events, const OutputClock &clock);

} // namespace Spawnscope
