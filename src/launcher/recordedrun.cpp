// SPDX-License-Identifier: MIT
#include "launcher/recordedrun.h"

#include "base/jsontext.h"
#include "record/runjournal.h"

#include <QJsonArray>

namespace Spawnscope {

namespace {

QByteArray bytesOf(const QJsonObject &fields, QLatin1StringView name)
{
    return bytesFromJson(fields[name]).value_or(QByteArray());
}

QByteArrayList argvOf(const QJsonObject &fields)
{
    QByteArrayList argv;
    const QJsonArray arguments = fields[QLatin1StringView("argv")].toArray();
    for (const auto &argument : arguments)
        argv.append(bytesFromJson(argument).value_or(QByteArray()));
    return argv;
}

void readCommand(const QJsonObject &fields, RecordedRun *run)
{
    LaunchSpec &spec = run->spec;
    spec.argv = argvOf(fields);
    spec.workingDirectory = bytesOf(fields, QLatin1StringView("cwd"));
    if (fields[QLatin1StringView("shell")].toBool()) {
        spec.mode = LaunchSpec::Mode::Shell;
        spec.command = bytesOf(fields, QLatin1StringView("command"));
        if (fields[QLatin1StringView("powerShell")].toBool())
            spec.shell = CommandShell::PowerShell;
        spec.argv.clear();
    }
    if (const QJsonValue terminal = fields[QLatin1StringView("terminal")]; terminal.isObject()) {
        const LaunchTerminal usual;
        spec.terminal = {.rows = terminal[QLatin1StringView("rows")].toInt(usual.rows),
                         .columns = terminal[QLatin1StringView("columns")].toInt(usual.columns),
                         .separateError = terminal[QLatin1StringView("separateError")].toBool()};
    }
    run->hasCommand = !spec.argv.isEmpty() || !spec.command.isEmpty();
    run->isInput = fields[QLatin1StringView("source")].toString() == QLatin1StringView("stdin");
    run->pid = fields[QLatin1StringView("pid")].toInteger();
}

void readExit(const RunEvent &event, RecordedRun *run)
{
    const QJsonObject &fields = event.fields;
    ExitStatus status;
    const QJsonValue returncode = fields[QLatin1StringView("returncode")];
    const QJsonValue signal = fields[QLatin1StringView("signal")];
    if (signal.isDouble()) {
        status.kind = ExitStatus::Kind::Signalled;
        status.code = signal.toInt();
        status.dumpedCore = fields[QLatin1StringView("coreDumped")].toBool();
    } else if (returncode.isDouble()) {
        status.kind = ExitStatus::Kind::Exited;
        status.code = returncode.toInt();
    }
    run->exit = status;
    run->duration = std::chrono::nanoseconds(
        fields[QLatin1StringView("elapsedNanoseconds")].toInteger(event.when.count()));

    const auto number = [&fields](const char *name) {
        return fields[QLatin1StringView(name)].toInteger();
    };
    run->usage = {.userTime = std::chrono::microseconds(number("userMicroseconds")),
                  .systemTime = std::chrono::microseconds(number("systemMicroseconds")),
                  .maxResidentBytes = number("maxResidentBytes"),
                  .minorFaults = number("minorFaults"),
                  .majorFaults = number("majorFaults"),
                  .voluntarySwitches = number("voluntarySwitches"),
                  .involuntarySwitches = number("involuntarySwitches")};
}

void readSignal(const RunEvent &event, const OutputClock &clock, RecordedRun *run)
{
    const bool isToProcess = event.fields[QLatin1StringView("target")].toString()
        == QLatin1StringView("process");
    SentSignal signal;
    signal.number = event.fields[QLatin1StringView("number")].toInt();
    signal.target = isToProcess ? SentSignal::Target::Process : SentSignal::Target::Group;
    signal.when = clock.wallAt(event.when);
    run->sentSignals.append(signal);
}

} // namespace

RecordedRun recordedRun(const QList<RunEvent> &events, const OutputClock &clock)
{
    RecordedRun run;
    run.started = clock.wall;
    std::chrono::nanoseconds last{0};
    for (const RunEvent &event : events) {
        last = std::max(last, event.when);
        if (event.name == RunEventName::Start) {
            readCommand(event.fields, &run);
            run.started = clock.wallAt(event.when);
        } else if (event.name == RunEventName::StartFailed) {
            readCommand(event.fields, &run);
            run.startFailure = event.fields[QLatin1StringView("text")].toString();
        } else if (event.name == RunEventName::Signal) {
            if (!event.fields.contains(QLatin1StringView("errno")))
                readSignal(event, clock, &run);
        } else if (event.name == RunEventName::Exit) {
            readExit(event, &run);
        }
    }
    if (!run.exit)
        run.duration = last;
    return run;
}

} // namespace Spawnscope
