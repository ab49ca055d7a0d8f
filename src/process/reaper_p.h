// SPDX-License-Identifier: MIT
#pragma once

#include "process/child_p.h"
#include "process/stopsequence_p.h"

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>

namespace Spawnscope {

/// Ends and reaps the children whose owners are gone, on a thread of its own that needs no event
/// loop, sleeps while nothing happens, and is there only while there are such children.
///
/// Where the thread cannot be had, its children are attended to by the application's event loop, or
/// within waitUntilIdle(), until it can.
class Reaper
{
public:
    /// Any thread. Neither fails nor blocks. In a program that was forked off without exec, where
    /// the thread is missing, it starts anew.
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
    struct Round
    {
        StopSequence::Time lookAgain;
        int stopped = 0; ///< wards whose sequence is over now
    };

    static Reaper *current();
    static void *runThread(void *reaper);

    Reaper();
    void take(Ward ward);
    bool waitUntil(StopSequence::Time deadline);
    /// Under the mutex. Starts it if need be; false where it cannot be had.
    bool ensureThread();
    bool startThread();
    void run();
    /// Under the mutex, after a round of the thread. False when it was the last.
    bool goesOn(const Round &round);
    /// Under the mutex, in place of the thread.
    void attendWithoutThread();
    void askEventLoop();
    void takeNewWards();
    /// Does what is due to each ward.
    Round attendAll();
    static void attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain);

    // What a system does in its own way, beside current() and startThread().
    static bool isOver(const Ward &ward); ///< nothing is left to do for it
    /// False if there is no point in waiting for what was asked.
    static bool ask(Ward *ward, StopPolicy::Target target, int signal);
    void wake(); ///< under the mutex
    void noteWake(); ///< under the mutex
    /// Until then, a wake-up, or the exit of a ward.
    void sleepUntil(StopSequence::Time time);

    const pid_t m_program; ///< the program that the thread belongs to
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::list<Ward> m_new; ///< under the mutex
    int m_stopping = 0; ///< under the mutex; new ones included
    bool m_isRunning = false; ///< under the mutex: the thread is there
    // The thread's own while it is there, otherwise under the mutex.
    UniqueFd m_wakeRead;
    UniqueFd m_wakeWrite;
    std::list<Ward> m_wards;
};

} // namespace Spawnscope
