// SPDX-License-Identifier: MIT
#include "app/runcommand.h"

#include "launcher/explanation.h"
#include "launcher/startprocess.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr int failureOfOurOwn = 125; // as env(1) and timeout(1) have it

/// Whether standard output and error are one terminal, pipe or file. Then one pipe for both of the
/// child's streams keeps the order in which it wrote to them.
bool areOutputsOne()
{
    struct stat output;
    struct stat error;
    return ::fstat(STDOUT_FILENO, &output) == 0 && ::fstat(STDERR_FILENO, &error) == 0
        && output.st_dev == error.st_dev && output.st_ino == error.st_ino;
}

/// EPIPE instead of a sudden death when a reader goes. True if it was so already.
bool ignoreSigpipe()
{
    return std::signal(SIGPIPE, SIG_IGN) == SIG_IGN;
}

void printError(const QString &sentence)
{
    std::fprintf(stderr, "spawnscope: %s\n", sentence.toLocal8Bit().constData());
}

} // namespace

RunCommand::RunCommand(const LaunchSpec &spec, Format format, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_format(format)
{}

RunCommand::~RunCommand() = default;

SubprocessOptions RunCommand::options() const
{
    SubprocessOptions options = subprocessOptions(m_spec);
    if (m_spec.terminal)
        return optionsInTerminal();
    options.standardInput = Stdio::Kind::Inherit;
    options.standardError = m_hasOneOutput ? Stdout : Pipe;
    // Like time(1) and env(1): what this program was given, the child is given.
    options.closeDescriptors = false;
    options.signalMask = SubprocessOptions::SignalMask::Inherit;
    options.limit = 1024 * 1024;
    return options;
}

SubprocessOptions RunCommand::optionsInTerminal() const
{
    SubprocessOptions options = subprocessOptions(m_spec);
    options.terminal.size = TerminalRelay::ownSize().value_or(PtySize());
    options.limit = 1024 * 1024;
    return options;
}

void RunCommand::start()
{
    m_hasOneOutput = m_format == Format::Plain && areOutputsOne();
    SubprocessOptions childOptions = options();
    childOptions.restoreSignals = !ignoreSigpipe();
    relaySignals();
    openPumps();

    m_start = std::chrono::steady_clock::now();
    auto process = startProcess(m_spec, childOptions);
    if (!process) {
        startFailed(process.error());
        return;
    }
    m_process = std::move(*process);
    connectProcess();
    if (m_spec.terminal)
        relayTerminal();
    if (m_format == Format::Json) {
        const QByteArrayList argv = m_spec.mode == LaunchSpec::Mode::Shell
            ? QByteArrayList{"/bin/sh", "-c", m_spec.command}
            : m_spec.argv;
        m_outputPump->write(EventJson::started(m_process->pid(), argv, m_process->startTime()));
    }
}

void RunCommand::relaySignals()
{
    if (m_spec.terminal)
        m_relay = std::make_unique<SignalRelay>(
            std::initializer_list<int>{SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH},
            std::initializer_list<int>{}, SignalRelay::FromTerminal::Reported);
    else // the terminal's ^C reaches the child by itself, which shares our process group
        m_relay = std::make_unique<SignalRelay>(std::initializer_list<int>{SIGTERM, SIGHUP},
                                                std::initializer_list<int>{SIGINT, SIGQUIT},
                                                SignalRelay::FromTerminal::PassedOver);
}

void RunCommand::relayTerminal()
{
    const auto screen = m_format == Format::Plain ? TerminalRelay::Screen::Raw
                                                  : TerminalRelay::Screen::Lines;
    m_terminal = std::make_unique<TerminalRelay>(m_process.get(), screen);
    connect(m_terminal.get(), &TerminalRelay::inputFailed, this, &printError);
    m_terminal->updateSize(); // which may have changed before its signal was handled
}

void RunCommand::openPumps()
{
    m_outputPump = std::make_unique<OutputPump>(STDOUT_FILENO);
    if (m_format == Format::Plain && !m_hasOneOutput)
        m_errorPump = std::make_unique<OutputPump>(STDERR_FILENO);
    for (OutputPump *pump : {m_outputPump.get(), m_errorPump.get()}) {
        if (!pump)
            continue;
        ++m_openPumps;
        connect(pump, &OutputPump::done, this, &RunCommand::pumpDone);
        connect(pump, &OutputPump::broken, this,
                [this, pump](int error) { closeInputOf(pump, error); });
        connect(pump, &OutputPump::hasRoom, this, [this] {
            passOn(1);
            passOn(2);
        });
    }
}

void RunCommand::connectProcess()
{
    connect(m_process.get(), &Process::outputReady, this, &RunCommand::passOn);
    connect(m_process.get(), &Process::exited, this, &RunCommand::exited);
    connect(m_process.get(), &Process::finished, this, &RunCommand::finished);
    connect(m_relay.get(), &SignalRelay::received, this, [this](int signal) {
        if (m_terminal && signal == SIGWINCH)
            m_terminal->updateSize();
        else if (m_terminal)
            (void)m_process->sendSignalToGroup(signal);
        else
            (void)m_process->sendSignal(signal);
    });
}

OutputPump *RunCommand::pumpFor(int fd) const
{
    return fd == 2 && m_errorPump ? m_errorPump.get() : m_outputPump.get();
}

void RunCommand::startFailed(const ProcessError &error)
{
    const StartFailure failure = explainStartFailure(m_spec, error);
    if (m_format == Format::Plain)
        printError(failure.sentence);
    else
        m_outputPump->write(EventJson::failed(error, failure.sentence));
    const int code = shellExitCode(failure);
    disconnect(m_outputPump.get(), &OutputPump::done, this, nullptr);
    connect(m_outputPump.get(), &OutputPump::done, this, [this, code] { Q_EMIT done(code); });
    m_outputPump->finish();
}

/// Takes what has come unless the way out is full: the reader then stops reading by itself, and
/// the child is held back by its pipe.
void RunCommand::passOn(int fd)
{
    StreamReader *reader = m_process ? m_process->reader(fd) : nullptr;
    if (!reader || reader->bufferedBytes() == 0)
        return;
    if (pumpFor(fd)->isFull() && !m_process->isFinished())
        return;
    const QByteArray bytes = reader->takeBuffered();
    m_bytes[size_t(fd)] += bytes.size();
    passOnBytes(fd, m_format == Format::Json ? m_cutters[size_t(fd)].take(bytes) : bytes);
}

void RunCommand::passOnBytes(int fd, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    pumpFor(fd)->write(m_format == Format::Json ? EventJson::data(now(), fd, bytes) : bytes);
}

/// The reader of our output has gone, so the child's writes fail from now on as if it had written
/// there itself: most programs then end, and we with them.
void RunCommand::closeInputOf(OutputPump *pump, int error)
{
    if (error != EPIPE)
        printError(
            tr("The output cannot be written: %1.")
                .arg(QString::fromLocal8Bit(std::generic_category().message(error).c_str())));
    if (!m_process || !m_process->transport())
        return;
    for (const int fd : {1, 2}) {
        ReadPipeTransport *pipe = m_process->transport()->readPipe(fd);
        if (pipe && pumpFor(fd) == pump)
            pipe->close();
    }
}

void RunCommand::exited(const ExitStatus &status)
{
    // From now on a signal is meant for us, who may be waiting for a grandchild's output, and may
    // end us at once.
    m_terminal.reset();
    m_relay.reset();
    if (m_format == Format::Json)
        m_outputPump->write(
            EventJson::exited(now(), status, m_process->resourceUsage(), m_process->elapsed()));
}

void RunCommand::finished()
{
    for (const int fd : {1, 2}) {
        passOn(fd);
        passOnBytes(fd, m_cutters[size_t(fd)].takeRest());
    }
    if (m_format == Format::Json)
        m_outputPump->write(
            EventJson::finished(now(), *m_process->exitStatus(), m_bytes[1], m_bytes[2]));
    m_outputPump->finish();
    if (m_errorPump)
        m_errorPump->finish();
}

void RunCommand::pumpDone()
{
    if (--m_openPumps == 0)
        Q_EMIT done(exitCode());
}

int RunCommand::exitCode() const
{
    const ExitStatus status = *m_process->exitStatus();
    switch (status.kind) {
    case ExitStatus::Kind::Exited: {
        const bool hasLost = m_outputPump->error() > 0 && m_outputPump->error() != EPIPE;
        return status.code == 0 && hasLost ? failureOfOurOwn : status.code;
    }
    case ExitStatus::Kind::Signalled:
        return 128 + status.code;
    case ExitStatus::Kind::Unknown:
        printError(tr("The command has ended, but its exit status is not known."));
        return failureOfOurOwn;
    }
    Q_UNREACHABLE();
}

} // namespace Spawnscope
