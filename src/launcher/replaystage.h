// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/livescreen.h"
#include "launcher/replaypace.h"
#include "record/terminallog.h"

#include <deque>
#include <memory>
#include <mutex>

namespace Spawnscope {

/// A screen, the log of what left it, and how far it has been fed. Shared by the thread that feeds
/// it and the one that shows it.
struct ReplayStage
{
    explicit ReplayStage(std::shared_ptr<const OutputLog> terminalLog);

    LiveScreen screen;
    std::shared_ptr<OutputLog> log;
    std::chrono::nanoseconds orderedTo{0}; ///< the orderer's own: it may be fed that far by now

    // The feeding side's own
    TerminalLogReader reader;
    std::deque<TerminalEvent> coming; ///< read, and later than what is fed
    qint64 fedBytes = 0; ///< of the log
    bool isFresh = true; ///< nothing was fed

    /// From any thread.
    ReplayPace::Around around() const;
    void setAround(const ReplayPace::Around &around);

private:
    mutable std::mutex m_mutex; // guards what follows
    ReplayPace::Around m_around;
};

} // namespace Spawnscope
