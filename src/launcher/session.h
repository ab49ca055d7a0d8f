// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "launcher/recordsettings.h"
#include "process/error.h"
#include "process/exitstatus.h"
#include "process/stoppolicy.h"
#include "record/outputlog.h"

#include <QDateTime>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace Spawnscope {

class Capture;
class CaptureThread;
class Document;
class TerminalLink;
class TerminalSource;
struct CaptureExit;
struct CaptureLog;
struct CaptureStart;

/// A signal that was sent to a run from here.
struct SentSignal
{
    enum class Target { Process, Group };
    int number = 0;
    Target target = Target::Process;
    QDateTime when;
    std::optional<ProcessError> error; ///< why it could not be sent
};

/// Who wanted a run to be stopped.
enum class StopSource {
    User, ///< by an order for it, or for all runs
    WindowClosed, ///< the user closed the window and had everything stopped
    ProgramEnded, ///< the run was still going on when this program let go of it
};

/// One run: joins a process, captured on the capture thread, with its record. The object that
/// views show and steer.
///
/// Life:   Starting -> FailedToStart, or Starting -> Running -> Exited -> Finished. In Exited the
///         process is dead while somebody still holds one of its streams, or the log cannot take
///         what it printed.
///         Opened from the beginning to the end for a document, which was not started here: such a
///         session has what its record says, and orders to it do nothing.
/// Thread: the GUI thread; nothing here blocks. State changes arrive as signals; orders are queued
///         to the capture thread and their outcome comes back by signal.
class Session final : public QObject
{
    Q_OBJECT

public:
    enum class State { Starting, FailedToStart, Running, Exited, Finished, Opened };
    Q_ENUM(State)
    /// What can be done with the child's standard input now.
    enum class InputState {
        Open,
        NotAPipe, ///< the run was started with /dev/null or a file
        Closed, ///< closed from here by sendEof()
        ClosedByChild, ///< nobody reads it any more
        NotRunning, ///< not started yet, or ended
    };
    Q_ENUM(InputState)

    /// Starts at once, asynchronously; with a record on disk if settings for that are given.
    Session(quint64 id, const LaunchSpec &spec, CaptureThread *thread,
            const std::optional<RecordSettings> &records = std::nullopt, QObject *parent = nullptr);
    /// Shows what was not started here.
    Session(quint64 id, std::unique_ptr<Document> document, QObject *parent = nullptr);
    /// Leaves a running child to the reaper; see setLeaveRunning().
    ~Session() override;

    quint64 id() const { return m_id; } ///< counts from 1
    const LaunchSpec &spec() const { return m_spec; }
    State state() const { return m_state; }
    /// What is shown when Opened, else null.
    const Document *document() const { return m_document.get(); }
    bool isActive() const { return m_state == State::Starting || m_state == State::Running; }
    bool isStopped() const { return m_stopped; } ///< SIGSTOP was sent last, and not SIGCONT

    qint64 pid() const { return m_pid; } ///< 0 before the start and if it failed
    const std::optional<ProcessError> &startError() const { return m_startError; }
    const std::optional<ExitStatus> &exitStatus() const { return m_exitStatus; }
    std::optional<int> returncode() const;
    const ResourceUsage &resourceUsage() const { return m_usage; }
    QDateTime startTime() const { return m_startTime; }
    std::chrono::steady_clock::time_point startClock() const { return m_startClock; }
    std::chrono::nanoseconds elapsed() const; ///< to the exit, or to now

