// SPDX-License-Identifier: MIT
#include "base/systemerror_windows.h"
#include "base/windowsfile_windows.h"
#include "record/recordio_p.h"

namespace Spawnscope {

namespace {

bool writeAll(HANDLE file, QByteArrayView bytes)
{
    qint64 done = 0;
    while (done < bytes.size()) {
        const qint64 written = writeFileAt(file, done, bytes.data() + done, bytes.size() - done);
        if (written < 0)
            return false;
        done += written;
    }
    return true;
}

struct OpenFile
{
    UniqueFd fd;
    qint64 size = 0;
};

RecordResult<OpenFile> openRegular(const QString &path)
{
    UniqueFd fd = openRegularFile(path, GENERIC_READ, OPEN_EXISTING, Links::Refuse);
    LARGE_INTEGER size;
    if (!fd || !::GetFileSizeEx(toHandle(fd.get()), &size))
        return unexpected(lastRecordError(RecordStage::OpenFile, path));
    return OpenFile{std::move(fd), size.QuadPart};
}

/// Fewer bytes when the file ends before.
RecordResult<QByteArray> readAt(const UniqueFd &fd, const QString &path, qint64 offset,
                                qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    const qint64 got = readFileAt(toHandle(fd.get()), offset, bytes.data(), size);
    if (got < 0)
        return unexpected(lastRecordError(RecordStage::ReadFile, path));
    bytes.truncate(got);
    return bytes;
}

/// Names of what a folder holds; an error where it holds a folder.
RecordResult<QStringList> fileNames(const QString &path)
{
    WIN32_FIND_DATAW entry;
    const HANDLE search = ::FindFirstFileW(windowsPath(path + QLatin1StringView("/*")).c_str(),
                                           &entry);
    if (search == INVALID_HANDLE_VALUE)
        return unexpected(lastRecordError(RecordStage::Remove, path));
    QStringList names;
    bool holdsFolder = false;
    do {
        const QString name = QString::fromWCharArray(entry.cFileName);
        if (name == QLatin1StringView(".") || name == QLatin1StringView(".."))
            continue;
        holdsFolder = holdsFolder || (entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
        names.append(name);
    } while (::FindNextFileW(search, &entry));
    const DWORD reason = ::GetLastError();
    ::FindClose(search);
    if (holdsFolder) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        return unexpected(error);
    }
    if (reason != ERROR_NO_MORE_FILES) {
        ::SetLastError(reason);
        return unexpected(lastRecordError(RecordStage::Remove, path));
    }
    return names;
}

/// Windows refuses to replace a file that somebody has open, which for one so small soon passes.
bool replaceFile(const std::wstring &from, const std::wstring &to)
{
    constexpr int attempts = 20;
    constexpr DWORD pause = 10; // ms
    for (int attempt = 1; !::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING);
         ++attempt) {
        const DWORD error = ::GetLastError();
        if ((error != ERROR_ACCESS_DENIED && error != ERROR_SHARING_VIOLATION)
            || attempt == attempts)
            return false;
        ::Sleep(pause);
    }
    return true;
}

} // namespace

RecordError recordError(RecordStage stage, const QString &path, int systemError)
{
    RecordError error;
    error.stage = stage;
    error.code = std::error_code(systemError, std::generic_category());
    error.path = path;
    error.isDiskFull = error.code == std::errc::no_space_on_device
        || (error.code == std::errc::file_too_large && stage != RecordStage::ReadFile);
    return error;
}

RecordError lastRecordError(RecordStage stage, const QString &path)
{
    const std::error_code code = windowsErrorCode(::GetLastError());
    RecordError error = recordError(stage, path, 0);
    if (code.category() == std::generic_category())
        return recordError(stage, path, code.value());
    error.code = code;
    return error;
}

RecordResult<QByteArray> readSmallFile(const QString &path, qint64 maxBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    if (file->size > maxBytes) {
        RecordError error;
        error.stage = RecordStage::Identify;
        error.path = path;
        error.detail = maxBytes;
        return unexpected(error);
    }
    return readAt(file->fd, path, 0, file->size);
}

