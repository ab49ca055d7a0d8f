// SPDX-License-Identifier: MIT
#include "launcher/capture.h"

#include "base/signalnames.h"
#include "launcher/commandtext.h"
#include "launcher/exactorder.h"
#include "launcher/inputfeeder.h"
#include "launcher/livescreen.h"
#include "launcher/pathsearch.h"
#include "launcher/runrecorder.h"
#include "launcher/startprocess.h"
#include "launcher/terminaltap.h"
#include "process/process.h"
#include "record/runjournal.h"

#include <utility>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds pace{16};

/// As much as is read at once. A larger one would soon use up what the system grants a user.
constexpr int pipeBytes = 256 * 1024;

std::optional<ProcessError> errorOf(const ProcessResult<void> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

} // namespace

Capture::Capture(const LaunchSpec &spec, const std::optional<RecordSettings> &records)
    : m_spec(spec)
    , m_records(records)
    , m_pace(this) // as a child it moves to the capture thread too
{
    if (spec.terminal)
        m_screen = std::make_shared<LiveScreen>(
            TerminalSize{.rows = spec.terminal->rows, .columns = spec.terminal->columns});
    m_pace.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (std::exchange(m_grewMeanwhile, false))
            announceNow();
    });
}

Capture::~Capture()
{
    recordLettingGo();
    if (m_tap && !m_isFinished)
        m_tap->end();
}

qint64 Capture::waitingBytes() const
{
    return m_recorder->keptBytes();
}

void Capture::start()
{
    openLog();
    startChild();
}

void Capture::openLog()
{
    const auto kind = m_screen ? RunRecorder::Kind::Terminal
        : isExactOrder()       ? RunRecorder::Kind::ExactOrder
                               : RunRecorder::Kind::Pipes;
    m_recorder = std::make_unique<RunRecorder>(m_records, kind);
    Q_EMIT logReady(
        {m_recorder->log(), m_recorder->terminalLog(), m_recorder->folder(), m_recorder->error()});
    const OutputSink *sink = m_recorder->sink();
    connect(sink, &OutputSink::grew, this, &Capture::announce);
    connectSink(sink);
    if (!m_screen)
        return;
    connect(m_recorder->terminalSink(), &OutputSink::grew, this, &Capture::announce);
    connectSink(m_recorder->terminalSink());
    m_tap = std::make_unique<TerminalTap>(m_screen, m_recorder->log(), m_recorder->sink(),
                                          m_recorder->terminalSink());
}

void Capture::connectSink(const OutputSink *sink)
{
    connect(sink, &OutputSink::blocked, this, [this](const RecordError &error) {
        setReading(false);
        m_recorder->addEvent(RunEventName::Pause, pauseFields(error));
        Q_EMIT readingPaused(error);
    });
    connect(sink, &OutputSink::unblocked, this, [this] {
        if (m_recorder->blockedBy())
            return; // the other sink is
        m_recorder->addEvent(RunEventName::Resume);
        if (m_screen) {
            m_screen->updateScrollback();
            noticeTerminal();
        }
        Q_EMIT readingResumed();
        setReading(true);
        finishIfDrained();
    });
}

void Capture::startChild()
{
    SubprocessOptions options = subprocessOptions(m_spec);
    // Away from this program's terminal, and as the leader of a group that can be stopped as a
    // whole.
    options.newSession = true;
    options.pipeSize = pipeBytes;
    if (isExactOrder()) {
        if (const auto error = openExactOrder(&options)) {
            failToStart(*error);
            return;
        }
    }
    CaptureStart moment{0, QDateTime::currentDateTime(), std::chrono::steady_clock::now()};
    auto process = startProcess(m_spec, options);
    if (!process) {
        failToStart(process.error());
        return;
    }
    m_process = std::move(*process);
    m_onDestruction = options.onDestruction;
    recordStart();
    connectProcess();
    if (m_exactOrder)
        beginExactOrder();
    connectInput();
    moment.pid = m_process->pid();
    moment.largestWrite = m_exactOrder ? qint64(m_exactOrder->maxMessageBytes()) : 0;
    Q_EMIT started(moment);
}

void Capture::failToStart(const ProcessError &error)
{
    m_exactOrder.reset();
    m_recorder->addEvent(RunEventName::StartFailed, startFailedFields(m_spec, error));
    (void)m_recorder->finish();
    Q_EMIT startFailed(error);
}

