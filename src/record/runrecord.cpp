// SPDX-License-Identifier: MIT
#include "record/runrecord.h"

#include "record/logfiles.h"
#include "record/logloader.h"
#include "record/recordio_p.h"
#include "record/runjournal.h"
#include "record/writerlock.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <mutex>
#include <vector>

namespace Spawnscope {

namespace {

constexpr qint64 SmallestLimit = 1024 * 1024;

QString newFolderName()
{
    constexpr QLatin1StringView Letters("0123456789abcdefghijklmnopqrstuvwxyz");
    constexpr int SuffixLength = 4;
    QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-"));
    for (int i = 0; i < SuffixLength; ++i)
        name += Letters[QRandomGenerator::global()->bounded(int(Letters.size()))];
    return name;
}

RecordResult<QString> createFolder(const QString &root)
{
    constexpr int MostTries = 100;
    const QDir parent(root);
    if (!parent.mkpath(QStringLiteral(".")))
        return unexpected(lastRecordError(RecordStage::CreateFolder, root));
    RecordError error;
    for (int i = 0; i < MostTries; ++i) {
        const QString path = parent.absoluteFilePath(newFolderName());
        const auto made = makeFolder(path);
        if (made)
            return path;
        error = made.error();
        if (error.code != std::errc::file_exists)
            break;
    }
    error.path = root;
    return unexpected(error);
}

/// When the newest of its files was written to.
QDateTime lastChange(const QString &folder)
{
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files, QDir::Time);
    return files.isEmpty() ? QDateTime() : files.first().lastModified();
}

bool isFinished(const QList<RunEvent> &events)
{
    return std::any_of(events.begin(), events.end(),
                       [](const RunEvent &event) { return event.name == RunEventName::Finish; });
}

} // namespace

struct RunRecord::Files
{
    std::optional<WriterLock>
        lock; ///< of the writing object; shared once it is finished, or opened
    std::optional<RunJournal> journal;
    QDateTime lastWritten; ///< of a record that was opened
    qint64 writerPid = 0;
    /// Of the logs of a record that is being written by others.
    std::vector<std::unique_ptr<LogLoader>> followers;

    mutable std::mutex mutex; ///< guards all below
    QList<RunEvent> events;
    RecordState state = RecordState::Writing;
};

RunRecord::RunRecord()
    : m_files(std::make_unique<Files>())
{}

RunRecord::~RunRecord()
{
    if (m_files->journal)
        (void)flush();
}

RecordResult<std::shared_ptr<RunRecord>> RunRecord::create(const QString &root,
                                                           const Options &options)
{
    const auto folder = createFolder(root);
    if (!folder)
        return unexpected(folder.error());
    std::shared_ptr<RunRecord> record(new RunRecord);
    record->m_folder = *folder;
    record->m_options = options;
    const qint64 smallest = options.hasTerminal ? 2 * SmallestLimit : SmallestLimit;
    if (options.retention.keep != Retention::Keep::Everything)
        record->m_options.retention.limitBytes = std::max(options.retention.limitBytes, smallest);
    if (auto error = record->createFiles()) {
        QDir(*folder).removeRecursively();
        return unexpected(*std::move(error));
    }
    return record;
}

std::optional<RecordError> RunRecord::createFiles()
{
    auto lock = WriterLock::take(m_folder);
    if (!lock)
        return lock.error();
    m_files->lock.emplace(std::move(*lock));
    auto journal = RunJournal::create(m_folder);
    if (!journal)
        return journal.error();
    m_files->journal.emplace(std::move(*journal));

    OutputClock clock = OutputClock::now();
    if (m_options.started.isValid())
        clock.wall = m_options.started;
    LogFiles files{.folder = m_folder,
                   .header = {.started = clock.wall,
                              .segmentBytes = LogFiles::segmentBytesFor(m_options.retention),
                              .retention = m_options.retention,
                              .exactOrder = m_options.exactOrder,
                              .hasTerminal = m_options.hasTerminal}};
    std::optional<RecordError> error;
    m_log = createLog(files, clock, &error);
    m_log->setExactOrder(m_options.exactOrder);
    if (m_options.hasTerminal && !error) {
        files.prefix = LogFiles::TerminalPrefix;
        m_terminalLog = createLog(files, clock, &error);
    }
    if (error)
        return error;
    if (const auto written = writeRunHeader(m_folder, files.header); !written)
        return written.error();
    return std::nullopt;
}

std::shared_ptr<OutputLog> RunRecord::createLog(const LogFiles &files, const OutputClock &clock,
                                                std::optional<RecordError> *error) const
{
    LogStorage storage = files.storage(FileBytes::Access::ReadWrite, FileBytes::Access::ReadWrite);
    storage.clock = clock;
    storage.reserve = std::make_unique<DiskReserve>(m_folder, m_options.reserveBytes);
    if (storage.gap) {
        // Its room is taken now, so that a full disk cannot keep anything from being given up.
        const QByteArray none = LogGap().encoded(0);
        *error = storage.gap->write(0, none + none).error;
    }
    return LogAccess::create(std::move(storage));
}

