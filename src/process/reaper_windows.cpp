// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/windowserror_windows.h"

#include <vector>

namespace Spawnscope {

// What wakes the thread is an event, m_wakeRead. A process is waited for by the system's thread
// pool, which sets that event, so that the number of wards has no bound.

Reaper::Reaper()
    : m_program(pid_t(::GetCurrentProcessId()))
{}

Reaper *Reaper::current()
{
    // Never destroyed: the thread may outlive every static object.
    static Reaper *const reaper = new Reaper;
    return reaper;
}

/// Nothing waits to be reaped here: who is to be left alone needs no ward.
bool Reaper::isOver(const Ward &ward)
{
    return !ward.isStopping;
}

/// Who cannot be asked, because it has no console or no window, need not be waited for.
bool Reaper::ask(Ward *ward, StopPolicy::Target target, int signal)
{
    return ward->child->sendSignal(target, signal).has_value();
}

void Reaper::wake()
{
    ::SetEvent(toHandle(m_wakeRead.get()));
}

void Reaper::noteWake() {} // the event resets itself

bool Reaper::startThread()
{
    m_wakeRead.reset(toDescriptor(::CreateEventW(nullptr, false, false, nullptr)));
    if (!m_wakeRead)
        return false;
    const UniqueFd thread(toDescriptor(::CreateThread(
        nullptr, 0,
        [](void *reaper) -> DWORD {
            (void)runThread(reaper);
            return 0;
        },
        this, 0, nullptr)));
    if (!thread)
        m_wakeRead.reset();
    return thread.isValid();
}

void Reaper::sleepUntil(StopSequence::Time time)
{
    const HANDLE wake = toHandle(m_wakeRead.get());
    std::vector<HANDLE> waits;
    for (const Ward &ward : m_wards) {
        HANDLE wait = nullptr;
        if (!ward.child->hasExited()
            && ::RegisterWaitForSingleObject(
                &wait, toHandle(ward.child->exitDescriptor()),
                [](void *event, BOOLEAN) { ::SetEvent(event); }, wake, INFINITE,
                WT_EXECUTEONLYONCE))
            waits.push_back(wait);
    }
    DWORD timeout = INFINITE;
    if (time != StopSequence::Time::max()) {
        const auto left = time - std::chrono::steady_clock::now();
        timeout = DWORD(timerBound(std::chrono::ceil<std::chrono::milliseconds>(left)).count());
    }
    ::WaitForSingleObject(wake, timeout);
    for (const HANDLE wait : waits)
        ::UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
}

} // namespace Spawnscope
