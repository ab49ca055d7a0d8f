// SPDX-License-Identifier: MIT
// Of two programs: spawnscope.exe, which opens no console, and spawnscope.com, which has the one it
// is called in. A shell that is asked for "spawnscope" takes the latter.
#include "app/application.h"
#include "app/userpath.h"
#include "base/windowsapi_windows.h"
#include "base/wtf8.h"

#include <shellapi.h>

namespace {

QByteArrayList arguments()
{
    int count = 0;
    wchar_t **list = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    QByteArrayList arguments;
    for (int i = 1; i < count; ++i)
        arguments.append(Spawnscope::toWtf8(QStringView(list[i])));
    ::LocalFree(list);
    return arguments;
}

bool isUsable(DWORD stream)
{
    const HANDLE handle = ::GetStdHandle(stream);
    return handle && handle != INVALID_HANDLE_VALUE;
}

/// spawnscope.exe has no console of its own, but may have been called in one and have something to
/// say there. What its caller redirected stays so.
void joinCallersConsole()
{
    const bool needsOutput = !isUsable(STD_OUTPUT_HANDLE);
    const bool needsError = !isUsable(STD_ERROR_HANDLE);
    if ((!needsOutput && !needsError) || !::AttachConsole(ATTACH_PARENT_PROCESS))
        return;
    SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
    const auto open = [&](DWORD stream) {
        ::SetStdHandle(stream,
                       ::CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE,
                                     FILE_SHARE_READ | FILE_SHARE_WRITE, &inheritable,
                                     OPEN_EXISTING, 0, nullptr));
    };
    if (needsOutput)
        open(STD_OUTPUT_HANDLE);
    if (needsError)
        open(STD_ERROR_HANDLE);
}

} // namespace

int main(int, char *argv[])
{
    using namespace Spawnscope;
    const QByteArrayList given = arguments();
    if (given == QByteArrayList{"--add-to-path"})
        return editUserPath(UserPathEdit::Add);
    if (given == QByteArrayList{"--remove-from-path"})
        return editUserPath(UserPathEdit::Remove);
    joinCallersConsole();
    return runProgram(given, argv[0]);
}
