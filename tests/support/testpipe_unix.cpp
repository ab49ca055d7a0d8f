// SPDX-License-Identifier: MIT
#include "support/testpipe.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace Spawnscope {

TestPipe::TestPipe()
{
    std::signal(SIGPIPE, SIG_IGN); // the answer of write(2) tells it
    int fds[2] = {-1, -1};
    if (::pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0) {
        read.reset(fds[0]);
        write.reset(fds[1]);
    }
}

bool TestPipe::send(QByteArrayView bytes) const
{
    return ::write(write.get(), bytes.data(), size_t(bytes.size())) == bytes.size();
}

} // namespace Spawnscope
