// SPDX-License-Identifier: MIT
#include "base/jsontext.h"
#include "base/shlex.h"
#include "launcher/commandprocessor.h"
#include "launcher/commandtext.h"
#include "launcher/launchspec.h"
#include "launcher/pathsearch.h"
#include "launcher/redirections_p.h"
#include "launcher/shellwords.h"

namespace Spawnscope {

namespace {

/// A word where a shell expects a command: a name such as "if" or "A=b" has to be quoted there.
QByteArray quoteCommandName(const QByteArray &name)
{
    const QByteArray quoted = Shlex::readableQuote(name);
    const bool isSpecial = quoted == name && (isShellKeyword(name) || isShellAssignment(name));
    return isSpecial ? '\'' + name + '\'' : quoted;
}

QByteArray quoteCommand(const QByteArrayList &argv)
{
    if (argv.isEmpty())
        return {};
    QByteArray line = quoteCommandName(argv.first());
    for (const QByteArray &argument : argv.sliced(1))
        line += ' ' + Shlex::readableQuote(argument);
    return line;
}

/// `env -i -u NAME NAME=value`, or only the assignments where they are enough.
QByteArray environmentPrefix(const Environment &environment)
{
    QByteArray removals;
    QByteArray settings;
    bool areShellNames = true;
    for (auto it = environment.changes.cbegin(); it != environment.changes.cend(); ++it) {
        if (!it.value()) {
            removals += "-u " + Shlex::readableQuote(it.key()) + ' ';
            continue;
        }
        areShellNames = areShellNames && isShellName(it.key());
        // The name stays outside of the quotes, or the shell would not see an assignment.
        settings += areShellNames ? it.key() + '=' + Shlex::readableQuote(*it.value()) + ' '
                                  : Shlex::readableQuote(it.key() + '=' + *it.value()) + ' ';
    }
    if (environment.base == Environment::Base::Empty)
        return "env -i " + settings;
    if (removals.isEmpty() && areShellNames)
        return settings;
    return "env " + removals + settings;
}

QByteArray toPosixShell(const LaunchSpec &spec)
{
    const QByteArray prefix = environmentPrefix(spec.environment);
    const QByteArray streams = redirections(spec, {"/dev/null", Shlex::readableQuote});
    QByteArray line;
    if (spec.workingDirectory.startsWith('-'))
        line = "cd " + Shlex::readableQuote("./" + spec.workingDirectory) + " && ";
    else if (!spec.workingDirectory.isEmpty())
        line = "cd " + Shlex::readableQuote(spec.workingDirectory) + " && ";
    const bool isShell = spec.mode == LaunchSpec::Mode::Shell;
    const bool isPowerShell = isShell && spec.shell == CommandShell::PowerShell;
    if (isShell && !isPowerShell && line.isEmpty() && prefix.isEmpty() && streams.isEmpty())
        return spec.command;
    QByteArrayList argv = spec.argv;
    if (isShell)
        argv = isPowerShell ? powerShellArgv(spec.command)
                            : QByteArrayList{"/bin/sh", "-c", spec.command};
    return line + prefix + quoteCommand(argv) + streams;
}

/// A Python literal: str where the bytes are UTF-8, else bytes; both are taken for arguments.
QByteArray pythonLiteral(QByteArrayView bytes)
{
    if (bytes.isValidUtf8())
        return jsonStringFromUtf8(bytes); // JSON's escapes mean the same to Python
    QByteArray literal("b\"");
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            literal += '\\';
        if (uchar(c) >= 0x20 && uchar(c) < 0x7f)
            literal += c;
        else
            literal += "\\x" + QByteArray(1, c).toHex();
    }
    return literal + '"';
}

QByteArray pythonOutput(LaunchSpec::Output output, const QByteArray &path)
{
    switch (output) {
    case LaunchSpec::Output::Pipe:
        return "asyncio.subprocess.PIPE";
    case LaunchSpec::Output::Null:
        return "asyncio.subprocess.DEVNULL";
    case LaunchSpec::Output::File:
        return "open(" + pythonLiteral(path) + ", \"wb\")";
    case LaunchSpec::Output::AppendFile:
        return "open(" + pythonLiteral(path) + ", \"ab\")";
    }
    Q_UNREACHABLE();
}

QByteArray pythonInput(const LaunchSpec &spec)
{
    switch (spec.input) {
    case LaunchSpec::Input::Pipe:
        return "None";
    case LaunchSpec::Input::Null:
        return "asyncio.subprocess.DEVNULL";
    case LaunchSpec::Input::File:
        return "open(" + pythonLiteral(fromDirectory(spec.workingDirectory, spec.inputPath))
            + ", \"rb\")";
    }
    Q_UNREACHABLE();
}

/// What a child in a terminal gets beside it.
Environment withTerminalType(const LaunchSpec &spec)
{
    Environment environment = spec.environment;
    if (spec.terminal && !environment.changes.contains("TERM"))
        environment.changes.insert("TERM", PtyOptions().type);
    return environment;
}

QByteArray pythonEnvironment(const Environment &environment, CommandSyntax syntax)
{
    if (environment.base == Environment::Base::Inherit && environment.changes.isEmpty())
        return {};
    const bool isText = syntax == CommandSyntax::Windows; // has no os.environb
    QByteArray text = environment.base == Environment::Base::Empty
        ? QByteArrayLiteral("    env = {}\n")
        : QByteArrayLiteral("    env = dict(os.environ") + (isText ? ")\n" : "b)\n");
    const auto key = [isText](const QByteArray &name) {
        return isText ? pythonLiteral(name) : "os.fsencode(" + pythonLiteral(name) + ')';
    };
    for (auto it = environment.changes.cbegin(); it != environment.changes.cend(); ++it) {
        if (it.value())
            text += "    env[" + key(it.key()) + "] = " + key(*it.value()) + '\n';
        else
            text += "    env.pop(" + key(it.key()) + ", None)\n";
    }
    return text;
}

QByteArray pythonStreams(const LaunchSpec &spec)
{
    const QByteArray indent(8, ' ');
    const auto path = [&spec](const QByteArray &name) {
        return fromDirectory(spec.workingDirectory, name);
    };
    if (spec.terminal) {
        const bool isErrorElsewhere = !spec.mergeError
            && (spec.terminal->separateError || spec.error != LaunchSpec::Output::Pipe);
        return indent + "stdin=terminal,\n" + indent + "stdout=terminal,\n" + indent + "stderr="
            + (isErrorElsewhere ? pythonOutput(spec.error, path(spec.errorPath))
                                : QByteArrayLiteral("terminal"))
            + ",\n" + indent + "start_new_session=True,\n" + indent
            + "preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),\n";
    }
    return indent + "stdin=" + pythonInput(spec) + ",\n" + indent
        + "stdout=" + pythonOutput(spec.output, path(spec.outputPath)) + ",\n" + indent + "stderr="
        + (spec.mergeError ? QByteArrayLiteral("asyncio.subprocess.STDOUT")
                           : pythonOutput(spec.error, path(spec.errorPath)))
        + ",\n";
}

/// The terminal of the child, before it is started.
QByteArray pythonTerminal(const LaunchTerminal &terminal)
{
    return "    control, terminal = os.openpty()\n"
           "    size = struct.pack(\"HHHH\", "
        + QByteArray::number(terminal.rows) + ", " + QByteArray::number(terminal.columns)
        + ", 0, 0)\n"
          "    fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)\n";
}

QByteArray pythonCall(const LaunchSpec &spec, bool hasEnvironment)
{
    const QByteArray indent(8, ' ');
    QByteArray text("    process = await asyncio.create_subprocess_");
    const bool isShell = spec.mode == LaunchSpec::Mode::Shell;
    const bool isPowerShell = isShell && spec.shell == CommandShell::PowerShell;
    if (isShell && !isPowerShell) {
        text += "shell(\n" + indent + pythonLiteral(spec.command) + ",\n";
    } else {
        text += "exec(\n";
        for (const QByteArray &argument : isPowerShell ? powerShellArgv(spec.command) : spec.argv)
            text += indent + pythonLiteral(argument) + ",\n";
    }
    text += pythonStreams(spec);
    if (!spec.workingDirectory.isEmpty())
        text += indent + "cwd=" + pythonLiteral(spec.workingDirectory) + ",\n";
    if (hasEnvironment)
        text += indent + "env=env,\n";
    return text + "    )\n";
}

} // namespace

