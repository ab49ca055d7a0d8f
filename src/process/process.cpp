// SPDX-License-Identifier: MIT
#include "process/process.h"

#include "base/signalnames.h"
#include "process/stoprun_p.h"

#include <QPointer>

namespace Spawnscope {

/// A communicate() in progress.
struct Process::Communicating
{
    PendingSource<Communication> source;
};

Process::Process(const SubprocessOptions &options)
    : m_limit(options.limit)
{}

Process::~Process()
{
    for (const PendingSource<ExitStatus> &source : m_waits + m_finishWaits)
        source.abandon();
    if (m_communicating)
        m_communicating->source.abandon();
    m_stopRun.reset();
    m_transport.reset();
}

void Process::adopt(std::unique_ptr<SubprocessTransport> transport,
                    const SubprocessOptions &options)
{
    m_transport = std::move(transport);
    QList<int> numbers = {0, 1, 2};
    for (const ExtraDescriptor &extra : options.extraDescriptors)
        numbers.append(extra.number);
    for (const int fd : numbers) {
        if (ReadPipeTransport *pipe = m_transport->readPipe(fd)) {
            m_readers[fd] = std::make_unique<StreamReader>(m_limit);
            m_readers[fd]->setTransport(pipe);
        } else if (WritePipeTransport *input = m_transport->writePipe(fd)) {
            m_writers[fd] = std::make_unique<StreamWriter>();
            m_writers[fd]->setTransport(input);
        }
    }
}

qint64 Process::pid() const
{
    return m_transport->pid();
}

std::optional<int> Process::returncode() const
{
    const std::optional<ExitStatus> status = exitStatus();
    return status ? status->returncode() : std::nullopt;
}

std::optional<ExitStatus> Process::exitStatus() const
{
    return m_transport->exitStatus();
}

ResourceUsage Process::resourceUsage() const
{
    return m_transport->resourceUsage();
}

std::chrono::system_clock::time_point Process::startTime() const
{
    return m_transport->startTime();
}

std::chrono::nanoseconds Process::elapsed() const
{
    return m_transport->elapsed();
}

StreamReader *Process::reader(int fd) const
{
    const auto found = m_readers.find(fd);
    return found == m_readers.end() ? nullptr : found->second.get();
}

StreamWriter *Process::writer(int fd) const
{
    const auto found = m_writers.find(fd);
    return found == m_writers.end() ? nullptr : found->second.get();
}

void Process::releaseInput()
{
    m_isInputHeld = false;
    closeInputIfDone();
}

Pending<ExitStatus> Process::wait()
{
    if (hasExited())
        return ProcessResult<ExitStatus>(*exitStatus());
    m_waits.append(PendingSource<ExitStatus>());
    return m_waits.last().pending([self = QPointer(this), source = m_waits.last()] {
        if (self)
            self->m_waits.removeOne(source);
    });
}

Pending<ExitStatus> Process::waitFinished()
{
    if (m_finished)
        return ProcessResult<ExitStatus>(*exitStatus());
    m_finishWaits.append(PendingSource<ExitStatus>());
    return m_finishWaits.last().pending([self = QPointer(this), source = m_finishWaits.last()] {
        if (self)
            self->m_finishWaits.removeOne(source);
    });
}

ProcessResult<void> Process::sendSignal(int signal)
{
    return m_transport->sendSignal(signal);
}

ProcessResult<void> Process::terminate()
{
    return sendSignal(terminateSignal);
}

ProcessResult<void> Process::kill()
{
    return sendSignal(killSignal);
}

ProcessResult<void> Process::sendSignalToGroup(int signal)
{
    return m_transport->sendSignalToGroup(signal);
}

ProcessResult<void> Process::terminateGroup()
{
    return sendSignalToGroup(terminateSignal);
}

ProcessResult<void> Process::killGroup()
{
    return sendSignalToGroup(killSignal);
}

bool Process::leadsGroup() const
{
    return m_transport->leadsGroup();
}

Pending<StopReport> Process::stop(const StopPolicy &policy)
{
    m_stopRun = std::make_unique<StopRun>(this, policy);
    Pending<StopReport> pending = m_stopRun->pending();
    m_stopRun->advance();
    return pending;
}

void Process::setOnDestruction(const StopPolicy &policy)
{
    m_transport->setOnDestruction(policy);
}

Pending<Communication> Process::communicate(const std::optional<QByteArray> &input,
                                            std::optional<qsizetype> bound)
{
    if (const auto error = beginCommunicating(input, bound))
        return ProcessResult<Communication>(unexpected(*error));
    m_communicating = std::make_unique<Communicating>();
    Pending<Communication> pending = m_communicating->source.pending([self = QPointer(this)] {
        if (self)
            self->endCommunicating();
    });
    // What was there already may be all, or too much.
    continueCommunicating();
    return pending;
}

std::optional<ProcessError> Process::beginCommunicating(const std::optional<QByteArray> &input,
                                                        std::optional<qsizetype> bound)
{
    const auto error = [](std::errc code) {
        return ProcessError{ProcessStage::Communicate, std::make_error_code(code), {}};
    };
    StreamReader *const readers[] = {standardOutput(), standardError()};
    bool isBusy = m_communicating != nullptr;
    for (const StreamReader *reader : readers)
        isBusy = isBusy || (reader && reader->m_waiting);
    if (isBusy)
        return error(std::errc::device_or_resource_busy);
    StreamWriter *writer = standardInput();
    if (input && (!writer || (writer->isClosing() && !hasExited() && !writer->m_lost)))
        return error(std::errc::invalid_argument);
    if (writer && input) {
        // A child that does not read is no error here; what a terminal would throw away is.
        const auto written = writer->write(*input);
        if (!written && written.error().code == std::errc::message_size)
            return written.error();
    }
    if (writer)
        writer->close();
    for (StreamReader *reader : readers) {
        if (reader)
            reader->beginCollecting(bound);
    }
    return std::nullopt;
}

void Process::continueCommunicating()
{
    if (!m_communicating)
        return;
    StreamReader *const readers[] = {standardOutput(), standardError()};
    bool isComplete = hasExited();
    for (const StreamReader *reader : readers) {
        if (reader && reader->isOverBound()) {
            const auto finished = endCommunicating();
            finished.answer(unexpected(ProcessError{
                ProcessStage::Communicate, std::make_error_code(std::errc::no_buffer_space), {}}));
            return;
        }
        isComplete = isComplete && (!reader || reader->hasEnded());
    }
    if (!isComplete)
        return;
    const auto finished = endCommunicating();
    for (const StreamReader *reader : readers) {
        if (reader && reader->error()) {
            finished.answer(
                unexpected(ProcessError{ProcessStage::Communicate, reader->error()->code, {}}));
            return;
        }
    }
    Communication collected;
    if (readers[0])
        collected.standardOutput = readers[0]->takeBuffered();
    if (readers[1])
        collected.standardError = readers[1]->takeBuffered();
    finished.answer(std::move(collected));
}

PendingSource<Communication> Process::endCommunicating()
{
    const std::unique_ptr<Communicating> ended = std::move(m_communicating);
    for (StreamReader *reader : {standardOutput(), standardError()}) {
        if (reader)
            reader->endCollecting();
    }
    return ended ? ended->source : PendingSource<Communication>();
}

void Process::connectionMade(SubprocessTransport *)
{
    Q_EMIT started();
}

void Process::pipeDataReceived(int fd, QByteArrayView data)
{
    const QPointer<Process> self(this);
    reader(fd)->feedData(data);
    if (self)
        Q_EMIT outputReady(fd);
    if (self)
        continueCommunicating();
}

void Process::pipeConnectionLost(int fd, const std::optional<ProcessError> &error)
{
    const QPointer<Process> self(this);
    if (StreamReader *reader = this->reader(fd))
        reader->connectionLost(error);
    else if (StreamWriter *writer = this->writer(fd))
        writer->connectionLost(error);
    if (self)
        closeInputIfDone();
    if (self)
        continueCommunicating();
}

/// When the process is dead and all its output has ended, nobody is left for whom its input would
/// be kept open; a grandchild that still reads it is none of ours.
void Process::closeInputIfDone()
{
    if (!hasExited() || m_isInputHeld)
        return;
    for (const auto &[fd, reader] : m_readers) {
        if (!reader->hasEnded())
            return;
    }
    for (const auto &[fd, writer] : m_writers) {
        if (WritePipeTransport *pipe = m_transport->writePipe(fd))
            pipe->abort();
    }
}

void Process::processExited(const ExitStatus &exitStatus)
{
    const QPointer<Process> self(this);
    const ExitStatus status = exitStatus; // outlives this object
    for (const PendingSource<ExitStatus> &source : std::exchange(m_waits, {}))
        source.answer(status);
    if (self && m_stopRun)
        m_stopRun->advance();
    if (self)
        Q_EMIT exited(status);
    if (self)
        closeInputIfDone();
    if (self)
        continueCommunicating();
}

void Process::connectionLost()
{
    const QPointer<Process> self(this);
    const ExitStatus status = *exitStatus();
    m_finished = true;
    for (const PendingSource<ExitStatus> &source : std::exchange(m_finishWaits, {}))
        source.answer(status);
    if (self)
        Q_EMIT finished();
}

void Process::pauseWriting(int fd)
{
    writer(fd)->pauseWriting();
}

void Process::resumeWriting(int fd)
{
    writer(fd)->resumeWriting();
}

ProcessResult<std::unique_ptr<Process>> createSubprocessExec(const OsString &program,
                                                             const OsStringList &arguments,
                                                             const SubprocessOptions &options)
{
    std::unique_ptr<Process> process(new Process(options));
    auto transport = subprocessExec(process.get(), program, arguments, options);
    if (!transport)
        return unexpected(transport.error());
    process->adopt(std::move(*transport), options);
    return process;
}

ProcessResult<std::unique_ptr<Process>> createSubprocessShell(const OsString &command,
                                                              const SubprocessOptions &options)
{
    std::unique_ptr<Process> process(new Process(options));
    auto transport = subprocessShell(process.get(), command, options);
    if (!transport)
        return unexpected(transport.error());
    process->adopt(std::move(*transport), options);
    return process;
}

} // namespace Spawnscope
