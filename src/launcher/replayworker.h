// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/replaysnapshots.h"
#include "launcher/replaystage.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <memory>

namespace Spawnscope {

/// Feeds stages, on the thread it lives on.
class ReplayWorker final : public QObject
{
    Q_OBJECT

public:
    /// From any thread: orders before this one are not carried out further.
    void setOrder(quint64 order) { m_order.store(order); }
    /// Feeds all that happened up to @p position, in slices, as long as @p order is the newest. A
    /// fresh stage begins with the last snapshot before it, its lines being those of
    /// @p furthest, which had got further.
    void feedTo(quint64 order, const std::shared_ptr<ReplayStage> &stage,
                std::chrono::nanoseconds position, const std::shared_ptr<ReplayStage> &furthest);
    /// How many bytes of the log were fed so far, all stages taken together. From any thread.
    qint64 fedBytes() const { return m_fedBytes.load(); }

Q_SIGNALS:
    void reached(quint64 order, const std::shared_ptr<Spawnscope::ReplayStage> &stage);
    /// See LiveScreen::takeNotice().
    void noticed(const std::shared_ptr<Spawnscope::ReplayStage> &stage);

private:
    void restore(ReplayStage *stage, std::chrono::nanoseconds position, ReplayStage &furthest);
    bool feedSlice(ReplayStage *stage, std::chrono::nanoseconds position);
    void keepSnapshot(ReplayStage *stage, const ReplayPace::Around &around);

    std::atomic<quint64> m_order = 0;
    std::atomic<qint64> m_fedBytes = 0;
    ReplaySnapshots m_snapshots;
};

} // namespace Spawnscope
