// SPDX-License-Identifier: MIT
#pragma once

#include "base/mortal.h"
#include "base/uniquefd.h"
#include "process/descriptorwatch.h"
#include "process/error.h"
#include "process/latercall.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace Spawnscope {

class OverlappedRead;
class OverlappedWrite;
class PipeGrowth;
class PtyInput;
class ReadPipeTransport;
class WritePipeTransport;

/// Receives what comes out of a pipe: asyncio.Protocol for connect_read_pipe().
///
/// Order: connectionMade, dataReceived…, eofReceived (only at a real end), connectionLost.
/// Every callback may destroy the transport.
class ReadPipeProtocol
{
public:
    virtual ~ReadPipeProtocol() = default;
    virtual void connectionMade(ReadPipeTransport *) {}
    /// `data` is valid during the call only, and never empty. Also called while reading is paused,
    /// by readRemaining(), and from a nested event loop within the call, with other memory.
    virtual void dataReceived(QByteArrayView data) = 0;
    virtual void eofReceived() {}
    /// Last call. No error after an end of file or close().
    virtual void connectionLost(const std::optional<ProcessError> &error) = 0;
};

/// Is told how writing to a pipe goes: asyncio.BaseProtocol for connect_write_pipe().
class WritePipeProtocol
{
public:
    virtual ~WritePipeProtocol() = default;
    virtual void connectionMade(WritePipeTransport *) {}
    /// More than the high-water mark is waiting; called once until resumeWriting(). Comes from
    /// within write(), even before connectionMade().
    virtual void pauseWriting() {}
    /// No more than the low-water mark is waiting.
    virtual void resumeWriting() {}
    /// Last call. An error (EPIPE where the reader has gone) if bytes could not be delivered.
    virtual void connectionLost(const std::optional<ProcessError> &error) = 0;
};

/// Reads one pipe on the event loop of the thread it was made on.
///
/// Ownership: owns the descriptor. Destroying it closes the pipe without any callback.
/// Per turn of the event loop at most 3 MiB are read, so that a busy pipe leaves room for others.
class ReadPipeTransport final : private Mortal
{
public:
    ~ReadPipeTransport();

    /// Idempotent, without effect after close(). The end of the pipe is not noticed while paused.
    void pauseReading();
    void resumeReading();
    bool isReading() const { return !isClosing() && !m_isPaused; }

    /// Reads what is still in a pipe that no one can write to any more, up to its end, even while
    /// paused; nothing when a writer is left. So the end of a dead child's output becomes known
    /// although nobody takes the data; at most one pipe's content is added.
    void readRemaining();

    /// Gives up what is unread. connectionLost() follows from the event loop.
    void close();
    bool isClosing() const { return !m_fd.isValid(); }
    int descriptor() const { return m_fd.get(); }

    /// This transport, for a DeathWatch.
    Mortal *mortal() { return this; }

private:
    friend class SubprocessTransport;
    friend ProcessResult<std::unique_ptr<ReadPipeTransport>> connectReadPipe(UniqueFd,
                                                                             ReadPipeProtocol *);

    /// Of a non-blocking descriptor. Nothing happens before start().
    ReadPipeTransport(UniqueFd fd, ReadPipeProtocol *protocol);
    void start();
    void startLater(); ///< from the event loop, and tells connectionMade()
    /// Of a new pipe: lets it grow while it is busy.
    void letGrow();
    bool readAvailable(int maxReads);
    void release();
    void lose(std::optional<ProcessError> error);

    UniqueFd m_fd;
    ReadPipeProtocol *m_protocol;
    std::shared_ptr<OverlappedRead> m_overlapped; ///< Windows: the read under way
    std::optional<DescriptorWatch> m_watch;
    std::unique_ptr<PipeGrowth> m_growth; ///< none: the pipe keeps its size
    bool m_isPaused = false;
    bool m_isStarted = false;
    LaterCall m_beginning;
    LaterCall m_ending;
};

