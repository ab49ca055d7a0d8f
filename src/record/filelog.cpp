// SPDX-License-Identifier: MIT
#include "record/filelog.h"

#include "record/foreignfile_p.h"
#include "record/memorybytes.h"
#include "record/outputlog_p.h"
#include "record/recordio_p.h"

#include <cerrno>
#include <condition_variable>
#include <thread>

namespace Spawnscope {

namespace {

constexpr qsizetype FirstChunkBytes = 64 * 1024; // enough for what a window shows at first
constexpr qsizetype ChunkBytes = 1024 * 1024;
constexpr qsizetype MaxMadeUpBytes = OutputLog::DefaultLimitBytes;
constexpr qsizetype RememberedBytes = 64;

} // namespace

/// Counts on a thread of its own.
struct FileLog::Worker
{
    Worker(std::shared_ptr<const ForeignFile> source, bool isMadeUp, qint64 size);
    ~Worker();
    Q_DISABLE_COPY_MOVE(Worker)

    void ask();
    Progress currentProgress() const;

    const std::shared_ptr<const ForeignFile> file;
    ByteStore *copy = nullptr; // of a file that is made up while it is read; the log's
    std::shared_ptr<OutputLog> log;

private:
    enum class Task : quint8 { Stop, Look, Count };
    enum class Outcome : quint8 { GoOn, Over };

    void run();
    Task nextTask();
    Outcome look();
    Outcome count();
    Outcome atEarlyEnd();
    Outcome shrunk();
    Outcome failed(const RecordError &error);
    bool endIsAsItWas() const;
    bool take(QByteArrayView bytes);
    void setSize(qint64 size);

    // the thread's own
    QByteArray m_buffer;
    QByteArray m_end; // the last bytes that were counted
    qint64 m_counted = 0;
    bool m_isReplaced = false;

    mutable std::mutex m_mutex; // guards the rest but the thread
    std::condition_variable m_wake;
    Progress m_progress;
    bool m_isAsked = false;
    bool m_isStopping = false;
    std::thread m_thread;
};

FileLog::Worker::Worker(std::shared_ptr<const ForeignFile> source, bool isMadeUp, qint64 size)
    : file(std::move(source))
{
    if (isMadeUp) {
        auto bytes = std::make_unique<MemoryBytes>(ChunkBytes);
        copy = bytes.get();
        log = LogAccess::createForeign(std::move(bytes));
    } else {
        log = LogAccess::createForeign(std::make_unique<ForeignBytes>(file));
    }
    // How long a made-up file is shows only at its end.
    m_progress.size = isMadeUp ? 1 : size;
    m_thread = std::thread([this] { run(); });
}

FileLog::Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void FileLog::Worker::ask()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isAsked = true;
    }
    m_wake.notify_one();
}

FileLog::Progress FileLog::Worker::currentProgress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

void FileLog::Worker::run()
{
    m_buffer.resize(ChunkBytes);
    for (Outcome outcome = Outcome::GoOn; outcome == Outcome::GoOn;) {
        switch (nextTask()) {
        case Task::Stop:
            return;
        case Task::Look:
            outcome = look();
            break;
        case Task::Count:
            outcome = count();
            break;
        }
    }
    m_buffer = {};
    log->finish();
}

FileLog::Worker::Task FileLog::Worker::nextTask()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_isStopping || m_isAsked || !m_progress.isComplete(); });
    if (m_isStopping)
        return Task::Stop;
    return std::exchange(m_isAsked, false) ? Task::Look : Task::Count;
}

FileLog::Worker::Outcome FileLog::Worker::look()
{
    if (copy)
        return Outcome::GoOn;
    // Asked before the size is: what came before the replacement is in the old file by now.
    m_isReplaced = m_isReplaced || file->isReplaced();
    const auto size = file->size();
    if (!size)
        return failed(size.error());
    if (*size < m_counted || !endIsAsItWas())
        return shrunk();
    setSize(*size);
    return m_isReplaced && *size == m_counted ? shrunk() : Outcome::GoOn;
}

