// SPDX-License-Identifier: MIT
#include "base/windowsfile_windows.h"
#include "record/foreignfile_p.h"
#include "record/recordio_p.h"

#include <optional>

namespace Spawnscope {

namespace {

struct Identity
{
    DWORD volume; // 0: not known, as in Wine while the file is renamed
    quint64 file; // there
};

std::optional<Identity> identityOf(const UniqueFd &fd)
{
    BY_HANDLE_FILE_INFORMATION info;
    if (!fd || !::GetFileInformationByHandle(toHandle(fd.get()), &info))
        return std::nullopt;
    return Identity{info.dwVolumeSerialNumber,
                    quint64(info.nFileIndexHigh) << 32 | info.nFileIndexLow};
}

bool areDifferent(const Identity &one, const Identity &other)
{
    return one.file != other.file
        || (one.volume != 0 && other.volume != 0 && one.volume != other.volume);
}

/// For a folder POSIX has an error of its own where it is to be read.
RecordError openError(const QString &path)
{
    return ::GetLastError() == ERROR_DIRECTORY ? recordError(RecordStage::OpenFile, path, EISDIR)
                                               : lastRecordError(RecordStage::OpenFile, path);
}

} // namespace

struct ForeignFile::Handle
{
    QString path;
    UniqueFd fd;
    std::optional<Identity> identity;
};

ForeignFile::ForeignFile(std::unique_ptr<Handle> handle)
    : m_handle(std::move(handle))
{}

ForeignFile::~ForeignFile() = default;

RecordResult<std::shared_ptr<const ForeignFile>> ForeignFile::open(const QString &path)
{
    UniqueFd fd = openRegularFile(path, GENERIC_READ, OPEN_EXISTING, Links::Follow);
    if (!fd)
        return unexpected(openError(path));
    auto handle = std::make_unique<Handle>();
    handle->path = path;
    handle->identity = identityOf(fd);
    handle->fd = std::move(fd);
    return std::shared_ptr<const ForeignFile>(new ForeignFile(std::move(handle)));
}

QString ForeignFile::path() const
{
    return m_handle->path;
}

RecordResult<qint64> ForeignFile::size() const
{
    LARGE_INTEGER size;
    if (!::GetFileSizeEx(toHandle(m_handle->fd.get()), &size))
        return unexpected(lastRecordError(RecordStage::ReadFile, m_handle->path));
    return size.QuadPart;
}

RecordResult<qsizetype> ForeignFile::read(qint64 offset, char *buffer, qsizetype size) const
{
    const qint64 got = readFileAt(toHandle(m_handle->fd.get()), offset, buffer, size);
    if (got < 0)
        return unexpected(lastRecordError(RecordStage::ReadFile, m_handle->path));
    return got;
}

bool ForeignFile::isReplaced() const
{
    const auto now = identityOf(
        openRegularFile(m_handle->path, FILE_READ_ATTRIBUTES, OPEN_EXISTING, Links::Follow));
    return now && m_handle->identity && areDifferent(*now, *m_handle->identity);
}

} // namespace Spawnscope
