// SPDX-License-Identifier: MIT
#include "app/eventjson.h"

#include "base/jsontext.h"
#include "base/signalnames.h"

#include <QDateTime>
#include <QTimeZone>

namespace Spawnscope {

namespace {

/// Members in the order they are added, which QJsonObject does not keep.
class JsonLine
{
public:
    explicit JsonLine(const char *event) { add("event", jsonStringFromUtf8(event)); }

    JsonLine &add(const char *key, const QByteArray &json)
    {
        m_text += m_text.isEmpty() ? '{' : ',';
        m_text += jsonStringFromUtf8(key);
        m_text += ':';
        m_text += json;
        return *this;
    }
    JsonLine &add(const char *key, qint64 number) { return add(key, QByteArray::number(number)); }
    JsonLine &add(const char *key, std::chrono::nanoseconds time)
    {
        return add(key, QByteArray::number(double(time.count()) / 1e9, 'f', 6));
    }

    QByteArray end() const { return m_text + "}\n"; }

private:
    QByteArray m_text;
};

QByteArray returncodeJson(const ExitStatus &status)
{
    const std::optional<int> returncode = status.returncode();
    return returncode ? QByteArray::number(*returncode) : QByteArrayLiteral("null");
}

QByteArray signalJson(const ExitStatus &status)
{
    return status.kind == ExitStatus::Kind::Signalled ? jsonStringFromUtf8(signalName(status.code))
                                                      : QByteArrayLiteral("null");
}

QByteArray usageJson(const ResourceUsage &usage)
{
    const auto seconds = [](std::chrono::microseconds time) {
        return QByteArray::number(double(time.count()) / 1e6, 'f', 6);
    };
    return "{\"user_time\":" + seconds(usage.userTime)
        + ",\"system_time\":" + seconds(usage.systemTime)
        + ",\"max_resident_bytes\":" + QByteArray::number(usage.maxResidentBytes)
        + ",\"minor_faults\":" + QByteArray::number(usage.minorFaults)
        + ",\"major_faults\":" + QByteArray::number(usage.majorFaults)
        + ",\"voluntary_switches\":" + QByteArray::number(usage.voluntarySwitches)
        + ",\"involuntary_switches\":" + QByteArray::number(usage.involuntarySwitches) + '}';
}

const char *stageName(ProcessStage stage)
{
    switch (stage) {
    case ProcessStage::Arguments:
        return "arguments";
    case ProcessStage::LookUpUser:
        return "look_up_user";
    case ProcessStage::OpenFile:
        return "open_file";
    case ProcessStage::CreatePipe:
        return "create_pipe";
    case ProcessStage::CreateTerminal:
        return "create_terminal";
    case ProcessStage::CreateProcess:
        return "create_process";
    case ProcessStage::Redirect:
        return "redirect";
    case ProcessStage::ChangeDirectory:
        return "change_directory";
    case ProcessStage::Execute:
        return "execute";
    default:
        return "prepare"; // settings of the child that a run from here does not use
    }
}

} // namespace

QByteArray EventJson::started(qint64 pid, const QByteArrayList &argv,
                              std::chrono::system_clock::time_point when)
{
    QByteArrayList arguments;
    for (const QByteArray &argument : argv)
        arguments.append(jsonString(argument));
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(
        when.time_since_epoch());
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(sinceEpoch.count(), QTimeZone::utc());
    return JsonLine("started")
        .add("time", Time(0))
        .add("date", jsonStringFromUtf8(date.toString(Qt::ISODateWithMs).toUtf8()))
        .add("pid", pid)
        .add("argv", '[' + arguments.join(',') + ']')
        .end();
}

QByteArray EventJson::data(Time time, int fd, QByteArrayView bytes)
{
    JsonLine line("data");
    line.add("stream", fd == 2 ? QByteArrayLiteral("\"stderr\"") : QByteArrayLiteral("\"stdout\""));
    line.add("time", time);
    if (bytes.isValidUtf8())
        line.add("text", jsonStringFromUtf8(bytes));
    else
        line.add("base64", '"' + bytes.toByteArray().toBase64() + '"');
    return line.end();
}

QByteArray EventJson::exited(Time time, const ExitStatus &status, const ResourceUsage &usage,
                             Time elapsed)
{
    return JsonLine("exited")
        .add("time", time)
        .add("returncode", returncodeJson(status))
        .add("signal", signalJson(status))
        .add("dumped_core",
             status.dumpedCore ? QByteArrayLiteral("true") : QByteArrayLiteral("false"))
        .add("rusage", usageJson(usage))
        .add("elapsed", elapsed)
        .end();
}

QByteArray EventJson::finished(Time time, const ExitStatus &status, qint64 outputBytes,
                               qint64 errorBytes)
{
    return JsonLine("finished")
        .add("time", time)
        .add("returncode", returncodeJson(status))
        .add("stdout_bytes", outputBytes)
        .add("stderr_bytes", errorBytes)
        .end();
}

QByteArray EventJson::failed(const ProcessError &error, const QString &message)
{
    return JsonLine("failed")
        .add("stage", jsonStringFromUtf8(stageName(error.stage)))
        .add("errno", qint64(error.code.value()))
        .add("message", jsonStringFromUtf8(message.toUtf8()))
        .end();
}

} // namespace Spawnscope
