// SPDX-License-Identifier: MIT
#include "launcher/runevents.h"

#include "base/jsontext.h"
#include "base/osstring.h"
#include "base/signalnames.h"
#include "launcher/commandtext.h"
#include "launcher/explanation.h"
#include "launcher/pathsearch.h"
#include "launcher/session.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <iterator>

namespace Spawnscope {

namespace {

using Key = QLatin1StringView;

/// In the order of ProcessStage.
constexpr Key stageNames[] = {
    Key("arguments"),
    Key("lookUpUser"),
    Key("openFile"),
    Key("createPipe"),
    Key("createTerminal"),
    Key("createProcess"),
    Key("redirect"),
    Key("changeDirectory"),
    Key("newSession"),
    Key("takeTerminal"),
    Key("setProcessGroup"),
    Key("setNice"),
    Key("setResourceLimit"),
    Key("setGroups"),
    Key("setGroup"),
    Key("setUser"),
    Key("setParentDeath"),
    Key("execute"),
    Key("wait"),
    Key("signal"),
    Key("read"),
    Key("write"),
    Key("terminal"),
    Key("communicate"),
};
static_assert(std::size(stageNames) == size_t(ProcessStage::Communicate) + 1);

/// In the order of StopSource.
constexpr Key stopSourceNames[] = {Key("user"), Key("close"), Key("quit")};
static_assert(std::size(stopSourceNames) == size_t(StopSource::ProgramEnded) + 1);

QJsonArray toJson(const QByteArrayList &list)
{
    QJsonArray array;
    for (const QByteArray &bytes : list)
        array.append(bytesToJson(bytes));
    return array;
}

QJsonArray environmentOf(const LaunchSpec &spec)
{
    QJsonArray variables;
    const QByteArrayList block = resolvedEnvironment(spec.environment);
    for (const QByteArray &entry : block) {
        const qsizetype equals = entry.indexOf('=');
        variables.append(QJsonObject{{Key("name"), bytesToJson(entry.left(equals))},
                                     {Key("value"), bytesToJson(entry.mid(equals + 1))}});
    }
    return variables;
}

QByteArray directoryOf(const LaunchSpec &spec)
{
    const QString directory = OsString(spec.workingDirectory).toString();
    return OsString(QDir::cleanPath(QDir::current().absoluteFilePath(directory))).bytes();
}

QJsonObject commandFields(const LaunchSpec &spec)
{
    QJsonObject fields{
        {Key("argv"), toJson(spec.startedArgv())},
        {Key("shell"), spec.mode == LaunchSpec::Mode::Shell},
        {Key("environment"), environmentOf(spec)},
        {Key("cwd"), bytesToJson(directoryOf(spec))},
    };
    if (spec.mode == LaunchSpec::Mode::Shell) {
        fields.insert(Key("command"), bytesToJson(spec.command));
        if (spec.shell == CommandShell::PowerShell)
            fields.insert(Key("powerShell"), true);
    }
    return fields;
}

/// The steps that send something.
QJsonArray signalNamesOf(const StopPolicy &policy)
{
    QJsonArray names;
    for (const StopPolicy::Step &step : policy.steps) {
        if (step.action == StopPolicy::Step::Action::Signal)
            names.append(QString::fromLatin1(signalName(step.signal)));
    }
    return names;
}

} // namespace

QJsonObject startFields(const LaunchSpec &spec, const QByteArray &executable, qint64 pid,
                        bool isExactOrder)
{
    QJsonObject fields = commandFields(spec);
    fields.insert(Key("executable"), bytesToJson(executable));
    fields.insert(Key("pid"), pid);
    fields.insert(Key("exactOrder"), isExactOrder);
    if (spec.terminal)
        fields.insert(Key("terminal"),
                      QJsonObject{{Key("rows"), spec.terminal->rows},
                                  {Key("columns"), spec.terminal->columns},
                                  {Key("separateError"), spec.terminal->separateError}});
    return fields;
}

QJsonObject startFailedFields(const LaunchSpec &spec, const ProcessError &error)
{
    QJsonObject fields = commandFields(spec);
    fields.insert(Key("stage"), stageNames[size_t(error.stage)]);
    fields.insert(Key("errno"), error.code.value());
    fields.insert(Key("text"), explainStartFailure(spec, error).sentence);
    return fields;
}

QJsonObject inputFields(const FedInput &input)
{
    QJsonObject fields{{Key("bytes"), input.bytes}};
    if (!input.path.isEmpty())
        fields.insert(Key("file"), bytesToJson(input.path));
    if (input.isEnd)
        fields.insert(Key("eof"), true);
    return fields;
}

QJsonObject signalFields(const SentSignal &signal, SignalSource source)
{
    const bool isForGroup = signal.target == SentSignal::Target::Group;
    QJsonObject fields{
        {Key("number"), signal.number},
        {Key("name"), QString::fromLatin1(signalName(signal.number))},
        {Key("target"), isForGroup ? Key("group") : Key("process")},
        {Key("by"), source == SignalSource::User ? Key("user") : Key("stopPolicy")},
    };
    if (signal.error)
        fields.insert(Key("errno"), signal.error->code.value());
    return fields;
}

QJsonObject stopFields(const StopPolicy &policy, StopSource source)
{
    return {{Key("by"), stopSourceNames[size_t(source)]}, {Key("steps"), signalNamesOf(policy)}};
}

QJsonObject stopEndFields(const StopReport &report)
{
    QJsonArray survivors;
    for (const Survivor &survivor : report.survivors)
        survivors.append(
            QJsonObject{{Key("pid"), survivor.pid}, {Key("name"), bytesToJson(survivor.name)}});
    QJsonObject fields{{Key("survivors"), survivors}};
    if (report.endedByStep)
        fields.insert(Key("endedByStep"), *report.endedByStep);
    return fields;
}

QJsonObject pauseFields(const RecordError &error)
{
    const Key reason = error.isFileSizeLimit() ? Key("fileSizeLimit")
        : error.isDiskFull                     ? Key("diskFull")
                                               : Key("writeError");
    QJsonObject fields{{Key("reason"), reason}};
    if (!error.isDiskFull)
        fields.insert(Key("errno"), error.code.value());
    return fields;
}

QJsonObject exitFields(const ExitStatus &status, const ResourceUsage &usage,
                       std::chrono::nanoseconds elapsed)
{
    QJsonObject fields{
        {Key("elapsedNanoseconds"), qint64(elapsed.count())},
        {Key("userMicroseconds"), qint64(usage.userTime.count())},
        {Key("systemMicroseconds"), qint64(usage.systemTime.count())},
        {Key("maxResidentBytes"), usage.maxResidentBytes},
        {Key("minorFaults"), usage.minorFaults},
        {Key("majorFaults"), usage.majorFaults},
        {Key("voluntarySwitches"), usage.voluntarySwitches},
        {Key("involuntarySwitches"), usage.involuntarySwitches},
    };
    if (const auto returncode = status.returncode())
        fields.insert(Key("returncode"), *returncode);
    if (status.kind == ExitStatus::Kind::Signalled) {
        fields.insert(Key("signal"), status.code);
        fields.insert(Key("coreDumped"), status.dumpedCore);
    }
    return fields;
}

} // namespace Spawnscope
