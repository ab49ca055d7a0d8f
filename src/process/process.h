// SPDX-License-Identifier: MIT
#pragma once

#include "process/pending.h"
#include "process/streamreader.h"
#include "process/streamwriter.h"
#include "process/subprocesstransport.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>
#include <optional>

namespace Spawnscope {

class StopRun;

/// What communicate() collected; nothing for a stream that is not a pipe.
struct Communication
{
    std::optional<QByteArray> standardOutput;
    std::optional<QByteArray> standardError;
};

/// Runs one child process and reports its life on the caller's event loop:
/// asyncio.subprocess.Process.
///
///     auto process = createSubprocessExec("ls", {"/zzz"}, options);   // a Result
///     auto output = co_await (*process)->communicate();
///
/// Life:      Running -> Exited -> Finished. Exited: the process is dead and its status known,
///            however full the buffers are and whoever holds its pipes. Finished: exited, and every
///            stream has ended or was given up. A stream whose data nobody takes does not end while
///            somebody else holds it; SubprocessOptions::pipeGrace bounds that.
/// Thread:    create, use and destroy on one thread that runs a Qt event loop; signals and answers
///            arrive there. It may be deleted inside any of its own signals.
/// Ownership: owns its pipes and the pid. Destroying it closes the pipes and hands a running child
///            to the reaper with SubprocessOptions::onDestruction; it never blocks, leaves no
///            zombie and emits nothing. Answers still awaited become operation_canceled.
/// Errors:    a failure to start is returned by the call that starts; nothing is left behind.
/// Signals:   never reach a recycled pid; see SubprocessTransport.
class Process final : public QObject, private SubprocessProtocol
{
    Q_OBJECT

public:
    ~Process() override;

    qint64 pid() const;
    /// asyncio's returncode: nothing while running or if the status is unknown, N for exit status
    /// N, -N for death by signal N. Changes from the event loop only.
    std::optional<int> returncode() const;
    /// Nothing while running.
    std::optional<ExitStatus> exitStatus() const;
    bool hasExited() const { return exitStatus().has_value(); }
    bool isFinished() const { return m_finished; }
    /// Of the process and the children it waited for; zero until it has exited.
    ResourceUsage resourceUsage() const;
    std::chrono::system_clock::time_point startTime() const;
    /// Wall time from the start to the exit, or to now.
    std::chrono::nanoseconds elapsed() const;

    /// The child's standard input, or null if it is not a pipe.
    StreamWriter *standardInput() const { return writer(0); }
    /// The child's standard output and error, or null if they are not pipes.
    StreamReader *standardOutput() const { return reader(1); }
    StreamReader *standardError() const { return reader(2); }
    /// The terminal of a child whose streams are `Terminal`, or null. Its input and output are
    /// standardInput() and standardOutput(), as with pipes.
    Pty *terminal() const { return m_transport->terminal(); }
    /// When the process is dead and its output pipes have ended, standard input is closed. Where
    /// its output goes to descriptors of the caller, holdInput() keeps input open and the process
    /// unfinished meanwhile, until releaseInput() says that they have ended.
    void holdInput() { m_isInputHeld = true; }
    void releaseInput();
    /// The pipe on the child's descriptor `fd`, also those of extraDescriptors.
    StreamReader *reader(int fd) const;
    StreamWriter *writer(int fd) const;

    /// Answered when the process has exited; at once if it has. Any number may wait. Unlike in
    /// CPython 3.11 to 3.14 open pipes do not matter (gh-119710).
    Pending<ExitStatus> wait();
    /// Answered when the process is finished.
    Pending<ExitStatus> waitFinished();

    /// Sends `input` to standard input and closes it, collects standard output and error to their
    /// ends, waits for the exit. A child that stops reading its input is no error.
    ///
    /// Collected is without regard to the limit, up to `bound` bytes a stream (nothing: without
    /// bound). Beyond it the answer is no_buffer_space and the child is held back. Cancelled, timed
    /// out (within()) or over the bound nothing is lost: what was collected stays in the readers,
    /// and a second call, without input, goes on and returns the whole.
    /// Errors: invalid_argument for input without a pipe or after standard input was closed;
    /// message_size for input that a terminal would not keep (Pty), of which nothing is sent;
    /// device_or_resource_busy while another read or communicate() waits.
    Pending<Communication> communicate(const std::optional<QByteArray> &input = std::nullopt,
                                       std::optional<qsizetype> bound = std::nullopt);

