// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/process.h"
#include "process/windowserror_windows.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <iterator>
#include <vector>

namespace Spawnscope {

using namespace std::chrono_literals;

// What wakes the thread is an event, m_wakeRead. A process is waited for by the system's thread
// pool, which sets that event, so that the number of wards has no bound.

namespace {

/// Between two looks where there is no thread.
constexpr auto lookInterval = 50ms;

} // namespace

Reaper::Reaper()
    : m_program(pid_t(::GetCurrentProcessId()))
{}

Reaper *Reaper::current()
{
    // Never destroyed: the thread may outlive every static object.
    static Reaper *const reaper = new Reaper;
    return reaper;
}

void Reaper::adopt(std::unique_ptr<Child> child, const StopPolicy &policy)
{
    const bool isStopping = !policy.steps.isEmpty();
    current()->take({std::move(child), StopSequence(policy), isStopping, {}});
}

void Reaper::take(Ward ward)
{
    const std::lock_guard lock(m_mutex);
    m_stopping += ward.isStopping ? 1 : 0;
    m_new.push_back(std::move(ward));
    if (m_isRunning)
        ::SetEvent(toHandle(m_wakeRead.get()));
    else if (!ensureThread())
        askEventLoop();
}

bool Reaper::waitUntilIdle(std::chrono::milliseconds time)
{
    return current()->waitUntil(std::chrono::steady_clock::now() + timerBound(time));
}

bool Reaper::waitUntil(StopSequence::Time deadline)
{
    std::unique_lock lock(m_mutex);
    while (m_stopping > 0 && std::chrono::steady_clock::now() < deadline) {
        if (ensureThread()) {
            m_idle.wait_until(lock, deadline);
            continue;
        }
        attendWithoutThread();
        if (m_stopping > 0)
            m_idle.wait_until(lock,
                              std::min(deadline, std::chrono::steady_clock::now() + lookInterval));
    }
    return m_stopping == 0;
}

bool Reaper::ensureThread()
{
    m_isRunning = m_isRunning || startThread();
    return m_isRunning;
}

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

void *Reaper::runThread(void *reaper)
{
    static_cast<Reaper *>(reaper)->run();
    return nullptr;
}

void Reaper::run()
{
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            takeNewWards();
        }
        const Round round = attendAll();
        {
            const std::lock_guard lock(m_mutex);
            if (!goesOn(round))
                return;
        }
        sleepUntil(round.lookAgain);
    }
}

bool Reaper::goesOn(const Round &round)
{
    m_isRunning = !m_wards.empty() || !m_new.empty();
    if (!m_isRunning)
        m_wakeRead.reset();
    m_stopping -= round.stopped;
    if (round.stopped > 0 && m_stopping == 0)
        m_idle.notify_all();
    return m_isRunning;
}

void Reaper::attendWithoutThread()
{
    takeNewWards();
    m_stopping -= attendAll().stopped;
    if (m_stopping == 0)
        m_idle.notify_all();
}

/// Any thread may ask.
void Reaper::askEventLoop()
{
    QCoreApplication *application = QCoreApplication::instance();
    if (!application)
        return;
    QTimer::singleShot(lookInterval, application, [this] {
        const std::lock_guard lock(m_mutex);
        if (ensureThread())
            return;
        attendWithoutThread();
        if (!m_wards.empty())
            askEventLoop();
    });
}

void Reaper::takeNewWards()
{
    m_wards.splice(m_wards.end(), m_new);
}

Reaper::Round Reaper::attendAll()
{
    const auto now = std::chrono::steady_clock::now();
    Round round{StopSequence::Time::max()};
    for (auto ward = m_wards.begin(); ward != m_wards.end();) {
        const bool wasStopping = ward->isStopping;
        attend(&*ward, now, &round.lookAgain);
        if (wasStopping && !ward->isStopping)
            ++round.stopped;
        // Nothing waits to be reaped here: who is to be left alone needs no ward.
        ward = ward->isStopping ? std::next(ward) : m_wards.erase(ward);
    }
    return round;
}

void Reaper::attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain)
{
    if (!ward->isStopping)
        return;
    const bool hasExited = ward->child->poll().has_value();
    const StopPolicy::Target target = ward->sequence.policyTarget();
    const auto state = ward->child->isGone(target) ? StopSequence::Target::Gone
        : hasExited                                ? StopSequence::Target::Lingering
                                                   : StopSequence::Target::Running;
    StopSequence::Decision decision = ward->sequence.advance(now, state);
    const auto isRefused = [ward, target](const StopPolicy::Step *step) {
        return step && step->action == StopPolicy::Step::Action::Signal
            && !ward->child->sendSignal(target, step->signal);
    };
    // Who cannot be asked need not be waited for.
    while (!decision.isOver && isRefused(decision.perform))
        decision = ward->sequence.advance(decision.lookAgain, state);
    if (decision.isOver)
        ward->isStopping = false;
    else
        *lookAgain = std::min(*lookAgain, decision.lookAgain);
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

bool waitForReaper(std::chrono::milliseconds time)
{
    return Reaper::waitUntilIdle(time);
}

} // namespace Spawnscope
