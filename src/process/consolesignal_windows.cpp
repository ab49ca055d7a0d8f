// SPDX-License-Identifier: MIT
#include "process/consolesignal_windows.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace Spawnscope {

namespace {

/// Until then CTRL_C is our own, which also comes to this program, on a thread of its own and so a
/// moment late.
std::atomic<ULONGLONG> ownUntil = 0;
constexpr ULONGLONG ownMs = 1000;

BOOL WINAPI keepOwn(DWORD)
{
    return ::GetTickCount64() < ownUntil;
}

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

DWORD generate(DWORD event, DWORD pid)
{
    // CTRL_C cannot be sent to one group.
    if (::GenerateConsoleCtrlEvent(event, event == CTRL_C_EVENT ? 0 : pid))
        return ERROR_SUCCESS;
    return ::GetLastError();
}

} // namespace

DWORD sendControl(DWORD event, DWORD pid)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    if (event == CTRL_BREAK_EVENT && sharesConsole(pid))
        return generate(event, pid);
    // With a console of our own CTRL_C would go to this program's user as well.
    if (!::AttachConsole(pid))
        return ::GetLastError();
    static const bool isHandled = ::SetConsoleCtrlHandler(keepOwn, true);
    if (event == CTRL_C_EVENT && isHandled)
        ownUntil = ::GetTickCount64() + ownMs;
    const DWORD error = generate(event, pid);
    ::FreeConsole();
    return error;
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
