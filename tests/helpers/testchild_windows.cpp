// SPDX-License-Identifier: MIT
// The child of the tests on Windows: those behaviours of testchild.cpp that mean something there,
// by the same names. `testchild BEHAVIOUR [ARGUMENT…]`; a chain of several is separated by "then".
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <io.h>
#include <map>
#include <string>
#include <vector>
#include <windows.h>

namespace {

using Arguments = std::vector<std::string>;

std::string toUtf8(const std::wstring &text)
{
    std::string bytes(text.size() * 3, '\0');
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, text.data(), int(text.size()), bytes.data(),
                                           int(bytes.size()), nullptr, nullptr);
    bytes.resize(size_t(size));
    return bytes;
}

void writeAll(int fd, const char *data, size_t size)
{
    while (size > 0) {
        const int written = ::_write(fd, data, unsigned(size));
        if (written < 0)
            ::_exit(errno == EPIPE || errno == EINVAL ? 32 : 33);
        data += written;
        size -= size_t(written);
    }
}

void print(int fd, const std::string &text)
{
    writeAll(fd, text.data(), text.size());
}

/// A long has 32 bits here.
long long number(const Arguments &arguments, size_t index, long long otherwise)
{
    return index < arguments.size() ? std::strtoll(arguments[index].c_str(), nullptr, 0)
                                    : otherwise;
}

/// Copies a descriptor to another until its end.
void copy(int from, int to)
{
    static char buffer[65536];
    int count = 0;
    while ((count = ::_read(from, buffer, sizeof buffer)) > 0)
        writeAll(to, buffer, size_t(count));
}

void printNumber(const char *name, long value)
{
    print(1, std::string(name) + "=" + std::to_string(value) + "\n");
}

void describe(const Arguments &)
{
    wchar_t directory[MAX_PATH] = L"";
    ::GetCurrentDirectoryW(MAX_PATH, directory);
    print(1, "cwd=" + toUtf8(directory) + "\n");
    printNumber("pid", long(::GetCurrentProcessId()));
    printNumber("console", ::GetConsoleCP() != 0);
    printNumber("priority", long(::GetPriorityClass(::GetCurrentProcess())));
    STARTUPINFOW info = {};
    ::GetStartupInfoW(&info);
    printNumber("show", info.dwFlags & STARTF_USESHOWWINDOW ? info.wShowWindow : -1);
}

void printEnvironment(const Arguments &)
{
    wchar_t *const block = ::GetEnvironmentStringsW();
    for (const wchar_t *variable = block; *variable; variable += wcslen(variable) + 1)
        print(1, toUtf8(variable) + "\n");
    ::FreeEnvironmentStringsW(block);
}

void printArguments(const Arguments &arguments)
{
    for (const std::string &argument : arguments)
        print(1, "<" + argument + ">\n");
}

/// flood BYTES [FD]: that many bytes, 'x' with a newline every 80.
void flood(const Arguments &arguments)
{
    std::string block;
    while (block.size() < 64 * 1024)
        block += std::string(79, 'x') + "\n";
    for (long long left = number(arguments, 0, 0); left > 0; left -= (long long)(block.size()))
        writeAll(int(number(arguments, 1, 1)), block.data(),
                 size_t(left) < block.size() ? size_t(left) : block.size());
}

/// Starts this program again with the streams it has.
void startGrandchild(const wchar_t *behaviour)
{
    wchar_t file[MAX_PATH];
    ::GetModuleFileNameW(nullptr, file, MAX_PATH);
    std::wstring line = std::wstring(L"testchild ") + behaviour;
    STARTUPINFOW info = {};
    info.cb = sizeof info;
    info.dwFlags = STARTF_USESTDHANDLES;
    info.hStdInput = ::GetStdHandle(STD_INPUT_HANDLE);
    info.hStdOutput = ::GetStdHandle(STD_OUTPUT_HANDLE);
    info.hStdError = ::GetStdHandle(STD_ERROR_HANDLE);
    PROCESS_INFORMATION process = {};
    if (!::CreateProcessW(file, line.data(), nullptr, nullptr, true, 0, nullptr, nullptr, &info,
                          &process))
        ::_exit(35);
    ::CloseHandle(process.hThread);
    ::CloseHandle(process.hProcess);
}

/// forkHold MS: leaves a grandchild that keeps the streams open for that long.
void forkHold(const Arguments &arguments)
{
    startGrandchild((L"sleep " + std::to_wstring(number(arguments, 0, 1000))).c_str());
}

void echoBoth(const Arguments &)
{
    static char buffer[65536];
    int count = 0;
    while ((count = ::_read(0, buffer, sizeof buffer)) > 0) {
        print(1, "OUT:" + std::string(buffer, size_t(count)));
        print(2, "ERR:" + std::string(buffer, size_t(count)));
    }
}

