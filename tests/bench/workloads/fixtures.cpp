// SPDX-License-Identifier: MIT
#include "workloads/fixtures.h"

#include "workloads/workload.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Bench {

namespace {

/// In memory where there is such a folder, so that no disk is measured.
QString scratchPath(const char *name)
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString folder = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return QStringLiteral("%1/bench-%2-%3").arg(folder, QLatin1String(name)).arg(::getpid());
}

} // namespace

Gate::Gate()
    : m_path(QFile::encodeName(scratchPath("gate")))
{
    if (::mkfifo(m_path.constData(), 0600) != 0)
        qFatal("no FIFO at %s", m_path.constData());
    m_descriptor = ::open(m_path.constData(), O_RDWR | O_CLOEXEC);
}

Gate::~Gate()
{
    open();
    ::unlink(m_path.constData());
}

qint64 Gate::open()
{
    const qint64 time = nanoseconds();
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    return time;
}

StampFile::StampFile()
    : m_file(scratchPath("stamp"))
{
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !m_file.resize(4096))
        qFatal("no file at %s", qPrintable(m_file.fileName()));
}

StampFile::~StampFile()
{
    m_file.remove();
}

qint64 StampFile::stamp()
{
    qint64 time = 0;
    return ::pread(m_file.handle(), &time, sizeof time, 0) == ssize_t(sizeof time) ? time : 0;
}

Ballast::Ballast(qint64 kib)
{
    constexpr qint64 kibPerBlock = 1024;
    for (; kib > 0; kib -= kibPerBlock) {
        const auto size = static_cast<size_t>(std::min(kib, kibPerBlock) * 1024);
        m_blocks.push_back(std::make_unique<char[]>(size));
        std::memset(m_blocks.back().get(), 1, size);
    }
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 state = 0;
    for (qsizetype at = 0; at < size; at += qsizetype(sizeof state)) {
        state += 0x9e3779b97f4a7c15;
        const quint64 mixed = (state ^ (state >> 29)) * 0xbf58476d1ce4e5b9;
        std::memcpy(bytes.data() + at, &mixed,
                    size_t(std::min(size - at, qsizetype(sizeof mixed))));
    }
    return bytes;
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace Bench