/// Writes one pipe on the event loop of the thread it was made on.
///
/// Bytes: what the pipe does not take at once waits in memory without bound; pauseWriting() says
/// when to hold back. Nothing is dropped silently: every write() answers, and connectionLost()
/// carries an error if accepted bytes could not be delivered.
/// Ownership: owns the descriptor. Destroying it drops what is waiting, without any callback.
/// SIGPIPE is ignored in this program from the first transport on, unless it has a handler.
class WritePipeTransport final : private Mortal
{
public:
    ~WritePipeTransport();

    /// Accepts all of `data`, or says why it cannot all arrive: broken_pipe when closing or closed,
    /// or when the reader has gone. Then part of it may have been sent. message_size for a line
    /// that a terminal would not keep: nothing of it was sent, and others can be.
    ProcessResult<void> write(const QByteArray &data);

    /// Sends what is waiting, then closes: the reader sees the end of the file. Same as close().
    /// Of a terminal, only its input ends: see Pty.
    void writeEof() { close(); }
    void close();
    /// Drops what is waiting and closes; the input of a terminal does not end by it.
    void abort();
    bool isClosing() const { return m_closing; }

    qsizetype bufferedBytes() const { return m_buffered; }
    qsizetype highWaterMark() const { return m_high; }
    qsizetype lowWaterMark() const { return m_low; }
    /// Defaults: 64 KiB and a quarter of it. `low` absent: a quarter of `high`. 0 and 0 pauses on
    /// any buffering. Refuses marks other than high >= low >= 0.
    ProcessResult<void> setWaterMarks(qsizetype high, std::optional<qsizetype> low = std::nullopt);
    int descriptor() const { return m_fd.get(); }
    /// This transport, for a DeathWatch.
    Mortal *mortal() { return this; }

private:
    friend class SubprocessTransport;
    friend ProcessResult<std::unique_ptr<WritePipeTransport>> connectWritePipe(UniqueFd,
                                                                               WritePipeProtocol *);
    enum class Kind {
        Pipe,
        Socket,
        Device, ///< does not tell that nobody reads it
        Terminal, ///< a pseudo-terminal's master; neither does it
    };

    /// Of a non-blocking descriptor. That nobody reads it is told after start() only, unless bytes
    /// wait.
    WritePipeTransport(UniqueFd fd, WritePipeProtocol *protocol, Kind kind);
    void start();
    void startLater(); ///< from the event loop, and tells connectionMade()
    bool sendWaiting();
    static ProcessError writeError(); ///< why sendWaiting() failed
    void refuseLater(const ProcessError &error);
    void writeReady();
    void peerClosed();
    void updateWatch();
    void release();
    void lose(std::optional<ProcessError> error);
    void checkMarks();

    UniqueFd m_fd;
    WritePipeProtocol *m_protocol;
    std::shared_ptr<OverlappedWrite> m_overlapped; ///< Windows: the write under way
    std::optional<DescriptorWatch> m_watch;
    QByteArrayList m_waiting;
    qsizetype m_frontOffset = 0; ///< bytes of the first chunk that are sent
    qsizetype m_buffered = 0;
    qsizetype m_high = 64 * 1024;
    qsizetype m_low = 16 * 1024;
    bool m_paused = false;
    bool m_closing = false;
    const Kind m_kind;
    std::unique_ptr<PtyInput> m_terminal; ///< of a terminal only
    bool m_isStarted = false;
    LaterCall m_beginning;
    LaterCall m_ending;
};

/// Takes over a pipe, socket or character device and reads it: loop.connect_read_pipe().
///
/// connectionMade() comes from the event loop, then the data. The open file description becomes
/// non-blocking, for everybody who shares it. Regular files are refused with invalid_argument.
/// `protocol` must outlive the transport.
///
/// On Windows a pipe that was opened with FILE_FLAG_OVERLAPPED, and nothing else. A write end that
/// cannot be read (GENERIC_READ) learns that its reader is gone from the next write.
ProcessResult<std::unique_ptr<ReadPipeTransport>> connectReadPipe(UniqueFd fd,
                                                                  ReadPipeProtocol *protocol);

/// Takes over a pipe, socket or character device and writes it: loop.connect_write_pipe(). The
/// same rules hold.
ProcessResult<std::unique_ptr<WritePipeTransport>> connectWritePipe(UniqueFd fd,
                                                                    WritePipeProtocol *protocol);

} // namespace Spawnscope
