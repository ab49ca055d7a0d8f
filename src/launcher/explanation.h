// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/commandtext.h"
#include "launcher/launchspec.h"
#include "process/error.h"
#include "process/exitstatus.h"
#include "record/outputline.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace Spawnscope {

/// Why a command could not be started, for people.
struct StartFailure
{
    enum class Kind {
        ProgramNotFound, ///< a bare name that no directory of PATH holds
        FileNotFound, ///< a path that does not exist
        NotExecutable, ///< exists without the permission, or is a directory
        BadInterpreter, ///< the file's #! line names a program that does not exist
        NotAProgram, ///< neither a binary for this machine nor a script with #!
        MissingDirectory, ///< the working directory
        ArgumentsTooLong,
        BadInput, ///< refused before anything was tried
        StreamFile, ///< a file for one of the streams
        Other,
    };
    Kind kind = Kind::Other;
    QString sentence; ///< one line: what failed and where
    QStringList details; ///< further lines, such as the directories searched
};

/// Looks at the file system to tell apart what the system's error leaves open. May touch the disk.
StartFailure explainStartFailure(const LaunchSpec &spec, const ProcessError &error);

/// The exit code that a shell would give for such a failure: 127 not found, 126 otherwise.
int shellExitCode(const StartFailure &failure);

/// "exited normally", "killed by SIGKILL", "137: a shell reports 128+9 (SIGKILL)" …
QString explainExit(const ExitStatus &status, LaunchSpec::Mode mode);

/// Short form for a column: "0", "-9 SIGKILL", "137 (128+9)", "unknown".
QString shortReturncode(const ExitStatus &status, LaunchSpec::Mode mode);

/// For a failed run in exact order: what its last lines say of the costs of that (see ExactOrder),
/// and the remedy; nothing when they say nothing of them. @p largestWrite: how many bytes it could
/// write at once.
std::optional<QString> explainExactOrder(const QByteArrayList &lastLines, qint64 largestWrite);

/// For a failed run without a terminal: what its last lines say of missing one, and the remedy;
/// nothing when they say nothing of it.
std::optional<QString> explainMissingTerminal(const QByteArrayList &lastLines);

/// Whether a program holds its lines back until a block of them is full, as many do that think
/// nobody looks on, from what arrived through a pipe so far, from its beginning; nothing while too
/// little has come to tell.
///
/// It does when its standard output begins with two full blocks (multiples of 4096 bytes, as C
/// libraries and languages have them) of text with a pause between them, one of which ends within a
/// line. A program that writes each line, writes fast, or ends its blocks with lines does not, and
/// one that has printed less than a block so far cannot be told from one that is silent.
std::optional<bool> comesInBlocks(const QList<OutputChunk> &chunks);
QString explainBlockBuffering(); ///< and the remedy

/// What in a command line only a shell understands, found by reading it as a POSIX shell or as
/// Windows' command processor does: pipes, redirections, globs, variables, substitutions, lists,
/// background, comments.
struct ShellSyntax
{
    qsizetype position = 0; ///< in bytes
    QByteArray token; ///< "|", "*", "$HOME" …
    QString meaning; ///< "a pipe"
};
std::optional<ShellSyntax> findShellSyntax(QByteArrayView commandLine,
                                           CommandSyntax syntax = ownCommandSyntax());

} // namespace Spawnscope
