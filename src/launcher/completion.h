// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/commandtext.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace Spawnscope {

/// The word of a command line that the cursor is in, or at the end of.
struct CommandWord
{
    qsizetype begin = 0; ///< in bytes
    qsizetype end = 0; ///< the cursor; what follows it is not looked at
    QByteArray text; ///< without its quotes and backslashes
    bool isProgram = false; ///< it stands where a program's name is expected
};
CommandWord commandWordAt(QByteArrayView commandLine, qsizetype cursor,
                          CommandSyntax syntax = ownCommandSyntax());

/// Names of programs in the directories of `searchPath` that start with `prefix`: sorted, each
/// once, at most `maximum`. On Windows without their extension. May touch the disk.
QByteArrayList programsOnPath(QByteArrayView searchPath, QByteArrayView prefix, qsizetype maximum);

enum class PathKind { Any, Program };

/// Paths that start with `prefix`, spelt as it is: relative ones from `workingDirectory` (empty:
/// this program's), a directory with a '/' (on Windows '\\') at its end, hidden ones only if asked
/// for. Sorted, at most `maximum`. With PathKind::Program only directories and executable files. A
/// leading "~/" is the home directory. May touch the disk.
QByteArrayList pathsStartingWith(QByteArrayView prefix, QByteArrayView workingDirectory,
                                 PathKind kind, qsizetype maximum);

struct Completion
{
    qsizetype begin = 0; ///< the bytes [begin, end) are to be replaced
    qsizetype end = 0;
    QByteArrayList words; ///< quoted as needed; without a blank after them
};

/// How the word at the cursor can go on: programs where one is expected, else paths.
Completion completeCommandLine(QByteArrayView commandLine, qsizetype cursor,
                               QByteArrayView searchPath, QByteArrayView workingDirectory,
                               qsizetype maximum = 200);

} // namespace Spawnscope
