// SPDX-License-Identifier: MIT
#include "support/systemstate.h"

#include "base/uniquefd.h"
#include "base/windowsapi_windows.h"

#include <QStringList>

#include <tlhelp32.h>

namespace Spawnscope {

namespace {

constexpr int highestHandle = 4096;

} // namespace

QMap<int, QByteArray> openDescriptors()
{
    QMap<int, QByteArray> open;
    for (int fd = 4; fd < highestHandle; fd += 4) {
        const auto handle = reinterpret_cast<HANDLE>(intptr_t(fd));
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

bool processExists(qint64 pid)
{
    const UniqueFd process(toDescriptor(::OpenProcess(SYNCHRONIZE, false, DWORD(pid))));
    return process && ::WaitForSingleObject(toHandle(process.get()), 0) == WAIT_TIMEOUT;
}

bool killProcess(qint64 pid)
{
    const UniqueFd process(toDescriptor(::OpenProcess(PROCESS_TERMINATE, false, DWORD(pid))));
    return process && ::TerminateProcess(toHandle(process.get()), 1);
}

ExitStatus killedStatus()
{
    return {ExitStatus::Kind::Exited, 1, false};
}

SubprocessOptions forThisSystem(const SubprocessOptions &options)
{
    SubprocessOptions adapted = options;
    const HMODULE system = ::GetModuleHandleW(L"ntdll.dll");
    if (!adapted.windows && ::GetProcAddress(system, "wine_get_version"))
        adapted.windows.emplace().noWindow = false;
    return adapted;
}

} // namespace Spawnscope
