// SPDX-License-Identifier: MIT
#include "process/pipetransport.h"

#include "base/osstring.h"
#include "process/namedpipe_windows.h"
#include "process/overlapped_windows.h"
#include "process/pipegrowth_p.h"
#include "process/ptyline_p.h"
#include "process/windowserror_windows.h"

#include <algorithm>
#include <functional>

namespace Spawnscope {

namespace {

constexpr int readsPerTurn = 32; // of 64 KiB each
constexpr qsizetype largestWrite = 64 * 1024; // what is under way cannot be counted in part

/// Nobody has the other end any more.
bool isEnd(DWORD error)
{
    return error == ERROR_BROKEN_PIPE || error == ERROR_PIPE_NOT_CONNECTED
        || error == ERROR_NO_DATA;
}

ProcessResult<void> checkPipe(int fd, ProcessStage stage)
{
    if (::GetFileType(toHandle(fd)) == FILE_TYPE_UNKNOWN)
        return unexpected(posixError(stage, std::errc::bad_file_descriptor));
    if (!isOverlappedPipe(fd))
        return unexpected(ProcessError::invalid("only pipes opened for overlapped operations"));
    return {};
}

/// A watch waits on when its signal has been handled; an event loop within that, in which more may
/// come, is to hear of it as well.
void listenAnew(DescriptorWatch *watch)
{
    watch->setEvents({});
    watch->setEvents(DescriptorWatch::Readable);
}

} // namespace

/// The write under way, and a read that only ends when the other end is closed.
class OverlappedWrite
{
public:
    explicit OverlappedWrite(int pipe)
        : write(pipe)
        , peer(pipe)
    {}

