// SPDX-License-Identifier: MIT
#include "process/subprocesstransport.h"

#include "base/durations.h"
#include "base/signalnames.h"
#include "process/reaper_p.h"
#include "process/start_p.h"

namespace Spawnscope {

using namespace std::chrono_literals;

/// One pipe of the child: passes its events on with the child's descriptor number.
class SubprocessTransport::PipeEnd final : public ReadPipeProtocol, public WritePipeProtocol
{
public:
    PipeEnd(SubprocessTransport *owner, int number, ParentEnd end)
        : m_owner(owner)
        , m_number(number)
    {
        if (end.direction == ExtraDescriptor::Direction::FromChild) {
            read.reset(new ReadPipeTransport(std::move(end.fd), this));
        } else {
            const auto kind = end.isTerminal ? WritePipeTransport::Kind::Terminal
                : end.isSocket               ? WritePipeTransport::Kind::Socket
                                             : WritePipeTransport::Kind::Pipe;
            write.reset(new WritePipeTransport(std::move(end.fd), this, kind));
        }
    }

    void close()
    {
        if (read)
            read->close();
        if (write)
            write->abort();
    }

    std::unique_ptr<ReadPipeTransport> read;
    std::unique_ptr<WritePipeTransport> write;

private:
    void dataReceived(QByteArrayView data) override
    {
        m_owner->m_protocol->pipeDataReceived(m_number, data);
    }
    void pauseWriting() override { m_owner->m_protocol->pauseWriting(m_number); }
    void resumeWriting() override { m_owner->m_protocol->resumeWriting(m_number); }
    void connectionLost(const std::optional<ProcessError> &error) override
    {
        m_owner->pipeLost(m_number, error);
    }

