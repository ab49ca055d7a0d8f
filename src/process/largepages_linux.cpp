// SPDX-License-Identifier: MIT
#include "process/largepages_p.h"

#include <sys/mman.h>
#include <unistd.h>

namespace Spawnscope {

void preferLargePages(const void *memory, qsizetype bytes)
{
    static const quintptr pageSize = quintptr(::sysconf(_SC_PAGESIZE));
    const quintptr begin = reinterpret_cast<quintptr>(memory) / pageSize * pageSize;
    const quintptr end = reinterpret_cast<quintptr>(memory) + quintptr(bytes);
    const quintptr pages = (end - begin + pageSize - 1) / pageSize;
    ::madvise(reinterpret_cast<void *>(begin), pages * pageSize, MADV_HUGEPAGE);
}

} // namespace Spawnscope
