// SPDX-License-Identifier: MIT
#pragma once

#include <QtEndian>

namespace Spawnscope {

/// A number that tells garbage and holes from the fixed-size entries of a record's indexes: of
/// @p words 64-bit little-endian words, with zeros where the number itself goes. See FORMAT.md.
inline quint64 recordCheck(const char *bytes, int words)
{
    quint64 check = 0x5350'4157'4e53'434fU;
    for (int i = 0; i < words; ++i) {
        check = (check ^ qFromLittleEndian<quint64>(bytes + 8 * i)) * 0x9e37'79b9'7f4a'7c15U;
        check ^= check >> 29;
    }
    return check >> 48;
}

} // namespace Spawnscope
