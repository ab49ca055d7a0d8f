// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QJsonObject>

#include <memory>
#include <optional>

namespace Spawnscope {

/// What is given up when a run prints more than it may.
struct Retention
{
    enum class Keep : quint8 {
        Everything, ///< nothing; when the disk is full the child waits
        HeadAndTail, ///< the middle: the first eighth of the limit stays, and the newest
        Tail, ///< the oldest
    };
    Keep keep = Keep::Everything;
    qint64 limitBytes = 0; ///< of output on disk, for HeadAndTail and Tail; at least 1 MiB

    bool operator==(const Retention &) const = default;
};

/// One entry of the journal of a run: what happened besides output.
struct RunEvent
{
    std::chrono::nanoseconds when{0}; ///< on OutputLog::clock()
    QString name; ///< "start", "exit", "signal", … see FORMAT.md
    QJsonObject fields;
};

struct LogFiles;

/// How a record stands.
enum class RecordState : quint8 {
    Writing, ///< a program writes it now
    Complete, ///< the journal has its "finish"
    Interrupted, ///< its writer ended without finishing it
};

/// One run on disk: a folder with the bytes it printed, their indexes, and a journal. FORMAT.md
/// beside this file describes it.
///
/// Files:   the folder is 0700, its files are 0600.
/// Writing: by the one object that created it, on one thread at a time; the folder is locked
///          meanwhile. Reading: by any number of objects and programs, at any time.
/// Lock:    as long as an object has a finished record open, nobody deletes it (WriterLock).
/// Limits:  SIGXFSZ is to be ignored in this program, which it would end where a file reaches the
///          size that RLIMIT_FSIZE allows; then that is like a full disk.
/// Crash:   whatever reached a file stays. Opening an interrupted record makes its indexes whole
///          again, from the bytes themselves where need be.
class RunRecord final
{
public:
    struct Options
    {
        Retention retention;
        qint64 reserveBytes = 0; ///< what must stay free on the disk; see RecordError::isDiskFull
        bool exactOrder = false;
        bool hasTerminal = false; ///< with a terminalLog(); the retention's limit is for both logs
        /// The wall clock at its zero, for what happened earlier; invalid: now.
        QDateTime started = {};
    };
    /// Creates a folder of a new name in @p root, which is created with its parents when missing.
    static RecordResult<std::shared_ptr<RunRecord>> create(const QString &root,
                                                           const Options &options);
    enum class Growth : quint8 {
        Ignored, ///< what is there now
        Followed, ///< of a record that is being written, what follow() takes up
    };
    /// Opens what another object or program wrote or is writing; repairs it if interrupted, in
    /// memory only when the folder is not writable or somebody else has it open.
    static RecordResult<std::shared_ptr<RunRecord>> open(const QString &folder,
                                                         Growth growth = Growth::Ignored);
    ~RunRecord();
    Q_DISABLE_COPY_MOVE(RunRecord)

    QString folder() const { return m_folder; }
    /// Alive as long as anyone holds it, also beyond this object.
    const std::shared_ptr<OutputLog> &log() const { return m_log; }
    /// What went through the run's terminal, byte by byte; null without one. Stdout is what the
    /// child wrote, Stdin what was typed, and a note "size COLUMNSxROWS" tells of each size, in
    /// their order. Written and read like log(), on the same clock.
    const std::shared_ptr<OutputLog> &terminalLog() const { return m_terminalLog; }
    const Retention &retention() const { return m_options.retention; }

    /// Adds to the journal, with the time of now. Written at once; what a full disk refuses is
    /// held back and tried again with the next entry, flush() or finish().
    std::optional<RecordError> addEvent(const QString &name, const QJsonObject &fields = {});
    std::optional<RecordError> flush(); ///< of the journal and the logs
    /// Writes the journal's "finish" and ends the logs. Nothing may be written after it.
    std::optional<RecordError> finish();

    QList<RunEvent> events() const; ///< thread-safe
    RecordState state() const;
    qint64 writerPid() const; ///< of the program that wrote or writes it; 0 when not known

    /// Takes up what its writer has added: to the log, to the events, to the state. It changes no
    /// file. Only with Growth::Followed, on one thread at a time; does nothing for a record that is
    /// not being written any more. Takes its time.
    enum class Followed : quint8 {
        Yes,
        Not, ///< the writer gave up output meanwhile: the record is to be opened anew
    };
    Followed follow();
    /// When a record that was opened had been written to last.
    QDateTime lastWritten() const;
    /// What opening had to do: bytes found beyond the index, or index entries beyond the bytes.
    struct Repair
    {
        qint64 bytesIndexedAnew = 0;
        qint64 entriesDropped = 0;
        bool isNeeded() const { return bytesIndexedAnew > 0 || entriesDropped > 0; }
    };
    const Repair &repair() const { return m_repair; }

private:
    struct Files;
    RunRecord();
    std::optional<RecordError> createFiles();
    std::optional<RecordError> flushLogs();
    std::shared_ptr<OutputLog> createLog(const LogFiles &files, const OutputClock &clock,
                                         std::optional<RecordError> *error) const;
    std::optional<RecordError> load(const LogFiles &files, Growth growth);
    RecordResult<std::shared_ptr<OutputLog>> loadLog(const LogFiles &files, Growth growth,
                                                     bool isLocked);

    QString m_folder;
    Options m_options;
    std::shared_ptr<OutputLog> m_log;
    std::shared_ptr<OutputLog> m_terminalLog;
    std::unique_ptr<Files> m_files;
    Repair m_repair;
};

} // namespace Spawnscope
