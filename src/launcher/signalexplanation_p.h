// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace Spawnscope {

/// Deaths by signals of this system.
/// Platform: signalexplanation_unix.cpp; signalexplanation_windows.cpp, where nothing dies so.

/// A shell's exit code for a command that ended by signal N is 128+N; the signal, if there is one
/// of that number.
std::optional<int> signalOfShellCode(int code);

/// "it was interrupted"; empty for a signal that says nothing of why.
QString signalMeaning(int signal);

} // namespace Spawnscope
