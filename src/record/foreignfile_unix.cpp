// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "record/foreignfile_p.h"
#include "record/recordio_p.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

/// 0 for a regular file, otherwise an errno.
int refusal(const struct stat &status)
{
    if (S_ISREG(status.st_mode))
        return 0;
    return S_ISDIR(status.st_mode) ? EISDIR : ENOTSUP;
}

} // namespace

struct ForeignFile::Handle
{
    QString path;
    UniqueFd fd;
    dev_t device = 0;
    ino_t inode = 0;
};

ForeignFile::ForeignFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

ForeignFile::~ForeignFile() = default;

RecordResult<std::shared_ptr<const ForeignFile>> ForeignFile::open(const QString &path)
{
    const auto failed = [&path](int systemError) {
        return unexpected(recordError(RecordStage::OpenFile, path, systemError));
    };
    const QByteArray name = QFile::encodeName(path);
    // Looked at before it is opened as well, since opening alone does something to some devices.
    struct stat status;
    if (::stat(name.constData(), &status) != 0)
        return failed(errno);
    if (const int reason = refusal(status))
        return failed(reason);
    UniqueFd fd(::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return failed(errno);
    if (const int reason = refusal(status))
        return failed(reason);
    return std::shared_ptr<const ForeignFile>(new ForeignFile(
        std::make_unique<Handle>(Handle{path, std::move(fd), status.st_dev, status.st_ino})));
}

QString ForeignFile::path() const
{
    return m_handle->path;
}

RecordResult<qint64> ForeignFile::size() const
{
    struct stat status;
    if (::fstat(m_handle->fd.get(), &status) != 0)
        return unexpected(recordError(RecordStage::ReadFile, m_handle->path, errno));
    return status.st_size;
}

RecordResult<qsizetype> ForeignFile::read(qint64 offset, char *buffer, qsizetype size) const
{
    qsizetype filled = 0;
    while (filled < size) {
        const ssize_t got = ::pread(m_handle->fd.get(), buffer + filled, size_t(size - filled),
                                    offset + filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && filled == 0)
            return unexpected(recordError(RecordStage::ReadFile, m_handle->path, errno));
        if (got <= 0)
            break;
        filled += got;
    }
    return filled;
}

bool ForeignFile::isReplaced() const
{
    struct stat status;
    return ::stat(QFile::encodeName(m_handle->path).constData(), &status) == 0
        && (status.st_dev != m_handle->device || status.st_ino != m_handle->inode);
}

} // namespace Spawnscope
