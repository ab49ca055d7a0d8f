// SPDX-License-Identifier: MIT
// What tests run of the commands that every Unix has, on Windows: cat, echo, seq, sleep and true,
// by the name that this program is called by. Lines end with a newline alone.
//
// On a pseudo-console it opens the console's streams itself: Wine 8 does not give them to a child.
#include <cstdlib>
#include <fcntl.h>
#include <io.h>
#include <string>
#include <string_view>
#include <windows.h>

namespace {

void takeConsoleInPlaceOf(DWORD name, const wchar_t *console, int fd, int flags)
{
    if (::GetStdHandle(name))
        return;
    const HANDLE handle = ::CreateFileW(console, GENERIC_READ | GENERIC_WRITE,
                                        FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING,
                                        0, nullptr);
    if (handle != INVALID_HANDLE_VALUE)
        ::_dup2(::_open_osfhandle(intptr_t(handle), flags), fd);
}

std::string_view commandOf(std::string_view path)
{
    path.remove_prefix(path.find_last_of("\\/") + 1); // npos + 1 is 0
    return path.substr(0, path.find('.'));
}

/// Not by stdio, which would not use a console that was opened later.
void print(const std::string &text)
{
    if (::_write(1, text.data(), unsigned(text.size())) < 0)
        std::exit(1);
}

void cat()
{
    static char buffer[65536];
    int count = 0;
    while ((count = ::_read(0, buffer, sizeof buffer)) > 0) {
        if (::_write(1, buffer, unsigned(count)) != count)
            std::exit(1);
    }
}

void echo(int count, char *words[])
{
    std::string line;
    for (int i = 0; i < count; ++i)
        line.append(i > 0 ? " " : "").append(words[i]);
    print(line + '\n');
}

void seq(int last)
{
    std::string lines;
    for (int i = 1; i <= last; ++i)
        lines += std::to_string(i) + '\n';
    print(lines);
}

} // namespace

int main(int argc, char *argv[])
{
    takeConsoleInPlaceOf(STD_INPUT_HANDLE, L"CONIN$", 0, _O_RDONLY);
    takeConsoleInPlaceOf(STD_OUTPUT_HANDLE, L"CONOUT$", 1, _O_WRONLY);
    const bool isConsole = ::_isatty(1);
    for (const int fd : {0, 1})
        ::_setmode(fd, isConsole ? _O_TEXT : _O_BINARY);
    const std::string_view command = commandOf(argv[0]);
    const int number = argc > 1 ? std::atoi(argv[1]) : 0;
    if (command == "cat")
        cat();
    else if (command == "echo")
        echo(argc - 1, argv + 1);
    else if (command == "sleep")
        ::Sleep(DWORD(number) * 1000);
    else if (command == "seq")
        seq(number);
    else
        return command == "true" ? 0 : 127;
    return 0;
}
