// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"

#include <cerrno>
#include <unistd.h>

namespace Spawnscope {

void UniqueFd::reset(int fd)
{
    const int old = std::exchange(m_fd, fd);
    if (old < 0)
        return;
    const int savedErrno = errno;
    // Not repeated on EINTR: Linux has released the number by then, and a second close could hit
    // a descriptor that another thread has just opened (close(2), "Dealing with error returns").
    ::close(old);
    errno = savedErrno;
}

} // namespace Spawnscope
