// SPDX-License-Identifier: MIT
#pragma once

#include "app/eventjson.h"
#include "app/outputpump.h"
#include "app/signalrelay.h"
#include "app/terminalrelay.h"
#include "launcher/launchspec.h"
#include "process/process.h"

#include <QObject>

#include <array>
#include <chrono>
#include <memory>

namespace Spawnscope {

/// `spawnscope run`: one command without a window, as a filter and as `time` would run it.
///
/// The child inherits standard input and the process group, so the terminal's ^C and ^Z reach it.
/// What it prints is passed on as it comes; while nobody takes it, the child is held back, and when
/// the reader goes away, so does the child's pipe. In a terminal of its own
/// (LaunchSpec::terminal) it gets standard input through a TerminalRelay, and signals with its
/// group. Ends when the child has exited and its streams have ended, also when a grandchild holds
/// them: done() with the exit code for this program.
class RunCommand final : public QObject
{
    Q_OBJECT

public:
    enum class Format { Plain, Json };

    RunCommand(const LaunchSpec &spec, Format format, QObject *parent = nullptr);
    ~RunCommand() override;

    /// To be called from the event loop.
    void start();

Q_SIGNALS:
    void done(int exitCode);

private:
    SubprocessOptions options() const;
    SubprocessOptions optionsInTerminal() const;
    void relaySignals();
    void relayTerminal();
    void openPumps();
    void connectProcess();
    OutputPump *pumpFor(int fd) const;
    void startFailed(const ProcessError &error);
    void passOn(int fd);
    void passOnBytes(int fd, const QByteArray &bytes);
    void closeInputOf(OutputPump *pump, std::error_code error);
    void exited(const ExitStatus &status);
    void finished();
    void pumpDone();
    int exitCode() const;
    std::chrono::nanoseconds now() const { return std::chrono::steady_clock::now() - m_start; }

    LaunchSpec m_spec;
    Format m_format;
    std::chrono::steady_clock::time_point m_start;
    bool m_hasOneOutput = false; ///< the child's standard error goes where its output goes
    std::unique_ptr<SignalRelay> m_relay;
    std::unique_ptr<OutputPump> m_outputPump; ///< to standard output
    std::unique_ptr<OutputPump> m_errorPump; ///< to standard error; none if all goes to the other
    std::unique_ptr<Process> m_process;
    std::array<Utf8Cutter, 3> m_cutters; ///< by descriptor
    std::array<qint64, 3> m_bytes{};
    int m_openPumps = 0;
    std::unique_ptr<TerminalRelay> m_terminal; ///< uses the process
};

} // namespace Spawnscope
