// SPDX-License-Identifier: MIT
#include "process/pipetransport.h"

#include "process/pipegrowth_p.h"
#include "process/ptyline_p.h"

#include <utility>

namespace Spawnscope {

namespace {

ProcessError failedWrite(std::errc code)
{
    return {ProcessStage::Write, std::make_error_code(code), {}};
}

} // namespace

ReadPipeTransport::~ReadPipeTransport() = default;

void ReadPipeTransport::startLater()
{
    m_beginning.make([this] {
        start();
        m_protocol->connectionMade(this);
    });
}

/// What is under way and who watches it go before the descriptor.
void ReadPipeTransport::release()
{
    m_watch.reset();
    m_overlapped.reset();
    m_growth.reset();
    m_fd.reset();
}

void ReadPipeTransport::close()
{
    if (isClosing())
        return;
    release();
    m_ending.make([this] { m_protocol->connectionLost(std::nullopt); });
}

void ReadPipeTransport::lose(std::optional<ProcessError> error)
{
    if (isClosing())
        return;
    release();
    m_protocol->connectionLost(error);
}

WritePipeTransport::~WritePipeTransport() = default;

void WritePipeTransport::startLater()
{
    m_beginning.make([this] {
        start();
        m_protocol->connectionMade(this);
    });
}

void WritePipeTransport::release()
{
    m_watch.reset();
    m_overlapped.reset();
    m_fd.reset();
}

void WritePipeTransport::refuseLater(const ProcessError &error)
{
    m_closing = true;
    m_ending.make([this, error] { lose(error); });
}

void WritePipeTransport::writeReady()
{
    if (!m_fd.isValid())
        return;
    if (!sendWaiting()) {
        lose(writeError());
        return;
    }
    updateWatch();
    DeathWatch watch(this);
    checkMarks();
    if (!watch.isDead() && m_closing && m_waiting.empty())
        lose(std::nullopt);
}

void WritePipeTransport::peerClosed()
{
    if (!m_fd.isValid())
        return;
    if (m_waiting.empty())
        lose(std::nullopt);
    else
        lose(failedWrite(std::errc::broken_pipe));
}

void WritePipeTransport::checkMarks()
{
    if (!m_paused && m_buffered > m_high) {
        m_paused = true;
        m_protocol->pauseWriting();
    } else if (m_paused && m_buffered <= m_low) {
        m_paused = false;
        m_protocol->resumeWriting();
    }
}

ProcessResult<void> WritePipeTransport::setWaterMarks(qsizetype high, std::optional<qsizetype> low)
{
    const qsizetype lowMark = low.value_or(high / 4);
    if (lowMark < 0 || high < lowMark)
        return unexpected(ProcessError::invalid("water marks"));
    m_high = high;
    m_low = lowMark;
    checkMarks();
    return {};
}

void WritePipeTransport::close()
{
    if (m_closing)
        return;
    m_closing = true;
    const QByteArray end = m_terminal ? m_terminal->endOfInput() : QByteArray();
    if (!end.isEmpty()) {
        m_waiting.push_back(end);
        m_buffered += end.size();
        if (!sendWaiting()) {
            refuseLater(writeError());
            return;
        }
        updateWatch();
    }
    if (!m_waiting.empty())
        return; // writeReady() closes when all is sent
    release();
    m_ending.make([this] { m_protocol->connectionLost(std::nullopt); });
}

void WritePipeTransport::abort()
{
    if (!m_fd.isValid())
        return;
    const bool lostBytes = !m_waiting.empty();
    m_closing = true;
    release();
    m_waiting.clear();
    m_buffered = 0;
    m_ending.make([this, lostBytes] {
        using Lost = std::optional<ProcessError>;
        m_protocol->connectionLost(lostBytes ? Lost(failedWrite(std::errc::operation_canceled))
                                             : Lost());
    });
}

void WritePipeTransport::lose(std::optional<ProcessError> error)
{
    if (!m_fd.isValid())
        return;
    m_closing = true;
    release();
    m_waiting.clear();
    m_buffered = 0;
    m_protocol->connectionLost(error);
}

} // namespace Spawnscope
