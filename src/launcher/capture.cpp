// SPDX-License-Identifier: MIT
#include "launcher/capture.h"

#include "base/signalnames.h"
#include "launcher/inputfeeder.h"
#include "launcher/outputsink.h"
#include "launcher/startprocess.h"
#include "process/process.h"

#include <csignal>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds pace{16};

std::optional<ProcessError> errorOf(const ProcessResult<void> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

Capture::Capture(const LaunchSpec &spec, std::shared_ptr<OutputLog> log)
    : m_spec(spec)
    , m_log(std::move(log))
    , m_sink(new OutputSink(OutputSink::targetOf(m_log), this))
    , m_pace(this) // as a child it moves to the capture thread too
{
    m_pace.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (std::exchange(m_grewMeanwhile, false))
            announceNow();
    });
    connectSink();
}

Capture::~Capture() = default;

void Capture::start()
{
    SubprocessOptions options = subprocessOptions(m_spec);
    // Without a terminal, and as the leader of a group that can be stopped as a whole.
    options.newSession = true;
    const CaptureStart moment{0, QDateTime::currentDateTime(), std::chrono::steady_clock::now()};
    auto process = startProcess(m_spec, options);
    if (!process) {
        Q_EMIT startFailed(process.error());
        return;
    }
    m_process = std::move(*process);
    connectProcess();
    connectInput();
    Q_EMIT started({m_process->pid(), moment.when, moment.clock});
}

void Capture::connectSink()
{
    connect(m_sink, &OutputSink::grew, this, &Capture::announce);
    connect(m_sink, &OutputSink::blocked, this, [this](const RecordError &error) {
        setReading(false);
        Q_EMIT readingPaused(error);
    });
    connect(m_sink, &OutputSink::unblocked, this, [this] {
        setReading(true);
        Q_EMIT readingResumed();
        finishIfDrained();
    });
}

void Capture::connectProcess()
{
    tapOutput(1, OutputStream::Stdout);
    tapOutput(2, OutputStream::Stderr);
    connect(m_process.get(), &Process::exited, this, &Capture::processExited);
    connect(m_process.get(), &Process::finished, this, &Capture::processFinished);
}

void Capture::connectInput()
{
    if (!m_process->standardInput()) {
        Q_EMIT inputStateChanged(Session::InputState::NotAPipe);
        return;
    }
    m_feeder = std::make_unique<InputFeeder>(m_process->standardInput(), m_sink);
    connect(m_feeder.get(), &InputFeeder::failed, this, &Capture::inputFailed);
    connect(m_feeder.get(), &InputFeeder::closed, this, [this] {
        Q_EMIT inputStateChanged(m_feeder->isClosedFromHere() ? Session::InputState::Closed
                                                              : Session::InputState::ClosedByChild);
    });
    Q_EMIT inputStateChanged(Session::InputState::Open);
}

void Capture::tapOutput(int fd, OutputStream stream)
{
    if (StreamReader *reader = m_process->reader(fd))
        reader->setTap(
            [sink = m_sink, stream](QByteArrayView bytes) { sink->append(stream, bytes); });
}

void Capture::setReading(bool isReading)
{
    for (const int fd : {1, 2}) {
        ReadPipeTransport *pipe = m_process ? m_process->transport()->readPipe(fd) : nullptr;
        if (pipe && isReading)
            pipe->resumeReading();
        else if (pipe)
            pipe->pauseReading();
    }
}

/// The first growth after a pause is told at once, what follows within the pace together.
void Capture::announce()
{
    if (m_pace.isActive())
        m_grewMeanwhile = true;
    else
        announceNow();
}

void Capture::announceNow()
{
    m_pace.start(pace);
    m_sink->flush();
    if (!m_isAnnounced.exchange(true, std::memory_order_acq_rel))
        Q_EMIT outputArrived();
}

void Capture::processExited(const ExitStatus &status)
{
    Q_EMIT exited({status, m_process->resourceUsage(), m_process->elapsed()});
}

/// From the event loop, so that what the feeder has still to say about its input comes first.
void Capture::processFinished()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isProcessFinished = true;
            m_sink->flush();
            finishIfDrained();
        },
        Qt::QueuedConnection);
}

void Capture::finishIfDrained()
{
    if (!m_isProcessFinished || m_sink->isBlocked() || std::exchange(m_isFinished, true))
        return;
    m_feeder.reset();
    m_log->finish();
    if (m_sink->lostBytes() > 0)
        Q_EMIT outputLost(m_sink->lostBytes());
    Q_EMIT finished();
    if (m_stopId == 0)
        releaseProcess();
}

/// A finished process is of use only while members of its group are left to be signalled. Without
/// it the descriptors of old runs do not add up.
void Capture::releaseProcess()
{
    if (!m_process->transport() || !m_process->transport()->groupMembers().isEmpty())
        return;
    m_feeder.reset();
    m_process.reset();
}

void Capture::feed(const std::function<void(InputFeeder *)> &order)
{
    if (!m_feeder) {
        Q_EMIT inputFailed(tr("The run has no standard input that could be written to."));
        return;
    }
    order(m_feeder.get());
}

void Capture::sendInput(const QByteArray &bytes)
{
    feed([&bytes](InputFeeder *feeder) { feeder->send(bytes); });
}

void Capture::sendFile(const QString &path)
{
    feed([&path](InputFeeder *feeder) { feeder->sendFile(path); });
}

void Capture::sendEof()
{
    feed([](InputFeeder *feeder) { feeder->sendEof(); });
}

void Capture::sendSignal(int number, SentSignal::Target target)
{
    SentSignal signal{number, target, QDateTime::currentDateTime(), std::nullopt};
    if (!m_process)
        signal.error = ProcessError{
            ProcessStage::Signal, std::make_error_code(std::errc::no_such_process), {}};
    else if (target == SentSignal::Target::Group)
        signal.error = errorOf(m_process->sendSignalToGroup(number));
    else
        signal.error = errorOf(m_process->sendSignal(number));
    if (!signal.error && (number == SIGSTOP || number == SIGTSTP || number == SIGCONT))
        m_isStopped = number != SIGCONT;
    Q_EMIT signalSent(signal);
}

void Capture::stop(const StopPolicy &policy)
{
    if (!m_process) {
        Q_EMIT stopEnded(std::nullopt);
        return;
    }
    const quint64 id = m_stopId = ++m_stops;
    m_process->stop(policy).then(this, [this, id](const ProcessResult<StopReport> &report) {
        if (m_stopId != id)
            return; // a newer stop has taken over
        m_stopId = 0;
        Q_EMIT stopEnded(report ? std::optional(*report) : std::nullopt);
        if (m_process && m_isFinished)
            releaseProcess();
    });
    // A stopped process would not see the request before it goes on.
    if (m_isStopped)
        sendSignal(SIGCONT,
                   m_process->leadsGroup() ? SentSignal::Target::Group
                                           : SentSignal::Target::Process);
}

void Capture::leaveRunning()
{
    if (m_process)
        m_process->setOnDestruction(StopPolicy::leaveRunning());
}

void Capture::discardOutput()
{
    m_sink->discard();
    Q_EMIT outputLost(m_sink->lostBytes());
}

} // namespace Spawnscope
