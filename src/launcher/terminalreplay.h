// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/replaypace.h"
#include "record/outputlog.h"
#include "terminal/terminalsource.h"

#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace Spawnscope {

class ReplayWorker;
struct ReplayStage;

/// Shows what went through a terminal (RunRecord::terminalLog(), Session::terminalLog()) again, at
/// any moment of it.
///
/// Begins:     at the beginning, paused; or at the end, where nothing is fed, and the screen is
///             blank, until somebody plays or seeks: for a run whose own screen is still there.
/// Scrollback: goes to a log() of its own, in memory, where the newest lines are kept. Going back
///             makes a new one: logChanged().
/// Going back: a screen that was kept on the way (ReplaySnapshots) is fed on from there, unseen;
///             the screen changes when the moment is reached. Going forward, what is fed is seen,
///             unless it was further once.
/// Memory:     three screens at most with their logs, and the snapshots.
/// Growth:     what is appended to the log of the terminal is part of the replay.
/// Thread:     the one it was made on; the screen is fed on a thread of its own. The destructor
/// waits
///             for a piece of 256 KiB at most.
class TerminalReplay final : public TerminalSource
{
    Q_OBJECT

public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    enum class Start : quint8 { AtBeginning, AtEnd };

    explicit TerminalReplay(std::shared_ptr<const OutputLog> terminalLog,
                            Start start = Start::AtBeginning,
                            Clock clock = &std::chrono::steady_clock::now);
    ~TerminalReplay() override;

    void look(const std::function<void(TerminalScreen *screen)> &function) override;
    qint64 scrollbackEnd() const override;
    QList<qint64> promptLines() const override;
    bool takesInput() const override { return false; }
    void sendInput(const QByteArray &) override {}
    void resize(TerminalSize) override {} ///< it has the size that it had

    const std::shared_ptr<OutputLog> &log() const { return m_log; }

    /// To the last that happened.
    std::chrono::nanoseconds duration() const { return m_terminalLog->lastArrival(); }
    /// What the screen shows, and while isSeeking() what it is to show, counted from the start of
    /// the recording.
    std::chrono::nanoseconds position() const { return m_position; }
    bool isSeeking() const { return m_isBusy && !m_isPlaying; }
    bool isPlaying() const { return m_isPlaying; }
    /// How much of the recording was fed so far, again and again.
    qint64 fedBytes() const;
    const ReplayPace &pace() const { return m_pace; }
    void setPace(const ReplayPace &pace); ///< speeds beyond the limits are brought within them

public Q_SLOTS:
    void play(); ///< from the beginning when it is at its end
    void pause();
    void seek(std::chrono::nanoseconds position); ///< goes on playing if it did

Q_SIGNALS:
    void positionChanged();
    void playingChanged();
    void seekingChanged();
    /// log() is another one.
    void logChanged();

private:
    void tick();
    void goTo(std::chrono::nanoseconds position);
    void reached(quint64 order, const std::shared_ptr<ReplayStage> &stage);
    void takeNotice(const std::shared_ptr<ReplayStage> &stage);
    void setBusy(bool isBusy);

    std::shared_ptr<const OutputLog> m_terminalLog;
    Clock m_clock;
    ReplayPace m_pace;
    std::shared_ptr<ReplayStage> m_stage; ///< that is shown
    std::shared_ptr<ReplayStage> m_goal; ///< that is being fed: the same, or the one to come
    std::shared_ptr<ReplayStage> m_furthest; ///< that was fed most
    std::shared_ptr<OutputLog> m_log; ///< of the stage that is shown
    std::chrono::nanoseconds m_position{0};
    QTimer m_ticks;
    std::chrono::steady_clock::time_point m_lastTick;
    quint64 m_order = 0; ///< the last one given to the worker
    bool m_isBusy = false; ///< it has not been carried out yet
    bool m_isPlaying = false;
    bool m_isChangeTold = false; ///< since the last look()
    std::unique_ptr<ReplayWorker> m_worker; ///< lives on the thread
    QThread m_thread;
};

} // namespace Spawnscope
