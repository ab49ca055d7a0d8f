// SPDX-License-Identifier: MIT
#include "record/filebytes.h"

#include "record/recordio_p.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

#ifdef FALLOC_FL_PUNCH_HOLE
void punchHole(int fd, qint64 begin, qint64 end)
{
    // Best effort: where the file system has no holes, the file stays as large as it was.
    if (begin < end)
        (void)::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, begin, end - begin);
}
#else
void punchHole(int, qint64, qint64) {}
#endif

} // namespace

FileBytes::FileBytes(QString path, Access access)
    : m_path(std::move(path))
    , m_access(access)
{}

FileBytes::FileBytes(QString path, UniqueFd fd)
    : m_path(std::move(path))
    , m_access(Access::ReadOnly)
    , m_fd(std::move(fd))
{}

int FileBytes::openOnce(Missing missing) const
{
    const std::scoped_lock lock(m_mutex);
    if (m_fd)
        return m_fd.get();
    // A FIFO in the place of a file would wait for a writer without O_NONBLOCK.
    constexpr int Always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const QByteArray name = QFile::encodeName(m_path);
    if (m_access == Access::ReadWrite) {
        const int create = missing == Missing::Create ? O_CREAT : 0;
        m_fd.reset(::open(name.constData(), O_RDWR | create | Always, PrivateFileMode));
        if (m_fd && create)
            (void)::fchmod(m_fd.get(), PrivateFileMode); // whatever the umask took away
    }
    if (!m_fd && missing == Missing::Fail)
        m_fd.reset(::open(name.constData(), O_RDONLY | Always));
    return m_fd.get();
}

ByteStore::Written FileBytes::write(qint64 offset, QByteArrayView bytes)
{
    Written written;
    const int fd = m_access == Access::ReadWrite ? openOnce(Missing::Create) : -1;
    if (fd < 0) {
        const int systemError = m_access == Access::ReadWrite ? errno : EROFS;
        written.error = recordError(RecordStage::CreateFile, m_path, systemError);
        return written;
    }
    while (written.bytes < bytes.size()) {
        const ssize_t count = ::pwrite(fd, bytes.data() + written.bytes,
                                       static_cast<size_t>(bytes.size() - written.bytes),
                                       offset + written.bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            written.error = recordError(RecordStage::WriteFile, m_path, count < 0 ? errno : EIO);
            return written;
        }
        written.bytes += count;
    }
    return written;
}

qsizetype FileBytes::read(qint64 offset, char *buffer, qsizetype size) const
{
    const int fd = openOnce(Missing::Fail);
    qsizetype done = 0;
    while (fd >= 0 && done < size) {
        const ssize_t count = ::pread(fd, buffer + done, static_cast<size_t>(size - done),
                                      offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        done += count;
    }
    return done;
}

void FileBytes::drop(qint64 begin, qint64 end)
{
    constexpr qint64 Page = 4096;
    const std::scoped_lock lock(m_mutex);
    if (m_fd && m_access == Access::ReadWrite)
        punchHole(m_fd.get(), (begin + Page - 1) / Page * Page, end / Page * Page);
}

void FileBytes::truncate(qint64 size)
{
    const int fd = openOnce(Missing::Fail);
    struct stat status;
    if (fd >= 0 && ::fstat(fd, &status) == 0 && status.st_size > size)
        (void)::ftruncate(fd, size); // what stays is told from entries when it is read
}

std::optional<qint64> DiskReserve::freeBytes() const
{
    struct statvfs status;
    if (::statvfs(QFile::encodeName(m_folder).constData(), &status) != 0)
        return std::nullopt;
    return static_cast<qint64>(status.f_bavail) * static_cast<qint64>(status.f_frsize);
}

qint64 regularFileSize(const QString &path)
{
    struct stat status;
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0 || !S_ISREG(status.st_mode))
        return -1;
    return status.st_size;
}

} // namespace Spawnscope
