// SPDX-License-Identifier: MIT
#include "base/windowsfile_windows.h"
#include "record/recordio_p.h"
#include "record/writerlock.h"

namespace Spawnscope {

namespace {

QString lockPath(const QString &folder)
{
    return folder + u'/' + QLatin1StringView(WriterLock::FileName);
}

enum class LockKind : DWORD { Shared = 0, Exclusive = LOCKFILE_EXCLUSIVE_LOCK };

/// One byte far behind the end: who reads the file, to copy it, is not kept from that.
OVERLAPPED lockedRange()
{
    OVERLAPPED range = {};
    range.OffsetHigh = 0x4000'0000;
    return range;
}

bool lock(const UniqueFd &fd, LockKind kind)
{
    OVERLAPPED range = lockedRange();
    return ::LockFileEx(toHandle(fd.get()), DWORD(kind) | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
                        &range);
}

void unlock(const UniqueFd &fd)
{
    OVERLAPPED range = lockedRange();
    ::UnlockFileEx(toHandle(fd.get()), 0, 1, 0, &range);
}

} // namespace

RecordResult<WriterLock> WriterLock::take(const QString &folder)
{
    const QString path = lockPath(folder);
    UniqueFd fd = openRegularFile(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS, Links::Refuse);
    if (!fd && (::GetLastError() == ERROR_ACCESS_DENIED || ::GetLastError() == ERROR_WRITE_PROTECT))
        fd = openRegularFile(path, GENERIC_READ, OPEN_EXISTING, Links::Refuse);
    if (!fd || !lock(fd, LockKind::Exclusive))
        return unexpected(lastRecordError(RecordStage::Lock, path));
    return WriterLock(std::move(fd));
}

std::optional<WriterLock> WriterLock::takeShared(const QString &folder)
{
    UniqueFd fd = openRegularFile(lockPath(folder), GENERIC_READ, OPEN_EXISTING, Links::Refuse);
    if (!fd || !lock(fd, LockKind::Shared))
        return std::nullopt;
    return WriterLock(std::move(fd));
}

void WriterLock::share()
{
    // Of two locks on one range the exclusive one is given back first, so that it is held by
    // somebody all the while (UnlockFileEx, "Remarks").
    if (lock(m_fd, LockKind::Shared))
        unlock(m_fd);
}

bool WriterLock::isHeld(const QString &folder)
{
    const UniqueFd fd = openRegularFile(lockPath(folder), GENERIC_READ, OPEN_EXISTING,
                                        Links::Refuse);
    return fd && !lock(fd, LockKind::Shared)
        && (::GetLastError() == ERROR_LOCK_VIOLATION || ::GetLastError() == ERROR_IO_PENDING);
}

} // namespace Spawnscope
