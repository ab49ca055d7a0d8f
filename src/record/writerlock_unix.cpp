// SPDX-License-Identifier: MIT
#include "record/recordio_p.h"
#include "record/writerlock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace Spawnscope {

namespace {

QString lockPath(const QString &folder)
{
    return folder + u'/' + QLatin1StringView(WriterLock::FileName);
}

UniqueFd openLock(const QString &path, int flags)
{
    // The file is closed in children, as their copy would keep the lock alive.
    return UniqueFd(::open(QFile::encodeName(path).constData(),
                           flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
}

bool lock(const UniqueFd &fd, int operation)
{
    int result = 0;
    do
        result = ::flock(fd.get(), operation | LOCK_NB);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

} // namespace

RecordResult<WriterLock> WriterLock::take(const QString &folder)
{
    const QString path = lockPath(folder);
    UniqueFd fd = openLock(path, O_RDWR | O_CREAT);
    if (!fd && (errno == EACCES || errno == EROFS))
        fd = openLock(path, O_RDONLY);
    if (!fd || !lock(fd, LOCK_EX))
        return unexpected(recordError(RecordStage::Lock, path, errno));
    return WriterLock(std::move(fd));
}

std::optional<WriterLock> WriterLock::takeShared(const QString &folder)
{
    UniqueFd fd = openLock(lockPath(folder), O_RDONLY);
    if (!fd || !lock(fd, LOCK_SH))
        return std::nullopt;
    return WriterLock(std::move(fd));
}

void WriterLock::share()
{
    (void)lock(m_fd, LOCK_SH);
}

bool WriterLock::isHeld(const QString &folder)
{
    const UniqueFd fd = openLock(lockPath(folder), O_RDONLY);
    return fd && !lock(fd, LOCK_SH) && errno == EWOULDBLOCK;
}

} // namespace Spawnscope