RecordResult<FileEnds> readFileEnds(const QString &path, qint64 headBytes, qint64 tailBytes)
{
    const auto file = openRegular(path);
    if (!file)
        return unexpected(file.error());
    const bool isWhole = file->size <= headBytes + tailBytes;
    auto head = readAt(file->fd, path, 0, isWhole ? file->size : headBytes);
    if (!head)
        return unexpected(head.error());
    if (isWhole)
        return FileEnds{std::move(*head), {}};
    auto tail = readAt(file->fd, path, file->size - tailBytes, tailBytes);
    if (!tail)
        return unexpected(tail.error());
    return FileEnds{std::move(*head), std::move(*tail)};
}

RecordResult<void> writeSmallFile(const QString &path, QByteArrayView bytes)
{
    const QString newPath = path + QLatin1StringView(".new");
    UniqueFd fd = openRegularFile(newPath, GENERIC_WRITE, CREATE_NEW, Links::Refuse);
    if (!fd)
        return unexpected(lastRecordError(RecordStage::CreateFile, path));
    const bool isWritten = writeAll(toHandle(fd.get()), bytes);
    fd.reset();
    if (isWritten && replaceFile(windowsPath(newPath), windowsPath(path)))
        return {};
    const RecordError error = lastRecordError(RecordStage::WriteFile, path);
    ::DeleteFileW(windowsPath(newPath).c_str());
    return unexpected(error);
}

RecordResult<void> makeFolder(const QString &path)
{
    if (!::CreateDirectoryW(windowsPath(path).c_str(), nullptr))
        return unexpected(lastRecordError(RecordStage::CreateFolder, path));
    return {};
}

RecordResult<void> removeFolder(const QString &path, const QStringList &last)
{
    const DWORD attributes = ::GetFileAttributesW(windowsPath(path).c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES)
        return unexpected(lastRecordError(RecordStage::Remove, path));
    if (!(attributes & FILE_ATTRIBUTE_DIRECTORY) || (attributes & FILE_ATTRIBUTE_REPARSE_POINT)) {
        ::SetLastError(ERROR_DIRECTORY);
        return unexpected(lastRecordError(RecordStage::Remove, path));
    }
    auto names = fileNames(path);
    if (!names)
        return unexpected(names.error());
    for (const QString &name : last) {
        if (names->removeAll(name) > 0)
            names->append(name);
    }
    for (const QString &name : std::as_const(*names)) {
        QString file = path + u'/' + name;
        // These may be open here. Where a file stays in its folder until it is closed, it must not
        // do so in this one.
        const QString beside = path + u'.' + name;
        if (last.contains(name)
            && ::MoveFileExW(windowsPath(file).c_str(), windowsPath(beside).c_str(),
                             MOVEFILE_REPLACE_EXISTING))
            file = beside;
        if (!::DeleteFileW(windowsPath(file).c_str()) && ::GetLastError() != ERROR_FILE_NOT_FOUND)
            return unexpected(lastRecordError(RecordStage::Remove, file));
    }
    if (!::RemoveDirectoryW(windowsPath(path).c_str()))
        return unexpected(lastRecordError(RecordStage::Remove, path));
    return {};
}

RecordResult<AppendFile> AppendFile::create(const QString &path)
{
    // With this access alone every write goes to the end.
    UniqueFd fd = openRegularFile(path, FILE_APPEND_DATA | SYNCHRONIZE, CREATE_NEW, Links::Refuse);
    if (!fd)
        return unexpected(lastRecordError(RecordStage::CreateFile, path));
    return AppendFile(std::move(fd), path);
}

RecordResult<qsizetype> AppendFile::append(QByteArrayView bytes)
{
    constexpr qint64 End = -1; // "Offset and OffsetHigh 0xFFFFFFFF", see WriteFile
    const qint64 written = writeFileAt(toHandle(m_fd.get()), End, bytes.data(), bytes.size());
    if (written < 0)
        return unexpected(lastRecordError(RecordStage::WriteFile, m_path));
    return written;
}

} // namespace Spawnscope