/// Writes to stdout when told to by a line on stdin, and says on stderr how it went.
void writeWhenTold(const Arguments &)
{
    char byte;
    while (::_read(0, &byte, 1) == 1 && byte != '\n') {}
    DWORD written = 0;
    const auto output = reinterpret_cast<HANDLE>(::_get_osfhandle(1));
    if (::WriteFile(output, "late\n", 5, &written, nullptr))
        print(2, "OK");
    else
        print(2,
              ::GetLastError() == ERROR_NO_DATA || ::GetLastError() == ERROR_BROKEN_PIPE
                  ? "ERR:Broken pipe"
                  : "ERR:another");
}

void alternate(const Arguments &arguments)
{
    for (long long i = number(arguments, 0, 100); i > 0; --i) {
        print(1, "o");
        print(2, "e");
    }
}

/// Writes nothing `COUNT` times, then a byte: an empty write is no end of the file.
void writeEmpty(const Arguments &arguments)
{
    DWORD written = 0;
    for (long long i = number(arguments, 0, 1); i > 0; --i)
        ::WriteFile(::GetStdHandle(STD_OUTPUT_HANDLE), "", 0, &written, nullptr);
    print(1, "x");
}

/// Takes the console's streams, whatever this program was given.
void takeConsole(const Arguments &)
{
    const auto open = [](const wchar_t *name) {
        return ::CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                             nullptr, OPEN_EXISTING, 0, nullptr);
    };
    const struct
    {
        int fd;
        const wchar_t *name;
        DWORD standard;
    } streams[] = {{0, L"CONIN$", STD_INPUT_HANDLE},
                   {1, L"CONOUT$", STD_OUTPUT_HANDLE},
                   {2, L"CONOUT$", STD_ERROR_HANDLE}};
    for (const auto &stream : streams) {
        const HANDLE handle = open(stream.name);
        if (handle == INVALID_HANDLE_VALUE)
            ::_exit(37);
        const int fd = ::_open_osfhandle(intptr_t(handle), _O_BINARY | _O_RDWR);
        if (fd != stream.fd && ::_dup2(fd, stream.fd) != 0)
            ::_exit(38);
        ::SetStdHandle(stream.standard, handle);
    }
    ::SetConsoleOutputCP(CP_UTF8);
    ::SetConsoleCP(CP_UTF8);
}

/// Whether standard output is a console: exits with 0 or 1.
void checkConsole(const Arguments &)
{
    DWORD mode = 0;
    ::ExitProcess(::GetConsoleMode(::GetStdHandle(STD_OUTPUT_HANDLE), &mode) ? 0 : 1);
}

void printConsoleSize(const Arguments &)
{
    CONSOLE_SCREEN_BUFFER_INFO info = {};
    ::GetConsoleScreenBufferInfo(::GetStdHandle(STD_OUTPUT_HANDLE), &info);
    print(1,
          std::to_string(info.srWindow.Right - info.srWindow.Left + 1) + "x"
              + std::to_string(info.srWindow.Bottom - info.srWindow.Top + 1) + "\r\n");
}

/// A line typed into the console, without its end; false at the end of the input.
bool readLine(std::wstring *line)
{
    line->clear();
    wchar_t buffer[256];
    DWORD count = 0;
    while (::ReadConsoleW(::GetStdHandle(STD_INPUT_HANDLE), buffer, 256, &count, nullptr)
           && count) {
        line->append(buffer, count);
        if (line->back() == L'\n')
            break;
    }
    if (line->empty() || line->front() == L'\x1a')
        return false;
    while (!line->empty() && (line->back() == L'\n' || line->back() == L'\r'))
        line->pop_back();
    return true;
}

void echoLine(const Arguments &)
{
    std::wstring line;
    if (readLine(&line))
        print(1, toUtf8(L'<' + line + L">\r\n"));
}

void countLines(const Arguments &)
{
    std::wstring line;
    int lines = 0;
    while (readLine(&line))
        ++lines;
    print(1, "lines=" + std::to_string(lines) + "\r\n");
}

void printNumbers(const Arguments &arguments)
{
    for (long long i = 1; i <= number(arguments, 0, 1); ++i)
        print(1, "number " + std::to_string(i) + "\r\n");
}

/// Says "ready", and "caught" with the event's number when a control event comes; exits with 7.
void catchControl(const Arguments &)
{
    ::SetConsoleCtrlHandler(nullptr, false);
    ::SetConsoleCtrlHandler(
        [](DWORD event) -> BOOL {
            print(1, "caught " + std::to_string(event) + "\n");
            ::ExitProcess(7);
        },
        true);
    print(1, "ready\n");
    ::Sleep(INFINITE);
}