QByteArray LaunchSpec::commandLine(CommandSyntax syntax) const
{
    if (mode == Mode::Shell)
        return command;
    return syntax == CommandSyntax::Posix ? quoteCommand(argv) : joinCommand(argv, syntax);
}

QByteArray LaunchSpec::toShell(CommandSyntax syntax) const
{
    return syntax == CommandSyntax::Posix ? toPosixShell(*this) : toCommandProcessor(*this);
}

QByteArray LaunchSpec::toArgvJson() const
{
    QByteArrayList strings;
    for (const QByteArray &argument : startedArgv())
        strings.append(jsonString(argument));
    return '[' + strings.join(", ") + ']';
}

QByteArray LaunchSpec::toPythonAsyncio(CommandSyntax syntax) const
{
    if (terminal && syntax == CommandSyntax::Windows) {
        LaunchSpec withPipes = *this; // Python has no terminals there
        withPipes.terminal.reset();
        return withPipes.toPythonAsyncio(syntax);
    }
    const QByteArray environmentText = pythonEnvironment(withTerminalType(*this), syntax);
    QByteArray text = "#!/usr/bin/env python3\nimport asyncio\n";
    text += terminal ? "import fcntl\nimport os\nimport struct\nimport sys\nimport termios\n"
                     : "import os\nimport sys\n";
    text += R"(

async def copy(reader, file):
    if reader is None:
        return
    while data := await reader.read(65536):
        file.buffer.write(data)
        file.flush()


)";
    if (terminal)
        text += R"(async def copy_terminal(control, file):
    loop = asyncio.get_running_loop()
    while True:
        try:
            data = await loop.run_in_executor(None, os.read, control, 65536)
        except OSError:  # nobody has the terminal open any more
            return
        file.buffer.write(data)
        file.flush()


)";
    text += "async def main():\n";
    text += environmentText;
    if (terminal)
        text += pythonTerminal(*terminal);
    text += pythonCall(*this, !environmentText.isEmpty());
    if (terminal)
        text += "    os.close(terminal)\n";
    text += "    await asyncio.gather(\n";
    text += terminal ? "        copy_terminal(control, sys.stdout),\n"
                     : "        copy(process.stdout, sys.stdout),\n";
    text += R"(        copy(process.stderr, sys.stderr),
    )
    returncode = await process.wait()
    return returncode if returncode >= 0 else 128 - returncode


sys.exit(asyncio.run(main()))
)";
    return text;
}

} // namespace Spawnscope
