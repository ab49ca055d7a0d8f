// SPDX-License-Identifier: MIT
#include "launcher/session.h"

#include "base/signalnames.h"
#include "launcher/capture.h"
#include "launcher/capturethread.h"
#include "launcher/document.h"
#include "launcher/recordedrun.h"
#include "launcher/terminallink.h"

namespace Spawnscope {

Session::Session(quint64 id, const LaunchSpec &spec, CaptureThread *thread,
                 const std::optional<RecordSettings> &records, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_spec(spec)
    , m_log(std::make_shared<OutputLog>())
    , m_capture(new Capture(spec, records))
{
    thread->adopt(m_capture);
    connectCapture();
    if (m_capture->screen())
        makeTerminal();
    order(&Capture::start);
}

Session::Session(quint64 id, std::unique_ptr<Document> document, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_document(std::move(document))
    , m_log(m_document->log())
    , m_terminalLog(m_document->terminalLog())
    , m_state(State::Opened)
{
    takeDocument();
    connect(m_document.get(), &Document::logChanged, this, [this] {
        m_log = m_document->log();
        m_terminalLog = m_document->terminalLog();
        if (m_document->kind() == Document::Kind::Input)
            m_recordFolder = m_document->path();
        m_recordError = m_document->recordError();
        Q_EMIT logChanged();
    });
    connect(m_document.get(), &Document::grown, this, &Session::outputChanged);
    connect(m_document.get(), &Document::statusChanged, this, [this] {
        takeDocument();
        Q_EMIT stateChanged();
    });
}

/// What the journal of a record says, which may be one that goes on.
void Session::takeDocument()
{
    const RecordedRun *run = m_document->run();
    if (!run)
        return;
    m_spec = run->spec;
    m_exitStatus = run->exit;
    m_usage = run->usage;
    m_startTime = run->started;
    m_elapsed = run->duration;
    m_sentSignals = run->sentSignals;
}

Session::~Session()
{
    if (!m_capture)
        return;
    // What the capture still sends goes nowhere: the connections end with this object.
    m_capture->deleteLater();
}

/// Queues a call to the capture; calls keep their order.
template <typename Function, typename... Arguments>
void Session::order(Function function, const Arguments &...arguments)
{
    if (!m_capture)
        return;
    QMetaObject::invokeMethod(
        m_capture,
        [capture = m_capture, function, arguments...] { (capture->*function)(arguments...); },
        Qt::QueuedConnection);
}

void Session::connectCapture()
{
    connect(m_capture, &Capture::logReady, this, &Session::takeLog);
    connect(m_capture, &Capture::started, this, &Session::started);
    connect(m_capture, &Capture::startFailed, this, &Session::startFailed);
    connect(m_capture, &Capture::exited, this, &Session::exited);
    connect(m_capture, &Capture::finished, this, &Session::finished);
    connect(m_capture, &Capture::signalSent, this, &Session::recordSignal);
    connect(m_capture, &Capture::inputFailed, this, &Session::inputFailed);
    connect(m_capture, &Capture::outputArrived, this, [this] {
        m_capture->takeNotice();
        Q_EMIT outputChanged();
    });
    connect(m_capture, &Capture::inputStateChanged, this, [this](InputState state) {
        takeInputState(m_exitStatus ? InputState::NotRunning : state);
        Q_EMIT stateChanged();
    });
    connect(m_capture, &Capture::readingPaused, this, [this](const RecordError &error) {
        m_pauseReason = error;
        Q_EMIT stateChanged();
    });
    connect(m_capture, &Capture::readingResumed, this, [this] {
        m_pauseReason.reset();
        Q_EMIT stateChanged();
    });
    connect(m_capture, &Capture::outputLost, this, [this](qint64 bytes) {
        m_bytesLost = bytes;
        Q_EMIT stateChanged();
    });
    connect(m_capture, &Capture::stopEnded, this, [this](const std::optional<StopReport> &report) {
        m_stopping = false;
        if (report)
            m_stopReport = report;
        Q_EMIT stateChanged();
    });
}

void Session::makeTerminal()
{
    const TerminalSize size{.rows = m_spec.terminal->rows, .columns = m_spec.terminal->columns};
    m_terminal = std::make_unique<TerminalLink>(
        m_capture->screen(), size,
        TerminalLink::Orders{
            .sendInput = [this](const QByteArray &bytes) { sendInput(bytes); },
            .resize = [this](TerminalSize wanted) { order(&Capture::resizeTerminal, wanted); }});
    connect(m_capture, &Capture::terminalNoticed, m_terminal.get(), &TerminalLink::takeNotice);
    connect(m_terminal.get(), &TerminalLink::inputDropped, this, [this] {
        Q_EMIT inputFailed(m_state == State::FailedToStart
                               ? tr("What was typed meanwhile reached no program.")
                               : tr("Not all that was typed before the program had started "
                                    "reaches it: it was too much."));
    });
}

TerminalSource *Session::terminal() const
{
    return m_terminal.get();
}

void Session::takeInputState(InputState state)
{
    m_inputState = state;
    if (m_terminal)
        m_terminal->setInput(state == InputState::Open ? TerminalLink::Input::Taken
                                                       : TerminalLink::Input::Refused);
}

std::optional<int> Session::returncode() const
{
    return m_exitStatus ? m_exitStatus->returncode() : std::nullopt;
}

std::chrono::nanoseconds Session::elapsed() const
{
    if (m_state == State::Running)
        return std::chrono::steady_clock::now() - m_startClock;
    return m_elapsed;
}

quint64 Session::bytesReceived(OutputStream stream) const
{
    const bool isTerminal = stream == OutputStream::Stdout && m_terminalLog;
    return quint64((isTerminal ? m_terminalLog : m_log)->totals(stream).bytes);
}

bool Session::isWaitingForRoom() const
{
    return m_document ? m_document->status().waitingBytes > 0 : m_pauseReason.has_value();
}

qint64 Session::waitingBytes() const
{
    if (m_document)
        return m_document->status().waitingBytes;
    return m_pauseReason ? m_capture->waitingBytes() : 0;
}

void Session::takeLog(const CaptureLog &log)
{
    m_log = log.log;
    m_terminalLog = log.terminalLog;
    m_recordFolder = log.folder;
    m_recordError = log.error;
    Q_EMIT logChanged();
}

void Session::started(const CaptureStart &start)
{
    m_state = State::Running;
    m_pid = start.pid;
    m_startTime = start.when;
    m_startClock = start.clock;
    m_largestWrite = start.largestWrite;
    Q_EMIT stateChanged();
}

void Session::startFailed(const ProcessError &error)
{
    m_state = State::FailedToStart;
    m_startError = error;
    m_stopping = false;
    takeInputState(InputState::NotRunning);
    Q_EMIT stateChanged();
}

void Session::exited(const CaptureExit &exit)
{
    m_state = State::Exited;
    m_exitStatus = exit.status;
    m_usage = exit.usage;
    m_elapsed = exit.elapsed;
    takeInputState(InputState::NotRunning);
    m_stopped = false;
    Q_EMIT stateChanged();
}

void Session::finished()
{
    m_state = State::Finished;
    Q_EMIT stateChanged();
}

void Session::recordSignal(const SentSignal &signal)
{
    m_sentSignals.append(signal);
    if (!signal.error)
        m_stopped = isActive() && isStoppedAfter(signal.number, m_stopped);
    Q_EMIT signalSent(signal);
    Q_EMIT stateChanged();
}

void Session::sendInput(const QByteArray &bytes)
{
    order(&Capture::sendInput, bytes);
}

void Session::sendFile(const QString &path)
{
    order(&Capture::sendFile, path);
}

void Session::sendEof()
{
    order(&Capture::sendEof);
}

void Session::sendSignal(int number, SentSignal::Target target)
{
    order(&Capture::sendSignal, number, target);
}

void Session::stop(const StopPolicy &policy, StopSource source)
{
    if (m_state == State::FailedToStart || m_state == State::Opened)
        return;
    m_stopping = true;
    order(&Capture::stop, policy, source);
    Q_EMIT stateChanged();
}

void Session::setLeaveRunning()
{
    order(&Capture::leaveRunning);
}

void Session::discardOutput()
{
    if (m_state == State::Exited)
        order(&Capture::discardOutput);
}

} // namespace Spawnscope
