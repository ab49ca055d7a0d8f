// SPDX-License-Identifier: MIT
#include "process/streamwriter.h"

#include <QPointer>

namespace Spawnscope {

namespace {

ProcessError closedError(std::errc code)
{
    return {ProcessStage::Write, std::make_error_code(code), {}};
}

} // namespace

StreamWriter::StreamWriter(QObject *parent)
    : QObject(parent)
{}

void StreamWriter::setTransport(WritePipeTransport *transport)
{
    m_transport = transport;
    m_transportWatch.watch(transport ? transport->mortal() : nullptr);
}

StreamWriter::~StreamWriter()
{
    for (const PendingSource<void> &source : m_drains + m_closeWaits)
        source.abandon();
}

ProcessResult<void> StreamWriter::write(const QByteArray &data)
{
    if (!transport())
        return unexpected(m_error.value_or(closedError(std::errc::broken_pipe)));
    ProcessResult<void> result = transport()->write(data);
    m_failing = m_failing || (!result && transport()->isClosing()); // else it goes on
    return result;
}

ProcessResult<void> StreamWriter::writeLines(const QByteArrayList &lines)
{
    return write(lines.join());
}

Pending<void> StreamWriter::drain()
{
    if (m_lost)
        return ProcessResult<void>(
            unexpected(m_error.value_or(closedError(std::errc::connection_reset))));
    if (!m_paused && !m_failing)
        return ProcessResult<void>();
    m_drains.append(PendingSource<void>());
    return m_drains.last().pending([self = QPointer(this), source = m_drains.last()] {
        if (self)
            self->m_drains.removeOne(source);
    });
}

void StreamWriter::close()
{
    if (transport())
        transport()->close();
}

bool StreamWriter::isClosing() const
{
    return !transport() || transport()->isClosing();
}

Pending<void> StreamWriter::waitClosed()
{
    if (m_lost)
        return m_error ? ProcessResult<void>(unexpected(*m_error)) : ProcessResult<void>();
    m_closeWaits.append(PendingSource<void>());
    return m_closeWaits.last().pending([self = QPointer(this), source = m_closeWaits.last()] {
        if (self)
            self->m_closeWaits.removeOne(source);
    });
}

qsizetype StreamWriter::bufferedBytes() const
{
    return transport() ? transport()->bufferedBytes() : 0;
}

ProcessResult<void> StreamWriter::setWaterMarks(qsizetype high, std::optional<qsizetype> low)
{
    if (!transport())
        return unexpected(closedError(std::errc::broken_pipe));
    return transport()->setWaterMarks(high, low);
}

void StreamWriter::resumeWriting()
{
    m_paused = false;
    const QPointer<StreamWriter> self(this);
    for (const PendingSource<void> &source : std::exchange(m_drains, {}))
        source.answer({});
    if (self)
        Q_EMIT drained();
}

void StreamWriter::connectionLost(const std::optional<ProcessError> &error)
{
    setTransport(nullptr);
    m_lost = true;
    m_error = error;
    const QPointer<StreamWriter> self(this);
    const auto drains = std::exchange(m_drains, {});
    const auto closeWaits = std::exchange(m_closeWaits, {});
    const ProcessError drainError = error.value_or(closedError(std::errc::connection_reset));
    for (const PendingSource<void> &source : drains)
        source.answer(unexpected(drainError));
    for (const PendingSource<void> &source : closeWaits)
        source.answer(error ? ProcessResult<void>(unexpected(*error)) : ProcessResult<void>());
    if (self)
        Q_EMIT closed();
}

} // namespace Spawnscope
