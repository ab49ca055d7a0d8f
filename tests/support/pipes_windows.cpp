// SPDX-License-Identifier: MIT
#include "support/pipes.h"

#include "base/windowsapi_windows.h"

#include <atomic>
#include <string>

namespace Spawnscope {

namespace {

constexpr DWORD pipeBytes = 64 * 1024;

HANDLE handleOf(const UniqueFd &fd)
{
    return reinterpret_cast<HANDLE>(intptr_t(fd.get()));
}

UniqueFd taken(HANDLE handle)
{
    return UniqueFd(handle == INVALID_HANDLE_VALUE ? -1 : int(reinterpret_cast<intptr_t>(handle)));
}

PipeEnds makeEnds(DWORD writerAccess)
{
    static std::atomic<int> number = 0;
    const std::wstring name = L"\\\\.\\pipe\\spawnscope-test-"
        + std::to_wstring(::GetCurrentProcessId()) + L"-" + std::to_wstring(++number);
    PipeEnds ends;
    ends.read = taken(::CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT, 1, pipeBytes, pipeBytes, 0, nullptr));
    ends.write = taken(::CreateFileW(name.c_str(), writerAccess | FILE_READ_ATTRIBUTES, 0, nullptr,
                                     OPEN_EXISTING, FILE_FLAG_OVERLAPPED, nullptr));
    if (!ends.read || !ends.write)
        qFatal("no pipe: %lu", ::GetLastError());
    return ends;
}

/// One operation that is waited for.
class Waited
{
public:
    Waited() { m_overlapped.hEvent = ::CreateEventW(nullptr, true, false, nullptr); }
    ~Waited() { ::CloseHandle(m_overlapped.hEvent); }
    Waited(const Waited &) = delete;
    Waited &operator=(const Waited &) = delete;

    OVERLAPPED *overlapped() { return &m_overlapped; }
    /// The bytes of what was begun; 0 if it failed.
    DWORD bytes(HANDLE handle, BOOL isDone)
    {
        DWORD count = 0;
        if (!isDone && ::GetLastError() != ERROR_IO_PENDING)
            return 0;
        return ::GetOverlappedResult(handle, &m_overlapped, &count, true) ? count : 0;
    }

private:
    OVERLAPPED m_overlapped = {};
};

} // namespace

PipeEnds newPipe()
{
    return makeEnds(GENERIC_READ | GENERIC_WRITE);
}

PipeEnds newTwoWayPipe()
{
    return makeEnds(GENERIC_READ | GENERIC_WRITE);
}

PipeEnds newOneWayPipe()
{
    return makeEnds(GENERIC_WRITE);
}

PipeEnds newChildrensPipe()
{
    HANDLE read = nullptr;
    HANDLE write = nullptr;
    if (!::CreatePipe(&read, &write, nullptr, pipeBytes))
        qFatal("no pipe: %lu", ::GetLastError());
    return {taken(read), taken(write)};
}

UniqueFd openFile(const QString &path)
{
    return taken(::CreateFileW(reinterpret_cast<LPCWSTR>(path.utf16()),
                               GENERIC_READ | GENERIC_WRITE,
                               FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                               OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
}

UniqueFd duplicate(int fd)
{
    HANDLE copy = nullptr;
    ::DuplicateHandle(::GetCurrentProcess(), reinterpret_cast<HANDLE>(intptr_t(fd)),
                      ::GetCurrentProcess(), &copy, 0, false, DUPLICATE_SAME_ACCESS);
    return taken(copy ? copy : INVALID_HANDLE_VALUE);
}

bool isOpen(int fd)
{
    DWORD flags = 0;
    return fd >= 0 && ::GetHandleInformation(reinterpret_cast<HANDLE>(intptr_t(fd)), &flags);
}

void put(const UniqueFd &fd, const QByteArray &data)
{
    Waited write;
    const BOOL isDone = ::WriteFile(handleOf(fd), data.constData(), DWORD(data.size()), nullptr,
                                    write.overlapped());
    if (write.bytes(handleOf(fd), isDone) != DWORD(data.size()))
        qFatal("a handle did not take %lld bytes", qlonglong(data.size()));
}

void waitUntilReadable(int fd)
{
    const auto handle = reinterpret_cast<HANDLE>(intptr_t(fd));
    DWORD available = 0;
    while (::PeekNamedPipe(handle, nullptr, 0, nullptr, &available, nullptr) && available == 0)
        ::Sleep(1);
}

QByteArray get(const UniqueFd &fd)
{
    Waited read;
    QByteArray data(1024 * 1024, Qt::Uninitialized);
    const BOOL isDone = ::ReadFile(handleOf(fd), data.data(), DWORD(data.size()), nullptr,
                                   read.overlapped());
    data.resize(qsizetype(read.bytes(handleOf(fd), isDone)));
    return data;
}

} // namespace Spawnscope
