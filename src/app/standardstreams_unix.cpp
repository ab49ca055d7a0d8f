// SPDX-License-Identifier: MIT
#include "app/standardstreams.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

bool StandardStreams::areOutputsOne()
{
    struct stat output;
    struct stat error;
    return ::fstat(STDOUT_FILENO, &output) == 0 && ::fstat(STDERR_FILENO, &error) == 0
        && output.st_dev == error.st_dev && output.st_ino == error.st_ino;
}

bool StandardStreams::isInputTerminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

UniqueFd StandardStreams::takeInput()
{
    UniqueFd input = copyInput();
    const UniqueFd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ::dup2(nothing.get(), STDIN_FILENO);
    return input;
}

UniqueFd StandardStreams::copyInput()
{
    return UniqueFd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
}

/// The descriptor may be non-blocking for the sake of somebody who shares it.
std::error_code StandardStreams::write(int fd, const QByteArray &bytes)
{
    const char *at = bytes.constData();
    size_t left = size_t(bytes.size());
    while (left > 0) {
        const ssize_t count = ::write(fd, at, left);
        if (count >= 0) {
            at += count;
            left -= size_t(count);
        } else if (errno == EAGAIN) {
            pollfd writable{fd, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return {errno, std::generic_category()};
        }
    }
    return {};
}

std::error_code StandardStreams::print(int fd, const QString &text)
{
    return write(fd, text.toLocal8Bit());
}

bool StandardStreams::survivesLostReaders()
{
    return std::signal(SIGPIPE, SIG_IGN) == SIG_IGN;
}

} // namespace Spawnscope
