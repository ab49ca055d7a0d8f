// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "record/recordio_p.h"

#include <QFile>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr mode_t PrivateFolder = 0700;

ssize_t writeSome(int fd, QByteArrayView bytes)
{
    ssize_t written = 0;
    do
        written = ::write(fd, bytes.data(), size_t(bytes.size()));
    while (written < 0 && errno == EINTR);
    return written;
}

/// The system may take fewer bytes at a time than it is given.
bool writeAll(int fd, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = writeSome(fd, bytes);
        if (written < 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

struct OpenFile
{
    UniqueFd fd;
    qint64 size = 0;
};

RecordResult<OpenFile> openRegular(const QString &path)
{
    // Without O_NONBLOCK, a FIFO in the place of the file would wait for a writer.
    UniqueFd fd(::open(QFile::encodeName(path).constData(),
                       O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat status;
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return unexpected(lastRecordError(RecordStage::OpenFile, path));
    if (!S_ISREG(status.st_mode))
        return unexpected(
            recordError(RecordStage::OpenFile, path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL));
    return OpenFile{std::move(fd), status.st_size};
}

/// Fewer bytes when the file ends before.
RecordResult<QByteArray> readAt(int fd, const QString &path, qint64 offset, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    qsizetype filled = 0;
    while (filled < size) {
        const ssize_t got = ::pread(fd, bytes.data() + filled, size_t(size - filled),
                                    offset + filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unexpected(lastRecordError(RecordStage::ReadFile, path));
        if (got == 0)
            break;
        filled += got;
    }
    bytes.truncate(filled);
    return bytes;
}

/// Names of what a folder holds; an error where it holds a folder.
RecordResult<QByteArrayList> fileNames(int folder, const QString &path)
{
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(copy < 0 ? nullptr : ::fdopendir(copy),
                                                         ::closedir);
    if (!directory)
        return unexpected(lastRecordError(RecordStage::Remove, path));
    QByteArrayList names;
    while (const dirent *entry = ::readdir(directory.get())) {
        const QByteArray name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        struct stat status;
        if (::fstatat(folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return unexpected(lastRecordError(RecordStage::Remove, path));
        if (S_ISDIR(status.st_mode)) {
            RecordError error;
            error.stage = RecordStage::Identify;
            error.path = path;
            return unexpected(error);
        }
        names.append(name);
    }
    return names;
}

} // namespace

RecordError recordError(RecordStage stage, const QString &path, int systemError)
{
    RecordError error;
    error.stage = stage;
    error.code = std::error_code(systemError, std::system_category());
    error.path = path;
    error.isDiskFull = systemError == ENOSPC || systemError == EDQUOT
        || (systemError == EFBIG && stage != RecordStage::ReadFile);
    return error;
}

RecordError lastRecordError(RecordStage stage, const QString &path)
{
    return recordError(stage, path, errno);
}

RecordResult<QByteArray> readSmallFile(const QString &path, qint64 maxBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    if (file->size > maxBytes) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        error.detail = maxBytes;
        return unexpected(error);
    }
    return readAt(file->fd.get(), path, 0, file->size);
}

RecordResult<FileEnds> readFileEnds(const QString &path, qint64 headBytes, qint64 tailBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    const bool isWhole = file->size <= headBytes + tailBytes;
    auto head = readAt(file->fd.get(), path, 0, isWhole ? file->size : headBytes);
    if (!head)
        return unexpected(head.error());
    if (isWhole)
        return FileEnds{std::move(*head), {}};
    auto tail = readAt(file->fd.get(), path, file->size - tailBytes, tailBytes);
    if (!tail)
        return unexpected(tail.error());
    return FileEnds{std::move(*head), std::move(*tail)};
}

RecordResult<void> writeSmallFile(const QString &path, QByteArrayView bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray newName = name + ".new";
    UniqueFd fd(
        ::open(newName.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, PrivateFileMode));
    if (!fd)
        return unexpected(lastRecordError(RecordStage::CreateFile, path));
    if (writeAll(fd.get(), bytes) && ::rename(newName.constData(), name.constData()) == 0)
        return {};
    const RecordError error = lastRecordError(RecordStage::WriteFile, path);
    ::unlink(newName.constData());
    return unexpected(error);
}

RecordResult<void> makeFolder(const QString &path)
{
    if (::mkdir(QFile::encodeName(path).constData(), PrivateFolder) != 0)
        return unexpected(lastRecordError(RecordStage::CreateFolder, path));
    return {};
}

RecordResult<void> removeFolder(const QString &path, const QStringList &last)
{
    const QByteArray folderName = QFile::encodeName(path);
    const UniqueFd folder(
        ::open(folderName.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return unexpected(lastRecordError(RecordStage::Remove, path));
    auto names = fileNames(folder.get(), path);
    if (!names)
        return unexpected(names.error());
    for (const QString &name : last) {
        const QByteArray encoded = QFile::encodeName(name);
        if (names->removeAll(encoded) > 0)
            names->append(encoded);
    }
    for (const QByteArray &name : std::as_const(*names)) {
        if (::unlinkat(folder.get(), name.constData(), 0) != 0 && errno != ENOENT)
            return unexpected(
                recordError(RecordStage::Remove, path + u'/' + QFile::decodeName(name), errno));
    }
    if (::rmdir(folderName.constData()) != 0)
        return unexpected(lastRecordError(RecordStage::Remove, path));
    return {};
}

RecordResult<AppendFile> AppendFile::create(const QString &path)
{
    UniqueFd fd(::open(QFile::encodeName(path).constData(),
                       O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, PrivateFileMode));
    if (!fd)
        return unexpected(lastRecordError(RecordStage::CreateFile, path));
    return AppendFile(std::move(fd), path);
}

RecordResult<qsizetype> AppendFile::append(QByteArrayView bytes)
{
    const ssize_t written = writeSome(m_fd.get(), bytes);
    if (written < 0)
        return unexpected(lastRecordError(RecordStage::WriteFile, m_path));
    return written;
}

} // namespace Spawnscope
