// SPDX-License-Identifier: MIT
#pragma once

#include "process/pending.h"
#include "process/pipetransport.h"

#include <QByteArrayList>
#include <QList>
#include <QObject>

#include <optional>

namespace Spawnscope {

/// The writing end of a stream: asyncio.StreamWriter.
///
/// Write, then await drain(): it holds the writer back while more than the high-water mark is
/// waiting. What the pipe has not taken waits in memory.
/// Thread: create, use and destroy on one thread.
class StreamWriter final : public QObject, public WritePipeProtocol
{
    Q_OBJECT

public:
    explicit StreamWriter(QObject *parent = nullptr);
    ~StreamWriter() override;

    /// Queues all of `data`, or says why it cannot all arrive: broken_pipe once closing;
    /// message_size for a line that a terminal would not keep, after which it goes on.
    ProcessResult<void> write(const QByteArray &data);
    ProcessResult<void> writeLines(const QByteArrayList &lines);

    /// Answered when no more than the low-water mark is waiting, at once if it is not paused.
    /// broken_pipe or connection_reset when the reader has gone. Several may wait.
    Pending<void> drain();

    /// Sends what is waiting, then the end of the file; nothing can be written any more. How the
    /// input of a terminal ends: see Pty.
    void writeEof() { close(); }
    void close();
    bool isClosing() const;
    /// Answered when the pipe is closed: an error if accepted bytes could not be delivered.
    Pending<void> waitClosed();

    qsizetype bufferedBytes() const;
    /// See WritePipeTransport::setWaterMarks().
    ProcessResult<void> setWaterMarks(qsizetype high, std::optional<qsizetype> low = std::nullopt);

    /// The pipe; not owned, and forgotten when it goes. Set by connectWritePipe() too.
    void setTransport(WritePipeTransport *transport);

Q_SIGNALS:
    /// No more than the low-water mark is waiting, after more than the high-water mark was.
    void drained();
    /// The pipe is closed, whoever did it.
    void closed();

private:
    friend class Process;
    void connectionMade(WritePipeTransport *transport) override { setTransport(transport); }
    void pauseWriting() override { m_paused = true; }
    void resumeWriting() override;
    void connectionLost(const std::optional<ProcessError> &error) override;

    WritePipeTransport *transport() const
    {
        return m_transportWatch.isDead() ? nullptr : m_transport;
    }

    WritePipeTransport *m_transport = nullptr;
    DeathWatch m_transportWatch;
    bool m_paused = false;
    bool m_failing = false; ///< a write was refused; connectionLost() follows
    bool m_lost = false;
    std::optional<ProcessError> m_error;
    QList<PendingSource<void>> m_drains;
    QList<PendingSource<void>> m_closeWaits;
};

} // namespace Spawnscope
