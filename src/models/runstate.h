// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

namespace Spawnscope {

class Session;

namespace RunStates {
Q_NAMESPACE

/// What a list or a heading says about a run in one word.
enum class RunState {
    Starting,
    Running,
    Paused, ///< SIGSTOP was sent
    Stopping, ///< on its way through a stop policy
    OutputHeld, ///< exited, while another process keeps its output open
    Succeeded, ///< exit status 0
    Failed, ///< any other exit status
    Signalled, ///< ended by a signal, or terminated from here
    NotStarted, ///< the start failed
    Unknown, ///< ended, nobody knows how
    Opened, ///< not started here, but opened
    Reading, ///< opened, and more comes: standard input
};
Q_ENUM_NS(RunState)

} // namespace RunStates

using RunStates::RunState;

RunState runStateOf(const Session &session);
/// As runStateOf(), but tells how the process ended where that is known although output is held.
RunState outcomeOf(const Session &session);
/// How the process ended, also of a run that was recorded; Unknown without an exit status.
RunState exitOf(const Session &session);
QString runStateWord(RunState state);

/// The command in one line, or what stands for a document: its path, "standard input".
QString sessionTitle(const Session &session);
/// Exec or Shell; for a document what it is.
QString sessionKindWord(const Session &session);

/// The exit code with its meaning in few words; empty while there is none.
QString returncodeText(const Session &session);
/// The same as a sentence: how the process ended, or why it did not start.
QString outcomeSentence(const Session &session);

} // namespace Spawnscope
