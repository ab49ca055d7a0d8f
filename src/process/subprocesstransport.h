// SPDX-License-Identifier: MIT
#pragma once

#include "base/mortal.h"
#include "process/exitstatus.h"
#include "process/options.h"
#include "process/pipetransport.h"
#include "process/pty.h"

#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <optional>

namespace Spawnscope {

class Child;
struct Command;
class SubprocessTransport;

/// Receives the life of one child: asyncio.SubprocessProtocol.
///
/// Order, and no other is promised: connectionMade first; per descriptor data, then
/// pipeConnectionLost; processExited once, before, between or after data; connectionLost last,
/// when the process has exited and every pipe has ended. Every callback may destroy the transport.
class SubprocessProtocol
{
public:
    virtual ~SubprocessProtocol() = default;
    virtual void connectionMade(SubprocessTransport *) {}
    /// `data` is valid during the call only, and never empty.
    virtual void pipeDataReceived(int fd, QByteArrayView data) = 0;
    /// A pipe ended: the child's output was closed by all who held it, the child no longer reads
    /// its input, or this side closed it. An error if bytes for the child could not be delivered.
    virtual void pipeConnectionLost(int, const std::optional<ProcessError> &) {}
    virtual void processExited(const ExitStatus &) {}
    virtual void connectionLost() {}
    /// Comes from within a write() to the child's descriptor, even before connectionMade().
    virtual void pauseWriting(int) {}
    virtual void resumeWriting(int) {}
};

/// One child process and its pipes at the low level: asyncio.SubprocessTransport.
///
/// Life:      running from the start; its callbacks come from the event loop, never from the call
///            that made it.
/// Thread:    create, use and destroy on one thread that runs a Qt event loop.
/// Ownership: owns the pipes and the pid. `protocol` must outlive it. Destroying it closes the
///            pipes and hands a child that still runs with SubprocessOptions::onDestruction to the
///            reaper; what a dead one left behind is left alone. It never blocks and makes no
///            callback.
/// Signals:   never reach a recycled pid. On Linux they go through a pidfd; elsewhere the pid is
///            held as a zombie until its exit has been observed.
/// Windows:   the process handle keeps the pid, and a job object stands for the group. There are
///            SIGINT (CTRL_C_EVENT, for a child without a process group of its own, see
///            WindowsOptions), SIGBREAK (21, CTRL_BREAK_EVENT), SIGHUP (WM_CLOSE to its windows),
///            SIGTERM and SIGKILL (both end it with exit code 1) and 0; others are
///            invalid_argument. The two control events reach all who share the child's console.
///            They are sent by spawnscope-console.exe, which stands beside this program, so that
///            this program is not on that console; not_supported where it is and for CTRL_C.
class SubprocessTransport final : private Mortal
{
public:
    ~SubprocessTransport();

    qint64 pid() const;
    /// Nothing while the process runs or its exit has not been noticed yet.
    const std::optional<ExitStatus> &exitStatus() const { return m_exitStatus; }
    const ResourceUsage &resourceUsage() const { return m_usage; }
    std::chrono::system_clock::time_point startTime() const { return m_startTime; }
    /// From just before the start to the notice of the exit, or to now.
    std::chrono::nanoseconds elapsed() const;

    /// The pipe on the child's descriptor `fd`, or null when there is none of that direction.
    ReadPipeTransport *readPipe(int fd) const;
    WritePipeTransport *writePipe(int fd) const;
    /// The child's terminal, which its descriptors 0 and 1 share; null if it has none.
    Pty *terminal() const { return m_terminal.get(); }

    /// Sends a signal to the child; 0 only asks. After the observed exit the answer is
    /// no_such_process; to a zombie not observed yet it succeeds and does nothing.
    ProcessResult<void> sendSignal(int signal);
    ProcessResult<void> terminate();
    ProcessResult<void> kill();

    /// The same for the process group that the child leads (newSession, or processGroup 0),
    /// not_supported when it leads none. Works after the child's exit as long as members are left;
    /// on kernels before 6.9 the dead leader stays a zombie for that, until the last of them or
    /// this object is gone.
    ProcessResult<void> sendSignalToGroup(int signal);
    bool leadsGroup() const;
    /// To the group for Target::Group of a child that leads one, else to the child.
    ProcessResult<void> sendSignal(StopPolicy::Target target, int signal);
    /// Living members of the group, and of the session, that the child leads or led.
    QList<Survivor> groupMembers() const;
    /// Exited and, for Target::Group of a child that leads one, no living member is left.
    bool isGone(StopPolicy::Target target) const;
    void setOnDestruction(const StopPolicy &policy) { m_onDestruction = policy; }

    /// Closes the pipes and kills a running child; exit and connectionLost() still follow.
    void close();
    bool isClosing() const { return m_closing; }

private:
    class PipeEnd;
    friend ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessExec(
        SubprocessProtocol *, const OsString &, const OsStringList &, const SubprocessOptions &);
    friend ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessShell(
        SubprocessProtocol *, const OsString &, const SubprocessOptions &);
    static ProcessResult<std::unique_ptr<SubprocessTransport>> create(
        SubprocessProtocol *protocol, const Command &command, const SubprocessOptions &options);

    SubprocessTransport(SubprocessProtocol *protocol, const SubprocessOptions &options);
    void begin();
    void exitNoticed();
    void startGrace(std::chrono::milliseconds time);
    void pipeLost(int fd, const std::optional<ProcessError> &error);
    void finishIfDone();
    void closePipes();

    SubprocessProtocol *m_protocol;
    StopPolicy m_onDestruction;
    std::optional<std::chrono::milliseconds> m_pipeGrace;
    std::unique_ptr<Child> m_child;
    std::map<int, std::unique_ptr<PipeEnd>> m_pipes;
    int m_openPipes = 0;
    std::unique_ptr<Pty> m_terminal;
    std::optional<DescriptorWatch> m_exitWatch;
    std::optional<ExitStatus> m_exitStatus;
    ResourceUsage m_usage;
    std::chrono::system_clock::time_point m_startTime;
    std::chrono::steady_clock::time_point m_startClock;
    std::chrono::steady_clock::time_point m_exitClock;
    bool m_closing = false;
    bool m_finished = false;
    std::unique_ptr<QTimer> m_graceTimer;
    std::unique_ptr<QTimer> m_traceTimer; ///< of a traced process, until it is ours to reap
    LaterCall m_beginning;
};

/// Starts a program: loop.subprocess_exec(). argv[0] is `program` and, if it holds no '/', it is
/// looked for in the child's PATH; options.executable takes its place in both if it is set. Blocks
/// for the tens of microseconds until the child has executed it (longer only on a slow file
/// system). A failure names its stage and leaves nothing behind but the files that were opened for
/// output. The streams of the low level are pipes by default.
///
/// On Windows the program is looked for as CreateProcess does it, but in the current directory only
/// if asked (WindowsOptions), as .exe and .com where it has no extension. A batch file is run by
/// cmd.exe; arguments that cannot be handed to it safely are refused with invalid_argument.
ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessExec(
    SubprocessProtocol *protocol, const OsString &program, const OsStringList &arguments,
    const SubprocessOptions &options = lowLevelOptions());

/// Starts a shell command, `/bin/sh -c command`: loop.subprocess_shell(). The command is the
/// shell's program as it stands; Shlex::quote() makes words safe to put into it. On Windows
/// `%ComSpec% /d /s /c "command"`, or PowerShell (WindowsOptions).
ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessShell(
    SubprocessProtocol *protocol, const OsString &command,
    const SubprocessOptions &options = lowLevelOptions());

} // namespace Spawnscope
