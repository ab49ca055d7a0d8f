// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Spawnscope {

/// What a look at a file tells about executing it. May touch the disk.
/// Platform: executableprobe_unix.cpp, executableprobe_windows.cpp, where every file that can be
/// read counts as executable.
struct ExecutableProbe
{
    enum class Format {
        Unreadable, ///< its first bytes cannot be read
        Empty,
        Script, ///< starts with #!
        Elf, ///< of this machine
        ForeignElf, ///< for another processor
        Pe, ///< of Windows, for this processor
        ForeignPe, ///< of Windows, for another one
        ForeignBinary, ///< a program of another system
        Text, ///< no #! and no binary
        Unknown,
    };
    bool exists = false;
    bool isDirectory = false;
    bool isRegularFile = false;
    bool isExecutable = false; ///< this user has the permission
    bool isOnNoexecMount = false;
    Format format = Format::Unreadable;
    /// Of a script: what follows #!, up to a blank. Of an ELF file: its dynamic loader.
    QByteArray interpreter;
    bool hasCarriageReturn = false; ///< the #! line ends with CR LF
};

ExecutableProbe probeExecutable(const QByteArray &path);

/// The part that looks at a file's first bytes only; sets format, interpreter, hasCarriageReturn.
void probeContent(QByteArrayView head, ExecutableProbe *probe);

/// Enough of a file's beginning for probeContent().
inline constexpr qsizetype ProbeBytes = 4096;

/// The first directory on the way to `path` that does not exist or cannot be entered.
QByteArray firstBadDirectory(const QByteArray &path);

} // namespace Spawnscope
