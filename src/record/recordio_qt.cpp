// SPDX-License-Identifier: MIT
#include "record/recordio_p.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

namespace Spawnscope {

namespace {

/// QFileDevice tells kinds of failure apart, without the system's number.
RecordError fileError(RecordStage stage, const QFile &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return recordError(stage, file.fileName(), isFull ? ENOSPC : EIO);
}

RecordResult<std::unique_ptr<QFile>> openRegular(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return unexpected(recordError(RecordStage::OpenFile, path, ENOENT));
    if (!info.isFile() || info.isSymLink())
        return unexpected(recordError(RecordStage::OpenFile, path, EINVAL));
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return unexpected(fileError(RecordStage::OpenFile, *file));
    return file;
}

bool setPrivate(QFile &file)
{
    return file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

} // namespace

RecordError recordError(RecordStage stage, const QString &path, int systemError)
{
    RecordError error;
    error.stage = stage;
    error.code = std::error_code(systemError, std::generic_category());
    error.path = path;
    error.isDiskFull = systemError == ENOSPC;
    return error;
}

RecordResult<QByteArray> readSmallFile(const QString &path, qint64 maxBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    if ((*file)->size() > maxBytes) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        error.detail = maxBytes;
        return unexpected(error);
    }
    return (*file)->read(maxBytes);
}

RecordResult<FileEnds> readFileEnds(const QString &path, qint64 headBytes, qint64 tailBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    const qint64 size = (*file)->size();
    if (size <= headBytes + tailBytes)
        return FileEnds{(*file)->read(size), {}};
    const QByteArray head = (*file)->read(headBytes);
    if (!(*file)->seek(size - tailBytes))
        return unexpected(fileError(RecordStage::ReadFile, **file));
    return FileEnds{head, (*file)->read(tailBytes)};
}

RecordResult<void> writeSmallFile(const QString &path, QByteArrayView bytes)
{
    QFile file(path + QLatin1StringView(".new"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return unexpected(fileError(RecordStage::CreateFile, file));
    if (setPrivate(file) && file.write(bytes.data(), bytes.size()) == bytes.size()
        && file.rename(path))
        return {};
    const RecordError error = fileError(RecordStage::WriteFile, file);
    file.remove();
    return unexpected(error);
}

RecordResult<void> removeFolder(const QString &path, const QStringList &last)
{
    QDir folder(path);
    if (QFileInfo(path).isSymLink() || !folder.exists())
        return unexpected(recordError(RecordStage::Remove, path, ENOTDIR));
    if (!folder.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty()) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        return unexpected(error);
    }
    QStringList names = folder.entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &name : last) {
        if (names.removeAll(name) > 0)
            names.append(name);
    }
    for (const QString &name : std::as_const(names)) {
        if (!folder.remove(name))
            return unexpected(recordError(RecordStage::Remove, folder.filePath(name), EACCES));
    }
    if (!folder.rmdir(path))
        return unexpected(recordError(RecordStage::Remove, path, EACCES));
    return {};
}

struct AppendFile::Handle
{
    QFile file;
};

AppendFile::AppendFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

AppendFile::AppendFile(AppendFile &&) noexcept = default;
AppendFile &AppendFile::operator=(AppendFile &&) noexcept = default;
AppendFile::~AppendFile() = default;

RecordResult<AppendFile> AppendFile::create(const QString &path)
{
    auto handle = std::make_unique<Handle>();
    handle->file.setFileName(path);
    if (!handle->file.open(QIODevice::Append | QIODevice::NewOnly | QIODevice::Unbuffered)
        || !setPrivate(handle->file))
        return unexpected(fileError(RecordStage::CreateFile, handle->file));
    return AppendFile(std::move(handle));
}

RecordResult<qsizetype> AppendFile::append(QByteArrayView bytes)
{
    const qint64 written = m_handle->file.write(bytes.data(), bytes.size());
    if (written <= 0)
        return unexpected(fileError(RecordStage::WriteFile, m_handle->file));
    return qsizetype(written);
}

} // namespace Spawnscope
