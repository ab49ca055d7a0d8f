// SPDX-License-Identifier: MIT
#include "app/standardstreams.h"

#include "base/windowsapi_windows.h"
#include "base/wtf8.h"

#include <algorithm>

namespace Spawnscope {

namespace {

HANDLE standardHandle(int fd)
{
    constexpr DWORD names[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    return ::GetStdHandle(names[fd]);
}

bool isConsole(int fd)
{
    DWORD mode = 0;
    return ::GetConsoleMode(standardHandle(fd), &mode) != 0;
}

std::error_code writeError(DWORD code)
{
    switch (code) {
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA: // "the pipe is being closed"
    case ERROR_PIPE_NOT_CONNECTED:
        return std::make_error_code(std::errc::broken_pipe);
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return std::make_error_code(std::errc::no_space_on_device);
    default:
        return {int(code), std::system_category()};
    }
}

UniqueFd duplicate(HANDLE handle)
{
    HANDLE copy = nullptr;
    if (!::DuplicateHandle(::GetCurrentProcess(), handle, ::GetCurrentProcess(), &copy, 0, FALSE,
                           DUPLICATE_SAME_ACCESS))
        return {};
    return UniqueFd(toDescriptor(copy));
}

} // namespace

bool StandardStreams::areOutputsOne()
{
    if (isConsole(1) || isConsole(2))
        return isConsole(1) && isConsole(2);
    const HANDLE output = standardHandle(1);
    const HANDLE error = standardHandle(2);
    BY_HANDLE_FILE_INFORMATION outputFile;
    BY_HANDLE_FILE_INFORMATION errorFile;
    // Two pipes cannot be told apart but by their handles.
    return output == error
        || (::GetFileType(output) == FILE_TYPE_DISK && ::GetFileType(error) == FILE_TYPE_DISK
            && ::GetFileInformationByHandle(output, &outputFile)
            && ::GetFileInformationByHandle(error, &errorFile)
            && outputFile.dwVolumeSerialNumber == errorFile.dwVolumeSerialNumber
            && outputFile.nFileIndexHigh == errorFile.nFileIndexHigh
            && outputFile.nFileIndexLow == errorFile.nFileIndexLow);
}

bool StandardStreams::isInputTerminal()
{
    return isConsole(0);
}

UniqueFd StandardStreams::takeInput()
{
    const HANDLE before = standardHandle(0);
    UniqueFd input = duplicate(before);
    SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
    ::SetStdHandle(STD_INPUT_HANDLE,
                   ::CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                 &inheritable, OPEN_EXISTING, 0, nullptr));
    ::CloseHandle(before);
    return input;
}

UniqueFd StandardStreams::copyInput()
{
    return duplicate(standardHandle(0));
}

std::error_code StandardStreams::write(int fd, const QByteArray &bytes)
{
    const HANDLE handle = standardHandle(fd);
    const char *at = bytes.constData();
    qsizetype left = bytes.size();
    while (left > 0) {
        DWORD count = 0;
        const DWORD wanted = DWORD(std::min<qsizetype>(left, 1 << 20));
        if (!::WriteFile(handle, at, wanted, &count, nullptr))
            return writeError(::GetLastError());
        at += count;
        left -= count;
    }
    return {};
}

/// A console takes text as it is; whatever else there is gets UTF-8. Without either, as when the
/// desktop has started the program, it would be lost.
std::error_code StandardStreams::print(int fd, const QString &text)
{
    if (toDescriptor(standardHandle(fd)) < 0) {
        ::MessageBoxW(nullptr, reinterpret_cast<const wchar_t *>(text.utf16()), L"Spawnscope",
                      MB_OK);
        return {};
    }
    if (!isConsole(fd))
        return write(fd, toWtf8(text));
    const auto *at = reinterpret_cast<const wchar_t *>(text.utf16());
    qsizetype left = text.size();
    while (left > 0) {
        DWORD count = 0;
        const DWORD wanted = DWORD(std::min<qsizetype>(left, 8192));
        if (!::WriteConsoleW(standardHandle(fd), at, wanted, &count, nullptr))
            return writeError(::GetLastError());
        at += count;
        left -= count;
    }
    return {};
}

/// It never is otherwise here.
bool StandardStreams::survivesLostReaders()
{
    return false;
}

} // namespace Spawnscope
