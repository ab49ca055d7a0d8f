// SPDX-License-Identifier: MIT
#include "process/largepages_p.h"

namespace Spawnscope {

void preferLargePages(void *, qsizetype) {}

} // namespace Spawnscope
