// SPDX-License-Identifier: MIT
#include "support/systemstate.h"

#include "base/uniquefd.h"
#include "base/windowsapi_windows.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringList>

#include <tlhelp32.h>
#include <winternl.h>

// Of the native interface; no header has them.
extern "C" NTSTATUS NTAPI NtSuspendProcess(HANDLE process);
extern "C" NTSTATUS NTAPI NtResumeProcess(HANDLE process);

namespace Spawnscope {

namespace {

bool isWine()
{
    return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
}

/// All that this program has open, but for what lies behind a long gap: numbers are multiples of
/// 4, and a new handle takes the lowest that is free. The system's own list of handles is not asked
/// for: Wine 8's server crashes, and every program with it, when it makes the list while any
/// program starts that has no handle yet.
QList<HANDLE> ownHandles()
{
    constexpr uintptr_t step = 4;
    constexpr uintptr_t longGap = 1024 * step;
    QList<HANDLE> handles;
    uintptr_t last = 0;
    for (uintptr_t number = step; number - last <= longGap; number += step) {
        const auto handle = reinterpret_cast<HANDLE>(number);
        DWORD flags = 0;
        if (!::GetHandleInformation(handle, &flags))
            continue;
        handles.append(handle);
        last = number;
    }
    return handles;
}

HANDLE handleOf(const UniqueFd &fd)
{
    return reinterpret_cast<HANDLE>(intptr_t(fd.get()));
}

UniqueFd openProcess(qint64 pid, DWORD access)
{
    const HANDLE handle = ::OpenProcess(access, false, DWORD(pid));
    return UniqueFd(handle ? int(reinterpret_cast<intptr_t>(handle)) : -1);
}

} // namespace

QMap<int, QByteArray> openDescriptors()
{
    QMap<int, QByteArray> open;
    for (const HANDLE handle : ownHandles()) {
        const int fd = int(reinterpret_cast<intptr_t>(handle));
        if (::GetFileType(handle) == FILE_TYPE_PIPE)
            open[fd] = "pipe";
        else if (const DWORD pid = ::GetProcessId(handle))
            open[fd] = "process " + QByteArray::number(qulonglong(pid));
    }
    return open;
}

bool hasChild()
{
    const UniqueFd snapshot(
        int(reinterpret_cast<intptr_t>(::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0))));
    PROCESSENTRY32W entry = {};
    entry.dwSize = sizeof entry;
    const auto list = reinterpret_cast<HANDLE>(intptr_t(snapshot.get()));
    // Wine starts programs of its own in our name.
    const QStringList names = {QStringLiteral("testchild.exe"), QStringLiteral("cmd.exe")};
    for (BOOL more = ::Process32FirstW(list, &entry); more; more = ::Process32NextW(list, &entry)) {
        if (entry.th32ParentProcessID == ::GetCurrentProcessId()
            && names.contains(QString::fromWCharArray(entry.szExeFile).toLower()))
            return true;
    }
    return false;
}

void ignoreBrokenPipes() {}

void setMode(const QString &, unsigned) {}

std::vector<int> exitCodes()
{
    // 259 is what Windows says of a process that still runs.
    return {0, 1, 2, 127, 255, 256, 259, 65536};
}

ExitStatus statusAfter(int)
{
    return {ExitStatus::Kind::Exited, 1, false};
}

bool isRunning(qint64 pid)
{
    const UniqueFd process = openProcess(pid, SYNCHRONIZE);
    return process && ::WaitForSingleObject(handleOf(process), 0) == WAIT_TIMEOUT;
}

bool hasEnded(qint64 pid)
{
    return !isRunning(pid);
}

void waitUntilDead(qint64 pid)
{
    const UniqueFd process = openProcess(pid, SYNCHRONIZE);
    if (process)
        ::WaitForSingleObject(handleOf(process), INFINITE);
}

void holdBack(qint64 pid)
{
    if (const UniqueFd process = openProcess(pid, PROCESS_SUSPEND_RESUME))
        NtSuspendProcess(handleOf(process));
}

void letGoOn(qint64 pid)
{
    if (const UniqueFd process = openProcess(pid, PROCESS_SUSPEND_RESUME))
        NtResumeProcess(handleOf(process));
}

void killUnasked(qint64 pid)
{
    const UniqueFd process = openProcess(pid, PROCESS_TERMINATE | SYNCHRONIZE);
    if (!::TerminateProcess(handleOf(process), 1))
        qFatal("TerminateProcess: %lu", ::GetLastError());
    ::WaitForSingleObject(handleOf(process), INFINITE);
}

void findCommands()
{
    const QString folder = QDir::toNativeSeparators(QCoreApplication::applicationDirPath()
                                                    + QStringLiteral("/helpers"));
    qputenv("PATH", (folder + u';' + qEnvironmentVariable("PATH")).toLocal8Bit());
}

SubprocessOptions forThisSystem(const SubprocessOptions &options)
{
    SubprocessOptions adapted = options;
    if (!adapted.windows && isWine())
        adapted.windows.emplace().noWindow = false;
    return adapted;
}

bool isWorthAnotherStart(const ProcessError &error)
{
    return isWine() && error.code.value() == ERROR_INTERNAL_ERROR;
}

} // namespace Spawnscope
