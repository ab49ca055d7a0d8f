// SPDX-License-Identifier: MIT
#include "app/runcommand.h"

#include "app/standardstreams.h"
#include "app/surroundings.h"
#include "launcher/commandtext.h"
#include "launcher/explanation.h"
#include "launcher/startprocess.h"

namespace Spawnscope {

namespace {

constexpr int failureOfOurOwn = 125; // as env(1) and timeout(1) have it

void printError(const QString &sentence)
{
    (void)StandardStreams::print(2, QStringLiteral("spawnscope: %1\n").arg(sentence));
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
    Surroundings::shareWith(&options);
    options.limit = 1024 * 1024;
    return options;
}

SubprocessOptions RunCommand::optionsInTerminal() const
{
    SubprocessOptions options = subprocessOptions(m_spec);
    options.terminal.size = OwnTerminal::size().value_or(PtySize());
    options.limit = 1024 * 1024;
    return options;
}

void RunCommand::start()
{
    m_hasOneOutput = m_format == Format::Plain && StandardStreams::areOutputsOne();
    SubprocessOptions childOptions = options();
    childOptions.restoreSignals = !StandardStreams::survivesLostReaders();
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
        m_outputPump->write(
            EventJson::started(m_process->pid(), m_spec.startedArgv(), m_process->startTime()));
    }
}

void RunCommand::relaySignals()
{
    m_relay = std::make_unique<SignalRelay>(m_spec.terminal ? SignalRelay::For::ChildInTerminal
                                                            : SignalRelay::For::Child);
}

void RunCommand::relayTerminal()
{
    const auto screen = m_format == Format::Plain ? OwnTerminal::Screen::Raw
                                                  : OwnTerminal::Screen::Lines;
    m_terminal = std::make_unique<TerminalRelay>(m_process.get(), screen);
    connect(m_terminal.get(), &TerminalRelay::inputFailed, this, &printError);
    m_terminal->updateSize(); // which may have changed before its signal was handled
}

void RunCommand::openPumps()
{
    m_outputPump = std::make_unique<OutputPump>(1);
    if (m_format == Format::Plain && !m_hasOneOutput)
        m_errorPump = std::make_unique<OutputPump>(2);
    for (OutputPump *pump : {m_outputPump.get(), m_errorPump.get()}) {
        if (!pump)
            continue;
        ++m_openPumps;
        connect(pump, &OutputPump::done, this, &RunCommand::pumpDone);
        connect(pump, &OutputPump::broken, this,
                [this, pump](std::error_code error) { closeInputOf(pump, error); });
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
        if (m_terminal)
            (void)m_process->sendSignalToGroup(signal);
        else
            (void)m_process->sendSignal(signal);
    });
    connect(m_relay.get(), &SignalRelay::windowResized, this, [this] {
        if (m_terminal)
            m_terminal->updateSize();
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
void RunCommand::closeInputOf(OutputPump *pump, std::error_code error)
{
    if (error != std::errc::broken_pipe)
        printError(tr("The output cannot be written: %1.")
                       .arg(QString::fromLocal8Bit(error.message().c_str())));
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
        const auto hasLost = [](const auto &pump) {
            return pump && pump->error() && pump->error() != std::errc::broken_pipe;
        };
        const bool isAllWritten = !hasLost(m_outputPump) && !hasLost(m_errorPump);
        return status.code == 0 && !isAllWritten ? failureOfOurOwn : status.code;
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
