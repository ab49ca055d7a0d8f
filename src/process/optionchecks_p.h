// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/options.h"

#include <QByteArrayList>

#include <optional>

namespace Spawnscope {

/// What is wrong with the input of a start on any system; nothing if it will do.
std::optional<ProcessError> checkCommand(const QByteArrayList &argv,
                                         const SubprocessOptions &options);
std::optional<ProcessError> checkEnvironment(const Environment &environment);
std::optional<ProcessError> checkStreams(const SubprocessOptions &options);
/// Which streams share a terminal, and whether this system can make it.
std::optional<ProcessError> checkTerminal(const SubprocessOptions &options);

} // namespace Spawnscope
