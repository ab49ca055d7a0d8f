// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"

#include "base/uniquefd.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>

namespace Spawnscope {

namespace {

QByteArray readHead(const QByteArray &path)
{
    const UniqueFd fd(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return {};
    QByteArray head(ProbeBytes, Qt::Uninitialized);
    const ssize_t count = ::read(fd.get(), head.data(), size_t(head.size()));
    head.truncate(std::max<ssize_t>(count, 0));
    return head;
}

} // namespace

ExecutableProbe probeExecutable(const QByteArray &path)
{
    ExecutableProbe probe;
    struct stat status;
    if (::stat(path.constData(), &status) != 0)
        return probe;
    probe.exists = true;
    probe.isDirectory = S_ISDIR(status.st_mode);
    probe.isRegularFile = S_ISREG(status.st_mode);
    probe.isExecutable = ::access(path.constData(), X_OK) == 0;
    struct statvfs fileSystem;
#ifdef ST_NOEXEC
    if (::statvfs(path.constData(), &fileSystem) == 0)
        probe.isOnNoexecMount = fileSystem.f_flag & ST_NOEXEC;
#else
    Q_UNUSED(fileSystem)
#endif
    if (probe.isRegularFile && ::access(path.constData(), R_OK) == 0)
        probeContent(readHead(path), &probe);
    return probe;
}

QByteArray firstBadDirectory(const QByteArray &path)
{
    for (qsizetype slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const QByteArray directory = path.first(slash);
        struct stat status;
        if (::stat(directory.constData(), &status) != 0 || !S_ISDIR(status.st_mode)
            || ::access(directory.constData(), X_OK) != 0)
            return directory;
    }
    return {};
}

} // namespace Spawnscope
