// SPDX-License-Identifier: MIT
#include "launcher/replaypace.h"

#include <algorithm>

namespace Spawnscope {

using std::chrono::nanoseconds;

nanoseconds ReplayPace::after(nanoseconds position, nanoseconds elapsed, const Around &around) const
{
    const auto way = std::chrono::duration_cast<nanoseconds>(elapsed * speed);
    if (!idleLimit || !around.next)
        return position + way;
    const nanoseconds idleEnd = around.last.value_or(nanoseconds(0)) + *idleLimit;
    if (*around.next <= idleEnd || position + way <= idleEnd)
        return position + way;
    // The rest of the pause is passed over at once.
    const nanoseconds rest = std::min(way, position + way - idleEnd);
    return std::max(*around.next, position) + rest;
}

} // namespace Spawnscope
