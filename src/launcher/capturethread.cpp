// SPDX-License-Identifier: MIT
#include "launcher/capturethread.h"

namespace Spawnscope {

CaptureThread::CaptureThread()
{
    m_thread.setObjectName(QStringLiteral("capture"));
    m_inThread.moveToThread(&m_thread);
    m_thread.start();
}

CaptureThread::~CaptureThread()
{
    // quit() alone would overtake orders that are still queued.
    QMetaObject::invokeMethod(&m_inThread, [this] { m_thread.quit(); });
    m_thread.wait();
}

void CaptureThread::afterOrders(QObject *context, std::function<void()> function)
{
    auto *order = new QObject; // its end is the message
    QObject::connect(order, &QObject::destroyed, context, std::move(function),
                     Qt::QueuedConnection);
    adopt(order);
    order->deleteLater();
}

} // namespace Spawnscope
