// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Spawnscope {

/// Asks for large pages behind one large piece of malloc(3), `bytes` from `memory` on, to be used
/// soon: one page fault for 2 MiB in place of 512. It is a wish; there may be none.
///
/// The whole allocation is advised, from the page where it begins, or realloc(3) could not move it
/// any more without a copy: mremap(2) takes one mapping, and advice for a part makes two of it. To
/// tell where it ends, `bytes` should be a multiple of the page size.
void preferLargePages(void *memory, qsizetype bytes);

} // namespace Spawnscope
