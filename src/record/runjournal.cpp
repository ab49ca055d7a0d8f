// SPDX-License-Identifier: MIT
#include "record/runjournal.h"

#include "record/recordio_p.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSysInfo>

namespace Spawnscope {

namespace {

using Key = QLatin1StringView;

constexpr Key FormatName("spawnscope-run");
constexpr Key FormatKey("format");
constexpr Key VersionKey("version");
constexpr Key StartedKey("started");
constexpr Key SegmentBytesKey("segmentBytes");
constexpr Key RetentionKey("retention");
constexpr Key KeepKey("keep");
constexpr Key LimitBytesKey("limitBytes");
constexpr Key ExactOrderKey("exactOrder");
constexpr Key TerminalKey("terminal");
constexpr Key WriterKey("writer");
constexpr Key PidKey("pid");
constexpr Key TimeKey("t");
constexpr Key EventKey("event");

constexpr qint64 MaxHeaderBytes = 64 * 1024;
constexpr qint64 MaxJournalBytes = 256 * 1024 * 1024;
constexpr qint64 HeadBytes = 4 * 1024 * 1024; // more than Linux takes as arguments and environment
constexpr qint64 TailBytes = 64 * 1024;

struct KeepName
{
    Retention::Keep keep;
    Key name;
};
constexpr KeepName KeepNames[] = {
    {Retention::Keep::Everything, Key("everything")},
    {Retention::Keep::HeadAndTail, Key("headAndTail")},
    {Retention::Keep::Tail, Key("tail")},
};

Key nameOf(Retention::Keep keep)
{
    for (const KeepName &entry : KeepNames) {
        if (entry.keep == keep)
            return entry.name;
    }
    Q_UNREACHABLE();
}

std::optional<Retention::Keep> keepFromName(const QString &name)
{
    for (const KeepName &entry : KeepNames) {
        if (entry.name == name)
            return entry.keep;
    }
    return std::nullopt;
}

RecordError damaged(const QString &path, qint64 offset = 0)
{
    RecordError error;
    error.stage = RecordStage::Identify;
    error.path = path;
    error.detail = offset;
    return error;
}

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    // Two defaults tell a number with a fraction, and what is no number at all, from a whole one.
    const qint64 number = value.toInteger(0);
    if (!value.isDouble() || number != value.toInteger(1))
        return std::nullopt;
    return number;
}

/// With its offset from UTC, so that people read the time that their clocks showed.
QString isoTime(const QDateTime &when)
{
    return when.toOffsetFromUtc(when.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

std::optional<Retention> retentionFromJson(const QJsonObject &json)
{
    const auto keep = keepFromName(json.value(KeepKey).toString());
    const auto limit = wholeNumber(json.value(LimitBytesKey));
    if (!keep || !limit || *limit < 0)
        return std::nullopt;
    return Retention{*keep, *limit};
}

std::optional<RunHeader> headerFromJson(const QJsonObject &json)
{
    const QDateTime started = QDateTime::fromString(json.value(StartedKey).toString(),
                                                    Qt::ISODateWithMs);
    const auto segmentBytes = wholeNumber(json.value(SegmentBytesKey));
    const auto retention = retentionFromJson(json.value(RetentionKey).toObject());
    if (!started.isValid() || !segmentBytes || *segmentBytes < 1 || !retention)
        return std::nullopt;
    return RunHeader{started,
                     *segmentBytes,
                     *retention,
                     json.value(ExactOrderKey).toBool(),
                     json.value(TerminalKey).toBool(),
                     json.value(WriterKey).toObject().value(PidKey).toInteger()};
}

QJsonObject thisWriter()
{
    return {{PidKey, QCoreApplication::applicationPid()},
            {Key("bootId"), QString::fromLatin1(QSysInfo::bootUniqueId())}};
}

/// A line with its time and name in front, where people look for them.
QByteArray lineOf(const RunEvent &event)
{
    QJsonObject fields = event.fields;
    fields.remove(TimeKey);
    fields.remove(EventKey);
    const QByteArray name =
        QJsonDocument(QJsonObject{{EventKey, event.name}}).toJson(QJsonDocument::Compact);
    QByteArray line = "{\"t\":" + QByteArray::number(qint64(event.when.count())) + ','
        + name.sliced(1);
    if (!fields.isEmpty()) {
        line.back() = ',';
        line += QJsonDocument(fields).toJson(QJsonDocument::Compact).sliced(1);
    }
    return line + '\n';
}

std::optional<RunEvent> eventFromLine(QByteArrayView line)
{
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray::fromRawData(line.data(), line.size()));
    QJsonObject fields = document.object();
    const auto time = wholeNumber(fields.take(TimeKey));
    const QString name = fields.take(EventKey).toString();
    if (!time || name.isEmpty())
        return std::nullopt;
    return RunEvent{std::chrono::nanoseconds(*time), name, fields};
}

} // namespace

RecordResult<void> writeRunHeader(const QString &folder, const RunHeader &header)
{
    QJsonObject json{
        {FormatKey, FormatName},
        {VersionKey, RunHeader::Version},
        {StartedKey, isoTime(header.started)},
        {WriterKey, thisWriter()},
        {SegmentBytesKey, header.segmentBytes},
        {RetentionKey,
         QJsonObject{{KeepKey, nameOf(header.retention.keep)},
                     {LimitBytesKey, header.retention.limitBytes}}},
        {ExactOrderKey, header.exactOrder},
    };
    if (header.hasTerminal)
        json.insert(TerminalKey, true);
    return writeSmallFile(pathIn(folder, RunHeader::FileName), QJsonDocument(json).toJson());
}

RecordResult<RunHeader> readRunHeader(const QString &folder)
{
    const QString path = pathIn(folder, RunHeader::FileName);
    const auto bytes = readSmallFile(path, MaxHeaderBytes);
    if (!bytes)
        return unexpected(bytes.error());
    QJsonParseError parsing;
    const QJsonObject json = QJsonDocument::fromJson(*bytes, &parsing).object();
    if (parsing.error != QJsonParseError::NoError)
        return unexpected(damaged(path, parsing.offset));
    const auto version = wholeNumber(json.value(VersionKey));
    if (json.value(FormatKey).toString() != FormatName || !version)
        return unexpected(damaged(path));
    if (*version != RunHeader::Version) {
        RecordError error = damaged(path, *version);
        error.stage = RecordStage::Version;
        return unexpected(error);
    }
    const auto header = headerFromJson(json);
    if (!header)
        return unexpected(damaged(path));
    return *header;
}

RecordResult<RunJournal> RunJournal::create(const QString &folder)
{
    auto file = AppendFile::create(pathIn(folder, FileName));
    if (!file)
        return unexpected(file.error());
    return RunJournal(std::move(*file));
}

std::optional<RecordError> RunJournal::add(const RunEvent &event)
{
    m_rest += lineOf(event);
    return flush();
}

std::optional<RecordError> RunJournal::flush()
{
    while (!m_rest.isEmpty()) {
        const auto written = m_file.append(m_rest);
        if (!written)
            return written.error();
        m_rest.remove(0, *written);
    }
    return std::nullopt;
}

RunEvents runEventsFromJson(QByteArrayView lines)
{
    RunEvents result;
    while (!lines.isEmpty()) {
        const qsizetype end = lines.indexOf('\n');
        const QByteArrayView line = end < 0 ? lines : lines.first(end);
        // Also without its line feed a line is whole when it is an object.
        if (auto event = eventFromLine(line))
            result.events.append(std::move(*event));
        else if (end < 0)
            result.hasTornEnd = true;
        else
            ++result.damagedLines;
        lines = lines.sliced(end < 0 ? lines.size() : end + 1);
    }
    return result;
}

RecordResult<RunEvents> readRunEvents(const QString &folder)
{
    const auto bytes = readSmallFile(pathIn(folder, RunJournal::FileName), MaxJournalBytes);
    if (!bytes)
        return unexpected(bytes.error());
    return runEventsFromJson(*bytes);
}

RecordResult<RunEvents> readFirstAndLastRunEvents(const QString &folder)
{
    const auto ends = readFileEnds(pathIn(folder, RunJournal::FileName), HeadBytes, TailBytes);
    if (!ends)
        return unexpected(ends.error());
    RunEvents result = runEventsFromJson(ends->head);
    if (ends->tail.isEmpty())
        return result;
    // The line in which the tail begins is only part of one.
    const qsizetype lineEnd = ends->tail.indexOf('\n');
    const RunEvents last = runEventsFromJson(QByteArrayView(ends->tail).sliced(lineEnd + 1));
    result.events += last.events;
    result.damagedLines += last.damagedLines;
    result.hasTornEnd = last.hasTornEnd;
    return result;
}

} // namespace Spawnscope
