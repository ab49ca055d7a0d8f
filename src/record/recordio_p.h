// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "record/recorderror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <utility>

namespace Spawnscope {

/// The few operations on files that the small files of a record need.
///
/// Platform: recordio_unix.cpp, recordio_windows.cpp. Where access is not by modes ("0600"), a file
/// has that of its folder.
inline constexpr unsigned PrivateFileMode = 0600;

/// The path of a file of a record.
inline QString pathIn(const QString &folder, const char *file)
{
    return folder + u'/' + QLatin1StringView(file);
}

/// The error for @p systemError, an errno.
RecordError recordError(RecordStage stage, const QString &path, int systemError);
/// The error that the system told this thread last: errno, GetLastError(). Unset if it told none.
RecordError lastRecordError(RecordStage stage, const QString &path);

/// All of a regular file; anything else, also behind a symbolic link, is refused at once
/// (RecordStage::OpenFile), as is a file of more than @p maxBytes (RecordStage::Identify).
RecordResult<QByteArray> readSmallFile(const QString &path, qint64 maxBytes);
/// The first @p headBytes and the last @p tailBytes of a file, or all of it as the head if it has
/// no more than both.
struct FileEnds
{
    QByteArray head;
    QByteArray tail;
};
RecordResult<FileEnds> readFileEnds(const QString &path, qint64 headBytes, qint64 tailBytes);
/// Writes a file that is there whole or not at all; 0600. Not synced to the disk.
RecordResult<void> writeSmallFile(const QString &path, QByteArrayView bytes);

/// A new folder, 0700; one that exists is refused.
RecordResult<void> makeFolder(const QString &path);
/// Removes a folder with all its files, those named in @p last after the others, in that order.
/// Follows no link, and refuses a folder that holds another before anything is removed
/// (RecordStage::Identify).
RecordResult<void> removeFolder(const QString &path, const QStringList &last);

/// A file that only grows.
class AppendFile final
{
public:
    /// A new file, 0600; one that exists is refused.
    static RecordResult<AppendFile> create(const QString &path);

    /// One write to the system, of @p bytes from the front: how many it took, which is at least
    /// one of them.
    RecordResult<qsizetype> append(QByteArrayView bytes);

private:
    AppendFile(UniqueFd fd, QString path)
        : m_fd(std::move(fd))
        , m_path(std::move(path))
    {}

    UniqueFd m_fd;
    QString m_path;
};

} // namespace Spawnscope
