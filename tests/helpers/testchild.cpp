// SPDX-License-Identifier: MIT
// The child of the tests: one program with many named behaviours, so that no test depends on the
// timing or the version of other programs. `testchild BEHAVIOUR [ARGUMENT…]`; a chain of several
// is separated by "then".
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <map>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace {

using Arguments = std::vector<std::string>;

void writeAll(int fd, const char *data, size_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(fd, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            ::_exit(errno == EPIPE ? 32 : 33);
        data += written;
        size -= size_t(written);
    }
}

void print(int fd, const std::string &text)
{
    writeAll(fd, text.data(), text.size());
}

long number(const Arguments &arguments, size_t index, long otherwise)
{
    return index < arguments.size() ? std::strtol(arguments[index].c_str(), nullptr, 0) : otherwise;
}

void sleepMs(long ms)
{
    ::usleep(useconds_t(ms) * 1000);
}

/// Copies a descriptor to another until its end.
void copy(int from, int to)
{
    static char buffer[65536];
    ssize_t count = 0;
    while ((count = ::read(from, buffer, sizeof buffer)) > 0)
        writeAll(to, buffer, size_t(count));
}

void printNumber(const char *name, long value)
{
    print(1, std::string(name) + "=" + std::to_string(value) + "\n");
}

/// Everything a test may want to know of the state the child was started in.
void describe(const Arguments &)
{
    char directory[4096] = "";
    (void)!::getcwd(directory, sizeof directory);
    print(1, std::string("cwd=") + directory + "\n");
    printNumber("pid", ::getpid());
    printNumber("ppid", ::getppid());
    printNumber("pgid", ::getpgid(0));
    printNumber("sid", ::getsid(0));
    printNumber("uid", ::geteuid());
    printNumber("gid", ::getegid());
    const mode_t mask = ::umask(0);
    printNumber("umask", long(mask));
    printNumber("nice", ::getpriority(PRIO_PROCESS, 0));
    rlimit files = {};
    ::getrlimit(RLIMIT_NOFILE, &files);
    printNumber("nofile", long(files.rlim_cur));
    gid_t groups[64];
    std::string list;
    const int count = ::getgroups(64, groups);
    for (int i = 0; i < count; ++i)
        list += std::to_string(groups[i]) + ",";
    print(1, "groups=" + list + "\n");
    sigset_t mask2;
    ::sigprocmask(SIG_SETMASK, nullptr, &mask2);
    std::string blocked;
    std::string ignored;
    for (int signal = 1; signal < 32; ++signal) {
        struct sigaction action;
        if (::sigismember(&mask2, signal) == 1)
            blocked += std::to_string(signal) + ",";
        if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
            ignored += std::to_string(signal) + ",";
    }
    print(1, "blocked=" + blocked + "\nignored=" + ignored + "\n");
}

void printEnvironment(const Arguments &)
{
    for (char **variable = environ; *variable; ++variable)
        print(1, std::string(*variable) + "\n");
}

void printArguments(const Arguments &arguments)
{
    for (const std::string &argument : arguments)
        print(1, "<" + argument + ">\n");
}

/// The numbers of the open descriptors.
void listDescriptors(const Arguments &)
{
    std::string list;
    for (int fd = 0; fd < 2048; ++fd) {
        if (::fcntl(fd, F_GETFD) >= 0)
            list += std::to_string(fd) + " ";
    }
    print(1, list + "\n");
}

/// Number and kind or path of every open descriptor, as the kernel lists them.
void listOpenDescriptors(const Arguments &)
{
    DIR *const directory = ::opendir("/proc/self/fd");
    std::map<int, std::string> targets;
    while (const dirent *entry = directory ? ::readdir(directory) : nullptr) {
        char target[4096];
        const ssize_t length = ::readlinkat(::dirfd(directory), entry->d_name, target,
                                            sizeof target);
        const int fd = std::atoi(entry->d_name);
        if (length > 0 && fd != ::dirfd(directory))
            targets[fd] = std::string(target, size_t(length));
    }
    ::closedir(directory);
    std::string list;
    for (const auto &[fd, target] : targets)
        list += std::to_string(fd) + " " + target.substr(0, target.find(':')) + "\n";
    print(1, list);
}

void printPipeSize(const Arguments &arguments)
{
    printNumber("pipesize", ::fcntl(int(number(arguments, 0, 1)), F_GETPIPE_SZ));
}

/// flood BYTES [FD]: that many bytes, 'x' with a newline every 80.
void flood(const Arguments &arguments)
{
    std::string block;
    while (block.size() < 64 * 1024)
        block += std::string(79, 'x') + "\n";
    for (long left = number(arguments, 0, 0); left > 0; left -= long(block.size()))
        writeAll(int(number(arguments, 1, 1)), block.data(),
                 size_t(left) < block.size() ? size_t(left) : block.size());
}

/// forkHold MS: leaves a grandchild that keeps the streams open for that long.
void forkHold(const Arguments &arguments)
{
    if (::fork() == 0) {
        sleepMs(number(arguments, 0, 1000));
        ::_exit(0);
    }
}

/// forkIgnoreTerm: leaves a grandchild that ignores SIGTERM and holds no stream.
void forkIgnoreTerm(const Arguments &)
{
    int ready[2];
    (void)!::pipe(ready);
    if (::fork() == 0) {
        ::signal(SIGTERM, SIG_IGN);
        for (int fd = 0; fd < 3; ++fd)
            ::close(fd);
        (void)!::write(ready[1], "", 1);
        ::close(ready[1]);
        for (;;)
            ::pause();
    }
    char byte;
    (void)!::read(ready[0], &byte, 1);
    ::close(ready[0]);
    ::close(ready[1]);
}

void echoBoth(const Arguments &)
{
    static char buffer[65536];
    ssize_t count = 0;
    while ((count = ::read(0, buffer, sizeof buffer)) > 0) {
        print(1, "OUT:" + std::string(buffer, size_t(count)));
        print(2, "ERR:" + std::string(buffer, size_t(count)));
    }
}

/// Writes to stdout when told to by a line on stdin, and says on stderr how it went.
void writeWhenTold(const Arguments &)
{
    ::signal(SIGPIPE, SIG_IGN);
    char byte;
    while (::read(0, &byte, 1) == 1 && byte != '\n') {}
    print(2, ::write(1, "late\n", 5) == 5 ? "OK" : std::string("ERR:") + std::strerror(errno));
}

void alternate(const Arguments &arguments)
{
    for (long i = number(arguments, 0, 100); i > 0; --i) {
        print(1, "o");
        print(2, "e");
    }
}

/// scatter COUNT: the numbers from 0 on, a line and a write each, on one of both outputs by no
/// plan, with empty writes between them.
void scatter(const Arguments &arguments)
{
    unsigned state = 1;
    for (long i = 0; i < number(arguments, 0, 100); ++i) {
        state = state * 1664525u + 1013904223u;
        const int fd = (state >> 24) & 1 ? 2 : 1;
        print(fd, std::to_string(i) + "\n");
        if ((state >> 16) % 16 == 0)
            (void)!::write(fd, "", 0);
    }
}

/// relay COUNT: the same by two processes that take turns, each on its own output.
void relay(const Arguments &arguments)
{
    int there[2];
    int back[2];
    (void)!::pipe(there);
    (void)!::pipe(back);
    const bool isFirst = ::fork() != 0;
    const int read = isFirst ? back[0] : there[0];
    const int write = isFirst ? there[1] : back[1];
    char byte = 0;
    for (long i = isFirst ? 0 : 1; i < number(arguments, 0, 100); i += 2) {
        if (i > 0)
            (void)!::read(read, &byte, 1);
        print(isFirst ? 1 : 2, std::to_string(i) + "\n");
        (void)!::write(write, "", 1);
    }
    if (!isFirst)
        ::_exit(0);
    ::wait(nullptr);
}

/// writeonce BYTES [FD]: one write; exits with its errno if it fails.
void writeOnce(const Arguments &arguments)
{
    const std::string block(size_t(number(arguments, 0, 1)), 'x');
    if (::write(int(number(arguments, 1, 1)), block.data(), block.size()) < 0)
        ::_exit(errno);
}

const std::map<std::string, std::function<void(const Arguments &)>> behaviours = {
    {"exit", [](const Arguments &a) { ::_exit(int(number(a, 0, 0))); }},
    {"abort", [](const Arguments &) { std::abort(); }},
    {"raise",
     [](const Arguments &a) {
         const int signal = int(number(a, 0, SIGTERM));
         ::signal(signal, SIG_DFL); // a sanitizer's run-time handles some
         ::raise(signal);
     }},
    {"sleep", [](const Arguments &a) { sleepMs(number(a, 0, 1000)); }},
    {"block",
     [](const Arguments &) {
         for (;;)
             ::pause();
     }},
    {"cat", [](const Arguments &) { copy(0, 1); }},
    {"catfd", [](const Arguments &a) { copy(int(number(a, 0, 0)), int(number(a, 1, 1))); }},
    {"drain",
     [](const Arguments &) {
         const int null = ::open("/dev/null", O_WRONLY);
         copy(0, null);
     }},
    {"count",
     [](const Arguments &) {
         char buffer[4096];
         long total = 0;
         ssize_t count = 0;
         while ((count = ::read(0, buffer, sizeof buffer)) > 0)
             total += count;
         printNumber("bytes", total);
     }},
    {"closestdin", [](const Arguments &) { ::close(0); }},
    {"copyline",
     [](const Arguments &) {
         char byte = 0;
         while (byte != '\n' && ::read(0, &byte, 1) == 1)
             writeAll(1, &byte, 1);
     }},
    {"waitforline",
     [](const Arguments &) {
         char byte;
         while (::read(0, &byte, 1) == 1 && byte != '\n') {}
     }},
    {"out", [](const Arguments &a) { print(1, a.empty() ? "" : a[0] + "\n"); }},
    {"err", [](const Arguments &a) { print(2, a.empty() ? "" : a[0] + "\n"); }},
    {"write", [](const Arguments &a) { print(int(number(a, 0, 1)), a.size() > 1 ? a[1] : ""); }},
    {"ignore", [](const Arguments &a) { ::signal(int(number(a, 0, SIGTERM)), SIG_IGN); }},
    {"reopen",
     [](const Arguments &) {
         const int fd = ::open("/dev/stdin", O_RDONLY);
         if (fd < 0)
             ::_exit(34);
         copy(fd, 1);
     }},
    {"create", [](const Arguments &a) { ::close(::open(a[0].c_str(), O_CREAT | O_WRONLY, 0666)); }},
    {"describe", describe},
    {"environment", printEnvironment},
    {"arguments", printArguments},
    {"descriptors", listDescriptors},
    {"opendescriptors", listOpenDescriptors},
    {"pipesize", printPipeSize},
    {"flood", flood},
    {"forkhold", forkHold},
    {"forkignoreterm", forkIgnoreTerm},
    {"echoboth", echoBoth},
    {"writewhentold", writeWhenTold},
    {"alternate", alternate},
    {"scatter", scatter},
    {"relay", relay},
    {"writeonce", writeOnce},
    {"open",
     [](const Arguments &a) {
         if (::open(a[0].c_str(), O_WRONLY) < 0)
             ::_exit(errno);
     }},
    {"accept",
     [](const Arguments &a) {
         const int client = ::accept(int(number(a, 0, 3)), nullptr, nullptr);
         print(client, a.size() > 1 ? a[1] : "");
     }},
};

} // namespace

int main(int argc, char **argv)
{
    for (int i = 1; i < argc;) {
        const std::string name = argv[i++];
        Arguments arguments;
        while (i < argc && std::strcmp(argv[i], "then") != 0)
            arguments.push_back(argv[i++]);
        ++i;
        const auto behaviour = behaviours.find(name);
        if (behaviour == behaviours.end()) {
            std::fprintf(stderr, "testchild: no behaviour '%s'\n", name.c_str());
            return 99;
        }
        behaviour->second(arguments);
    }
    return 0;
}
