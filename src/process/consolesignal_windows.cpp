// SPDX-License-Identifier: MIT
#include "process/consolesignal_windows.h"

#include "base/uniquefd.h"
#include "process/createprocess_windows.h"
#include "process/windowserror_windows.h"

#include <algorithm>
#include <string>
#include <vector>

namespace Spawnscope {

namespace {

/// The helper takes a few milliseconds; this is for a system that hangs.
constexpr DWORD longestWaitMs = 2000;

bool sharesConsole(DWORD pid)
{
    std::vector<DWORD> pids(64);
    DWORD count = ::GetConsoleProcessList(pids.data(), DWORD(pids.size()));
    if (count > pids.size()) {
        pids.resize(count);
        count = std::min(::GetConsoleProcessList(pids.data(), DWORD(pids.size())),
                         DWORD(pids.size()));
    }
    return std::find(pids.begin(), pids.begin() + count, pid) != pids.begin() + count;
}

/// The program of consolehelper_windows.cpp, which stands beside this one.
std::wstring helperFile()
{
    const QString folder = applicationFolder();
    return QString(folder + QStringLiteral("\\spawnscope-console.exe")).toStdWString();
}

DWORD askHelper(DWORD event, DWORD pid, DWORD group)
{
    const std::wstring file = helperFile();
    std::wstring line = L"spawnscope-console " + std::to_wstring(event) + L' '
        + std::to_wstring(pid) + L' ' + std::to_wstring(group);
    STARTUPINFOW info = {};
    info.cb = sizeof info;
    PROCESS_INFORMATION process = {};
    if (!::CreateProcessW(file.c_str(), line.data(), nullptr, nullptr, false, DETACHED_PROCESS,
                          nullptr, nullptr, &info, &process))
        return ::GetLastError();
    const UniqueFd thread(toDescriptor(process.hThread));
    const UniqueFd helper(toDescriptor(process.hProcess));
    if (::WaitForSingleObject(toHandle(helper.get()), longestWaitMs) != WAIT_OBJECT_0)
        return ERROR_TIMEOUT;
    DWORD error = ERROR_SUCCESS;
    return ::GetExitCodeProcess(toHandle(helper.get()), &error) ? error : ::GetLastError();
}

} // namespace

DWORD sendControl(DWORD event, DWORD pid, DWORD group)
{
    if (!sharesConsole(pid))
        return askHelper(event, pid, group);
    // On this program's own console it would go to this program as well.
    if (group == 0)
        return ERROR_NOT_SUPPORTED;
    return ::GenerateConsoleCtrlEvent(event, group) ? ERROR_SUCCESS : ::GetLastError();
}

bool closeWindowsOf(const QList<DWORD> &pids)
{
    struct Search
    {
        const QList<DWORD> &pids;
        bool hasFound;
    } search = {pids, false};
    ::EnumWindows(
        [](HWND window, LPARAM parameter) -> BOOL {
            auto *const found = reinterpret_cast<Search *>(parameter);
            DWORD pid = 0;
            ::GetWindowThreadProcessId(window, &pid);
            if (found->pids.contains(pid) && ::IsWindowVisible(window)) {
                ::PostMessageW(window, WM_CLOSE, 0, 0);
                found->hasFound = true;
            }
            return true;
        },
        reinterpret_cast<LPARAM>(&search));
    return search.hasFound;
}

} // namespace Spawnscope