/// A window that ends the program with 8 when it is asked to close.
void openWindow(const Arguments &)
{
    WNDCLASSW type = {};
    type.lpfnWndProc = [](HWND window, UINT message, WPARAM w, LPARAM l) -> LRESULT {
        if (message == WM_CLOSE)
            ::ExitProcess(8);
        return ::DefWindowProcW(window, message, w, l);
    };
    type.lpszClassName = L"testchild";
    ::RegisterClassW(&type);
    if (!::CreateWindowW(L"testchild", L"testchild", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 100,
                         100, nullptr, nullptr, nullptr, nullptr)) {
        print(1, "no window\n");
        ::_exit(36);
    }
    print(1, "ready\n");
    MSG message;
    while (::GetMessageW(&message, nullptr, 0, 0) > 0)
        ::DispatchMessageW(&message);
}

/// The values of the handles that can be used, of the numbers given.
void checkHandles(const Arguments &arguments)
{
    for (size_t i = 0; i < arguments.size(); ++i) {
        DWORD flags = 0;
        const auto handle = reinterpret_cast<HANDLE>(intptr_t(number(arguments, i, 0)));
        print(1, ::GetHandleInformation(handle, &flags) ? "open\n" : "none\n");
    }
}

const std::map<std::string, std::function<void(const Arguments &)>> behaviours = {
    {"exit", [](const Arguments &a) { ::ExitProcess(UINT(number(a, 0, 0))); }},
    {"abort", [](const Arguments &) { std::abort(); }},
    {"crash",
     [](const Arguments &) {
         ::SetErrorMode(SEM_NOGPFAULTERRORBOX | SEM_FAILCRITICALERRORS);
         ::TerminateProcess(::GetCurrentProcess(), 0xC0000005);
     }},
    {"sleep", [](const Arguments &a) { ::Sleep(DWORD(number(a, 0, 1000))); }},
    {"block", [](const Arguments &) { ::Sleep(INFINITE); }},
    {"cat", [](const Arguments &) { copy(0, 1); }},
    {"catfd", [](const Arguments &a) { copy(int(number(a, 0, 0)), int(number(a, 1, 1))); }},
    {"drain",
     [](const Arguments &) {
         static char buffer[65536];
         while (::_read(0, buffer, sizeof buffer) > 0) {}
     }},
    {"count",
     [](const Arguments &) {
         char buffer[4096];
         long total = 0;
         int count = 0;
         while ((count = ::_read(0, buffer, sizeof buffer)) > 0)
             total += count;
         printNumber("bytes", total);
     }},
    {"closestdin", [](const Arguments &) { ::_close(0); }},
    {"copyline",
     [](const Arguments &) {
         char byte = 0;
         while (byte != '\n' && ::_read(0, &byte, 1) == 1)
             writeAll(1, &byte, 1);
     }},
    {"waitforline",
     [](const Arguments &) {
         char byte;
         while (::_read(0, &byte, 1) == 1 && byte != '\n') {}
     }},
    {"out", [](const Arguments &a) { print(1, a.empty() ? "" : a[0] + "\n"); }},
    {"err", [](const Arguments &a) { print(2, a.empty() ? "" : a[0] + "\n"); }},
    {"write", [](const Arguments &a) { print(int(number(a, 0, 1)), a.size() > 1 ? a[1] : ""); }},
    {"describe", describe},
    {"environment", printEnvironment},
    {"arguments", printArguments},
    {"flood", flood},
    {"forkhold", forkHold},
    {"forkblock", [](const Arguments &) { startGrandchild(L"block"); }},
    {"echoboth", echoBoth},
    {"writewhentold", writeWhenTold},
    {"alternate", alternate},
    {"writeempty", writeEmpty},
    {"catchcontrol", catchControl},
    {"console", takeConsole},
    {"isconsole", checkConsole},
    {"consolesize", printConsoleSize},
    {"echoline", echoLine},
    {"countlines", countLines},
    {"numbers", printNumbers},
    {"window", openWindow},
    {"handles", checkHandles},
};

} // namespace

int wmain(int argc, wchar_t **argv)
{
    for (int fd = 0; fd < 8; ++fd)
        ::_setmode(fd, _O_BINARY);
    for (int i = 1; i < argc;) {
        const std::string name = toUtf8(argv[i++]);
        Arguments arguments;
        while (i < argc && std::wcscmp(argv[i], L"then") != 0)
            arguments.push_back(toUtf8(argv[i++]));
        ++i;
        const auto behaviour = behaviours.find(name);
        if (behaviour == behaviours.end()) {
            print(2, "testchild: no behaviour '" + name + "'\n");
            return 99;
        }
        behaviour->second(arguments);
    }
    return 0;
}
