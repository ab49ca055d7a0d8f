// SPDX-License-Identifier: MIT
#include "workloads/children.h"

#include <QDir>

#include <cstring>
#include <fcntl.h>
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

} // namespace Bench
