// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Spawnscope {

/// Asks for large pages (madvise(2), MADV_HUGEPAGE) in the memory of a large buffer that is going
/// to be filled: the first touch of each small page costs more than what is written to it. Only a
/// hint. To be repeated when the buffer has got other memory.
void adviseHugePages(QByteArray *buffer);

} // namespace Spawnscope