    /// Never null. Empty, and replaced with logChanged(), until the record has been made.
    const std::shared_ptr<OutputLog> &log() const { return m_log; }
    /// The terminal of a run that was started in one here, also after its end; else null.
    TerminalSource *terminal() const;
    /// What went through the terminal (RunRecord::terminalLog()), for a TerminalReplay; null
    /// without one, and until logChanged().
    const std::shared_ptr<OutputLog> &terminalLog() const { return m_terminalLog; }
    QString recordFolder() const { return m_recordFolder; } ///< empty: not recorded on disk
    /// Why it is not recorded though it should be; the log is in memory then.
    const std::optional<RecordError> &recordError() const { return m_recordError; }
    /// Of what the child wrote. What it wrote to its terminal counts as standard output, whether
    /// or not its lines are in the log yet.
    quint64 bytesReceived(OutputStream stream) const;
    /// Why the reading of its output is paused, so that it waits; nothing while it is read. Ends by
    /// itself when the log takes bytes again.
    const std::optional<RecordError> &pauseReason() const { return m_pauseReason; }
    /// Whether output that was read, or is held back by that, would be lost with this object.
    bool isWaitingForRoom() const;
    /// How much was read and finds no room; more may wait in the pipes.
    qint64 waitingBytes() const;
    qint64 bytesLost() const { return m_bytesLost; } ///< by discardOutput()
    /// How many bytes the child can write at once in exact order; 0 without.
    qint64 largestWrite() const { return m_largestWrite; }
    InputState inputState() const { return m_inputState; }
    const QList<SentSignal> &sentSignals() const { return m_sentSignals; }
    bool isStopping() const { return m_stopping; }
    const std::optional<StopReport> &stopReport() const { return m_stopReport; }

public Q_SLOTS:
    /// Sends bytes to standard input. What was accepted is shown in the log as OutputStream::Stdin.
    void sendInput(const QByteArray &bytes);
    /// Sends a file's content, read in pieces as the child takes it. inputFailed() if it cannot.
    void sendFile(const QString &path);
    void sendEof();
    void sendSignal(int number, Spawnscope::SentSignal::Target target);
    /// Goes through the policy; stateChanged() when it ends, the outcome in stopReport().
    void stop(const Spawnscope::StopPolicy &policy,
              Spawnscope::StopSource source = Spawnscope::StopSource::User);
    /// What happens to a running child when this object goes: left alone instead of stopped.
    void setLeaveRunning();
    /// When the process is dead and its last output finds no room: waits for that no longer.
    void discardOutput();

Q_SIGNALS:
    /// Any of the values above changed, besides the log.
    void stateChanged();
    /// log() is another one from now on. Once, before there is any output.
    void logChanged();
    /// The log has grown; at most once every 16 ms.
    void outputChanged();
    void signalSent(const Spawnscope::SentSignal &signal);
    /// Input could not be delivered; a sentence for people.
    void inputFailed(const QString &sentence);

private:
    template <typename Function, typename... Arguments>
    void order(Function function, const Arguments &...arguments);
    void connectCapture();
    void makeTerminal();
    void takeInputState(InputState state);
    void takeLog(const CaptureLog &log);
    void takeDocument();
    void started(const CaptureStart &start);
    void startFailed(const ProcessError &error);
    void exited(const CaptureExit &exit);
    void finished();
    void recordSignal(const SentSignal &signal);

    quint64 m_id;
    LaunchSpec m_spec;
    std::unique_ptr<Document> m_document;
    std::shared_ptr<OutputLog> m_log;
    std::shared_ptr<OutputLog> m_terminalLog;
    QString m_recordFolder;
    std::optional<RecordError> m_recordError;
    std::unique_ptr<TerminalLink> m_terminal;
    Capture *m_capture = nullptr; ///< lives on the capture thread, deleted there; none when Opened
    State m_state = State::Starting;
    InputState m_inputState = InputState::NotRunning;
    bool m_stopped = false;
    bool m_stopping = false;
    qint64 m_pid = 0;
    std::optional<ProcessError> m_startError;
    std::optional<ExitStatus> m_exitStatus;
    ResourceUsage m_usage;
    QDateTime m_startTime;
    std::chrono::steady_clock::time_point m_startClock;
    std::chrono::nanoseconds m_elapsed{0};
    std::optional<RecordError> m_pauseReason;
    qint64 m_bytesLost = 0;
    qint64 m_largestWrite = 0;
    QList<SentSignal> m_sentSignals;
    std::optional<StopReport> m_stopReport;
};

} // namespace Spawnscope
