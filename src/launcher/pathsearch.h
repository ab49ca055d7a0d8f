// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

#include <QByteArrayList>

namespace Spawnscope {

/// The value of a variable as the child will see it; nothing if it is not set there.
std::optional<QByteArray> childVariable(const Environment &environment, const QByteArray &name);

/// The PATH that the child's program is looked for in: /bin:/usr/bin if it has none (CPython's
/// rule for an environment without PATH).
QByteArray childSearchPath(const Environment &environment);

/// Its directories; an empty element stands for the working directory and becomes ".".
QByteArrayList searchDirectories(QByteArrayView searchPath);

/// `path` as the child sees it from its working directory.
QByteArray fromDirectory(const QByteArray &workingDirectory, const QByteArray &path);

/// The file that starting `program` would execute: the first executable one in the search path
/// for a bare name, otherwise the path itself. Empty if there is none. May touch the disk.
QByteArray resolveProgram(const QByteArray &program, const LaunchSpec &spec);

} // namespace Spawnscope
