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
/// loop and sleeps while nothing happens. Started before the first child; ends with the program.
class Reaper
{
public:
    /// Makes sure that adopt() cannot fail. Any thread; cheap when it is there already. Starts
    /// anew in a program that was forked off without exec, where the thread is missing.
    static ProcessResult<void> prepare();
    /// Any thread. Never blocks on the child.
    static void adopt(std::unique_ptr<Child> child, const StopPolicy &policy);
    /// Any thread. True when no child is left that is being stopped.
    static bool waitUntilIdle(std::chrono::milliseconds time);

private:
    struct Ward
    {
        std::unique_ptr<Child> child;
        StopSequence sequence;
        bool isStopping; ///< the sequence is not over; counted below
        /// Not watched before: its descriptor was readable, but a tracer holds the exit.
        StopSequence::Time restsUntil;
    };

    static ProcessResult<Reaper *> current();
    static void *runThread(void *reaper);

    Reaper() = default;
    ProcessResult<void> start();
    void run();
    void takeNewWards();
    /// Does what is due; updates when to look again.
    static void attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain);
    void sleepUntil(StopSequence::Time time);

    pid_t m_program = 0; ///< the program that the thread belongs to
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::vector<Ward> m_new; ///< under the mutex
    int m_stopping = 0; ///< under the mutex; new ones included
    UniqueFd m_wakeRead;
    UniqueFd m_wakeWrite;
    std::list<Ward> m_wards; ///< the thread's own
};

} // namespace Spawnscope
