// SPDX-License-Identifier: MIT
#include "launcher/commandtext.h"

#include "base/windowsapi_windows.h"
#include "base/wtf8.h"
#include "process/windowscommand_p.h"

namespace Spawnscope {

CommandSyntax ownCommandSyntax()
{
    return CommandSyntax::Windows;
}

QByteArrayList shellArgv(const QByteArray &command)
{
    wchar_t folder[MAX_PATH];
    const UINT size = ::GetSystemDirectoryW(folder, MAX_PATH);
    const QString shell = WindowsCommand::shellFile(WindowsOptions::Shell::CommandProcessor,
                                                    qEnvironmentVariable("ComSpec"),
                                                    QString::fromWCharArray(folder, int(size)));
    return {toWtf8(shell), "/d", "/s", "/c", command};
}

} // namespace Spawnscope
