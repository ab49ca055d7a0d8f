// SPDX-License-Identifier: MIT
#include "app/terminalrelay.h"

#include "app/standardstreams.h"
#include "process/process.h"

namespace Spawnscope {

TerminalRelay::TerminalRelay(Process *process, OwnTerminal::Screen screen, QObject *parent)
    : QObject(parent)
    , m_process(process)
    , m_terminal(screen)
    , m_input(StandardStreams::copyInput(),
              {[this](QByteArrayView bytes) { pass(bytes); },
               [this](const std::optional<std::error_code> &) { endInput(); }})
{
    connect(m_process->standardInput(), &StreamWriter::drained, this, [this] {
        if (!m_isEnded)
            m_input.setReading(true);
    });
    connect(m_process->standardInput(), &StreamWriter::closed, this, [this] {
        disconnect(m_process->standardInput(), nullptr, this, nullptr);
        m_isEnded = true;
        m_input.setReading(false);
    });
}

TerminalRelay::~TerminalRelay() = default;

void TerminalRelay::updateSize()
{
    const auto size = OwnTerminal::size();
    if (size && m_process->terminal())
        (void)m_process->terminal()->resize(*size);
}

void TerminalRelay::pass(QByteArrayView bytes)
{
    StreamWriter *writer = m_process->standardInput();
    if (m_isEnded || !writer || writer->isClosing()) {
        endInput();
        return;
    }
    if (const auto written = writer->write(bytes.toByteArray()); !written) {
        if (written.error().code == std::errc::message_size)
            Q_EMIT inputFailed(tr("Standard input has a line of more than 4095 bytes, which a "
                                  "terminal does not pass on. What follows is not sent."));
        endInput();
        return;
    }
    constexpr qsizetype MostWaitingBytes = 64 * 1024; // the writer's mark, above which it drains
    if (writer->bufferedBytes() > MostWaitingBytes)
        m_input.setReading(false);
}

void TerminalRelay::endInput()
{
    m_input.setReading(false);
    if (std::exchange(m_isEnded, true))
        return;
    StreamWriter *writer = m_process->standardInput();
    if (writer && !writer->isClosing())
        writer->writeEof();
}

} // namespace Spawnscope
