// SPDX-License-Identifier: MIT
#pragma once

#include "base/shlex.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

namespace Spawnscope {

/// How a command is written as one text, in which words are parted by blanks.
enum class CommandSyntax {
    Posix, ///< quoted as for a POSIX shell (shlex.h)
    Windows, ///< as programs of Windows read their command line (windowsquoting.h), in WTF-8
};

/// What people write on this system.
/// Platform: commandtext_unix.cpp, commandtext_windows.cpp.
CommandSyntax ownCommandSyntax();

/// The words of a text. With CommandSyntax::Windows only an open quotation is an error.
Result<QByteArrayList, Shlex::SplitError> splitCommand(QByteArrayView text,
                                                       CommandSyntax syntax = ownCommandSyntax());

/// One word so that splitCommand() reads it back.
QByteArray quoteWord(QByteArrayView word, CommandSyntax syntax = ownCommandSyntax());

/// The words quoted for people and joined; splitCommand() undoes it.
QByteArray joinCommand(const QByteArrayList &words, CommandSyntax syntax = ownCommandSyntax());

/// A word of a line for Windows' command processor, cmd.exe: quoted as Windows' programs read it,
/// and with a caret before everything that cmd.exe would act upon. Where a percent sign is typed
/// rather than in a batch file, the caret keeps it from naming a variable.
QByteArray quoteForCommandProcessor(QByteArrayView word);

/// Who reads a shell command.
enum class CommandShell : quint8 {
    System, ///< /bin/sh; Windows' command processor, cmd.exe
    PowerShell, ///< Windows PowerShell
};

/// The shells of this system, the usual one first. Looks at the disk where there may be another.
/// Platform: commandtext_unix.cpp, commandtext_windows.cpp.
QList<CommandShell> ownShells();

/// The arguments by which a shell command is started: `/bin/sh -c command`, `cmd.exe /d /s /c
/// command`, powerShellArgv().
QByteArrayList shellArgv(const QByteArray &command, CommandShell shell = CommandShell::System);

/// With @p file for the program: `powershell.exe -NoLogo -NoProfile -NonInteractive -Command
/// command`.
QByteArrayList powerShellArgv(const QByteArray &command, const QByteArray &file = "powershell.exe");

} // namespace Spawnscope
