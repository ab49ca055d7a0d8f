// SPDX-License-Identifier: MIT
#include "process/unixpipe_p.h"

#include <cerrno>
#include <fcntl.h>
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
