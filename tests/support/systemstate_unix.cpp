// SPDX-License-Identifier: MIT
#include "support/systemstate.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <numeric>
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

std::vector<int> exitCodes()
{
    std::vector<int> codes(256);
    std::iota(codes.begin(), codes.end(), 0);
    return codes;
}

ExitStatus statusAfter(int signal)
{
    return {ExitStatus::Kind::Signalled, signal, false};
}

bool isRunning(qint64 pid)
{
    return ::kill(pid_t(pid), 0) == 0;
}

bool hasEnded(qint64 pid)
{
    siginfo_t info = {};
    return ::waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

void waitUntilDead(qint64 pid)
{
    siginfo_t info;
    if (::waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0)
        qFatal("waitid");
}

void holdBack(qint64 pid)
{
    siginfo_t info;
    if (::kill(pid_t(pid), SIGSTOP) != 0
        || ::waitid(P_PID, id_t(pid), &info, WSTOPPED | WEXITED | WNOWAIT) != 0)
        qFatal("SIGSTOP");
}

void letGoOn(qint64 pid)
{
    if (::kill(pid_t(pid), SIGCONT) != 0)
        qFatal("SIGCONT");
}

void killUnasked(qint64 pid)
{
    if (::kill(pid_t(pid), SIGKILL) != 0)
        qFatal("kill");
}

void findCommands() {}

SubprocessOptions forThisSystem(const SubprocessOptions &options)
{
    return options;
}

bool isWorthAnotherStart(const ProcessError &)
{
    return false;
}

} // namespace Spawnscope
