// SPDX-License-Identifier: MIT
#pragma once

#include "process/pending.h"
#include "process/pipetransport.h"
#include "process/streambuffer.h"

#include <QCoroAsyncGenerator>

#include <QByteArray>
#include <QByteArrayList>
#include <QObject>

#include <functional>
#include <optional>

namespace Spawnscope {

/// A line, or a piece of one that is longer than the reader's limit.
struct Line
{
    QByteArray bytes; ///< with its '\n', which only the last line of a stream may lack
    bool isPartial = false; ///< more of the same line follows
};

/// The reading end of a stream with a bounded buffer: asyncio.StreamReader.
///
/// Flow:   reading pauses when more than twice the limit is buffered and resumes at the limit, so
///         a child that prints more than is taken is held back by its full pipe. A read that needs
///         more than that resumes by itself.
/// Reads:  one at a time; a second one while the first waits is answered with Busy. A read that is
///         cancelled or timed out has consumed nothing.
/// Thread: create, use and destroy on one thread.
class StreamReader final : public QObject, public ReadPipeProtocol
{
    Q_OBJECT

public:
    enum class LineRule {
        Lenient, ///< a line over the limit comes in flagged pieces; nothing is thrown away
        Strict, ///< asyncio's readline(): LimitOverrun, and what was read of it is discarded
    };

    /// `limit` is in bytes; a value below 1 is taken as 1.
    explicit StreamReader(qsizetype limit = 64 * 1024, QObject *parent = nullptr);
    ~StreamReader() override;

    /// Up to `maximum` bytes, as soon as there are any; empty at the end of the stream, and at
    /// once for 0. Negative: readAll(). Not bounded by the limit.
    Pending<QByteArray, StreamError> read(qsizetype maximum);
    /// Everything up to the end of the stream, without bound.
    Pending<QByteArray, StreamError> readAll();
    /// Exactly `count` bytes, or Incomplete with what there was. Not bounded by the limit.
    Pending<QByteArray, StreamError> readExactly(qsizetype count);
    /// Up to and including the separator. Incomplete at the end of the stream. LimitOverrun, with
    /// the buffer untouched, if more than the limit precedes it.
    Pending<QByteArray, StreamError> readUntil(const QByteArray &separator);
    /// The same with several separators: the match that ends first wins.
    Pending<QByteArray, StreamError> readUntil(const QByteArrayList &separators);
    /// The next line; empty at the end of the stream.
    Pending<Line, StreamError> readLine(LineRule rule = LineRule::Lenient);
    /// Iterates over the lines: `QCORO_FOREACH(const Line &line, reader->lines()) { … }`. Ends at
    /// the end of the stream or at an error. The reader must outlive the iteration.
    QCoro::AsyncGenerator<Line> lines();

    /// What is buffered now, without waiting.
    QByteArray takeBuffered();
    /// Takes up to `maximum` bytes of what is buffered now.
    QByteArray takeBuffered(qsizetype maximum);
    qsizetype bufferedBytes() const { return m_buffer.size(); }

    /// The stream has ended and everything was taken.
    bool atEnd() const { return m_ended && bufferedBytes() == 0; }
    /// The stream has ended; there may be something left to take.
    bool hasEnded() const { return m_ended; }
    qsizetype limit() const { return m_limit; }
    const std::optional<StreamError> &error() const { return m_error; }

    /// Feeds the reader by hand, where no pipe does. Nothing may follow feedEnd(); what follows an
    /// error is dropped.
    void feedData(QByteArrayView data);
    void feedEnd();
    /// Ends a waiting read and all later ones with `error`, even if data is buffered.
    void setError(const StreamError &error);
    /// The pipe whose reading is paused and resumed; not owned, and forgotten when it goes. Set by
    /// connectReadPipe() too.
    void setTransport(ReadPipeTransport *transport);

    /// From now on what arrives goes to `tap` in place of the buffer, without a copy: a view that
    /// is valid during the call, which may delete this object. Nothing can be read from here any
    /// more and the limit means nothing; ReadPipeTransport::pauseReading() holds the pipe back.
    /// Set it while nothing is buffered and no read waits.
    void setTap(std::function<void(QByteArrayView)> tap);

    /// The same line by line: `tap` gets each line with its '\n', as a view that is valid during
    /// the call. A line over the limit comes in pieces without one; the last line of the stream may
    /// lack it. What has been read goes on coming for up to 256 KiB after the pipe was paused.
    void setLineTap(std::function<void(QByteArrayView)> tap);

Q_SIGNALS:
    /// Something was added to the buffer. Not with a tap.
    void readyRead();
    /// The end of the stream was seen, or an error was set.
    void ended();

private:
    friend class Process;
    using Attempt = std::function<bool()>;

    void connectionMade(ReadPipeTransport *transport) override { setTransport(transport); }
    void dataReceived(QByteArrayView data) override { feedData(data); }
    void eofReceived() override { feedEnd(); }
    void connectionLost(const std::optional<ProcessError> &error) override;

    /// Why no read can be begun now.
    std::optional<StreamError> refusal() const;
    template <typename T, typename TryRead>
    Pending<T, StreamError> answerOrWait(TryRead tryRead);
    template <typename T, typename TryRead>
    Pending<T, StreamError> waitFor(TryRead tryRead);
    std::optional<StreamResult<QByteArray>> tryRead(qsizetype maximum);
    std::optional<StreamResult<QByteArray>> tryReadExactly(qsizetype count);
    std::optional<StreamResult<QByteArray>> tryReadUntil(const QByteArrayList &separators);
    std::optional<StreamResult<Line>> tryReadLine(LineRule rule);
    std::optional<StreamResult<Line>> afterOverrun(qsizetype consumed);
    void tapLines(QByteArrayView data);
    void tapLastLine();
    void wakeRead();
    QByteArray take(qsizetype count)
    {
        m_scanned = 0;
        QByteArray taken = m_buffer.take(count);
        resumeIfRoom();
        return taken;
    }
    void pauseIfFull();
    void resumeIfRoom()
    {
        if (m_paused && bufferedBytes() <= m_limit)
            resume();
    }
    void pause();
    void resume();
    /// communicate() collects without the limit, up to `bound` bytes; other reads are Busy then.
    void beginCollecting(std::optional<qsizetype> bound);
    void endCollecting();
    bool isOverBound() const;

    std::function<void(QByteArrayView)> m_tap;
    std::function<void(QByteArrayView)> m_lineTap;
    StreamBuffer m_buffer;
    qsizetype m_scanned = 0; ///< buffered bytes in which the waiting read found no separator
    qsizetype m_limit;
    bool m_collecting = false;
    std::optional<qsizetype> m_collectBound;
    bool m_ended = false;
    bool m_paused = false;
    std::optional<StreamError> m_error;
    ReadPipeTransport *m_transport = nullptr;
    DeathWatch m_transportWatch;
    Attempt m_waiting; ///< answers the waiting read if it can; none while no read waits
    std::function<void()> m_abandonWaiting;
    quint64 m_readId = 0; ///< tells the waiting read from one that was withdrawn
};

} // namespace Spawnscope
