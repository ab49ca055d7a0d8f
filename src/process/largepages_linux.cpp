// SPDX-License-Identifier: MIT
#include "process/largepages_p.h"

#include <sys/mman.h>
#include <unistd.h>

namespace Spawnscope {

void preferLargePages(void *memory, qsizetype bytes)
{
    static const size_t pageSize = size_t(::sysconf(_SC_PAGESIZE));
    const size_t before = reinterpret_cast<quintptr>(memory) % pageSize;
    const size_t pages = (before + size_t(bytes) + pageSize - 1) / pageSize;
    ::madvise(static_cast<char *>(memory) - before, pages * pageSize, MADV_HUGEPAGE);
}

} // namespace Spawnscope
