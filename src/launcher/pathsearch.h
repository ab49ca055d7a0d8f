// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

#include <QByteArrayList>

namespace Spawnscope {

/// Platform: pathsearch_unix.cpp; pathsearch_windows.cpp, where names of variables have no case and
/// programs are found by PATHEXT (windowssearch.h).

/// The value of a variable as the child will see it; nothing if it is not set there.
std::optional<QByteArray> childVariable(const Environment &environment, const QByteArray &name);

/// The PATH that the child's program is looked for in. If it has none: /bin:/usr/bin (CPython's
/// rule for an environment without PATH), on Windows the system's folders.
QByteArray childSearchPath(const Environment &environment);

/// Its directories; an empty element stands for the working directory and becomes ".", on Windows
/// for nothing.
QByteArrayList searchDirectories(QByteArrayView searchPath);

/// Whether a program of this name is looked for in the search path; otherwise it is a path.
bool isBareName(const QByteArray &program);

/// What a file in the search path is called to run it: its name, on Windows without the extension
/// that PATHEXT adds.
QByteArray programName(const QByteArray &fileName);

Qt::CaseSensitivity fileNameCase();
/// Where the last separator of a path stands; -1 if there is none.
qsizetype lastSeparator(QByteArrayView path);
/// The separator to write after a part of a path: of several the one it has already.
char separatorAfter(QByteArrayView path);

/// `path` as the child sees it from its working directory.
QByteArray fromDirectory(const QByteArray &workingDirectory, const QByteArray &path);

/// The file that starting `program` would execute: the first executable one in the search path
/// for a bare name, otherwise the path itself. Empty if there is none. May touch the disk.
QByteArray resolveProgram(const QByteArray &program, const LaunchSpec &spec);

/// What the core has to be told to execute because it would look elsewhere (Windows: by PATHEXT and
/// in PATH alone); nothing where it looks in the same places. May touch the disk.
std::optional<OsString> namedExecutable(const LaunchSpec &spec);

} // namespace Spawnscope
