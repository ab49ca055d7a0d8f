// SPDX-License-Identifier: MIT
#include "app/ownterminal.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace Spawnscope {

struct OwnTerminal::Modes
{
    std::optional<termios> input; ///< where standard input is a terminal
};

std::optional<PtySize> OwnTerminal::size()
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

OwnTerminal::OwnTerminal(Screen screen)
    : m_before(std::make_unique<Modes>())
{
    termios modes{};
    if (::tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    m_before->input = modes;
    ::cfmakeraw(&modes);
    if (screen == Screen::Lines)
        modes.c_oflag = m_before->input->c_oflag;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

OwnTerminal::~OwnTerminal()
{
    if (m_before->input)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &*m_before->input);
}

} // namespace Spawnscope
