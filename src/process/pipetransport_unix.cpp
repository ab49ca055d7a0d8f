// SPDX-License-Identifier: MIT
#include "process/pipetransport.h"

#include "base/osstring.h"
#include "process/pipegrowth_p.h"
#include "process/ptyline_p.h"
#include "process/unixpipe_p.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <limits.h>
#include <memory>
#include <new>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr size_t readSize = 256 * 1024;
constexpr int readsPerTurn = 12;
constexpr int vectorsPerWrite = 64;

/// Memory to read into: that of the thread, or memory of its own while that is in use, in a nested
/// event loop.
class ReadBuffer
{
public:
    ReadBuffer()
        : m_memory(std::move(spare()))
    {
        if (!m_memory)
            m_memory.reset(static_cast<char *>(::operator new(readSize, alignment)));
    }
    ~ReadBuffer() { spare() = std::move(m_memory); }
    ReadBuffer(const ReadBuffer &) = delete;
    ReadBuffer &operator=(const ReadBuffer &) = delete;

    char *data() const { return m_memory.get(); }

private:
    /// That of the pages of a pipe, which the kernel copies from: some processors copy with one
    /// instruction at a fifth of the speed to a place that is a few bytes further in its page.
    static constexpr std::align_val_t alignment{4096};
    struct Delete
    {
        void operator()(char *memory) const { ::operator delete(memory, alignment); }
    };
    using Memory = std::unique_ptr<char, Delete>;

    static Memory &spare()
    {
        thread_local Memory memory;
        return memory;
    }

    Memory m_memory;
};

/// read(2). EIO is how a terminal says that its other side is closed, and it counts when it is said
/// twice: Linux looks for data first and for the closed side then (n_tty_read()), so what was
/// written in between, or was on its way through the line discipline, comes with the next read.
ssize_t readSome(int fd, char *buffer)
{
    const ssize_t count = ::read(fd, buffer, readSize);
    if (count < 0 && errno == EIO)
        return ::read(fd, buffer, readSize);
    return count;
}

/// Tells the type, one of S_IFMT.
ProcessResult<mode_t> prepare(int fd, ProcessStage stage)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return unexpected(ProcessError::fromErrno(stage, errno));
    if (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode) && !S_ISCHR(status.st_mode))
        return unexpected(ProcessError::invalid("only pipes, sockets and character devices"));
    const int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0)
        return unexpected(ProcessError::fromErrno(stage, errno));
    return status.st_mode & S_IFMT;
}

void ignoreBrokenPipeSignal()
{
    static const bool done = [] {
        struct sigaction action;
        if (sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
            action.sa_handler = SIG_IGN;
            sigaction(SIGPIPE, &action, nullptr);
        }
        return true;
    }();
    Q_UNUSED(done)
}

} // namespace

ReadPipeTransport::ReadPipeTransport(UniqueFd fd, ReadPipeProtocol *protocol)
    : m_fd(std::move(fd))
    , m_protocol(protocol)
{
    m_watch.emplace(m_fd.get(),
                    [this](DescriptorWatch::Events) { (void)readAvailable(readsPerTurn); });
}

void ReadPipeTransport::start()
{
    m_isStarted = true;
    if (isReading())
        m_watch->setEvents(DescriptorWatch::Readable);
}

void ReadPipeTransport::letGrow()
{
    m_growth = std::make_unique<PipeGrowth>();
}

void ReadPipeTransport::pauseReading()
{
    m_isPaused = true;
    if (m_growth)
        m_growth->noteHeldBack();
    if (m_watch)
        m_watch->setEvents({});
}

void ReadPipeTransport::resumeReading()
{
    m_isPaused = false;
    if (m_watch && m_isStarted)
        m_watch->setEvents(DescriptorWatch::Readable);
}