    SubprocessTransport *m_owner;
    int m_number;
};

SubprocessTransport::SubprocessTransport(SubprocessProtocol *protocol,
                                         const SubprocessOptions &options)
    : m_protocol(protocol)
    , m_onDestruction(options.onDestruction)
    , m_pipeGrace(options.pipeGrace)
{}

SubprocessTransport::~SubprocessTransport()
{
    m_exitWatch.reset();
    m_pipes.clear();
    m_terminal.reset();
    if (m_child && !m_child->poll())
        Reaper::adopt(std::move(m_child), m_onDestruction);
}

ProcessResult<std::unique_ptr<SubprocessTransport>> SubprocessTransport::create(
    SubprocessProtocol *protocol, const Command &command, const SubprocessOptions &options)
{
    std::unique_ptr<SubprocessTransport> transport(new SubprocessTransport(protocol, options));
    transport->m_startTime = std::chrono::system_clock::now();
    transport->m_startClock = std::chrono::steady_clock::now();
    auto started = start(command, options);
    if (!started)
        return unexpected(started.error());

    SubprocessTransport *self = transport.get();
    self->m_beginning.make([self] { self->begin(); });
    self->m_child = std::move(started->child);
    self->m_terminal = std::move(started->terminal);
    for (auto &[number, end] : started->parentEnds) {
        auto &pipe = self->m_pipes[number];
        const bool mayGrow = !options.pipeSize && !end.isTerminal && !end.isSocket;
        pipe = std::make_unique<PipeEnd>(self, number, std::move(end));
        if (pipe->read && mayGrow)
            pipe->read->letGrow();
        if (pipe->read)
            pipe->read->start();
        ++self->m_openPipes;
    }
    self->m_exitWatch.emplace(self->m_child->exitDescriptor(),
                              [self](DescriptorWatch::Events) { self->exitNoticed(); });
    self->m_exitWatch->setEvents(DescriptorWatch::Readable);
    return transport;
}

/// Inputs are not looked at before: most of them that are not used are closed by now.
void SubprocessTransport::begin()
{
    for (const auto &[fd, end] : m_pipes) {
        if (end->write)
            end->write->start();
    }
    m_protocol->connectionMade(this);
}

void SubprocessTransport::exitNoticed()
{
    if (m_exitStatus) {
        // In an event loop within processExited().
        m_exitWatch->setEvents({});
        return;
    }
    const auto record = m_child->poll();
    if (!record) {
        // A traced process: its tracer is told first. The descriptor stays readable meanwhile.
        m_exitWatch->setEvents({});
        m_traceTimer = std::make_unique<QTimer>();
        m_traceTimer->setSingleShot(true);
        m_traceTimer->callOnTimeout([this] { m_exitWatch->setEvents(DescriptorWatch::Readable); });
        m_traceTimer->start(10ms);
        return;
    }
    m_exitClock = std::chrono::steady_clock::now();
    m_exitStatus = record->status;
    m_usage = record->usage;
    if (m_pipeGrace && m_openPipes > 0)
        startGrace(*m_pipeGrace);

    DeathWatch watch(this);
    m_protocol->processExited(record->status); // a copy: this object may die in it
    if (watch.isDead())
        return;
    m_exitWatch.reset();
    // Also those that are being read: a reader that pauses later would never see their end.
    for (const auto &[fd, end] : m_pipes) {
        if (end->read)
            end->read->readRemaining();
        if (watch.isDead())
            return;
    }
    finishIfDone();
}

void SubprocessTransport::startGrace(std::chrono::milliseconds time)
{
    m_graceTimer = std::make_unique<QTimer>();
    m_graceTimer->setSingleShot(true);
    m_graceTimer->callOnTimeout([this] { closePipes(); });
    m_graceTimer->start(timerBound(time));
}

void SubprocessTransport::pipeLost(int fd, const std::optional<ProcessError> &error)
{
    --m_openPipes;
    DeathWatch watch(this);
    m_protocol->pipeConnectionLost(fd, error);
    if (watch.isDead())
        return;
    // Who writes to a terminal is not told that nobody has it open any more; who reads it is.
    if (m_terminal && fd == 1)
        m_pipes.at(0)->write->peerClosed();
    if (!watch.isDead())
        finishIfDone();
}

void SubprocessTransport::closePipes()
{
    for (const auto &[fd, end] : m_pipes)
        end->close();
    if (m_terminal)
        m_terminal->close();
}

void SubprocessTransport::finishIfDone()
{
    if (!m_exitStatus || m_openPipes > 0 || m_finished)
        return;
    m_finished = true;
    if (m_graceTimer)
        m_graceTimer->stop();
    if (m_terminal)
        m_terminal->close();
    m_protocol->connectionLost();
}

qint64 SubprocessTransport::pid() const
{
    return m_child->pid();
}

std::chrono::nanoseconds SubprocessTransport::elapsed() const
{
    const auto end = m_exitStatus ? m_exitClock : std::chrono::steady_clock::now();
    return end - m_startClock;
}

ReadPipeTransport *SubprocessTransport::readPipe(int fd) const
{
    const auto end = m_pipes.find(fd);
    return end == m_pipes.end() ? nullptr : end->second->read.get();
}

WritePipeTransport *SubprocessTransport::writePipe(int fd) const
{
    const auto end = m_pipes.find(fd);
    return end == m_pipes.end() ? nullptr : end->second->write.get();
}

ProcessResult<void> SubprocessTransport::sendSignal(int signal)
{
    return m_child->sendSignal(signal);
}

ProcessResult<void> SubprocessTransport::terminate()
{
    return sendSignal(terminateSignal);
}

ProcessResult<void> SubprocessTransport::kill()
{
    return sendSignal(killSignal);
}

ProcessResult<void> SubprocessTransport::sendSignalToGroup(int signal)
{
    return m_child->sendSignalToGroup(signal);
}

ProcessResult<void> SubprocessTransport::sendSignal(StopPolicy::Target target, int signal)
{
    return m_child->sendSignal(target, signal);
}

bool SubprocessTransport::leadsGroup() const
{
    return m_child->leadsGroup();
}

bool SubprocessTransport::isGone(StopPolicy::Target target) const
{
    return m_child->isGone(target); // which looks for itself: the notice may be on its way
}

QList<Survivor> SubprocessTransport::groupMembers() const
{
    return m_child->members();
}

void SubprocessTransport::close()
{
    if (m_closing)
        return;
    m_closing = true;
    // First, so that the child does not end by itself at the end of its input. Refused for a
    // set-user-ID program; then its exit is awaited all the same.
    if (!m_exitStatus)
        (void)kill();
    closePipes();
}

ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessExec(SubprocessProtocol *protocol,
                                                                   const OsString &program,
                                                                   const OsStringList &arguments,
                                                                   const SubprocessOptions &options)
{
    return SubprocessTransport::create(
        protocol, {Command::Kind::Program, QByteArrayList{program.bytes()} + arguments.bytes()},
        options);
}

ProcessResult<std::unique_ptr<SubprocessTransport>> subprocessShell(
    SubprocessProtocol *protocol, const OsString &command, const SubprocessOptions &options)
{
    return SubprocessTransport::create(protocol, {Command::Kind::Shell, {command.bytes()}},
                                       options);
}

} // namespace Spawnscope
