// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/exitstatus.h"
#include "process/options.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <vector>

namespace Spawnscope {

/// What the tests ask of the system beside the core.

/// The open descriptors of this program and what they lead to. On Windows those handles that the
/// core makes for children: pipes and processes.
QMap<int, QByteArray> openDescriptors();
/// A running child of this program, or a zombie.
bool hasChild();
/// Qt Test handles SIGPIPE, and the core leaves a handler alone. Nothing where there is none.
void ignoreBrokenPipes();
/// chmod(2); nothing where files have no such mode.
void setMode(const QString &path, unsigned mode);

/// Those a child of this system can end with; on Windows, of all 32 bits, some that mean something.
std::vector<int> exitCodes();
/// How a child ends that does not resist this signal.
ExitStatus statusAfter(int signal);
inline int returncodeAfter(int signal)
{
    return statusAfter(signal).returncode().value();
}
bool isRunning(qint64 pid);
bool hasEnded(qint64 pid); ///< a child of this program, also if nobody has been told
/// Waits, without the event loop, until the child is dead; nobody has been told by then.
void waitUntilDead(qint64 pid);
/// A child that has ended already may be named.
void holdBack(qint64 pid);
void letGoOn(qint64 pid);
void killUnasked(qint64 pid); ///< whoever's child it is

/// Makes cat, echo, seq, sleep and true to be found in PATH; on Windows those of the tests.
void findCommands();

/// The options as the tests' children get them here. Under Wine a child that is to have no window
/// gets a helper program, which keeps the child's streams open for a while.
SubprocessOptions forThisSystem(const SubprocessOptions &options);

/// Whether a start failed by no fault of ours: under Wine one in some thousands does, with
/// ERROR_INTERNAL_ERROR, because the child ended before it was set up.
bool isWorthAnotherStart(const ProcessError &error);

} // namespace Spawnscope
