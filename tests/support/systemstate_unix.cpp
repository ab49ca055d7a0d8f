// SPDX-License-Identifier: MIT
#include "support/systemstate.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>

namespace Spawnscope {

QMap<int, QByteArray> openDescriptors()
{
    QMap<int, QByteArray> open;
    const QDir directory(QStringLiteral("/proc/self/fd"));
    const QStringList names = directory.entryList(QDir::AllEntries | QDir::System
                                                  | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QString target = QFile::symLinkTarget(directory.filePath(name));
        // The descriptor that lists the directory is gone by now.
        if (!target.isEmpty() && !target.endsWith(QLatin1String("/fd")))
            open[name.toInt()] = target.toUtf8();
    }
    return open;
}

bool hasChild()
{
    siginfo_t info = {};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != -1 || errno != ECHILD;
}

void ignoreBrokenPipes()
{
    ::signal(SIGPIPE, SIG_IGN);
}

void setMode(const QString &path, unsigned mode)
{
    ::chmod(QFile::encodeName(path).constData(), mode);
}

bool processExists(qint64 pid)
{
    return ::kill(pid_t(pid), 0) == 0;
}

bool killProcess(qint64 pid)
{
    return pid > 0 && ::kill(pid_t(pid), SIGKILL) == 0;
}

ExitStatus killedStatus()
{
    return {ExitStatus::Kind::Signalled, SIGKILL, false};
}

SubprocessOptions forThisSystem(const SubprocessOptions &options)
{
    return options;
}

} // namespace Spawnscope
