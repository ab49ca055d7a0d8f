// SPDX-License-Identifier: MIT
#include "process/unixpipe_p.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Spawnscope {

ProcessResult<PipePair> makePipe()
{
    int fds[2];
#ifdef __APPLE__
    // No pipe2(2): another thread's fork between the calls would inherit the ends.
    if (::pipe(fds) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreatePipe, errno));
    ::fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    ::fcntl(fds[1], F_SETFD, FD_CLOEXEC);
#else
    if (::pipe2(fds, O_CLOEXEC) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreatePipe, errno));
#endif
    return PipePair{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

ProcessResult<PipePair> makeSocketPipe()
{
    int fds[2];
#ifdef SOCK_CLOEXEC
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreatePipe, errno));
#else
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreatePipe, errno));
    ::fcntl(fds[0], F_SETFD, FD_CLOEXEC);
    ::fcntl(fds[1], F_SETFD, FD_CLOEXEC);
#endif
    return PipePair{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

bool setSendBuffer(int socket, int bytes)
{
    return ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes) == 0;
}

ssize_t writeToSocket(int socket, const iovec *vectors, int count)
{
#ifdef MSG_NOSIGNAL
    constexpr int flags = MSG_NOSIGNAL;
#else
    constexpr int flags = 0;
#endif
    msghdr message = {};
    message.msg_iov = const_cast<iovec *>(vectors);
    message.msg_iovlen = decltype(message.msg_iovlen)(count);
    const ssize_t written = ::sendmsg(socket, &message, flags);
    if (written < 0 && errno == ECONNRESET)
        errno = EPIPE;
    return written;
}

ProcessResult<void> setNonBlocking(int fd)
{
    if (::fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreatePipe, errno));
    return {};
}

bool setPipeSize(int fd, int bytes)
{
#ifdef F_SETPIPE_SZ
    return ::fcntl(fd, F_SETPIPE_SZ, bytes) >= 0;
#else
    (void)fd;
    (void)bytes;
    return false;
#endif
}

} // namespace Spawnscope
