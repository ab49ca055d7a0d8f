// SPDX-License-Identifier: MIT
#include "app/ownterminal.h"

#include "base/windowsapi_windows.h"

namespace Spawnscope {

struct OwnTerminal::Modes
{
    std::optional<DWORD> input; ///< where standard input is a console
    std::optional<DWORD> output; ///< likewise
    UINT inputCodePage = 0;
    UINT outputCodePage = 0;
};

std::optional<PtySize> OwnTerminal::size()
{
    for (const DWORD name : {STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
        CONSOLE_SCREEN_BUFFER_INFO info;
        if (!::GetConsoleScreenBufferInfo(::GetStdHandle(name), &info))
            continue;
        const int rows = info.srWindow.Bottom - info.srWindow.Top + 1;
        const int columns = info.srWindow.Right - info.srWindow.Left + 1;
        if (rows > 0 && columns > 0)
            return PtySize{.rows = rows, .columns = columns};
    }
    return std::nullopt;
}

OwnTerminal::OwnTerminal(Screen screen)
    : m_before(std::make_unique<Modes>())
{
    DWORD mode = 0;
    if (const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE); ::GetConsoleMode(input, &mode)) {
        m_before->input = mode;
        m_before->inputCodePage = ::GetConsoleCP();
        ::SetConsoleCP(CP_UTF8);
        ::SetConsoleMode(input, ENABLE_VIRTUAL_TERMINAL_INPUT);
    }
    if (screen != Screen::Raw)
        return;
    if (const HANDLE output = ::GetStdHandle(STD_OUTPUT_HANDLE); ::GetConsoleMode(output, &mode)) {
        m_before->output = mode;
        m_before->outputCodePage = ::GetConsoleOutputCP();
        ::SetConsoleOutputCP(CP_UTF8);
        ::SetConsoleMode(output,
                         ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING
                             | DISABLE_NEWLINE_AUTO_RETURN);
    }
}

OwnTerminal::~OwnTerminal()
{
    if (m_before->input) {
        ::SetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), *m_before->input);
        ::SetConsoleCP(m_before->inputCodePage);
    }
    if (m_before->output) {
        ::SetConsoleMode(::GetStdHandle(STD_OUTPUT_HANDLE), *m_before->output);
        ::SetConsoleOutputCP(m_before->outputCodePage);
    }
}

} // namespace Spawnscope
