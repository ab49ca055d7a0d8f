// SPDX-License-Identifier: MIT
#include "models/runcontrols.h"

#include <QCoreApplication>

namespace Spawnscope {

namespace {

using Target = SentSignal::Target;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::RunControls)
};

std::optional<int> numberOf(const QList<SignalName> &names, const char *name)
{
    for (const SignalName &entry : names) {
        if (entry.name == name)
            return entry.number;
    }
    return std::nullopt;
}

/// Where Ctrl+Break has a signal, the others are what Windows has instead of signals.
bool areOfWindows(const QList<SignalName> &names)
{
    return numberOf(names, "SIGBREAK").has_value();
}

std::optional<RunControl> control(const QList<SignalName> &names, const char *name, Target target,
                                  const QString &explanation)
{
    const std::optional<int> number = numberOf(names, name);
    return number ? std::optional(RunControl{*number, target, explanation}) : std::nullopt;
}

QString windowsMeans(const SignalName &signal)
{
    if (signal.name == "SIGHUP")
        return Texts::tr("WM_CLOSE: ask its windows to close");
    if (signal.name == "SIGINT")
        return QStringLiteral("CTRL_C_EVENT");
    if (signal.name == "SIGBREAK")
        return QStringLiteral("CTRL_BREAK_EVENT");
    if (signal.name == "SIGTERM" || signal.name == "SIGKILL")
        return Texts::tr("TerminateProcess (%1)").arg(QString::fromLatin1(signal.name));
    return {};
}

} // namespace

RunControls runControls(const QList<SignalName> &systemSignals)
{
    if (areOfWindows(systemSignals))
        return {
            .interrupt = control(systemSignals, "SIGINT", Target::Process,
                                 Texts::tr("Send Ctrl+C to the run's console")),
            .terminate = control(systemSignals, "SIGHUP", Target::Group,
                                 Texts::tr("Ask the run's windows to close")),
            .kill = control(systemSignals, "SIGKILL", Target::Group,
                            Texts::tr("End the process and all that it started")),
            .pause = std::nullopt,
            .resume = std::nullopt,
        };
    return {
        .interrupt = control(systemSignals, "SIGINT", Target::Group,
                             Texts::tr("Send SIGINT to the group, as Ctrl+C does in a terminal")),
        .terminate = control(systemSignals, "SIGTERM", Target::Process,
                             Texts::tr("Send SIGTERM to the process")),
        .kill = control(systemSignals, "SIGKILL", Target::Group,
                        Texts::tr("Send SIGKILL to the group")),
        .pause = control(systemSignals, "SIGSTOP", Target::Group,
                         Texts::tr("Send SIGSTOP to the group")),
        .resume = control(systemSignals, "SIGCONT", Target::Group,
                          Texts::tr("Send SIGCONT to the group")),
    };
}

QList<SignalChoice> signalChoices(const QList<SignalName> &systemSignals)
{
    const bool isWindows = areOfWindows(systemSignals);
    QList<SignalChoice> choices;
    for (const SignalName &signal : systemSignals) {
        const QString means = isWindows ? windowsMeans(signal) : QString();
        const QString name = QString::fromLatin1(signal.name);
        choices.append(
            {signal.number,
             means.isEmpty() ? QStringLiteral("%1 %2").arg(signal.number).arg(name) : means,
             signal.name.startsWith("SIGRT")});
    }
    return choices;
}

} // namespace Spawnscope