RecordResult<std::shared_ptr<RunRecord>> RunRecord::open(const QString &folder, Growth growth)
{
    const auto header = readRunHeader(folder);
    if (!header)
        return unexpected(header.error());
    std::shared_ptr<RunRecord> record(new RunRecord);
    record->m_folder = QDir(folder).absolutePath();
    record->m_options.retention = header->retention;
    record->m_options.exactOrder = header->exactOrder;
    record->m_options.hasTerminal = header->hasTerminal;
    Files &files = *record->m_files;
    files.lastWritten = lastChange(folder);
    files.writerPid = header->writerPid;
    // Who holds the lock may finish it meanwhile, so the lock is asked for first.
    files.state = WriterLock::isHeld(folder) ? RecordState::Writing : RecordState::Interrupted;
    auto events = readRunEvents(folder);
    if (events)
        files.events = std::move(events->events);
    if (isFinished(files.events))
        files.state = RecordState::Complete;
    if (auto error = record->load({.folder = record->m_folder, .header = *header}, growth))
        return unexpected(*std::move(error));
    return record;
}

std::optional<RecordError> RunRecord::load(const LogFiles &files, Growth growth)
{
    // Indexes of a complete record are damaged rather than behind, and left to others to look at.
    std::optional<WriterLock> lock;
    if (m_files->state == RecordState::Interrupted && QFileInfo(m_folder).isWritable()) {
        if (auto taken = WriterLock::take(m_folder))
            lock.emplace(std::move(*taken));
    }
    auto log = loadLog(files, growth, lock.has_value());
    if (!log)
        return log.error();
    m_log = std::move(*log);
    if (files.header.hasTerminal) {
        LogFiles terminalFiles = files;
        terminalFiles.prefix = LogFiles::TerminalPrefix;
        auto terminalLog = loadLog(terminalFiles, growth, lock.has_value());
        if (!terminalLog)
            return terminalLog.error();
        m_terminalLog = std::move(*terminalLog);
    }
    if (lock)
        lock->share();
    m_files->lock = lock ? std::move(lock) : WriterLock::takeShared(m_folder);
    return std::nullopt;
}

/// @p isLocked: nobody else writes, and what is not whole may be mended.
RecordResult<std::shared_ptr<OutputLog>> RunRecord::loadLog(const LogFiles &files, Growth growth,
                                                            bool isLocked)
{
    const bool isFollowed = growth == Growth::Followed && m_files->state == RecordState::Writing;
    const auto purpose = isLocked ? LogLoader::Purpose::Repair
        : isFollowed              ? LogLoader::Purpose::Follow
                                  : LogLoader::Purpose::Read;
    // A writer that gives up output makes what was read before, and what is read after, disagree.
    constexpr int MostTries = 3;
    for (int tries = 1;; ++tries) {
        auto loader = std::make_unique<LogLoader>(files, purpose);
        auto log = loader->load();
        if (!log && (m_files->state != RecordState::Writing || tries == MostTries))
            return unexpected(log.error());
        if (!log)
            continue;
        if (m_files->state != RecordState::Writing) {
            m_repair.bytesIndexedAnew += loader->repair().bytesIndexedAnew;
            m_repair.entriesDropped += loader->repair().entriesDropped;
        }
        if (isLocked && loader->repair().isNeeded())
            loader->writeRepaired();
        if (isFollowed)
            m_files->followers.push_back(std::move(loader));
        return *log;
    }
}

RunRecord::Followed RunRecord::follow()
{
    if (m_files->followers.empty())
        return Followed::Yes;
    // Asked for first, so that everything of a writer that has ended is read afterwards.
    const bool isWriting = WriterLock::isHeld(m_folder);
    for (const auto &follower : m_files->followers) {
        if (!(isWriting ? follower->extend() : follower->extendToEnd()))
            return Followed::Not;
    }
    auto events = readRunEvents(m_folder);
    const QDateTime written = lastChange(m_folder);
    const std::scoped_lock lock(m_files->mutex);
    if (events)
        m_files->events = std::move(events->events);
    m_files->lastWritten = written;
    if (isWriting)
        return Followed::Yes;
    m_files->state = isFinished(m_files->events) ? RecordState::Complete : RecordState::Interrupted;
    m_files->lock = WriterLock::takeShared(m_folder);
    m_files->followers.clear();
    return Followed::Yes;
}

qint64 RunRecord::writerPid() const
{
    return m_files->writerPid;
}

std::optional<RecordError> RunRecord::addEvent(const QString &name, const QJsonObject &fields)
{
    const RunEvent event{.when = std::chrono::steady_clock::now() - m_log->clock().steady,
                         .name = name,
                         .fields = fields};
    {
        const std::scoped_lock lock(m_files->mutex);
        m_files->events.append(event);
    }
    return m_files->journal->add(event);
}

std::optional<RecordError> RunRecord::flushLogs()
{
    auto error = m_log->flush();
    auto terminalError = m_terminalLog ? m_terminalLog->flush() : std::nullopt;
    return error ? error : terminalError;
}

std::optional<RecordError> RunRecord::flush()
{
    auto journalError = m_files->journal->flush();
    auto logError = flushLogs();
    return journalError ? journalError : logError;
}

std::optional<RecordError> RunRecord::finish()
{
    auto logError = flushLogs();
    m_log->finish();
    if (m_terminalLog)
        m_terminalLog->finish();
    auto journalError = addEvent(RunEventName::Finish);
    const std::scoped_lock lock(m_files->mutex);
    m_files->state = RecordState::Complete;
    if (!journalError && m_files->lock)
        m_files->lock->share();
    return logError ? logError : journalError;
}

QList<RunEvent> RunRecord::events() const
{
    const std::scoped_lock lock(m_files->mutex);
    return m_files->events;
}

RecordState RunRecord::state() const
{
    const std::scoped_lock lock(m_files->mutex);
    return m_files->state;
}

QDateTime RunRecord::lastWritten() const
{
    const std::scoped_lock lock(m_files->mutex);
    return m_files->lastWritten;
}

} // namespace Spawnscope
