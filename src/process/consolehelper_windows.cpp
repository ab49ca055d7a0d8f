// SPDX-License-Identifier: MIT
// spawnscope-console EVENT PID GROUP: sends a control event to a process group on the console of
// another process, 0 being everybody who is attached to it. So this is a program of its own: only
// the helper is. It ends with Windows' error, or 0.
#include "base/windowsapi_windows.h"

#include <cwchar>

namespace {

DWORD send(DWORD event, DWORD pid, DWORD group)
{
    ::FreeConsole();
    if (!::AttachConsole(pid))
        return ::GetLastError();
    ::SetConsoleCtrlHandler([](DWORD) -> BOOL { return true; }, true);
    return ::GenerateConsoleCtrlEvent(event, group) ? ERROR_SUCCESS : ::GetLastError();
}

} // namespace

int WINAPI wWinMain(HINSTANCE, HINSTANCE, PWSTR arguments, int)
{
    wchar_t *rest = nullptr;
    const DWORD event = std::wcstoul(arguments, &rest, 10);
    const DWORD pid = std::wcstoul(rest, &rest, 10);
    const DWORD group = std::wcstoul(rest, nullptr, 10);
    return int(pid == 0 ? ERROR_INVALID_PARAMETER : send(event, pid, group));
}
