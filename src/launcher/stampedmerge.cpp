// SPDX-License-Identifier: MIT
#include "launcher/stampedmerge.h"

namespace Spawnscope {

void StampedMerge::add(size_t lane, const StampedMessage &message)
{
    m_lanes[lane].messages.push_back(message);
    m_lanes[lane].lastStamp = message.stamp;
}

void StampedMerge::sawEmpty(size_t lane)
{
    Lane &other = m_lanes[1 - lane];
    other.settled = other.messages.size();
}

void StampedMerge::end(size_t lane)
{
    m_lanes[lane].hasEnded = true;
}

bool StampedMerge::isUnsettled(size_t lane) const
{
    return m_lanes[lane].settled < m_lanes[lane].messages.size() && !m_lanes[1 - lane].hasEnded;
}

/// Of a lane whose first message is not later than the first one of the other lane.
bool StampedMerge::canTell(size_t lane) const
{
    const Lane &other = m_lanes[1 - lane];
    return m_lanes[lane].settled > 0 || other.hasEnded || !other.messages.empty()
        || m_lanes[lane].messages.front().stamp <= other.lastStamp;
}

std::optional<size_t> StampedMerge::nextLane() const
{
    if (isEmpty())
        return std::nullopt;
    size_t lane = hasMessages(0) ? 0 : 1;
    if (hasMessages(0) && hasMessages(1)
        && m_lanes[1].messages.front().stamp < m_lanes[0].messages.front().stamp)
        lane = 1;
    return canTell(lane) ? std::optional(lane) : std::nullopt;
}

StampedMessage StampedMerge::take(size_t lane)
{
    Lane &from = m_lanes[lane];
    const StampedMessage message = from.messages.front();
    from.messages.pop_front();
    if (from.settled > 0)
        --from.settled;
    return message;
}

} // namespace Spawnscope
