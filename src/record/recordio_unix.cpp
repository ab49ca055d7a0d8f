// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "record/recordio_p.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr mode_t PrivateFile = 0600;

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

/// Up to @p maxBytes.
RecordResult<QByteArray> readUpTo(int fd, const QString &path, qsizetype maxBytes)
{
    QByteArray bytes(maxBytes, Qt::Uninitialized);
    qsizetype size = 0;
    while (size < maxBytes) {
        const ssize_t got = ::read(fd, bytes.data() + size, size_t(maxBytes - size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unexpected(recordError(RecordStage::ReadFile, path, errno));
        if (got == 0)
            break;
        size += got;
    }
    bytes.truncate(size);
    return bytes;
}

} // namespace

RecordError recordError(RecordStage stage, const QString &path, int systemError)
{
    RecordError error;
    error.stage = stage;
    error.code = std::error_code(systemError, std::system_category());
    error.path = path;
    error.isDiskFull = systemError == ENOSPC || systemError == EDQUOT;
    return error;
}

RecordResult<QByteArray> readSmallFile(const QString &path, qint64 maxBytes)
{
    // Without O_NONBLOCK, a FIFO in the place of the file would wait for a writer.
    const UniqueFd fd(::open(QFile::encodeName(path).constData(),
                             O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat status;
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return unexpected(recordError(RecordStage::OpenFile, path, errno));
    if (!S_ISREG(status.st_mode))
        return unexpected(
            recordError(RecordStage::OpenFile, path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL));
    if (status.st_size > maxBytes) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        error.detail = maxBytes;
        return unexpected(error);
    }
    return readUpTo(fd.get(), path, status.st_size);
}

RecordResult<void> writeSmallFile(const QString &path, QByteArrayView bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray newName = name + ".new";
    UniqueFd fd(::open(newName.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, PrivateFile));
    if (!fd)
        return unexpected(recordError(RecordStage::CreateFile, path, errno));
    if (writeAll(fd.get(), bytes) && ::rename(newName.constData(), name.constData()) == 0)
        return {};
    const RecordError error = recordError(RecordStage::WriteFile, path, errno);
    ::unlink(newName.constData());
    return unexpected(error);
}

struct AppendFile::Handle
{
    UniqueFd fd;
    QString path;
};

AppendFile::AppendFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

AppendFile::AppendFile(AppendFile &&) noexcept = default;
AppendFile &AppendFile::operator=(AppendFile &&) noexcept = default;
AppendFile::~AppendFile() = default;

RecordResult<AppendFile> AppendFile::create(const QString &path)
{
    UniqueFd fd(::open(QFile::encodeName(path).constData(),
                       O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, PrivateFile));
    if (!fd)
        return unexpected(recordError(RecordStage::CreateFile, path, errno));
    return AppendFile(std::make_unique<Handle>(Handle{std::move(fd), path}));
}

RecordResult<qsizetype> AppendFile::append(QByteArrayView bytes)
{
    const ssize_t written = writeSome(m_handle->fd.get(), bytes);
    if (written < 0)
        return unexpected(recordError(RecordStage::WriteFile, m_handle->path, errno));
    return written;
}

} // namespace Spawnscope