void Capture::recordStart()
{
    const bool isShell = m_spec.mode == LaunchSpec::Mode::Shell;
    const QByteArray program = isShell ? m_spec.startedArgv().value(0)
                                       : resolveProgram(m_spec.argv.value(0), m_spec);
    m_recorder->addEvent(RunEventName::Start,
                         startFields(m_spec, program, m_process->pid(), isExactOrder()));
}

bool Capture::isExactOrder() const
{
    return m_spec.exactOrder && !m_spec.terminal && ExactOrder::isSupported();
}

std::optional<ProcessError> Capture::openExactOrder(SubprocessOptions *options)
{
    auto opened = ExactOrder::create([sink = m_recorder->sink()](const ExactOrder::Write &write) {
        const bool isError = write.lane == ExactOrder::Error;
        sink->append(isError ? OutputStream::Stderr : OutputStream::Stdout, write.bytes, write.when,
                     write.writer);
    });
    if (!opened)
        return opened.error();
    m_exactOrder = std::move(*opened);
    if (options->standardOutput.kind() == Pipe)
        options->standardOutput = Stdio::descriptor(m_exactOrder->childEnd(ExactOrder::Output));
    if (options->standardError.kind() == Pipe)
        options->standardError = Stdio::descriptor(m_exactOrder->childEnd(ExactOrder::Error));
    return std::nullopt;
}

void Capture::beginExactOrder()
{
    connect(m_exactOrder.get(), &ExactOrder::truncated, this, [this](qint64 bytes) {
        m_recorder->sink()->note(
            tr("A single write was too large; its last %1 bytes were lost.").arg(bytes));
    });
    connect(m_exactOrder.get(), &ExactOrder::ended, this, [this] {
        m_process->releaseInput();
        finishIfDrained();
    });
    m_process->holdInput();
    m_exactOrder->closeChildEnds();
}

void Capture::connectProcess()
{
    if (m_tap)
        tapTerminal();
    else
        tapOutput(1, OutputStream::Stdout);
    tapOutput(2, OutputStream::Stderr);
    connect(m_process.get(), &Process::exited, this, &Capture::processExited);
    connect(m_process.get(), &Process::finished, this, &Capture::processFinished);
    connect(m_process.get(), &Process::stopStepTaken, this, &Capture::recordStopStep);
}

void Capture::connectInput()
{
    if (!m_process->standardInput()) {
        Q_EMIT inputStateChanged(Session::InputState::NotAPipe);
        return;
    }
    m_feeder = std::make_unique<InputFeeder>(m_process->standardInput(), inputLog());
    connect(m_feeder.get(), &InputFeeder::fed, this, [this](const FedInput &input) {
        // An event for each key would be too many, and the log of the terminal has them.
        if (!m_tap || input.isEnd || !input.path.isEmpty())
            m_recorder->addEvent(RunEventName::Input, inputFields(input));
    });
    connect(m_feeder.get(), &InputFeeder::failed, this, &Capture::inputFailed);
    connect(m_feeder.get(), &InputFeeder::closed, this, [this] {
        Q_EMIT inputStateChanged(m_feeder->isClosedFromHere() ? Session::InputState::Closed
                                                              : Session::InputState::ClosedByChild);
    });
    Q_EMIT inputStateChanged(Session::InputState::Open);
}

InputLog Capture::inputLog()
{
    OutputSink *sink = m_recorder->sink();
    InputLog log{.sent = [sink](QByteArrayView bytes) { sink->append(OutputStream::Stdin, bytes); },
                 .note = [sink](const QString &sentence) { sink->note(sentence); }};
    if (m_tap) { // what is typed comes back as output, where it is to be seen
        log.sent = [tap = m_tap.get()](QByteArrayView bytes) { tap->typed(bytes); };
        log.keeps = [tap = m_tap.get()] { return !tap->asksForSecret(); };
    }
    return log;
}

void Capture::tapTerminal()
{
    m_tap->setProcess(m_process.get());
    m_tap->noteSize({.rows = m_spec.terminal->rows, .columns = m_spec.terminal->columns});
    m_process->reader(1)->setTap([this](QByteArrayView bytes) {
        m_tap->read(bytes);
        noticeTerminal();
    });
}

void Capture::noticeTerminal()
{
    if (m_screen->takeNotice())
        Q_EMIT terminalNoticed();
}

void Capture::resizeTerminal(TerminalSize size)
{
    if (!m_tap || !m_process || m_isFinished)
        return;
    m_tap->resize(size);
    noticeTerminal();
}

void Capture::tapOutput(int fd, OutputStream stream)
{
    StreamReader *reader = m_process->reader(fd);
    if (!reader)
        return;
    reader->setTap(
        [sink = m_recorder->sink(), stream](QByteArrayView bytes) { sink->append(stream, bytes); });
}

