// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/error.h"
#include "process/options.h"
#include "process/ptypair_p.h"
#include "process/spawnplan_p.h"
#include "process/start_p.h"

#include <map>
#include <vector>

namespace Spawnscope {

/// The descriptors of one start, opened as the options ask.
struct StdioSet
{
    std::map<int, ParentEnd> parentEnds; ///< non-blocking; by the child's number
    std::vector<UniqueFd> childEnds; ///< to be closed here once the child has them
    std::unique_ptr<PtyPair> terminal; ///< its slave likewise
};

/// Opens pipes and files and enters where they go into the plan. What was opened is closed again
/// when a later one fails.
ProcessResult<StdioSet> openStdio(const SubprocessOptions &options, SpawnPlan *plan);

} // namespace Spawnscope
