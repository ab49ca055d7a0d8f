// SPDX-License-Identifier: MIT
#include "launcher/pathsearch.h"

#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

bool isExecutableFile(const QByteArray &path)
{
    struct stat status;
    return ::stat(path.constData(), &status) == 0 && S_ISREG(status.st_mode)
        && ::access(path.constData(), X_OK) == 0;
}

} // namespace

std::optional<QByteArray> childVariable(const Environment &environment, const QByteArray &name)
{
    if (const auto it = environment.changes.constFind(name); it != environment.changes.cend())
        return *it;
    if (environment.base == Environment::Base::Empty || !qEnvironmentVariableIsSet(name))
        return std::nullopt;
    return qgetenv(name);
}

QByteArray childSearchPath(const Environment &environment)
{
    return childVariable(environment, "PATH").value_or(QByteArrayLiteral("/bin:/usr/bin"));
}

QByteArrayList searchDirectories(QByteArrayView searchPath)
{
    QByteArrayList directories = searchPath.toByteArray().split(':');
    for (QByteArray &directory : directories) {
        if (directory.isEmpty())
            directory = ".";
    }
    return directories;
}

bool isBareName(const QByteArray &program)
{
    return !program.contains('/');
}

QByteArray programName(const QByteArray &fileName)
{
    return fileName;
}

Qt::CaseSensitivity fileNameCase()
{
    return Qt::CaseSensitive;
}

qsizetype lastSeparator(QByteArrayView path)
{
    return path.lastIndexOf('/');
}

char separatorAfter(QByteArrayView)
{
    return '/';
}

QByteArray fromDirectory(const QByteArray &workingDirectory, const QByteArray &path)
{
    if (workingDirectory.isEmpty() || path.isEmpty() || path.startsWith('/'))
        return path;
    return workingDirectory.endsWith('/') ? workingDirectory + path : workingDirectory + '/' + path;
}

QByteArray resolveProgram(const QByteArray &program, const LaunchSpec &spec)
{
    if (program.isEmpty())
        return {};
    if (!isBareName(program)) {
        const QByteArray path = fromDirectory(spec.workingDirectory, program);
        return isExecutableFile(path) ? path : QByteArray();
    }
    for (const QByteArray &directory : searchDirectories(childSearchPath(spec.environment))) {
        const QByteArray path = fromDirectory(spec.workingDirectory, directory + '/' + program);
        if (isExecutableFile(path))
            return path;
    }
    return {};
}

std::optional<OsString> namedExecutable(const LaunchSpec &)
{
    return std::nullopt;
}

} // namespace Spawnscope
