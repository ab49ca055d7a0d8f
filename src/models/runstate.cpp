// SPDX-License-Identifier: MIT
#include "models/runstate.h"

#include "base/signalnames.h"
#include "launcher/document.h"
#include "launcher/explanation.h"
#include "launcher/recordedrun.h"
#include "launcher/session.h"

#include <QCoreApplication>

#include <algorithm>

namespace Spawnscope {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::RunState)
};

/// Where no exit status tells of it.
bool wasTerminatedFromHere(const Session &session)
{
    const std::optional<int> code = exitCodeOfTermination();
    if (!code || session.returncode() != code)
        return false;
    const QList<SentSignal> &sent = session.sentSignals();
    return session.isStopping() || (session.stopReport() && session.stopReport()->endedByStep >= 0)
        || std::any_of(sent.cbegin(), sent.cend(), [](const SentSignal &signal) {
               return !signal.error
                   && (signal.number == killSignal || signal.number == terminateSignal);
           });
}

} // namespace

RunState runStateOf(const Session &session)
{
    return session.state() == Session::State::Exited ? RunState::OutputHeld : outcomeOf(session);
}

RunState outcomeOf(const Session &session)
{
    switch (session.state()) {
    case Session::State::Starting:
        return RunState::Starting;
    case Session::State::FailedToStart:
        return RunState::NotStarted;
    case Session::State::Running:
        if (session.isStopping())
            return RunState::Stopping;
        return session.isStopped() ? RunState::Paused : RunState::Running;
    case Session::State::Opened:
        return session.document()->status().isReading ? RunState::Reading : RunState::Opened;
    case Session::State::Exited:
    case Session::State::Finished:
        break;
    }
    return exitOf(session);
}

RunState exitOf(const Session &session)
{
    if (!session.exitStatus())
        return RunState::Unknown;
    if (wasTerminatedFromHere(session))
        return RunState::Signalled;
    switch (session.exitStatus()->kind) {
    case ExitStatus::Kind::Exited:
        return session.exitStatus()->code == 0 ? RunState::Succeeded : RunState::Failed;
    case ExitStatus::Kind::Signalled:
        return RunState::Signalled;
    case ExitStatus::Kind::Unknown:
        break;
    }
    return RunState::Unknown;
}

QString runStateWord(RunState state)
{
    switch (state) {
    case RunState::Starting:
        return Translations::tr("Starting");
    case RunState::Running:
        return Translations::tr("Running");
    case RunState::Paused:
        return Translations::tr("Paused");
    case RunState::Stopping:
        return Translations::tr("Stopping");
    case RunState::OutputHeld:
        return Translations::tr("Output held");
    case RunState::Succeeded:
        return Translations::tr("Succeeded");
    case RunState::Failed:
        return Translations::tr("Failed");
    case RunState::Signalled:
        return Translations::tr("Signalled");
    case RunState::NotStarted:
        return Translations::tr("Not started");
    case RunState::Opened:
        return Translations::tr("Opened");
    case RunState::Reading:
        return Translations::tr("Reading");
    case RunState::Unknown:
        break;
    }
    return Translations::tr("Unknown");
}

QString sessionTitle(const Session &session)
{
    const QString command = QString::fromUtf8(session.spec().commandLine()).simplified();
    const Document *document = session.document();
    if (!document || !command.isEmpty())
        return command;
    const bool isInput = document->kind() == Document::Kind::Input
        || (document->run() && document->run()->isInput);
    return isInput ? Translations::tr("standard input") : document->path();
}

QString sessionKindWord(const Session &session)
{
    if (const Document *document = session.document()) {
        switch (document->kind()) {
        case Document::Kind::File:
            return Translations::tr("File");
        case Document::Kind::Record:
            return Translations::tr("Record");
        case Document::Kind::Input:
            return Translations::tr("Input");
        }
    }
    const LaunchSpec &spec = session.spec();
    if (spec.mode == LaunchSpec::Mode::Exec)
        return Translations::tr("Exec");
    return spec.shell == CommandShell::PowerShell ? Translations::tr("PowerShell")
                                                  : Translations::tr("Shell");
}

QString returncodeText(const Session &session)
{
    if (!session.exitStatus())
        return {};
    return shortReturncode(*session.exitStatus(), session.spec().mode);
}

QString outcomeSentence(const Session &session)
{
    if (session.state() == Session::State::FailedToStart)
        return Translations::tr("The command could not be started.");
    if (!session.exitStatus())
        return {};
    if (wasTerminatedFromHere(session))
        return Translations::tr("The process was terminated from here.");
    return explainExit(*session.exitStatus(), session.spec().mode);
}

} // namespace Spawnscope