    /// A read of one byte, or of none, which leaves what the other end sends to whoever reads it;
    /// after that no end is told any more.
    void watchPeer(DWORD bytes, const std::function<void()> &gone)
    {
        peer.beginRead(&m_nothing, bytes);
        peerWatch = std::make_unique<DescriptorWatch>(peer.event(),
                                                      [this, gone](DescriptorWatch::Events) {
                                                          const auto outcome = peer.takeOutcome();
                                                          peerWatch->setEvents({});
                                                          if (outcome && isEnd(outcome->error))
                                                              gone();
                                                      });
        peerWatch->setEvents(DescriptorWatch::Readable);
    }

private:
    char m_nothing = 0;

public:
    OverlappedOperation write;
    OverlappedOperation peer;
    std::unique_ptr<DescriptorWatch> peerWatch;
};

ReadPipeTransport::ReadPipeTransport(UniqueFd fd, ReadPipeProtocol *protocol)
    : m_fd(std::move(fd))
    , m_protocol(protocol)
    , m_overlapped(std::make_shared<OverlappedRead>(m_fd.get()))
{
    m_watch.emplace(m_overlapped->event(),
                    [this](DescriptorWatch::Events) { (void)readAvailable(readsPerTurn); });
}

void ReadPipeTransport::start()
{
    m_isStarted = true;
    // A read that is begun takes what is there, and who is told of the start may want nothing yet.
    m_beginning.make([this] {
        if (isReading())
            resumeReading();
    });
}

/// The system sizes these pipes when they are made.
void ReadPipeTransport::letGrow() {}

void ReadPipeTransport::pauseReading()
{
    m_isPaused = true;
    if (m_watch)
        m_watch->setEvents({});
}

void ReadPipeTransport::resumeReading()
{
    m_isPaused = false;
    if (!m_watch || !m_isStarted)
        return;
    m_overlapped->begin();
    m_watch->setEvents(DescriptorWatch::Readable);
}

/// True if something happened: data, the end, or a failure.
bool ReadPipeTransport::readAvailable(int maxReads)
{
    DeathWatch watch(this);
    for (int i = 0; i < maxReads; ++i) {
        // Once nobody can write any more, every read ends, if not in the instant it is begun.
        const auto wait = m_isPaused ? OverlappedOperation::Wait::Yes
                                     : OverlappedOperation::Wait::No;
        const auto outcome = m_overlapped->take(wait);
        if (!outcome)
            return i > 0;
        if (outcome->error == ERROR_SUCCESS) {
            if (outcome->data.isEmpty()) // somebody wrote nothing
                continue;
            const QByteArray data = outcome->data.toByteArray(); // a nested event loop reads on
            if (isReading())
                listenAnew(&*m_watch);
            m_protocol->dataReceived(data);
            if (watch.isDead() || !isReading())
                return true;
            continue;
        }
        if (isEnd(outcome->error)) {
            m_protocol->eofReceived();
            if (!watch.isDead())
                lose(std::nullopt);
        } else {
            lose(windowsError(ProcessStage::Read, outcome->error));
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
    if (isReading() && (!readAvailable(1) || watch.isDead() || isClosing()))
        return;
    if (!isOtherEndClosed(m_fd.get()))
        return;
    while (!watch.isDead() && !isClosing()) {
        if (!readAvailable(1))
            return;
    }
}

WritePipeTransport::WritePipeTransport(UniqueFd fd, WritePipeProtocol *protocol, Kind kind)
    : m_fd(std::move(fd))
    , m_protocol(protocol)
    , m_overlapped(std::make_shared<OverlappedWrite>(m_fd.get()))
    , m_kind(kind)
{
    if (kind == Kind::Terminal)
        m_terminal = std::make_unique<PtyInput>(m_fd.get());
    m_watch.emplace(m_overlapped->write.event(), [this](DescriptorWatch::Events) { writeReady(); });
}

void WritePipeTransport::start()
{
    m_isStarted = true;
    if (m_kind != Kind::Terminal && m_fd.isValid())
        m_overlapped->watchPeer(m_kind == Kind::Pipe ? 1 : 0, [this] { peerClosed(); });
    updateWatch();
}

ProcessResult<void> WritePipeTransport::write(const QByteArray &data)
{
    if (m_closing)
        return unexpected(posixError(ProcessStage::Write, std::errc::broken_pipe));
    if (data.isEmpty())
        return {};
    // Under way may be memory that the caller changes meanwhile (QByteArray::fromRawData).
    const bool wasIdle = m_waiting.empty();
    QByteArray bytes = ownedBytes(data);
    if (m_terminal) {
        if (auto noted = m_terminal->note(data); !noted)
            return noted;
        bytes.replace('\n', '\r'); // what the Enter key sends
    }
    // One operation for many small writes; the first chunk is under way.
    if (m_waiting.size() > 1 && m_waiting.constLast().size() + bytes.size() <= largestWrite)
        m_waiting.last() += bytes;
    else
        m_waiting.push_back(bytes);
    m_buffered += data.size();
    if (wasIdle && !sendWaiting()) {
        const ProcessError error = writeError();
        refuseLater(error);
        return unexpected(error);
    }
    updateWatch();
    checkMarks();
    return {};
}

ProcessError WritePipeTransport::writeError()
{
    return lastError(ProcessStage::Write);
}

/// Writes until nothing is waiting or the pipe is full. False, with the system's last error, if it
/// is broken.
bool WritePipeTransport::sendWaiting()
{
    OverlappedOperation &write = m_overlapped->write;
    while (!m_waiting.empty()) {
        const QByteArray &chunk = m_waiting.constFirst();
        if (!write.isBegun()) {
            write.beginWrite(chunk.constData() + m_frontOffset,
                             DWORD(std::min(chunk.size() - m_frontOffset, largestWrite)));
        }
        const auto outcome = write.takeOutcome();
        if (!outcome)
            return true;
        if (outcome->error != ERROR_SUCCESS) {
            ::SetLastError(outcome->error);
            return false;
        }
        m_buffered -= outcome->bytes;
        m_frontOffset += outcome->bytes;
        if (m_frontOffset == chunk.size()) {
            m_frontOffset = 0;
            m_waiting.pop_front();
        }
    }
    return true;
}

void WritePipeTransport::updateWatch()
{
    if (m_watch)
        m_watch->setEvents(m_waiting.empty() ? DescriptorWatch::Events()
                                             : DescriptorWatch::Readable);
}

ProcessResult<std::unique_ptr<ReadPipeTransport>> connectReadPipe(UniqueFd fd,
                                                                  ReadPipeProtocol *protocol)
{
    if (const auto checked = checkPipe(fd.get(), ProcessStage::Read); !checked)
        return unexpected(checked.error());
    std::unique_ptr<ReadPipeTransport> transport(new ReadPipeTransport(std::move(fd), protocol));
    transport->startLater();
    return transport;
}

ProcessResult<std::unique_ptr<WritePipeTransport>> connectWritePipe(UniqueFd fd,
                                                                    WritePipeProtocol *protocol)
{
    if (const auto checked = checkPipe(fd.get(), ProcessStage::Write); !checked)
        return unexpected(checked.error());
    // What it sends is for somebody else to read.
    std::unique_ptr<WritePipeTransport> transport(
        new WritePipeTransport(std::move(fd), protocol, WritePipeTransport::Kind::Device));
    transport->startLater();
    return transport;
}

} // namespace Spawnscope
