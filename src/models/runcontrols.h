// SPDX-License-Identifier: MIT
#pragma once

#include "base/signalnames.h"
#include "launcher/session.h"

#include <QString>

#include <optional>

namespace Spawnscope {

/// One thing that can be done to a run by one signal.
struct RunControl
{
    int signal = 0;
    SentSignal::Target target = SentSignal::Target::Group;
    QString explanation; ///< what is sent, as a sentence without its full stop
};

/// What can be done to a run beside stopping it. What the system has no means for is missing.
struct RunControls
{
    std::optional<RunControl> interrupt; ///< as Ctrl+C in a terminal
    std::optional<RunControl> terminate; ///< a request to end
    std::optional<RunControl> kill;
    std::optional<RunControl> pause;
    std::optional<RunControl> resume;
};

/// For a system that has these signals (see allSignals()): a function of them, tested everywhere.
RunControls runControls(const QList<SignalName> &systemSignals);

/// One entry of a menu of signals.
struct SignalChoice
{
    int signal = 0;
    QString text; ///< "15 SIGTERM"; on Windows what it stands for there
    bool isRealTime = false;
};
/// All of them, in the order of the list.
QList<SignalChoice> signalChoices(const QList<SignalName> &systemSignals);

} // namespace Spawnscope
