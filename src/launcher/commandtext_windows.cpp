// SPDX-License-Identifier: MIT
#include "launcher/commandtext.h"

#include "base/windowsapi_windows.h"
#include "base/wtf8.h"
#include "process/windowscommand_p.h"

#include <QFileInfo>

namespace Spawnscope {

namespace {

QString fileOf(WindowsOptions::Shell shell)
{
    wchar_t folder[MAX_PATH];
    const UINT size = ::GetSystemDirectoryW(folder, MAX_PATH);
    return WindowsCommand::shellFile(shell, qEnvironmentVariable("ComSpec"),
                                     QString::fromWCharArray(folder, int(size)));
}

} // namespace

CommandSyntax ownCommandSyntax()
{
    return CommandSyntax::Windows;
}

QList<CommandShell> ownShells()
{
    QList<CommandShell> shells = {CommandShell::System};
    if (QFileInfo::exists(fileOf(WindowsOptions::Shell::PowerShell)))
        shells.append(CommandShell::PowerShell);
    return shells;
}

QByteArrayList shellArgv(const QByteArray &command, CommandShell shell)
{
    if (shell == CommandShell::PowerShell)
        return powerShellArgv(command, toWtf8(fileOf(WindowsOptions::Shell::PowerShell)));
    return {toWtf8(fileOf(WindowsOptions::Shell::CommandProcessor)), "/d", "/s", "/c", command};
}

} // namespace Spawnscope
