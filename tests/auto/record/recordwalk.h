// SPDX-License-Identifier: MIT
#pragma once

#include "record/runrecord.h"

namespace Spawnscope {

/// Asks a record everything that can be asked, about its beginning, its end and its gap. Says what
/// no answer may be, whatever the files hold; empty when nothing is wrong.
QString faultOf(const RunRecord &record);

} // namespace Spawnscope
