// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/process.h"
#include "process/spawn_p.h"
#include "process/unixpipe_p.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <vector>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// After a look that was in vain although a descriptor was readable.
constexpr auto retreat = 10ms;
/// Between two looks where there is no thread.
constexpr auto lookInterval = 50ms;

} // namespace

Reaper::Reaper()
    : m_program(::getpid())
{}

Reaper *Reaper::current()
{
    static std::mutex mutex;
    // Never destroyed: the thread may outlive every static object.
    static Reaper *reaper = nullptr;
    const std::lock_guard lock(mutex);
    if (!reaper || reaper->m_program != ::getpid())
        reaper = new Reaper;
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
        (void)!::write(m_wakeWrite.get(), "", 1);
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
            m_idle.wait_until(lock, std::min(deadline, std::chrono::steady_clock::now() + retreat));
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
    auto pipe = makePipe();
    if (!pipe || !setNonBlocking(pipe->read.get()) || !setNonBlocking(pipe->write.get()))
        return false;
    m_wakeRead = std::move(pipe->read);
    m_wakeWrite = std::move(pipe->write);
    const SignalBlocker blocker; // its signals are handled by the program's own threads
    pthread_t thread;
    if (pthread_create(&thread, nullptr, runThread, this) != 0) {
        m_wakeRead.reset();
        m_wakeWrite.reset();
        return false;
    }
    pthread_detach(thread);
    return true;
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
            char drained[64];
            while (::read(m_wakeRead.get(), drained, sizeof drained) > 0) {}
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
        if (m_program != ::getpid())
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
        const bool isOver = !ward->isStopping && ward->child->hasExited();
        ward = isOver ? m_wards.erase(ward) : std::next(ward);
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
    const StopSequence::Decision decision = ward->sequence.advance(now, state);
    if (decision.isOver) {
        ward->isStopping = false;
        return;
    }
    if (decision.perform && decision.perform->action == StopPolicy::Step::Action::Signal)
        (void)ward->child->sendSignal(target, decision.perform->signal);
    *lookAgain = std::min(*lookAgain, decision.lookAgain);
}

void Reaper::sleepUntil(StopSequence::Time time)
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<pollfd> polls = {{m_wakeRead.get(), POLLIN, 0}};
    std::vector<Ward *> watched;
    for (Ward &ward : m_wards) {
        // A dead leader's descriptor stays readable.
        if (ward.child->hasExited() || ward.restsUntil > now)
            continue;
        polls.push_back({ward.child->exitDescriptor(), POLLIN, 0});
        watched.push_back(&ward);
    }
    int timeout = -1;
    if (time != StopSequence::Time::max())
        timeout = int(timerBound(std::chrono::ceil<std::chrono::milliseconds>(time - now)).count());
    if (::poll(polls.data(), nfds_t(polls.size()), timeout) < 0 && errno != EINTR)
        ::poll(nullptr, 0, int(retreat.count()));
    for (size_t i = 0; i < watched.size(); ++i) {
        if (polls[i + 1].revents != 0 && !watched[i]->child->poll())
            watched[i]->restsUntil = std::chrono::steady_clock::now() + retreat;
    }
}

bool waitForReaper(std::chrono::milliseconds time)
{
    return Reaper::waitUntilIdle(time);
}

} // namespace Spawnscope
