// SPDX-License-Identifier: MIT
#include "process/reactor_p.h"

#include "base/uniquefd.h"
#include "process/latercalls_p.h"

#include <QAbstractEventDispatcher>
#include <QPointer>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <pthread.h>
#include <sys/epoll.h>
#include <vector>

namespace Spawnscope {

namespace {

using namespace std::chrono_literals;
using Event = DescriptorWatch::Event;
using Events = DescriptorWatch::Events;

/// After so long the rest of a batch waits for the next turn of the event loop: a window that
/// draws every 16 ms stays smooth.
constexpr auto turnTime = 4ms;
constexpr int batchSize = 64;

/// Forks that this program has been through. An epoll set is shared with the program that made it.
std::atomic<unsigned> forks = 0;

class EpollWatch;

/// The epoll set of one thread and its notifier. Lives as long as the thread or one of its watches.
class Reactor final : public std::enable_shared_from_this<Reactor>
{
public:
    /// Null if the system gives no epoll descriptor.
    static std::shared_ptr<Reactor> current();

    /// EPOLL_CTL_ADD, _MOD or _DEL. The set is another program's after a fork: then nothing is
    /// done, and that is no failure.
    bool control(int operation, int fd, uint32_t events, EpollWatch *watch);
    /// Drops what is left of the current batch for this watch.
    void forget(const EpollWatch *watch);

private:
    bool isForeign() const { return m_forks != forks.load(std::memory_order_relaxed); }
    void listen();
    void dispatch();
    bool isUnremoved(const void *watch) const;

    UniqueFd m_epoll;
    LaterCalls *const m_laterCalls = LaterCalls::current();
    unsigned m_forks = forks;
    QPointer<QAbstractEventDispatcher> m_dispatcher;
    std::unique_ptr<QSocketNotifier> m_notifier;
    // The batch. It outlasts a turn, or the last ones would starve; nested event loops go on with
    // it.
    std::array<epoll_event, batchSize> m_batch;
    int m_next = 0;
    int m_count = 0;
    /// What the set still has although it should not: only the address is left of it.
    std::vector<const void *> m_unremoved;
};

class EpollWatch final : public WatchBackend
{
public:
    EpollWatch(int fd, DescriptorWatch::Callback callback, std::shared_ptr<Reactor> reactor)
        : m_fd(fd)
        , m_callback(std::move(callback))
        , m_reactor(std::move(reactor))
    {}
    ~EpollWatch() override { EpollWatch::setEvents({}); }

    bool setEvents(Events events) override
    {
        if (events == m_events)
            return true;
        const int operation = !m_events ? EPOLL_CTL_ADD : events ? EPOLL_CTL_MOD : EPOLL_CTL_DEL;
        m_events = events;
        if (!events)
            m_reactor->forget(this);
        // Hang-up and error need not be asked for.
        const uint32_t wanted = (events & Event::Readable ? uint32_t(EPOLLIN) : 0U)
            | (events & Event::Writable ? uint32_t(EPOLLOUT) : 0U);
        const bool done = m_reactor->control(operation, m_fd, wanted, this);
        if (!done)
            m_events = {};
        return done || !events;
    }

    /// Last thing its caller does with it.
    void tell(uint32_t ready)
    {
        const bool isGone = ready & (EPOLLERR | EPOLLHUP);
        Events events;
        events.setFlag(Event::Readable, isGone || (ready & EPOLLIN));
        events.setFlag(Event::Writable, isGone || (ready & EPOLLOUT));
        events.setFlag(Event::PeerGone, isGone);
        events &= m_events;
        if (!events)
            return;
        const auto callback = m_callback; // outlives this object
        callback(events);
    }

private:
    const int m_fd;
    const DescriptorWatch::Callback m_callback;
    const std::shared_ptr<Reactor> m_reactor;
    Events m_events;
};

std::shared_ptr<Reactor> Reactor::current()
{
    static const int registered = ::pthread_atfork(nullptr, nullptr, [] { ++forks; });
    thread_local std::shared_ptr<Reactor> reactor;
    if (registered == 0 && (!reactor || reactor->isForeign())) {
        reactor = std::make_shared<Reactor>();
        reactor->m_epoll.reset(::epoll_create1(EPOLL_CLOEXEC));
        if (!reactor->m_epoll)
            reactor.reset();
    }
    return reactor;
}

bool Reactor::control(int operation, int fd, uint32_t events, EpollWatch *watch)
{
    if (isForeign())
        return true;
    if (operation == EPOLL_CTL_ADD) {
        listen();
        std::erase(m_unremoved, watch); // this one may be told of the other's events
    }
    epoll_event event = {};
    event.events = events;
    event.data.ptr = watch;
    if (::epoll_ctl(m_epoll.get(), operation, fd, &event) == 0)
        return true;
    if (operation == EPOLL_CTL_MOD)
        (void)control(EPOLL_CTL_DEL, fd, 0, watch);
    else if (operation == EPOLL_CTL_DEL && !isUnremoved(watch))
        m_unremoved.push_back(watch);
    return false;
}

bool Reactor::isUnremoved(const void *watch) const
{
    return std::ranges::find(m_unremoved, watch) != m_unremoved.end();
}

/// Event dispatchers come and go with the thread's event loop and the application object.
void Reactor::listen()
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    if (m_notifier && dispatcher && dispatcher == m_dispatcher)
        return;
    m_dispatcher = dispatcher;
    m_laterCalls->follow(dispatcher);
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll.get(), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this] { dispatch(); });
}

void Reactor::forget(const EpollWatch *watch)
{
    for (int i = m_next; i < m_count; ++i) {
        if (m_batch[size_t(i)].data.ptr == watch)
            m_batch[size_t(i)].data.ptr = nullptr;
    }
}

void Reactor::dispatch()
{
    if (isForeign()) {
        m_notifier->setEnabled(false);
        return;
    }
    const auto keptAlive = shared_from_this(); // a callback that forks may let go of it
    const LaterCalls::ReactorTurn turn(m_laterCalls);
    if (m_next == m_count) {
        m_next = 0;
        m_count = std::max(0, ::epoll_wait(m_epoll.get(), m_batch.data(), batchSize, 0));
    }
    using Clock = std::chrono::steady_clock;
    const auto end = m_count - m_next > 1 ? Clock::now() + turnTime : Clock::time_point();
    while (m_next < m_count) {
        const epoll_event ready = m_batch[size_t(m_next++)];
        if (ready.data.ptr && !isUnremoved(ready.data.ptr))
            static_cast<EpollWatch *>(ready.data.ptr)->tell(ready.events);
        if (m_next < m_count && Clock::now() > end)
            return;
    }
}

} // namespace

std::unique_ptr<WatchBackend> makeReactorWatch(int fd, const DescriptorWatch::Callback &callback)
{
    auto reactor = Reactor::current();
    if (!reactor)
        return nullptr;
    return std::make_unique<EpollWatch>(fd, callback, std::move(reactor));
}

} // namespace Spawnscope
