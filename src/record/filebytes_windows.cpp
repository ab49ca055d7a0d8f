// SPDX-License-Identifier: MIT
#include "record/filebytes.h"

#include "base/windowsfile_windows.h"
#include "record/recordio_p.h"

#include <winioctl.h>

namespace Spawnscope {

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
    if (m_access == Access::ReadWrite)
        m_fd = openRegularFile(m_path, GENERIC_READ | GENERIC_WRITE,
                               missing == Missing::Create ? OPEN_ALWAYS : OPEN_EXISTING,
                               Links::Refuse);
    if (!m_fd && missing == Missing::Fail)
        m_fd = openRegularFile(m_path, GENERIC_READ, OPEN_EXISTING, Links::Refuse);
    return m_fd.get();
}

ByteStore::Written FileBytes::write(qint64 offset, QByteArrayView bytes)
{
    Written written;
    if (m_access != Access::ReadWrite)
        ::SetLastError(ERROR_WRITE_PROTECT);
    const int fd = m_access == Access::ReadWrite ? openOnce(Missing::Create) : -1;
    if (fd < 0) {
        written.error = lastRecordError(RecordStage::CreateFile, m_path);
        return written;
    }
    while (written.bytes < bytes.size()) {
        ::SetLastError(ERROR_WRITE_FAULT);
        const qint64 count = writeFileAt(toHandle(fd), offset + written.bytes,
                                         bytes.data() + written.bytes,
                                         bytes.size() - written.bytes);
        if (count <= 0) {
            written.error = lastRecordError(RecordStage::WriteFile, m_path);
            return written;
        }
        written.bytes += count;
    }
    return written;
}

qsizetype FileBytes::read(qint64 offset, char *buffer, qsizetype size) const
{
    const int fd = openOnce(Missing::Fail);
    return fd < 0 ? 0 : std::max<qint64>(readFileAt(toHandle(fd), offset, buffer, size), 0);
}

void FileBytes::drop(qint64 begin, qint64 end)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_fd || m_access != Access::ReadWrite || begin >= end)
        return;
    // Best effort: where the file system has no holes, the file stays as large as it was.
    DWORD count = 0;
    FILE_ZERO_DATA_INFORMATION hole;
    hole.FileOffset.QuadPart = begin;
    hole.BeyondFinalZero.QuadPart = end;
    const HANDLE file = toHandle(m_fd.get());
    if (::DeviceIoControl(file, FSCTL_SET_SPARSE, nullptr, 0, nullptr, 0, &count, nullptr))
        ::DeviceIoControl(file, FSCTL_SET_ZERO_DATA, &hole, sizeof hole, nullptr, 0, &count,
                          nullptr);
}

void FileBytes::truncate(qint64 size)
{
    const int fd = openOnce(Missing::Fail);
    LARGE_INTEGER now;
    FILE_END_OF_FILE_INFO end;
    end.EndOfFile.QuadPart = size;
    // What stays is told from entries when it is read.
    if (fd >= 0 && ::GetFileSizeEx(toHandle(fd), &now) && now.QuadPart > size)
        ::SetFileInformationByHandle(toHandle(fd), FileEndOfFileInfo, &end, sizeof end);
}

std::optional<qint64> DiskReserve::freeBytes() const
{
    ULARGE_INTEGER available;
    if (!::GetDiskFreeSpaceExW(windowsPath(m_folder).c_str(), &available, nullptr, nullptr))
        return std::nullopt;
    return qint64(available.QuadPart);
}

qint64 regularFileSize(const QString &path)
{
    WIN32_FILE_ATTRIBUTE_DATA data;
    constexpr DWORD Others = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE
        | FILE_ATTRIBUTE_REPARSE_POINT;
    if (!::GetFileAttributesExW(windowsPath(path).c_str(), GetFileExInfoStandard, &data)
        || (data.dwFileAttributes & Others))
        return -1;
    return qint64(quint64(data.nFileSizeHigh) << 32 | data.nFileSizeLow);
}

} // namespace Spawnscope
