// SPDX-License-Identifier: MIT
#include "process/reactor_p.h"

#include "process/windowserror_windows.h"

#include <QWinEventNotifier>

namespace Spawnscope {

namespace {

/// Of an object that can be waited for, an event or a process: readable means signalled. Qt waits
/// for it on the system's thread pool, so that their number has no bound.
class EventWatch final : public WatchBackend
{
public:
    EventWatch(int fd, DescriptorWatch::Callback callback)
        : m_callback(std::move(callback))
        , m_notifier(new QWinEventNotifier(toHandle(fd)))
    {
        m_notifier->setEnabled(false);
        QObject::connect(m_notifier, &QWinEventNotifier::activated, m_notifier, [this] {
            const auto tell = m_callback; // outlives this object
            tell(DescriptorWatch::Readable);
        });
    }

    /// The notifier is looked at once more after its signal, in which this may be destroyed.
    ~EventWatch() override
    {
        m_notifier->disconnect();
        m_notifier->setEnabled(false);
        m_notifier->deleteLater();
    }

    bool setEvents(DescriptorWatch::Events events) override
    {
        m_notifier->setEnabled(events & DescriptorWatch::Readable);
        return true;
    }

private:
    const DescriptorWatch::Callback m_callback;
    QWinEventNotifier *m_notifier;
};

} // namespace

std::unique_ptr<WatchBackend> makeNotifierWatch(int fd, const DescriptorWatch::Callback &callback)
{
    return std::make_unique<EventWatch>(fd, callback);
}

} // namespace Spawnscope
