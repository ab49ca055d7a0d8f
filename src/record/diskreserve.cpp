// SPDX-License-Identifier: MIT
#include "record/filebytes.h"

#include "record/recordio_p.h"

#include <algorithm>
#include <cerrno>

namespace Spawnscope {

std::optional<RecordError> DiskReserve::check(qint64 bytes)
{
    constexpr qint64 MostUnchecked = 16 * 1024 * 1024;
    m_unchecked -= bytes;
    if (m_reserveBytes <= 0 || m_unchecked >= 0)
        return std::nullopt;
    m_unchecked = 0;
    const std::optional<qint64> free = freeBytes();
    if (!free)
        return std::nullopt;
    const qint64 spare = *free - m_reserveBytes - bytes;
    if (spare < 0)
        return recordError(RecordStage::WriteFile, m_folder, ENOSPC);
    m_unchecked = std::min(spare / 2, MostUnchecked);
    return std::nullopt;
}

} // namespace Spawnscope
