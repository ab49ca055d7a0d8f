// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/process.h"
#include "process/spawn_p.h"
#include "process/unixpipe_p.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// After a look that was in vain although a descriptor was readable.
constexpr auto retreat = 10ms;

} // namespace

ProcessResult<Reaper *> Reaper::current()
{
    static std::mutex mutex;
    // Never destroyed: the thread may outlive every static object.
    static Reaper *reaper = nullptr;
    const std::lock_guard lock(mutex);
    if (reaper && reaper->m_program == ::getpid())
        return reaper;
    std::unique_ptr<Reaper> fresh(new Reaper);
    if (auto started = fresh->start(); !started)
        return unexpected(started.error());
    reaper = fresh.release();
    return reaper;
}

ProcessResult<void> Reaper::prepare()
{
    const auto reaper = current();
    return reaper ? ProcessResult<void>() : unexpected(reaper.error());
}

ProcessResult<void> Reaper::start()
{
    auto pipe = makePipe();
    if (!pipe)
        return unexpected(pipe.error());
    m_wakeRead = std::move(pipe->read);
    m_wakeWrite = std::move(pipe->write);
    for (const int fd : {m_wakeRead.get(), m_wakeWrite.get()}) {
        if (auto done = setNonBlocking(fd); !done)
            return done;
    }
    m_program = ::getpid();
    const SignalBlocker blocker; // its signals are handled by the program's own threads
    pthread_t thread;
    if (const int error = pthread_create(&thread, nullptr, runThread, this))
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateProcess, error, "reaper"));
    pthread_detach(thread);
    return {};
}

void *Reaper::runThread(void *reaper)
{
    static_cast<Reaper *>(reaper)->run();
    return nullptr;
}

void Reaper::adopt(std::unique_ptr<Child> child, const StopPolicy &policy)
{
    const auto reaper = current();
    if (!reaper)
        return; // only in a forked-off program, whose child this is not
    {
        const std::lock_guard lock((*reaper)->m_mutex);
        const bool isStopping = !policy.steps.isEmpty();
        (*reaper)->m_new.push_back({std::move(child), StopSequence(policy), isStopping, {}});
        (*reaper)->m_stopping += isStopping ? 1 : 0;
    }
    (void)!::write((*reaper)->m_wakeWrite.get(), "", 1);
}

bool Reaper::waitUntilIdle(std::chrono::milliseconds time)
{
    const auto reaper = current();
    if (!reaper)
        return true;
    std::unique_lock lock((*reaper)->m_mutex);
    return (*reaper)->m_idle.wait_for(lock, timerBound(time),
                                      [&reaper] { return (*reaper)->m_stopping == 0; });
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