/// True if something happened: data, the end, or a failure.
bool ReadPipeTransport::readAvailable(int maxReads)
{
    DeathWatch watch(this);
    const ReadBuffer buffer;
    for (int i = 0; i < maxReads; ++i) {
        const ssize_t count = readSome(m_fd.get(), buffer.data());
        if (count > 0) {
            if (m_growth)
                m_growth->noteRead(m_fd.get(), count);
            m_protocol->dataReceived({buffer.data(), qsizetype(count)});
            if (watch.isDead() || !isReading())
                return true;
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return i > 0;
        if (count == 0 || errno == EIO) {
            m_protocol->eofReceived();
            if (!watch.isDead())
                lose(std::nullopt);
        } else {
            lose(ProcessError::fromErrno(ProcessStage::Read, errno));
        }
        break;
    }
    return true;
}

void ReadPipeTransport::readRemaining()
{
    if (isClosing())
        return;
    DeathWatch watch(this);
    // Most often the end is what comes, and no more need be asked.
    if (isReading() && (!readAvailable(1) || watch.isDead() || isClosing()))
        return;
    pollfd poll = {m_fd.get(), POLLIN, 0};
    if (::poll(&poll, 1, 0) != 1 || !(poll.revents & POLLHUP))
        return;
    // No writer is left, so this ends: at the end of the file, or when somebody opens it anew.
    while (!watch.isDead() && !isClosing()) {
        if (!readAvailable(1))
            return;
    }
}

WritePipeTransport::WritePipeTransport(UniqueFd fd, WritePipeProtocol *protocol, Kind kind)
    : m_fd(std::move(fd))
    , m_protocol(protocol)
    , m_kind(kind)
{
    ignoreBrokenPipeSignal();
    if (kind == Kind::Terminal)
        m_terminal = std::make_unique<PtyInput>(m_fd.get());
    m_watch.emplace(m_fd.get(), [this](DescriptorWatch::Events events) {
        if (events & DescriptorWatch::Writable)
            writeReady();
        else
            peerClosed();
    });
}

void WritePipeTransport::start()
{
    m_isStarted = true;
    updateWatch();
}

ProcessResult<void> WritePipeTransport::write(const QByteArray &data)
{
    if (m_closing)
        return unexpected(ProcessError::fromErrno(ProcessStage::Write, EPIPE));
    if (data.isEmpty())
        return {};
    if (m_terminal) {
        if (auto noted = m_terminal->note(data); !noted)
            return noted;
    }
    const bool wasIdle = m_waiting.empty();
    m_waiting.push_back(data);
    m_buffered += data.size();
    if (wasIdle && !sendWaiting()) {
        // The loss is reported from the event loop; this write is refused as a whole or in part,
        // which connectionLost() repeats.
        const ProcessError error = writeError();
        refuseLater(error);
        return unexpected(error);
    }
    // What waits must not lie in memory that is the caller's (QByteArray::fromRawData).
    if (!m_waiting.empty())
        m_waiting.back() = ownedBytes(m_waiting.back());
    updateWatch();
    checkMarks();
    return {};
}

ProcessError WritePipeTransport::writeError()
{
    return ProcessError::fromErrno(ProcessStage::Write, errno);
}

/// Writes until nothing is waiting or the pipe is full. False, with errno, if it is broken.
bool WritePipeTransport::sendWaiting()
{
    while (!m_waiting.empty()) {
        std::array<iovec, vectorsPerWrite> vectors;
        int count = 0;
        qsizetype offset = m_frontOffset;
        for (auto chunk = m_waiting.cbegin(); chunk != m_waiting.cend() && count < vectorsPerWrite;
             ++chunk) {
            vectors[size_t(count++)] = {const_cast<char *>(chunk->constData()) + offset,
                                        size_t(chunk->size() - offset)};
            offset = 0;
        }
        ssize_t written = m_kind == Kind::Socket ? writeToSocket(m_fd.get(), vectors.data(), count)
                                                 : ::writev(m_fd.get(), vectors.data(), count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            // EIO is how a terminal says that nobody has it open any more.
            errno = m_terminal && errno == EIO ? EPIPE : errno;
            return errno == EAGAIN;
        }
        m_buffered -= written;
        while (written > 0) {
            const qsizetype left = m_waiting.constFirst().size() - m_frontOffset;
            if (written < left) {
                m_frontOffset += written;
                break;
            }
            written -= left;
            m_frontOffset = 0;
            m_waiting.pop_front();
        }
    }
    return true;
}

void WritePipeTransport::updateWatch()
{
    if (!m_watch)
        return;
    DescriptorWatch::Events events;
    events.setFlag(DescriptorWatch::PeerGone,
                   m_isStarted && (m_kind == Kind::Pipe || m_kind == Kind::Socket));
    events.setFlag(DescriptorWatch::Writable, !m_waiting.empty());
    m_watch->setEvents(events);
}

ProcessResult<std::unique_ptr<ReadPipeTransport>> connectReadPipe(UniqueFd fd,
                                                                  ReadPipeProtocol *protocol)
{
    if (const auto type = prepare(fd.get(), ProcessStage::Read); !type)
        return unexpected(type.error());
    std::unique_ptr<ReadPipeTransport> transport(new ReadPipeTransport(std::move(fd), protocol));
    transport->startLater();
    return transport;
}

ProcessResult<std::unique_ptr<WritePipeTransport>> connectWritePipe(UniqueFd fd,
                                                                    WritePipeProtocol *protocol)
{
    const auto type = prepare(fd.get(), ProcessStage::Write);
    if (!type)
        return unexpected(type.error());
    const auto kind = *type == S_IFCHR ? WritePipeTransport::Kind::Device
        : *type == S_IFSOCK            ? WritePipeTransport::Kind::Socket
                                       : WritePipeTransport::Kind::Pipe;
    std::unique_ptr<WritePipeTransport> transport(
        new WritePipeTransport(std::move(fd), protocol, kind));
    transport->startLater();
    return transport;
}

} // namespace Spawnscope
