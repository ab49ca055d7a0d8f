// SPDX-License-Identifier: MIT
#include "support/pipes.h"

#include <QFile>

#include <algorithm>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Spawnscope {

PipeEnds newPipe()
{
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        qFatal("no pipe");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

PipeEnds newTwoWayPipe()
{
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        qFatal("no socket pair");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

PipeEnds newOneWayPipe()
{
    return newPipe();
}

PipeEnds newChildrensPipe()
{
    return newPipe();
}

UniqueFd openFile(const QString &path)
{
    return UniqueFd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC));
}

UniqueFd duplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
}

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) >= 0;
}

void put(const UniqueFd &fd, const QByteArray &data)
{
    if (::write(fd.get(), data.constData(), size_t(data.size())) != data.size())
        qFatal("a descriptor did not take %lld bytes", qlonglong(data.size()));
}

void waitUntilReadable(int fd)
{
    pollfd ready = {fd, POLLIN, 0};
    if (::poll(&ready, 1, -1) != 1)
        qFatal("poll");
}

QByteArray get(const UniqueFd &fd)
{
    QByteArray data(1024 * 1024, Qt::Uninitialized);
    data.resize(std::max<qsizetype>(0, ::read(fd.get(), data.data(), size_t(data.size()))));
    return data;
}

} // namespace Spawnscope