void Capture::setReading(bool isReading)
{
    if (m_exactOrder)
        m_exactOrder->setReading(isReading);
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
    m_recorder->flush();
    if (!m_isAnnounced.exchange(true, std::memory_order_acq_rel))
        Q_EMIT outputArrived();
}

void Capture::processExited(const ExitStatus &status)
{
    const ResourceUsage usage = m_process->resourceUsage();
    const std::chrono::nanoseconds elapsed = m_process->elapsed();
    m_recorder->addEvent(RunEventName::Exit, exitFields(status, usage, elapsed));
    Q_EMIT exited({status, usage, elapsed});
}

/// From the event loop, so that what the feeder hears of its input by itself comes first.
void Capture::processFinished()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isProcessFinished = true;
            if (m_feeder)
                m_feeder->commandEnded();
            m_recorder->flush();
            finishIfDrained();
        },
        Qt::QueuedConnection);
}

void Capture::finishIfDrained()
{
    const bool isRead = m_isProcessFinished && (!m_exactOrder || m_exactOrder->hasEnded());
    if (!isRead || m_isFinished || m_recorder->blockedBy())
        return;
    if (m_tap)
        m_tap->end();
    if (m_recorder->blockedBy() || !m_recorder->finish())
        return;
    m_isFinished = true;
    m_feeder.reset();
    if (m_tap)
        noticeTerminal();
    if (const qint64 lost = m_recorder->lostBytes(); lost > 0)
        Q_EMIT outputLost(lost);
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
    signalChild(number, target, SignalSource::User);
}

void Capture::signalChild(int number, SentSignal::Target target, SignalSource source)
{
    SentSignal signal{number, target, QDateTime::currentDateTime(), std::nullopt};
    if (!m_process)
        signal.error = ProcessError{
            ProcessStage::Signal, std::make_error_code(std::errc::no_such_process), {}};
    else if (target == SentSignal::Target::Group)
        signal.error = errorOf(m_process->sendSignalToGroup(number));
    else
        signal.error = errorOf(m_process->sendSignal(number));
    if (!signal.error)
        m_isStopped = isStoppedAfter(number, m_isStopped);
    m_recorder->addEvent(RunEventName::Signal, signalFields(signal, source));
    Q_EMIT signalSent(signal);
}

void Capture::stop(const StopPolicy &policy, StopSource source)
{
    if (!m_process) {
        Q_EMIT stopEnded(std::nullopt);
        return;
    }
    const quint64 id = m_stopId = ++m_stops;
    m_recorder->addEvent(RunEventName::Stop, stopFields(policy, source));
    m_process->stop(policy).then(this, [this, id](const ProcessResult<StopReport> &report) {
        if (m_stopId != id)
            return; // a newer stop has taken over
        m_stopId = 0;
        if (report)
            m_recorder->addEvent(RunEventName::StopEnd, stopEndFields(*report));
        Q_EMIT stopEnded(report ? std::optional(*report) : std::nullopt);
        if (m_process && m_isFinished)
            releaseProcess();
    });
    // A stopped process would not see the request before it goes on.
    if (m_isStopped)
        signalChild(*continueSignal(),
                    m_process->leadsGroup() ? SentSignal::Target::Group
                                            : SentSignal::Target::Process,
                    SignalSource::StopPolicy);
}

void Capture::recordStopStep(const StopPolicy::Step &step, const std::optional<ProcessError> &error)
{
    if (step.action != StopPolicy::Step::Action::Signal)
        return;
    const auto target = m_process->leadsGroup() ? SentSignal::Target::Group
                                                : SentSignal::Target::Process;
    m_recorder->addEvent(RunEventName::Signal,
                         signalFields({step.signal, target, {}, error}, SignalSource::StopPolicy));
}

void Capture::leaveRunning()
{
    m_onDestruction = StopPolicy::leaveRunning();
    if (m_process)
        m_process->setOnDestruction(m_onDestruction);
}

/// What the reaper does with the child comes too late for the journal.
void Capture::recordLettingGo()
{
    if (!m_process || m_process->hasExited())
        return;
    if (m_onDestruction.steps.isEmpty())
        m_recorder->addEvent(RunEventName::Leave);
    else
        m_recorder->addEvent(RunEventName::Stop,
                             stopFields(m_onDestruction, StopSource::ProgramEnded));
}

void Capture::discardOutput()
{
    m_recorder->discard();
    Q_EMIT outputLost(m_recorder->lostBytes());
}

} // namespace Spawnscope
