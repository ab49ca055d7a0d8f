// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace Spawnscope {

/// What POSIX numbers alike everywhere (kill(1p)), and what Windows has an answer to.
inline constexpr int interruptSignal = 2;
inline constexpr int killSignal = 9;
inline constexpr int terminateSignal = 15;

/// One signal of this platform.
struct SignalName
{
    int number;
    QByteArray name; ///< with its prefix: "SIGTERM"
};

/// Every signal of this platform by number, the real-time ones ("SIGRTMIN+3") at the end.
/// Numbers that the C library keeps for itself are left out.
QList<SignalName> allSignals();

/// "SIGTERM" for 15; "signal 99" for a number without a name.
QByteArray signalName(int number);

/// Understands "SIGTERM", "TERM", "term", "15" and "SIGRTMIN+3"; nothing for anything else.
std::optional<int> signalNumber(QByteArrayView text);

/// Signals that suspend a process and let it go on, as those of POSIX job control; nothing where
/// the system has no such signals.
std::optional<int> suspendSignal();
std::optional<int> continueSignal();
/// Whether a process is suspended after it got this signal, when before it was or was not.
bool isStoppedAfter(int number, bool wasStopped);

/// What a process exits with that was sent terminateSignal or killSignal from here, where nothing
/// else tells of it afterwards, as on Windows; nothing where an exit status names its signal.
std::optional<int> exitCodeOfTermination();

} // namespace Spawnscope
