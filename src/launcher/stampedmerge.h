// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <deque>
#include <limits>
#include <optional>

namespace Spawnscope {

/// One write of a process to a socket.
struct StampedMessage
{
    qint64 stamp = 0; ///< when it was sent, in nanoseconds of the system's clock
    qint64 writer = 0; ///< pid
    size_t size = 0;
};

/// Decides in which order the messages of two sockets were sent, each read in its own order.
///
/// A message is told when no earlier one can still be unread in the other socket: that one was
/// seen empty after the message was read, or a later message of it is known, or it has ended.
/// Two messages of which neither writer could know of the other may change places. When the
/// system's clock is set back, so may those that are unread at that moment.
class StampedMerge final
{
public:
    static constexpr size_t LaneCount = 2;

    void add(size_t lane, const StampedMessage &message);
    /// There was nothing to read in the lane at this moment.
    void sawEmpty(size_t lane);
    /// Nothing will come in the lane.
    void end(size_t lane);

    /// The lane whose first message is next; nothing when that cannot be told yet.
    std::optional<size_t> nextLane() const;
    StampedMessage take(size_t lane);

    bool hasMessages(size_t lane) const { return !m_lanes[lane].messages.empty(); }
    bool isEmpty() const { return !hasMessages(0) && !hasMessages(1); }
    /// Some message of the lane came after the other one was seen empty last.
    bool isUnsettled(size_t lane) const;
    bool hasEnded(size_t lane) const { return m_lanes[lane].hasEnded; }

private:
    struct Lane
    {
        std::deque<StampedMessage> messages;
        size_t settled = 0; ///< the first messages, before which nothing is unread
        qint64 lastStamp = std::numeric_limits<qint64>::min(); ///< of what was added
        bool hasEnded = false;
    };
    bool canTell(size_t lane) const;

    std::array<Lane, LaneCount> m_lanes;
};

} // namespace Spawnscope
