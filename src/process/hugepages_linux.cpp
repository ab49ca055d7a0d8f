// SPDX-License-Identifier: MIT
#include "process/hugepages_p.h"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

/// Below, the memory may be among small pieces of others in the heap.
constexpr qsizetype largeBuffer = 4 * 1024 * 1024;

} // namespace

void adviseHugePages(QByteArray *buffer)
{
    if (buffer->capacity() < largeBuffer)
        return;
    static const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<uintptr_t>(buffer->data());
    const uintptr_t first = (begin + page - 1) / page * page;
    const uintptr_t end = (begin + uintptr_t(buffer->capacity())) / page * page;
    (void)::madvise(reinterpret_cast<void *>(first), end - first, MADV_HUGEPAGE);
}

} // namespace Spawnscope