    /// See SubprocessTransport.
    ProcessResult<void> sendSignal(int signal);
    ProcessResult<void> terminate();
    ProcessResult<void> kill();
    ProcessResult<void> sendSignalToGroup(int signal);
    ProcessResult<void> terminateGroup();
    ProcessResult<void> killGroup();
    bool leadsGroup() const;

    /// Goes through the steps of `policy` until the target is gone, and tells which step ended it
    /// and who survived. With Target::Group it is gone when no living member of the group is left.
    /// Dropping the answer does not end the sequence, a newer stop() does.
    Pending<StopReport> stop(const StopPolicy &policy = StopPolicy::terminateThenKill());

    /// What happens to the child if this object is destroyed first.
    void setOnDestruction(const StopPolicy &policy);

    SubprocessTransport *transport() const { return m_transport.get(); }

Q_SIGNALS:
    /// First signal, from the event loop after the start.
    void started();
    /// The reader of the child's descriptor `fd` got data. Not once a line: once a read.
    void outputReady(int fd);
    /// stop() went through a step of its policy; with the error if its signal could not be sent.
    void stopStepTaken(const Spawnscope::StopPolicy::Step &step,
                       const std::optional<Spawnscope::ProcessError> &error);
    void exited(const Spawnscope::ExitStatus &status);
    /// Exited, and every stream has ended or was given up. Last signal.
    void finished();

private:
    friend ProcessResult<std::unique_ptr<Process>> createSubprocessExec(const OsString &,
                                                                        const OsStringList &,
                                                                        const SubprocessOptions &);
    friend ProcessResult<std::unique_ptr<Process>> createSubprocessShell(const OsString &,
                                                                         const SubprocessOptions &);
    struct Communicating;

    explicit Process(const SubprocessOptions &options);
    void adopt(std::unique_ptr<SubprocessTransport> transport, const SubprocessOptions &options);

    void connectionMade(SubprocessTransport *) override;
    void pipeDataReceived(int fd, QByteArrayView data) override;
    void pipeConnectionLost(int fd, const std::optional<ProcessError> &error) override;
    void processExited(const ExitStatus &status) override;
    void connectionLost() override;
    void pauseWriting(int fd) override;
    void resumeWriting(int fd) override;

    std::optional<ProcessError> beginCommunicating(const std::optional<QByteArray> &input,
                                                   std::optional<qsizetype> bound);
    void continueCommunicating();
    PendingSource<Communication> endCommunicating();
    void closeInputIfDone();

    qsizetype m_limit;
    std::map<int, std::unique_ptr<StreamReader>> m_readers;
    std::map<int, std::unique_ptr<StreamWriter>> m_writers;
    std::unique_ptr<SubprocessTransport> m_transport; ///< after the streams it feeds
    QList<PendingSource<ExitStatus>> m_waits;
    QList<PendingSource<ExitStatus>> m_finishWaits;
    std::unique_ptr<Communicating> m_communicating;
    std::unique_ptr<StopRun> m_stopRun;
    bool m_isInputHeld = false;
    bool m_finished = false;
};

/// Starts a program: asyncio.create_subprocess_exec(). See subprocessExec(); the streams are
/// inherited unless the options say otherwise.
ProcessResult<std::unique_ptr<Process>> createSubprocessExec(const OsString &program,
                                                             const OsStringList &arguments = {},
                                                             const SubprocessOptions &options = {});

/// Starts a shell command: asyncio.create_subprocess_shell(). See subprocessShell().
ProcessResult<std::unique_ptr<Process>> createSubprocessShell(
    const OsString &command, const SubprocessOptions &options = {});

/// Waits, blocking, until no child is being stopped by the reaper any more, or until `time` is
/// over; true if none is. Children that were left running do not count. For the end of a program.
bool waitForReaper(std::chrono::milliseconds time);

} // namespace Spawnscope
