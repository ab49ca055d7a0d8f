// SPDX-License-Identifier: MIT
#include "app/terminalrelay.h"

#include "process/process.h"

#include <array>
#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr size_t PieceBytes = 64 * 1024;

} // namespace

std::optional<PtySize> TerminalRelay::ownSize()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        winsize size{};
        if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
            return PtySize{.rows = size.ws_row,
                           .columns = size.ws_col,
                           .widthPixels = size.ws_xpixel,
                           .heightPixels = size.ws_ypixel};
    }
    return std::nullopt;
}

TerminalRelay::TerminalRelay(Process *process, Screen screen, QObject *parent)
    : QObject(parent)
    , m_process(process)
    , m_input(STDIN_FILENO, QSocketNotifier::Read)
{
    makeRaw(screen);
    connect(&m_input, &QSocketNotifier::activated, this, &TerminalRelay::readInput);
    connect(m_process->standardInput(), &StreamWriter::drained, this,
            [this] { m_input.setEnabled(true); });
    connect(m_process->standardInput(), &StreamWriter::closed, this, [this] {
        disconnect(m_process->standardInput(), nullptr, this, nullptr);
        m_input.setEnabled(false);
    });
}

TerminalRelay::~TerminalRelay()
{
    if (m_before)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &*m_before);
}

void TerminalRelay::makeRaw(Screen screen)
{
    termios modes{};
    if (::tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    m_before = modes;
    ::cfmakeraw(&modes);
    if (screen == Screen::Lines)
        modes.c_oflag = m_before->c_oflag;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

void TerminalRelay::updateSize()
{
    const auto size = ownSize();
    if (size && m_process->terminal())
        (void)m_process->terminal()->resize(*size);
}

/// What poll(2) has announced is there to be read, so this does not wait.
void TerminalRelay::readInput()
{
    StreamWriter *writer = m_process->standardInput();
    std::array<char, PieceBytes> buffer;
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0 || !writer || writer->isClosing()) {
        m_input.setEnabled(false);
        if (writer && !writer->isClosing())
            writer->writeEof();
        return;
    }
    constexpr qsizetype MostWaitingBytes = 64 * 1024; // the writer's mark, above which it drains
    if (const auto written = writer->write(QByteArray(buffer.data(), count)); !written) {
        m_input.setEnabled(false);
        if (written.error().code == std::errc::message_size)
            Q_EMIT inputFailed(tr("Standard input has a line of more than 4095 bytes, which a "
                                  "terminal does not pass on. What follows is not sent."));
        writer->writeEof();
        return;
    }
    if (writer->bufferedBytes() > MostWaitingBytes)
        m_input.setEnabled(false);
}

} // namespace Spawnscope
