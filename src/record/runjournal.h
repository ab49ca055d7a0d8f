// SPDX-License-Identifier: MIT
#pragma once

#include "record/recordio_p.h"
#include "record/runrecord.h"

namespace Spawnscope {

/// What the small files of a record hold besides output: run.json and events.jsonl. FORMAT.md
/// beside this file names their fields.

/// run.json, which makes a folder a record. Written once, before the first output.
struct RunHeader
{
    static constexpr char FileName[] = "run.json";
    static constexpr int Version = 1;

    QDateTime started; ///< where the times of the record count from; exact to the millisecond
    qint64 segmentBytes = 0;
    Retention retention;
    bool exactOrder = false;
    bool hasTerminal = false; ///< there is a second log, of what went through a terminal
    qint64 writerPid = 0; ///< when it is read: of the program that wrote it
};

/// Also writes down the process that it is called in.
RecordResult<void> writeRunHeader(const QString &folder, const RunHeader &header);
/// Errors: OpenFile and ReadFile as the system has them; Identify where it is damaged; Version.
RecordResult<RunHeader> readRunHeader(const QString &folder);

/// Names of events that the program writes.
namespace RunEventName {
inline constexpr QLatin1StringView Start("start");
inline constexpr QLatin1StringView StartFailed("startFailed");
inline constexpr QLatin1StringView Input("input");
inline constexpr QLatin1StringView Signal("signal");
inline constexpr QLatin1StringView Stop("stop");
inline constexpr QLatin1StringView StopEnd("stopEnd");
inline constexpr QLatin1StringView Leave("leave");
inline constexpr QLatin1StringView Pause("pause");
inline constexpr QLatin1StringView Resume("resume");
inline constexpr QLatin1StringView Lost("lost");
inline constexpr QLatin1StringView Exit("exit");
inline constexpr QLatin1StringView Finish("finish");
} // namespace RunEventName

/// Writes events.jsonl.
///
/// Thread: one at a time.
/// Order:  a line is written at once, in one write. What the system did not take is held in memory
///         and goes before everything later, so no line is ever torn but the last.
class RunJournal final
{
public:
    static constexpr char FileName[] = "events.jsonl";

    static RecordResult<RunJournal> create(const QString &folder);

    /// An error means that some of it is held back, and is tried again by the next call.
    std::optional<RecordError> add(const RunEvent &event);
    std::optional<RecordError> flush();
    qsizetype heldBackBytes() const { return m_rest.size(); }

private:
    explicit RunJournal(AppendFile file)
        : m_file(std::move(file))
    {}

    AppendFile m_file;
    QByteArray m_rest;
};

/// What could be read of events.jsonl.
struct RunEvents
{
    QList<RunEvent> events; ///< in the order of the file
    qint64 damagedLines = 0; ///< left out
    bool hasTornEnd = false; ///< the last line is cut off and left out: its writer died
};
/// Errors: OpenFile, ReadFile; Identify for a file beyond any reason.
RecordResult<RunEvents> readRunEvents(const QString &folder);
/// As readRunEvents(), but of a long journal its beginning and its end only.
RecordResult<RunEvents> readFirstAndLastRunEvents(const QString &folder);
RunEvents runEventsFromJson(QByteArrayView lines);

} // namespace Spawnscope
