// SPDX-License-Identifier: MIT
#include "record/recordio_p.h"
#include "record/writerlock.h"

#include <QLockFile>

#include <cerrno>

namespace Spawnscope {

namespace {

QString lockPath(const QString &folder)
{
    return folder + u'/' + QLatin1StringView(WriterLock::FileName);
}

} // namespace

struct WriterLock::Handle
{
    explicit Handle(const QString &path)
        : file(path)
    {
        // A run may be recorded for days; only the death of its writer makes the lock stale.
        file.setStaleLockTime(0);
    }

    QLockFile file;
};

WriterLock::WriterLock(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

WriterLock::WriterLock(WriterLock &&) noexcept = default;
WriterLock &WriterLock::operator=(WriterLock &&) noexcept = default;
WriterLock::~WriterLock() = default;

RecordResult<WriterLock> WriterLock::take(const QString &folder)
{
    const QString path = lockPath(folder);
    auto handle = std::make_unique<Handle>(path);
    if (handle->file.tryLock(0))
        return WriterLock(std::move(handle));
    const bool isHeldByAnother = handle->file.error() == QLockFile::LockFailedError;
    return unexpected(recordError(RecordStage::Lock, path, isHeldByAnother ? EWOULDBLOCK : EACCES));
}

std::optional<WriterLock> WriterLock::takeShared(const QString &)
{
    return std::nullopt;
}

void WriterLock::share()
{
    m_handle->file.unlock();
}

bool WriterLock::isHeld(const QString &folder)
{
    Handle handle(lockPath(folder));
    return !handle.file.tryLock(0) && handle.file.error() == QLockFile::LockFailedError;
}

} // namespace Spawnscope
