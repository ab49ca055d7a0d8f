// SPDX-License-Identifier: MIT
#include "record/foreignfile_p.h"

#include <algorithm>

namespace Spawnscope {

RecordResult<bool> ForeignFile::isMadeUp() const
{
    const auto before = size();
    if (!before)
        return unexpected(before.error());
    // The last byte that the size promises, or the first that it does not.
    char byte = 0;
    const auto got = read(std::max<qint64>(*before - 1, 0), &byte, 1);
    if (!got)
        return unexpected(got.error());
    const auto after = size();
    if (!after)
        return unexpected(after.error());
    return *before == *after && *got != (*before > 0 ? 1 : 0);
}

} // namespace Spawnscope
