// SPDX-License-Identifier: MIT
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace Spawnscope {

/// Calls `work()` on a thread of the global pool, then `done(result)` on this thread, unless
/// `context` is gone by then.
template <typename Work, typename Done>
void inBackground(QObject *context, Work work, Done done)
{
    using T = std::invoke_result_t<Work>;
    const auto promise = std::make_shared<QPromise<T>>();
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work] {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace Spawnscope
