// SPDX-License-Identifier: MIT
#include "process/reaper_p.h"

#include "base/durations.h"
#include "process/spawn_p.h"
#include "process/unixpipe_p.h"

#include <cerrno>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>
#include <vector>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// After a look that was in vain although a descriptor was readable.
constexpr auto retreat = 10ms;

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

bool Reaper::isOver(const Ward &ward)
{
    return !ward.isStopping && ward.child->hasExited();
}

/// The grace time is the child's also where it could not be asked.
bool Reaper::ask(Ward *ward, StopPolicy::Target target, int signal)
{
    (void)ward->child->sendSignal(target, signal);
    return true;
}

void Reaper::wake()
{
    (void)!::write(m_wakeWrite.get(), "", 1);
}

void Reaper::noteWake()
{
    char drained[64];
    while (::read(m_wakeRead.get(), drained, sizeof drained) > 0) {}
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

} // namespace Spawnscope
