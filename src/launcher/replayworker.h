// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/livescreen.h"
#include "launcher/replaypace.h"
#include "record/terminallog.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>

namespace Spawnscope {

/// A screen, the log of what left it, and how far it has been fed. Shared by the thread that feeds
/// it and the one that shows it.
struct ReplayStage
{
    explicit ReplayStage(std::shared_ptr<const OutputLog> terminalLog);

    LiveScreen screen;
    std::shared_ptr<OutputLog> log;

    // The feeding side's own
    TerminalLogReader reader;
    std::deque<TerminalEvent> coming; ///< read, and later than what is fed

    ReplayPace::Around around() const;
    void setAround(const ReplayPace::Around &around);

private:
    mutable std::mutex m_mutex; // guards what follows
    ReplayPace::Around m_around;
};

/// Feeds stages, on the thread it lives on.
class ReplayWorker final : public QObject
{
    Q_OBJECT

public:
    /// From any thread: orders before this one are not carried out further.
    void setOrder(quint64 order) { m_order.store(order); }
    /// Feeds all that happened up to @p position, in slices, as long as @p order is the newest.
    void feedTo(quint64 order, const std::shared_ptr<ReplayStage> &stage,
                std::chrono::nanoseconds position);

Q_SIGNALS:
    void reached(quint64 order, const std::shared_ptr<Spawnscope::ReplayStage> &stage);
    /// See LiveScreen::takeNotice().
    void noticed(const std::shared_ptr<Spawnscope::ReplayStage> &stage);

private:
    std::atomic<quint64> m_order = 0;
};

} // namespace Spawnscope
