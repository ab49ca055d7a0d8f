// SPDX-License-Identifier: MIT
#include "base/windowsfile_windows.h"

#include <QDir>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qint64 MostAtOnce = 64 * 1024 * 1024; // a DWORD holds it, and so does any driver

OVERLAPPED placeOf(qint64 offset)
{
    OVERLAPPED place = {};
    place.Offset = DWORD(offset);
    place.OffsetHigh = DWORD(quint64(offset) >> 32);
    return place;
}

} // namespace

std::wstring windowsPath(const QString &path)
{
    // Folders may be as long as MAX_PATH less a name of 8.3 characters.
    constexpr qsizetype LongestFolder = MAX_PATH - 12;
    QString native = QDir::toNativeSeparators(path);
    if (native.size() >= LongestFolder && !native.startsWith(QLatin1StringView("\\\\?\\"))) {
        native = QDir::toNativeSeparators(QDir::cleanPath(QDir().absoluteFilePath(path)));
        native = native.startsWith(QLatin1StringView("\\\\"))
            ? QLatin1StringView("\\\\?\\UNC") + native.sliced(1)
            : QLatin1StringView("\\\\?\\") + native;
    }
    return native.toStdWString();
}

UniqueFd openRegularFile(const QString &path, DWORD access, DWORD disposition, Links links)
{
    constexpr DWORD Everybody = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const std::wstring name = windowsPath(path);
    // A folder opens only with backup semantics; without them its error is that of a permission.
    const DWORD attributes = ::GetFileAttributesW(name.c_str());
    if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY)) {
        ::SetLastError(ERROR_DIRECTORY);
        return {};
    }
    const DWORD flags = links == Links::Refuse ? FILE_FLAG_OPEN_REPARSE_POINT : 0;
    UniqueFd file(toDescriptor(::CreateFileW(name.c_str(), access, Everybody, nullptr, disposition,
                                             FILE_ATTRIBUTE_NORMAL | flags, nullptr)));
    if (!file)
        return {};
    if (::GetFileType(toHandle(file.get())) != FILE_TYPE_DISK) {
        file.reset();
        ::SetLastError(ERROR_NOT_SUPPORTED);
        return {};
    }
    FILE_ATTRIBUTE_TAG_INFO info = {};
    if (links == Links::Refuse
        && ::GetFileInformationByHandleEx(toHandle(file.get()), FileAttributeTagInfo, &info,
                                          sizeof info)
        && (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)
        && info.ReparseTag == IO_REPARSE_TAG_SYMLINK) {
        file.reset();
        ::SetLastError(ERROR_INVALID_PARAMETER);
        return {};
    }
    return file;
}

qint64 readFileAt(HANDLE file, qint64 offset, char *buffer, qint64 size)
{
    qint64 done = 0;
    while (done < size) {
        OVERLAPPED place = placeOf(offset + done);
        DWORD count = 0;
        if (!::ReadFile(file, buffer + done, DWORD(std::min(size - done, MostAtOnce)), &count,
                        &place))
            return done > 0 || ::GetLastError() == ERROR_HANDLE_EOF ? done : -1;
        if (count == 0)
            break;
        done += count;
    }
    return done;
}

qint64 writeFileAt(HANDLE file, qint64 offset, const char *bytes, qint64 size)
{
    OVERLAPPED place = placeOf(offset);
    DWORD count = 0;
    if (!::WriteFile(file, bytes, DWORD(std::min(size, MostAtOnce)), &count, &place))
        return -1;
    return count;
}

} // namespace Spawnscope
