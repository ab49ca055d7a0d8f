// SPDX-License-Identifier: MIT
#include "widgets/outputscale.h"

#include <algorithm>
#include <cmath>

namespace Spawnscope {

int ScrollScale::maximum() const
{
    return static_cast<int>(std::clamp<qint64>(m_last, 0, LargestValue));
}

int ScrollScale::valueOf(qint64 place) const
{
    place = std::clamp<qint64>(place, 0, std::max<qint64>(m_last, 0));
    if (m_last <= LargestValue)
        return static_cast<int>(place);
    if (place == m_last)
        return LargestValue;
    const auto share = static_cast<long double>(place) / static_cast<long double>(m_last);
    return std::min(static_cast<int>(std::floor(share * LargestValue)), LargestValue - 1);
}

qint64 ScrollScale::placeOf(int value) const
{
    value = std::clamp(value, 0, maximum());
    if (m_last <= LargestValue)
        return value;
    if (value == LargestValue)
        return m_last;
    const long double share = static_cast<long double>(value) / LargestValue;
    auto place = static_cast<qint64>(std::ceil(share * static_cast<long double>(m_last)));
    if (valueOf(place) < value) // what rounding took away
        ++place;
    return place;
}

int ScrollScale::stepOf(qint64 places) const
{
    if (m_last <= LargestValue)
        return static_cast<int>(std::clamp<qint64>(places, 1, LargestValue));
    const auto share = static_cast<long double>(places) / static_cast<long double>(m_last);
    return std::max(static_cast<int>(share * LargestValue), 1);
}

} // namespace Spawnscope
