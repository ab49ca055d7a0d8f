// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/explanation.h"

namespace Spawnscope {

/// Windows' command processor, cmd.exe, as functions of text that are tested on every system.

/// The run as one line for Windows' command processor, cmd.exe, as it is typed there; the
/// directory, the changed variables and the files of its streams included. What cmd.exe sets and
/// changes lasts for this line only where the whole stands in `cmd /c "…"`.
QByteArray toCommandProcessor(const LaunchSpec &spec);

/// The first thing in a line that only cmd.exe understands; see findShellSyntax().
std::optional<ShellSyntax> findCommandProcessorSyntax(QByteArrayView line);

} // namespace Spawnscope
