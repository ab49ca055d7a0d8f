// SPDX-License-Identifier: MIT
#include "launcher/signalexplanation_p.h"

#include "base/signalnames.h"

#include <QCoreApplication>

#include <algorithm>
#include <csignal>

namespace Spawnscope {

namespace {

struct SignalTexts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::ExitStatus)
};

} // namespace

std::optional<int> signalOfShellCode(int code)
{
    static const QList<SignalName> names = allSignals();
    const auto isIt = [code](const SignalName &name) { return name.number == code - 128; };
    if (code <= 128 || std::ranges::none_of(names, isIt))
        return std::nullopt;
    return code - 128;
}

QString signalMeaning(int signal)
{
    switch (signal) {
    case SIGHUP:
        return SignalTexts::tr("its terminal or session ended");
    case SIGINT:
        return SignalTexts::tr("it was interrupted");
    case SIGQUIT:
        return SignalTexts::tr("it was asked to quit with a core dump");
    case SIGILL:
        return SignalTexts::tr("it executed an invalid instruction");
    case SIGTRAP:
        return SignalTexts::tr("it met a breakpoint and had no debugger");
    case SIGABRT:
        return SignalTexts::tr("it gave up by itself, as after a failed assertion");
    case SIGBUS:
        return SignalTexts::tr(
            "it used memory that does not exist, such as the lost part of a file");
    case SIGFPE:
        return SignalTexts::tr("it made an arithmetic error, such as a division by zero");
    case SIGKILL:
        return SignalTexts::tr("it was killed without a chance to react");
    case SIGSEGV:
        return SignalTexts::tr("it used memory that it does not own");
    case SIGPIPE:
        return SignalTexts::tr("it wrote to a pipe that nobody reads any more");
    case SIGALRM:
        return SignalTexts::tr("its timer ran out");
    case SIGTERM:
        return SignalTexts::tr("it was asked to end");
    case SIGXCPU:
        return SignalTexts::tr("it used more processor time than its limit");
    case SIGXFSZ:
        return SignalTexts::tr("it wrote a file larger than its limit");
    case SIGSYS:
        return SignalTexts::tr("it made a system call that is not allowed");
    default:
        return {};
    }
}

} // namespace Spawnscope
