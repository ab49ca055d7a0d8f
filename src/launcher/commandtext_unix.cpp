// SPDX-License-Identifier: MIT
#include "launcher/commandtext.h"

namespace Spawnscope {

CommandSyntax ownCommandSyntax()
{
    return CommandSyntax::Posix;
}

QByteArrayList shellArgv(const QByteArray &command)
{
    return {"/bin/sh", "-c", command};
}

} // namespace Spawnscope
