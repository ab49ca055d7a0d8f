// SPDX-License-Identifier: MIT
#include "launcher/pathsearch.h"

#include "base/windowsfile_windows.h"
#include "base/wtf8.h"
#include "launcher/windowssearch.h"

#include <QDir>

#include <algorithm>

namespace Spawnscope {

namespace {

bool isFile(const QByteArray &path)
{
    const DWORD attributes = ::GetFileAttributesW(windowsPath(OsString(path).toString()).c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

QByteArray folderFrom(UINT(WINAPI *ask)(wchar_t *, UINT))
{
    wchar_t path[MAX_PATH];
    return toWtf8(QString::fromWCharArray(path, int(ask(path, MAX_PATH))));
}

std::optional<QByteArray> ownVariable(const QByteArray &name)
{
    if (!qEnvironmentVariableIsSet(name.constData()))
        return std::nullopt;
    return toWtf8(qEnvironmentVariable(name.constData())); // qgetenv() goes through a code page
}

} // namespace

std::optional<QByteArray> childVariable(const Environment &environment, const QByteArray &name)
{
    const auto &changes = environment.changes;
    for (auto it = changes.cbegin(); it != changes.cend(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return *it;
    }
    return environment.base == Environment::Base::Empty ? std::nullopt : ownVariable(name);
}

QByteArray childSearchPath(const Environment &environment)
{
    return childVariable(environment, "PATH")
        .value_or(folderFrom(::GetSystemDirectoryW) + ';'
                  + folderFrom(::GetSystemWindowsDirectoryW));
}

QByteArrayList searchDirectories(QByteArrayView searchPath)
{
    return WindowsSearch::directories(searchPath);
}

bool isBareName(const QByteArray &program)
{
    return WindowsSearch::isBareName(program);
}

QByteArray programName(const QByteArray &fileName)
{
    return WindowsSearch::withoutExtension(fileName);
}

Qt::CaseSensitivity fileNameCase()
{
    return Qt::CaseInsensitive;
}

qsizetype lastSeparator(QByteArrayView path)
{
    return std::max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}

char separatorAfter(QByteArrayView path)
{
    return path.contains('/') && !path.contains('\\') ? '/' : '\\';
}

QByteArray fromDirectory(const QByteArray &workingDirectory, const QByteArray &path)
{
    return WindowsSearch::fromDirectory(workingDirectory, path);
}

QByteArray resolveProgram(const QByteArray &program, const LaunchSpec &spec)
{
    if (program.isEmpty())
        return {};
    const QByteArrayList names = WindowsSearch::fileNames(
        program, childVariable(spec.environment, "PATHEXT"));
    const QByteArrayList directories = isBareName(program)
        ? searchDirectories(childSearchPath(spec.environment))
        : QByteArrayList{spec.workingDirectory};
    for (const QByteArray &directory : directories) {
        for (const QByteArray &name : names) {
            const QByteArray path = fromDirectory(directory, name);
            if (isFile(path))
                return path;
        }
    }
    return {};
}

std::optional<OsString> namedExecutable(const LaunchSpec &spec)
{
    if (spec.mode == LaunchSpec::Mode::Shell)
        return std::nullopt;
    const QByteArray path = resolveProgram(spec.argv.value(0), spec);
    if (path.isEmpty())
        return std::nullopt;
    // The core would take a relative one from the child's directory once more.
    const QString file = QDir::current().absoluteFilePath(OsString(path).toString());
    return OsString(QDir::toNativeSeparators(QDir::cleanPath(file)));
}

} // namespace Spawnscope
