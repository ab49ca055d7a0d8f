// SPDX-License-Identifier: MIT
#pragma once

#include "process/latercall.h"

#include <QFlags>

#include <functional>
#include <memory>

namespace Spawnscope {

class WatchBackend;

/// Tells when a descriptor can be read or written, on the event loop of the thread it was made on.
///
/// Level-triggered, like poll(2): the callback comes again each turn while the condition holds.
/// While no event is asked for, the descriptor is not looked at, not even for its hang-up.
/// Cost:      all watches of a thread share one epoll(7) descriptor behind one QSocketNotifier, so
///            that a wake-up does not grow with the number of idle descriptors. Where there is no
///            epoll, where it refuses the descriptor (/dev/null, a regular file), or under
///            SPAWNSCOPE_REACTOR=notifier, each watch has QSocketNotifiers of its own.
/// Callback:  may come although nothing is ready. It may delete the watch, or any other, and run
///            an event loop, in which it can come again.
/// Turns:     the callbacks of one turn of the event loop take a few milliseconds in all, or the
///            time of one; the others come in the next turn, in a fair order.
/// Ownership: the descriptor stays its owner's, who destroys the watch before closing it.
/// Thread:    create, use and destroy on one thread. After its end destroying still does no harm.
/// Windows:   the descriptor is the handle of what can be waited for, an event or a process;
///            signalled means Readable, and there is nothing else.
/// Forks:     in a program forked off without exec, watches made before are silent.
class DescriptorWatch final
{
public:
    enum Event {
        Readable = 1, ///< also at the end of the file, a hang-up and an error
        Writable = 2, ///< also when nobody reads any more
        PeerGone = 4, ///< an error or a hang-up: of a write end, nobody reads any more
    };
    Q_DECLARE_FLAGS(Events, Event)
    /// Called with those of the events asked for that hold.
    using Callback = std::function<void(Events)>;

    /// Asks for no event at first.
    DescriptorWatch(int fd, Callback callback);
    ~DescriptorWatch();
    DescriptorWatch(const DescriptorWatch &) = delete;
    DescriptorWatch &operator=(const DescriptorWatch &) = delete;

    void setEvents(Events events);
    Events events() const { return m_events; }

private:
    void apply();

    int m_fd;
    Callback m_callback;
    Events m_events;
    std::unique_ptr<WatchBackend> m_backend; ///< from the first event that is asked for
    LaterCall m_applyLater; ///< for a thread that has no event loop yet
};

Q_DECLARE_OPERATORS_FOR_FLAGS(DescriptorWatch::Events)

} // namespace Spawnscope
