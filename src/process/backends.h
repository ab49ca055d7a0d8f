// SPDX-License-Identifier: MIT
#pragma once

namespace Spawnscope {

/// By which of the system's means this program does what systems do differently; names for reports
/// of faults, not for people to choose from.
struct BackEnds
{
    const char *spawn; ///< makes children; where it is refused, fork(2) does
    const char *exit; ///< tells of their exits
    const char *terminal; ///< makes pseudo-terminals
};
BackEnds backEnds();

} // namespace Spawnscope
