// SPDX-License-Identifier: MIT
#include "process/reactor_p.h"

#include "process/latercalls_p.h"

#include <QSocketNotifier>

#include <poll.h>

namespace Spawnscope {

namespace {

using Event = DescriptorWatch::Event;
using Events = DescriptorWatch::Events;

class NotifierWatch final : public WatchBackend
{
public:
    NotifierWatch(int fd, DescriptorWatch::Callback callback)
        : m_fd(fd)
        , m_callback(std::move(callback))
    {}

    bool setEvents(Events events) override
    {
        m_events = events;
        // A write end becomes "readable" (POLLERR) when the last reader goes away.
        enable(&m_read, QSocketNotifier::Read, events & (Event::Readable | Event::PeerGone));
        enable(&m_write, QSocketNotifier::Write, events & Event::Writable);
        return true;
    }

private:
    void enable(std::unique_ptr<QSocketNotifier> *notifier, QSocketNotifier::Type type, bool enable)
    {
        if (!*notifier && enable) {
            *notifier = std::make_unique<QSocketNotifier>(m_fd, type);
            QObject::connect(notifier->get(), &QSocketNotifier::activated, notifier->get(),
                             [this, type] {
                                 if (type == QSocketNotifier::Read)
                                     becameReadable();
                                 else
                                     tell(Event::Writable);
                             });
        } else if (*notifier) {
            (*notifier)->setEnabled(enable);
        }
    }

    void becameReadable()
    {
        if (m_events & Event::Readable) {
            tell(Event::Readable);
            return;
        }
        pollfd poll = {m_fd, 0, 0};
        if (::poll(&poll, 1, 0) == 1)
            tell(Event::PeerGone);
        else
            m_read->setEnabled(false); // a socket's other side has sent something; nobody reads it
    }

    void tell(Event event)
    {
        DeathWatch watch(this);
        LaterCalls::current()->makeCalls();
        if (watch.isDead() || !(m_events & event))
            return;
        const auto callback = m_callback; // outlives this object
        callback(event);
    }

    const int m_fd;
    const DescriptorWatch::Callback m_callback;
    Events m_events;
    std::unique_ptr<QSocketNotifier> m_read;
    std::unique_ptr<QSocketNotifier> m_write;
};

} // namespace

std::unique_ptr<WatchBackend> makeNotifierWatch(int fd, const DescriptorWatch::Callback &callback)
{
    return std::make_unique<NotifierWatch>(fd, callback);
}

} // namespace Spawnscope
