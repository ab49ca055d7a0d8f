// SPDX-License-Identifier: MIT
#include "record/recordlibrary.h"

#include "record/recordio_p.h"
#include "record/runjournal.h"
#include "record/writerlock.h"

#include <QDir>
#include <QDirIterator>

namespace Spawnscope {

namespace {

bool hasFile(const QString &folder, const char *file)
{
    const QFileInfo info(pathIn(folder, file));
    return info.isFile() && !info.isSymLink();
}

/// A header that cannot be read makes a record only beside the file of the lock: what else a
/// "run.json" may be is not for us to delete.
bool isRecord(const QString &folder)
{
    return hasFile(folder, RunHeader::FileName)
        && (hasFile(folder, WriterLock::FileName) || readRunHeader(folder));
}

QStringList recordFolders(const QString &root)
{
    QStringList folders;
    QDirIterator entries(root, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    while (entries.hasNext()) {
        const QString folder = entries.next();
        if (isRecord(folder))
            folders.append(folder);
    }
    return folders;
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder,
                       QDir::Files | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot
                           | QDir::NoSymLinks);
    while (files.hasNext()) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

/// Also fills in what the events say.
RecordState stateFromEvents(const QList<RunEvent> &events, RecordSummary *summary)
{
    RecordState state = RecordState::Interrupted;
    for (const RunEvent &event : events) {
        summary->duration = std::max(summary->duration, event.when);
        if (event.name == RunEventName::Start)
            summary->start = event.fields;
        else if (event.name == RunEventName::Exit)
            summary->exit = event.fields;
        else if (event.name == RunEventName::Finish)
            state = RecordState::Complete;
    }
    return state;
}

RecordSummary summaryOf(const QString &folder)
{
    RecordSummary summary;
    summary.folder = folder;
    summary.bytesOnDisk = bytesIn(folder);
    // Asked before the events are read: a record may be finished in between, but not begun again.
    const bool isWriting = WriterLock::isHeld(folder);
    const auto header = readRunHeader(folder);
    const auto read = readFirstAndLastRunEvents(folder);
    summary.isReadable = header && read;
    summary.started = header ? header->started
                             : QFileInfo(pathIn(folder, RunHeader::FileName)).lastModified();
    summary.state = stateFromEvents(read ? read->events : QList<RunEvent>(), &summary);
    if (isWriting)
        summary.state = RecordState::Writing;
    return summary;
}

bool isNewer(const RecordSummary &a, const RecordSummary &b)
{
    return a.started != b.started ? a.started > b.started : a.folder > b.folder;
}

QStringList canonical(const QStringList &paths)
{
    QStringList result;
    for (const QString &path : paths)
        result.append(QFileInfo(path).canonicalFilePath());
    return result;
}

} // namespace

QList<RecordSummary> RecordLibrary::list() const
{
    QList<RecordSummary> records;
    for (const QString &folder : recordFolders(m_root))
        records.append(summaryOf(folder));
    std::sort(records.begin(), records.end(), isNewer);
    return records;
}

qint64 RecordLibrary::bytesOnDisk() const
{
    qint64 bytes = 0;
    for (const QString &folder : recordFolders(m_root))
        bytes += bytesIn(folder);
    return bytes;
}

RecordResult<void> RecordLibrary::remove(const QString &folder) const
{
    const QFileInfo info(QDir::cleanPath(folder));
    const bool isInRoot = info.dir() == QDir(m_root)
        || info.dir().canonicalPath() == QDir(m_root).canonicalPath();
    if (!isInRoot || info.isSymLink() || !info.isDir() || !isRecord(info.filePath())) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = folder;
        return unexpected(error);
    }
    // Held until the folder is gone.
    const auto lock = WriterLock::take(info.filePath());
    if (!lock)
        return unexpected(lock.error());
    // As long as these two are there, what a failure leaves behind is a record and can be removed.
    return removeFolder(
        info.filePath(),
        {QLatin1StringView(WriterLock::FileName), QLatin1StringView(RunHeader::FileName)});
}

RecordLibrary::Removed RecordLibrary::shrinkTo(qint64 limitBytes, const QStringList &keep) const
{
    const QStringList kept = canonical(keep);
    QList<RecordSummary> records = list();
    qint64 bytes = 0;
    for (const RecordSummary &record : std::as_const(records))
        bytes += record.bytesOnDisk;

    Removed removed;
    for (; bytes > limitBytes && !records.isEmpty(); records.removeLast()) {
        const RecordSummary &oldest = records.constLast();
        if (oldest.state == RecordState::Writing
            || kept.contains(QFileInfo(oldest.folder).canonicalFilePath()))
            continue;
        const auto result = remove(oldest.folder);
        if (!result) {
            const bool isInUse = result.error().code == std::errc::operation_would_block;
            if (!removed.error && !isInUse)
                removed.error = result.error();
            continue;
        }
        bytes -= oldest.bytesOnDisk;
        removed.bytes += oldest.bytesOnDisk;
        removed.folders.append(oldest.folder);
    }
    return removed;
}

RecordLibrary::Removed RecordLibrary::removeAll(const QStringList &keep) const
{
    // Also those of no bytes at all.
    return shrinkTo(-1, keep);
}

} // namespace Spawnscope
