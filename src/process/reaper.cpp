// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/process.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <iterator>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

// Between two looks where there is no thread: of the event loop, and of who waits.
constexpr auto lookInterval = 50ms;
constexpr auto attendInterval = 10ms;

} // namespace

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
        wake();
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
            m_idle.wait_until(
                lock, std::min(deadline, std::chrono::steady_clock::now() + attendInterval));
    }
    return m_stopping == 0;
}

bool Reaper::ensureThread()
{
    m_isRunning = m_isRunning || startThread();
    return m_isRunning;
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
            noteWake();
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
    if (!m_isRunning) {
        m_wakeRead.reset();
        m_wakeWrite.reset();
    }
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
        if (current() != this)
            return; // forked off: another program's children
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
        ward = isOver(*ward) ? m_wards.erase(ward) : std::next(ward);
    }
    return round;
}

void Reaper::attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain)
{
    const bool hasExited = ward->child->poll().has_value();
    if (!hasExited && ward->restsUntil > now)
        *lookAgain = std::min(*lookAgain, ward->restsUntil);
    if (!ward->isStopping)
        return;
    const StopPolicy::Target target = ward->sequence.policyTarget();
    const auto state = ward->child->isGone(target) ? StopSequence::Target::Gone
        : hasExited                                ? StopSequence::Target::Lingering
                                                   : StopSequence::Target::Running;
    StopSequence::Decision decision = ward->sequence.advance(now, state);
    const auto isRefused = [ward, target](const StopPolicy::Step *step) {
        return step && step->action == StopPolicy::Step::Action::Signal
            && !ask(ward, target, step->signal);
    };
    while (!decision.isOver && isRefused(decision.perform))
        decision = ward->sequence.advance(decision.lookAgain, state);
    if (decision.isOver)
        ward->isStopping = false;
    else
        *lookAgain = std::min(*lookAgain, decision.lookAgain);
}

bool waitForReaper(std::chrono::milliseconds time)
{
    return Reaper::waitUntilIdle(time);
}

} // namespace Spawnscope
