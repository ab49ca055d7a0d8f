// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

namespace Spawnscope {

/// How a shell writes what its redirections name.
struct RedirectionWords
{
    QByteArray nullDevice;
    QByteArray (*quote)(QByteArrayView path);
};

/// ` < in > out 2>> err`: where the streams of the run come from and go to, by the operators that
/// POSIX shells and cmd.exe share. Empty when all of them are pipes.
QByteArray redirections(const LaunchSpec &spec, const RedirectionWords &words);

} // namespace Spawnscope
