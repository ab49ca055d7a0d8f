// SPDX-License-Identifier: MIT
#include "process/namedpipe_windows.h"

#include "process/windowserror_windows.h"

#include <QRandomGenerator>
#include <QString>

#include <winternl.h>

#include <string>

namespace Spawnscope {

namespace {

std::wstring randomName()
{
    QString name = QStringLiteral("\\\\.\\pipe\\spawnscope-%1-").arg(::GetCurrentProcessId());
    for (int i = 0; i < 2; ++i)
        name += QString::number(QRandomGenerator::system()->generate64(), 16);
    return name.toStdWString();
}

// Of the Windows Driver Kit (ntifs.h).
constexpr auto filePipeLocalInformation = FILE_INFORMATION_CLASS(24);
constexpr auto fileModeInformation = FILE_INFORMATION_CLASS(16);
constexpr ULONG pipeClosingState = 4;
constexpr ULONG synchronousAlert = 0x10;
constexpr ULONG synchronousNonalert = 0x20;

struct PipeLocalInformation
{
    ULONG type;
    ULONG configuration;
    ULONG maximumInstances;
    ULONG currentInstances;
    ULONG inboundQuota;
    ULONG readDataAvailable;
    ULONG outboundQuota;
    ULONG writeQuotaAvailable;
    ULONG state;
    ULONG end;
};

template <typename T>
bool query(int handle, FILE_INFORMATION_CLASS what, T *information)
{
    IO_STATUS_BLOCK status = {};
    return ::NtQueryInformationFile(toHandle(handle), &status, information, sizeof *information,
                                    what)
        >= 0;
}

} // namespace

ProcessResult<NamedPipe> makeNamedPipe(ExtraDescriptor::Direction direction, int bytes)
{
    const bool fromChild = direction == ExtraDescriptor::Direction::FromChild;
    const std::wstring name = randomName();
    NamedPipe pipe;
    pipe.ours.reset(toDescriptor(::CreateNamedPipeW(
        name.c_str(),
        (fromChild ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_DUPLEX) | FILE_FLAG_OVERLAPPED
            | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1,
        DWORD(bytes), DWORD(bytes), 0, nullptr)));
    if (!pipe.ours)
        return unexpected(lastError(ProcessStage::CreatePipe));
    // Attributes, because the C run-time and Python ask for the state of what they get.
    const DWORD access = fromChild ? GENERIC_WRITE | FILE_READ_ATTRIBUTES
                                   : GENERIC_READ | FILE_WRITE_ATTRIBUTES;
    pipe.theirs.reset(
        toDescriptor(::CreateFileW(name.c_str(), access, 0, nullptr, OPEN_EXISTING, 0, nullptr)));
    if (!pipe.theirs)
        return unexpected(lastError(ProcessStage::CreatePipe));
    return pipe;
}

bool isOtherEndClosed(int pipe)
{
    PipeLocalInformation information = {};
    return query(pipe, filePipeLocalInformation, &information)
        && information.state == pipeClosingState;
}

bool isOverlappedPipe(int handle)
{
    ULONG mode = 0;
    return ::GetFileType(toHandle(handle)) == FILE_TYPE_PIPE
        && query(handle, fileModeInformation, &mode)
        && (mode & (synchronousAlert | synchronousNonalert)) == 0;
}

} // namespace Spawnscope
