// SPDX-License-Identifier: MIT
#include "launcher/commandtext.h"

namespace Spawnscope {

CommandSyntax ownCommandSyntax()
{
    return CommandSyntax::Posix;
}

QList<CommandShell> ownShells()
{
    return {CommandShell::System};
}

QByteArrayList shellArgv(const QByteArray &command, CommandShell shell)
{
    if (shell == CommandShell::PowerShell)
        return powerShellArgv(command);
    return {"/bin/sh", "-c", command};
}

} // namespace Spawnscope