FileLog::Worker::Outcome FileLog::Worker::count()
{
    const qsizetype most = m_counted == 0 ? FirstChunkBytes : ChunkBytes;
    const auto got = file->read(m_counted, m_buffer.data(), most);
    if (!got)
        return failed(got.error());
    if (*got == 0)
        return atEarlyEnd();
    if (!take(QByteArrayView(m_buffer).first(*got)))
        return failed(recordError(RecordStage::ReadFile, file->path(), EFBIG));
    return m_isReplaced && currentProgress().isComplete() ? shrunk() : Outcome::GoOn;
}

FileLog::Worker::Outcome FileLog::Worker::atEarlyEnd()
{
    if (copy) {
        setSize(m_counted);
        return Outcome::Over;
    }
    const auto size = file->size();
    if (!size)
        return failed(size.error());
    // It was longer when its size was asked for.
    if (*size <= m_counted)
        return shrunk();
    setSize(m_counted);
    return Outcome::GoOn;
}

FileLog::Worker::Outcome FileLog::Worker::shrunk()
{
    const std::lock_guard lock(m_mutex);
    m_progress.hasShrunk = true;
    return Outcome::Over;
}

FileLog::Worker::Outcome FileLog::Worker::failed(const RecordError &error)
{
    const std::lock_guard lock(m_mutex);
    m_progress.error = error;
    return Outcome::Over;
}

/// A file that was cut off and then grew beyond where it was has other bytes there.
bool FileLog::Worker::endIsAsItWas() const
{
    QByteArray end(m_end.size(), Qt::Uninitialized);
    const auto got = file->read(m_counted - end.size(), end.data(), end.size());
    return got && *got == end.size() && end == m_end;
}

bool FileLog::Worker::take(QByteArrayView bytes)
{
    if (copy && (m_counted + bytes.size() > MaxMadeUpBytes || copy->write(m_counted, bytes).error))
        return false;
    LogAccess::add(*log, bytes);
    m_counted += bytes.size();
    m_end += bytes.last(std::min(bytes.size(), RememberedBytes)).toByteArray();
    m_end = m_end.last(std::min(m_end.size(), RememberedBytes));
    const std::lock_guard lock(m_mutex);
    m_progress.counted = m_counted;
    m_progress.size = std::max(m_progress.size, m_counted + (copy ? 1 : 0));
    return true;
}

void FileLog::Worker::setSize(qint64 size)
{
    const std::lock_guard lock(m_mutex);
    m_progress.size = size;
}

ByteStore::Written ForeignBytes::write(qint64, QByteArrayView)
{
    return {0, recordError(RecordStage::WriteFile, m_file->path(), EROFS)};
}

qsizetype ForeignBytes::read(qint64 offset, char *buffer, qsizetype size) const
{
    return m_file->read(offset, buffer, size).value_or(0);
}

FileLog::FileLog() = default;
FileLog::~FileLog() = default;

RecordResult<std::unique_ptr<FileLog>> FileLog::open(const QString &path)
{
    const auto file = ForeignFile::open(path);
    if (!file)
        return unexpected(file.error());
    const auto size = (*file)->size();
    if (!size)
        return unexpected(size.error());
    const auto isMadeUp = (*file)->isMadeUp();
    if (!isMadeUp)
        return unexpected(isMadeUp.error());
    std::unique_ptr<FileLog> result(new FileLog);
    result->m_path = path;
    result->m_worker = std::make_unique<Worker>(*file, *isMadeUp, *size);
    result->m_log = result->m_worker->log;
    return result;
}

FileLog::Progress FileLog::progress() const
{
    return m_worker->currentProgress();
}

void FileLog::watch()
{
    m_worker->ask();
}

} // namespace Spawnscope
