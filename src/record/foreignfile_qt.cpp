// SPDX-License-Identifier: MIT
#include "record/foreignfile_p.h"
#include "record/recordio_p.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <mutex>

namespace Spawnscope {

struct ForeignFile::Handle
{
    explicit Handle(const QString &path)
        : file(path)
    {}

    std::mutex mutex; // a QFile has one position
    QFile file;
};

ForeignFile::ForeignFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

ForeignFile::~ForeignFile() = default;

RecordResult<std::shared_ptr<const ForeignFile>> ForeignFile::open(const QString &path)
{
    const QFileInfo info(path);
    const int reason = !info.exists() ? ENOENT
        : info.isDir()                ? EISDIR
        : !info.isFile()              ? ENOTSUP
                                      : 0;
    if (reason != 0)
        return unexpected(recordError(RecordStage::OpenFile, path, reason));
    auto handle = std::make_unique<Handle>(path);
    if (!handle->file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unexpected(recordError(RecordStage::OpenFile, path, EACCES));
    return std::shared_ptr<const ForeignFile>(new ForeignFile(std::move(handle)));
}

QString ForeignFile::path() const
{
    return m_handle->file.fileName();
}

RecordResult<qint64> ForeignFile::size() const
{
    const std::lock_guard lock(m_handle->mutex);
    return m_handle->file.size();
}

RecordResult<qsizetype> ForeignFile::read(qint64 offset, char *buffer, qsizetype size) const
{
    const std::lock_guard lock(m_handle->mutex);
    const qint64 got = m_handle->file.seek(offset) ? m_handle->file.read(buffer, size) : -1;
    if (got < 0)
        return unexpected(recordError(RecordStage::ReadFile, m_handle->file.fileName(), EIO));
    return qsizetype(got);
}

bool ForeignFile::isReplaced() const
{
    return false; // a file that is open cannot be replaced there
}

RecordResult<bool> ForeignFile::isMadeUp() const
{
    return false;
}

} // namespace Spawnscope
