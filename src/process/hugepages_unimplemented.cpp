// SPDX-License-Identifier: MIT
#include "process/hugepages_p.h"

namespace Spawnscope {

void adviseHugePages(QByteArray *) {}

} // namespace Spawnscope
