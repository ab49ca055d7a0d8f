// SPDX-License-Identifier: MIT
#include "app/application.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>

namespace {

/// A closed descriptor below 3 would be given to the next pipe or file, and what is meant for
/// standard output would go there. Opened the wrong way round it stays as unusable as it was.
void occupyStandardDescriptors()
{
    for (const int fd : {0, 1, 2}) {
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    occupyStandardDescriptors();
    // Inherited as ignored, it would take every child's exit status away from us.
    std::signal(SIGCHLD, SIG_DFL);

    QByteArrayList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(argv[i]);
    return Spawnscope::runProgram(arguments, argv[0]);
}
