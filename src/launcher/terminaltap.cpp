// SPDX-License-Identifier: MIT
#include "launcher/terminaltap.h"

#include "launcher/outputsink.h"
#include "process/process.h"
#include "record/terminallog.h"

namespace Spawnscope {

namespace {

/// A child that asks without end and reads no answers gets no more of them.
constexpr qsizetype MostWaitingBytes = 64 * 1024;

} // namespace

TerminalTap::TerminalTap(std::shared_ptr<LiveScreen> screen, std::shared_ptr<OutputLog> log,
                         OutputSink *lines, OutputSink *bytes)
    : m_screen(std::move(screen))
    , m_bytes(bytes)
{
    m_screen->setTarget(
        {.append =
             [lines](QByteArrayView bytesOfLines, LiveScreen::Moment when) {
                 lines->append(OutputStream::Stdout, bytesOfLines, when);
             },
         .rows = [log = std::move(log)] { return log->rows(OutputFilter::Stdout).end; }});
}

void TerminalTap::noteSize(TerminalSize size)
{
    m_bytes->append(OutputStream::Note, terminalSizeNote(size.columns, size.rows));
}

void TerminalTap::read(QByteArrayView bytes)
{
    const auto now = std::chrono::steady_clock::now();
    m_bytes->append(OutputStream::Stdout, bytes, now);
    m_screen->feed(bytes, now);
    sendAnswers();
}

void TerminalTap::sendAnswers()
{
    const QByteArray answers = m_screen->takeAnswers();
    StreamWriter *writer = m_process ? m_process->standardInput() : nullptr;
    if (!answers.isEmpty() && writer && writer->bufferedBytes() < MostWaitingBytes)
        (void)writer->write(answers);
}

bool TerminalTap::asksForSecret() const
{
    Pty *terminal = m_process ? m_process->terminal() : nullptr;
    const auto modes = terminal ? terminal->modes() : ProcessResult<PtyModes>();
    return modes && modes->canonical && !modes->echo;
}

void TerminalTap::typed(QByteArrayView bytes)
{
    m_bytes->append(OutputStream::Stdin, bytes);
}

void TerminalTap::resize(TerminalSize size)
{
    const auto now = std::chrono::steady_clock::now();
    m_screen->resize(size, now);
    noteSize(size);
    if (Pty *terminal = m_process ? m_process->terminal() : nullptr)
        (void)terminal->resize({.rows = size.rows, .columns = size.columns});
}

void TerminalTap::end()
{
    m_screen->end(std::chrono::steady_clock::now());
    m_process = nullptr;
}

} // namespace Spawnscope
