// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalemulator_p.h"
#include "terminal/terminalsnapshot.h"

namespace Spawnscope {

/// For TerminalScreen.
struct TerminalSnapshot::Access
{
    static std::shared_ptr<const TerminalSnapshot> make(TerminalEmulator::State state);
    static const TerminalEmulator::State &state(const TerminalSnapshot &snapshot);
};

} // namespace Spawnscope
