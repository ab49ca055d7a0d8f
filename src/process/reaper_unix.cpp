// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "process/process.h"
#include "process/unixpipe_p.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <poll.h>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// How often a group is looked at whose leader has exited: nothing tells when the last is gone.
constexpr auto groupInterval = 25ms;

} // namespace

Reaper &Reaper::instance()
{
    // Never destroyed: its thread may outlive every static object.
    static Reaper *const reaper = new Reaper;
    return *reaper;
}

Reaper::Reaper()
{
    if (auto pipe = makePipe()) {
        m_wakeRead = std::move(pipe->read);
        m_wakeWrite = std::move(pipe->write);
        (void)setNonBlocking(m_wakeRead.get());
        (void)setNonBlocking(m_wakeWrite.get());
    }
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread([this] { run(); }).detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Reaper::adopt(std::unique_ptr<Child> child, const StopPolicy &policy)
{
    {
        const std::lock_guard lock(m_mutex);
        const bool isStopping = !policy.steps.isEmpty();
        m_new.push_back({std::move(child), StopSequence(policy), isStopping});
        m_stopping += isStopping ? 1 : 0;
    }
    (void)!::write(m_wakeWrite.get(), "", 1);
}

bool Reaper::waitUntilIdle(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(lock, time, [this] { return m_stopping == 0; });
}

void Reaper::run()
{
    for (;;) {
        takeNewWards();
        const auto now = std::chrono::steady_clock::now();
        auto lookAgain = StopSequence::Time::max();
        int stopped = 0;
        for (auto ward = m_wards.begin(); ward != m_wards.end();) {
            const bool wasStopping = ward->isStopping;
            attend(&*ward, now, &lookAgain);
            if (wasStopping && !ward->isStopping)
                ++stopped;
            const bool isOver = !ward->isStopping && ward->child->hasExited();
            ward = isOver ? m_wards.erase(ward) : std::next(ward);
        }
        if (stopped > 0) {
            const std::lock_guard lock(m_mutex);
            m_stopping -= stopped;
            if (m_stopping == 0)
                m_idle.notify_all();
        }
        sleepUntil(lookAgain);
    }
}

void Reaper::takeNewWards()
{
    char drained[64];
    while (::read(m_wakeRead.get(), drained, sizeof drained) > 0) {}
    const std::lock_guard lock(m_mutex);
    for (Ward &ward : m_new)
        m_wards.push_back(std::move(ward));
    m_new.clear();
}

void Reaper::attend(Ward *ward, StopSequence::Time now, StopSequence::Time *lookAgain)
{
    const bool hasExited = ward->child->poll().has_value();
    if (!ward->isStopping)
        return;
    const bool wholeGroup = ward->sequence.target() == StopPolicy::Target::Group
        && ward->child->leadsGroup();
    const bool isGone = hasExited && (!wholeGroup || ward->child->groupIsGone());
    const StopSequence::Decision decision = ward->sequence.advance(now, isGone);
    if (decision.isOver) {
        ward->isStopping = false;
        return;
    }
    if (decision.perform && decision.perform->action == StopPolicy::Step::Action::Signal) {
        if (wholeGroup)
            (void)ward->child->sendSignalToGroup(decision.perform->signal);
        else
            (void)ward->child->sendSignal(decision.perform->signal);
    }
    *lookAgain = std::min(*lookAgain, decision.lookAgain);
    if (hasExited)
        *lookAgain = std::min(*lookAgain, now + groupInterval);
}

void Reaper::sleepUntil(StopSequence::Time time)
{
    std::vector<pollfd> polls = {{m_wakeRead.get(), POLLIN, 0}};
    for (const Ward &ward : m_wards) {
        // A dead leader's descriptor stays readable.
        if (!ward.child->hasExited())
            polls.push_back({ward.child->exitDescriptor(), POLLIN, 0});
    }
    int timeout = -1;
    if (time != StopSequence::Time::max()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            time - std::chrono::steady_clock::now());
        timeout = int(std::clamp<qint64>(left.count(), 0, 60'000));
    }
    ::poll(polls.data(), nfds_t(polls.size()), timeout);
}

bool waitForReaper(std::chrono::milliseconds time)
{
    return Reaper::instance().waitUntilIdle(time);
}

} // namespace Spawnscope
