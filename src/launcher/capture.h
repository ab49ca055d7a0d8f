// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/recordsettings.h"
#include "launcher/session.h"
#include "terminal/terminalcell.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace Spawnscope {

class ExactOrder;
class LiveScreen;
class InputFeeder;
class OutputSink;
class Process;
class RunRecorder;
class TerminalTap;
enum class SignalSource;
struct InputLog;
struct SubprocessOptions;

/// What is known of a child when it has started.
struct CaptureStart
{
    qint64 pid = 0;
    QDateTime when;
    std::chrono::steady_clock::time_point clock;
    qint64 largestWrite = 0; ///< in exact order; else 0
};

/// What is known of it when it has exited.
struct CaptureExit
{
    ExitStatus status;
    ResourceUsage usage;
    std::chrono::nanoseconds elapsed{0};
};

/// The log of a run, and the record that it belongs to.
struct CaptureLog
{
    std::shared_ptr<OutputLog> log;
    std::shared_ptr<OutputLog> terminalLog; ///< null without a terminal
    QString folder; ///< of the record; empty: the log is in memory
    std::optional<RecordError> error; ///< why there is no record though there should be one
};

/// The capturing side of a Session: makes the record, starts the child, moves what it prints into
/// the log, carries out the session's orders.
///
/// Thread: made on the session's, then lives on the capture thread; all slots are called there,
/// all signals come from there. Deleting it hands a running child to the reaper.
/// Output: goes into the log chunk by chunk as it is read, without a copy between pipe and log.
///         outputArrived() comes at most once every 16 ms, and not again before the session has
///         called takeNotice(). What the log cannot take (a full disk) pauses the reading, so that
///         the child is held back by its full pipes; finished() waits for it.
/// Terminal: of a run that has one, the screen is there from the start. terminalNoticed() comes for
///         each LiveScreen::takeNotice().
class Capture final : public QObject
{
    Q_OBJECT

public:
    Capture(const LaunchSpec &spec, const std::optional<RecordSettings> &records);
    ~Capture() override;

    /// From any thread: what was announced so far is about to be looked at.
    void takeNotice() { m_isAnnounced.store(false, std::memory_order_release); }

    /// From any thread, after readingPaused(): how much was read and finds no room.
    qint64 waitingBytes() const;

    /// Of a run in a terminal, else null.
    const std::shared_ptr<LiveScreen> &screen() const { return m_screen; }

    void start();
    void resizeTerminal(TerminalSize size);
    void sendInput(const QByteArray &bytes);
    void sendFile(const QString &path);
    void sendEof();
    void sendSignal(int number, SentSignal::Target target);
    void stop(const StopPolicy &policy, StopSource source);
    void leaveRunning();
    /// No longer waits for room for what was read. See OutputSink::discard().
    void discardOutput();

Q_SIGNALS:
    void logReady(const Spawnscope::CaptureLog &log); ///< first of all
    void started(const Spawnscope::CaptureStart &start);
    void startFailed(const Spawnscope::ProcessError &error);
    void outputArrived();
    void terminalNoticed();
    void exited(const Spawnscope::CaptureExit &exit);
    void finished();
    void readingPaused(const Spawnscope::RecordError &error);
    void readingResumed();
    void outputLost(qint64 bytes); ///< altogether so far
    void inputStateChanged(Spawnscope::Session::InputState state);
    void inputFailed(const QString &sentence);
    void signalSent(const Spawnscope::SentSignal &signal);
    /// A stop has ended; without a report if it was given up.
    void stopEnded(const std::optional<Spawnscope::StopReport> &report);

private:
    void openLog();
    void startChild();
    void failToStart(const ProcessError &error);
    void recordStart();
    bool isExactOrder() const;
    std::optional<ProcessError> openExactOrder(SubprocessOptions *options);
    void beginExactOrder();
    void connectProcess();
    void connectInput();
    InputLog inputLog();
    void tapOutput(int fd, OutputStream stream);
    void tapTerminal();
    void noticeTerminal();
    void connectSink(const OutputSink *sink);
    void setReading(bool isReading);
    void announce();
    void announceNow();
    void processExited(const ExitStatus &status);
    void processFinished();
    void finishIfDrained();
    void signalChild(int number, SentSignal::Target target, SignalSource source);
    void recordLettingGo();
    void recordStopStep(const StopPolicy::Step &step, const std::optional<ProcessError> &error);
    void releaseProcess();
    void feed(const std::function<void(InputFeeder *)> &order);

    LaunchSpec m_spec;
    std::optional<RecordSettings> m_records;
    std::unique_ptr<RunRecorder> m_recorder; ///< from start() on
    std::shared_ptr<LiveScreen> m_screen; ///< of a run in a terminal
    std::unique_ptr<TerminalTap> m_tap; ///< feeds it
    std::unique_ptr<ExactOrder> m_exactOrder; ///< in place of the process' pipes
    std::unique_ptr<Process> m_process;
    std::unique_ptr<InputFeeder> m_feeder; ///< uses the process' writer and the sink
    QTimer m_pace;
    bool m_grewMeanwhile = false; ///< since the last announcement
    std::atomic<bool> m_isAnnounced = false;
    bool m_isProcessFinished = false;
    bool m_isFinished = false; ///< and all it printed is in the log
    bool m_isStopped = false; ///< by SIGSTOP
    StopPolicy m_onDestruction; ///< what becomes of a running child
    quint64 m_stopId = 0; ///< of the last stop; 0 while none is going on
    quint64 m_stops = 0;
};

} // namespace Spawnscope
