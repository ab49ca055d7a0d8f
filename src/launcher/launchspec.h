// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/commandtext.h"
#include "process/options.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <optional>

namespace Spawnscope {

/// The pseudo-terminal that a run has instead of pipes.
struct LaunchTerminal
{
    int rows = 24; ///< at the start; whoever shows it gives it another size
    int columns = 80;
    bool separateError = false; ///< standard error has a pipe of its own
};

/// What is to be run and how: everything needed to run it again. A value.
struct LaunchSpec
{
    enum class Mode { Exec, Shell };
    enum class Input { Pipe, Null, File };
    enum class Output { Pipe, Null, File, AppendFile };

    Mode mode = Mode::Exec;
    QByteArrayList argv; ///< Exec: the program and its arguments
    QByteArray command; ///< Shell: the shell's program
    CommandShell shell = CommandShell::System; ///< Shell: who reads it
    QByteArray workingDirectory; ///< empty: this program's
    Environment environment;

    Input input = Input::Pipe;
    QByteArray inputPath; ///< for Input::File
    Output output = Output::Pipe;
    QByteArray outputPath; ///< for Output::File and AppendFile
    Output error = Output::Pipe;
    QByteArray errorPath;
    bool mergeError = false; ///< standard error goes where standard output goes
    /// Both streams come in the order of the writes, at the costs that ExactOrder names. Without
    /// effect on systems where that is not to be had.
    bool exactOrder = false;
    /// Standard input and output, and standard error unless that goes elsewhere, are a terminal.
    std::optional<LaunchTerminal> terminal = {};

    /// The same run in a terminal, without what cannot be had together with one.
    LaunchSpec inTerminal() const;

    /// What is asked for and cannot be had together, as a sentence for people; nothing if all can.
    /// Such a run fails to start.
    std::optional<QString> contradiction() const { return contradiction(ownCommandSyntax()); }
    std::optional<QString> contradiction(CommandSyntax system) const;

    /// What is started: argv, or the shell's.
    QByteArrayList startedArgv() const;

    /// One line that stands for the run in lists: the shell command, or argv quoted as people write
    /// it on this system.
    QByteArray commandLine() const { return commandLine(ownCommandSyntax()); }
    QByteArray commandLine(CommandSyntax syntax) const;

    QJsonObject toJson() const;
    /// Nothing if the object does not describe a launch.
    static std::optional<LaunchSpec> fromJson(const QJsonObject &object);

    /// The same run as text to paste elsewhere; the directory and the changed variables included.
    QByteArray toArgvJson() const; ///< a JSON array of strings; for Shell the shell's argv
    /// One line for a POSIX shell, or for Windows' command processor; its terminal it then has.
    QByteArray toShell() const { return toShell(ownCommandSyntax()); }
    QByteArray toShell(CommandSyntax syntax) const;
    /// A complete script for the system that has such command lines.
    QByteArray toPythonAsyncio() const { return toPythonAsyncio(ownCommandSyntax()); }
    QByteArray toPythonAsyncio(CommandSyntax syntax) const;
};

/// The size of a terminal does not count: it is that of a window.
bool operator==(const LaunchSpec &a, const LaunchSpec &b);

} // namespace Spawnscope
