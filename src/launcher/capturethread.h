// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace Spawnscope {

/// The thread on whose event loop every run of a Launcher is captured.
///
/// Its end: everything ordered before the destructor is still done, objects handed to
/// deleteLater() before it are deleted on the thread, which hands running children to the reaper.
/// The destructor waits for the event loop, never for a child.
class CaptureThread final
{
public:
    CaptureThread();
    ~CaptureThread();
    Q_DISABLE_COPY_MOVE(CaptureThread)

    /// Moves an object without parent to the thread.
    void adopt(QObject *object) { object->moveToThread(&m_thread); }

    /// Calls @p function on @p context's thread when everything ordered before is done, unless
    /// @p context is gone by then.
    void afterOrders(QObject *context, std::function<void()> function);

private:
    QThread m_thread;
    QObject m_inThread; ///< lives there; what is posted to it comes after what was posted before
};

} // namespace Spawnscope
