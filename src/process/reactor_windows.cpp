// SPDX-License-Identifier: MIT
#include "process/reactor_p.h"

#include "process/latercalls_p.h"
#include "process/windowserror_windows.h"

#include <QHash>
#include <QObject>

#include <atomic>
#include <mutex>

namespace Spawnscope {

namespace {

class EventWatch;

/// The watches that the system's thread pool may call, by numbers that are used once.
///
/// Neither Wine nor a notifier of Qt's keeps the pool from calling for what is gone: Wine 8 does so
/// even after WaitForThreadpoolWaitCallbacks, and QWinEventNotifier does not wait for a call that
/// wakes a thread which has already heard of it, and ends. So what the pool is given is a number,
/// and a watch leaves under the lock under which it is told.
class Watches
{
public:
    static Watches *all()
    {
        static auto *const watches = new Watches; // the pool's threads may outlive static objects
        return watches;
    }

    quintptr add(EventWatch *watch)
    {
        const std::lock_guard lock(m_mutex);
        m_watches.insert(++m_last, watch);
        return m_last;
    }

    void remove(quintptr number)
    {
        const std::lock_guard lock(m_mutex);
        m_watches.remove(number);
    }

    void tell(quintptr number);

private:
    std::mutex m_mutex;
    QHash<quintptr, EventWatch *> m_watches;
    quintptr m_last = 0;
};

/// Of an object that can be waited for, an event or a process: readable means signalled. The pool
/// waits for it, so that their number has no bound.
class EventWatch final : public WatchBackend
{
public:
    EventWatch(int fd, DescriptorWatch::Callback callback)
        : m_handle(toHandle(fd))
        , m_callback(std::move(callback))
        , m_number(Watches::all()->add(this))
        , m_wait(::CreateThreadpoolWait(signalled, reinterpret_cast<void *>(m_number), nullptr))
    {
        Q_CHECK_PTR(m_wait);
    }

    ~EventWatch() override
    {
        Watches::all()->remove(m_number);
        ::SetThreadpoolWait(m_wait, nullptr, nullptr);
        ::CloseThreadpoolWait(m_wait);
    }

    bool setEvents(DescriptorWatch::Events events) override
    {
        m_isEnabled = events & DescriptorWatch::Readable;
        if (m_isEnabled != m_isArmed)
            arm(m_isEnabled ? m_handle : nullptr);
        return true;
    }

    /// On a thread of the pool, under the lock.
    void post()
    {
        if (m_isPosted.exchange(true))
            return;
        QMetaObject::invokeMethod(&m_context, [this] { tell(); }, Qt::QueuedConnection);
    }

private:
    static void CALLBACK signalled(PTP_CALLBACK_INSTANCE, void *number, PTP_WAIT, TP_WAIT_RESULT)
    {
        Watches::all()->tell(reinterpret_cast<quintptr>(number));
    }

    void arm(HANDLE handle)
    {
        m_isArmed = handle != nullptr;
        ::SetThreadpoolWait(m_wait, handle, nullptr);
    }

    /// The pool tells once for each time it is asked; within the callback it may be asked again.
    void tell()
    {
        m_isPosted = false;
        m_isArmed = false;
        DeathWatch watch(this);
        LaterCalls::current()->makeCalls();
        if (watch.isDead() || !m_isEnabled)
            return;
        const auto callback = m_callback; // outlives this object
        callback(DescriptorWatch::Readable);
        if (!watch.isDead() && m_isEnabled && !m_isArmed)
            arm(m_handle);
    }

    const HANDLE m_handle;
    const DescriptorWatch::Callback m_callback;
    QObject m_context; ///< of the thread that is told
    bool m_isEnabled = false;
    bool m_isArmed = false;
    std::atomic<bool> m_isPosted = false;
    const quintptr m_number;
    const PTP_WAIT m_wait;
};

void Watches::tell(quintptr number)
{
    const std::lock_guard lock(m_mutex);
    if (EventWatch *const watch = m_watches.value(number))
        watch->post();
}

} // namespace

std::unique_ptr<WatchBackend> makeNotifierWatch(int fd, const DescriptorWatch::Callback &callback)
{
    return std::make_unique<EventWatch>(fd, callback);
}

} // namespace Spawnscope
