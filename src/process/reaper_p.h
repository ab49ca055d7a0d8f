// SPDX-License-Identifier: MIT
#pragma once

#include "process/child_p.h"
#include "process/stopsequence_p.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

namespace Spawnscope {

/// Ends and reaps the children whose owners are gone, on a thread of its own that needs no event
/// loop and sleeps while nothing happens. Started with the first child; never ends before the
/// program does.
class Reaper
{
public:
    static Reaper &instance();

    /// Any thread. Never blocks on the child.
    void adopt(std::unique_ptr<Child> child, const StopPolicy &policy);
    /// Any thread. True when no child is left that is being stopped.
    bool waitUntilIdle(std::chrono::milliseconds time);

private:
    struct Ward
    {
        std::unique_ptr<Child> child;
        StopSequence sequence;
        bool isStopping; ///< the sequence is not over; counted below
    };

    Reaper();
    void run();
    void takeNewWards();
    /// Does what is due; updates when to look again.
    static void attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain);
    void sleepUntil(StopSequence::Time time);

    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::vector<Ward> m_new; ///< under the mutex
    int m_stopping = 0; ///< under the mutex; new ones included
    UniqueFd m_wakeRead;
    UniqueFd m_wakeWrite;
    std::list<Ward> m_wards; ///< the thread's own
};

} // namespace Spawnscope
