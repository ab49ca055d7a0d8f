// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/windowsoptions.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace Spawnscope::WindowsCommand {

/// The decisions of a start on Windows: functions of text, tested on every system. Windows itself
/// stands behind the strings they are given.

/// Where a program without a directory is looked for.
struct SearchPlaces
{
    QString application; ///< the folder of this program's file
    std::optional<QString> current; ///< only if it is to be searched
    QStringList system; ///< the system's folders
    QString path; ///< the child's PATH
};

/// The folder is no part of the name: no separator and no drive in it.
bool isBareName(const QString &program);
bool isAbsolute(const QString &path);

/// The files to look for, in CreateProcess's order: this program's folder, the current one if
/// asked for, the system's, PATH. Without the current directory nothing relative is taken from
/// PATH either. A name without an extension is looked for as .exe and .com; `program` with a
/// folder is taken from `directory` if it is relative, first as it stands.
QStringList candidateFiles(const QString &program, const SearchPlaces &places,
                           const QString &directory);

/// A file that only cmd.exe can run, whatever its extension's case, and whatever blanks and dots
/// follow, which Windows ignores.
bool isBatchFile(const QString &file);

/// argv as one text that CommandLineToArgvW and the C run-time take apart again. Nothing where that
/// cannot be: a quotation mark in argv[0], which is read by rules of its own.
std::optional<QString> commandLine(const QStringList &argv);

/// `cmd.exe /d /e:ON /v:OFF /s /c "…"` for a batch file. Because cmd.exe reads such a line twice,
/// an argument that holds a quotation mark, a percent sign or the end of a line is refused: nothing
/// could keep it from being executed (CVE-2024-24576).
ProcessResult<QString> batchCommandLine(const QString &interpreter, const QString &file,
                                        const QStringList &arguments);

/// A shell's command line. The command is the shell's program as it stands.
QString shellCommandLine(WindowsOptions::Shell shell, const QString &interpreter,
                         const QString &command);

/// The shell's file: %ComSpec% if it is absolute, else cmd.exe of the system's folder; PowerShell's
/// there.
QString shellFile(WindowsOptions::Shell shell, const QString &comSpec, const QString &systemFolder);

/// "NAME=value" sorted as Windows wants it, without regard to case; later changes of a name in
/// another case win. Nothing stands for a variable that is removed. SystemRoot and SystemDrive,
/// which hardly a program can do without, are taken from `own` if they are not named.
QStringList environmentVariables(const QStringList &base,
                                 const QMap<QString, std::optional<QString>> &changes,
                                 const QStringList &own);

/// The variables as CreateProcess takes them: each ended by NUL, and the whole too.
QString environmentBlock(const QStringList &variables);

/// The value of a variable, whatever the case of its name; empty if there is none.
QString valueOf(const QStringList &variables, const QString &name);

} // namespace Spawnscope::WindowsCommand
