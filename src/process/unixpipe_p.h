// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/error.h"

#include <sys/types.h>
#include <sys/uio.h>

namespace Spawnscope {

struct PipePair
{
    UniqueFd read;
    UniqueFd write;
};

/// A pipe with FD_CLOEXEC on both ends, both blocking.
ProcessResult<PipePair> makePipe();

/// O_NONBLOCK on the open file description of a new pipe's end, which has no other flags.
ProcessResult<void> setNonBlocking(int fd);

/// The same of two connected sockets.
ProcessResult<PipePair> makeSocketPipe();

/// SO_SNDBUF; false if it is refused.
bool setSendBuffer(int socket, int bytes);

/// writev(2) without SIGPIPE. ECONNRESET, the reader's end with bytes unread, is EPIPE.
ssize_t writeToSocket(int socket, const iovec *vectors, int count);

/// F_SETPIPE_SZ; false if it is refused, which is no error (see SubprocessOptions::pipeSize).
bool setPipeSize(int fd, int bytes);

} // namespace Spawnscope
