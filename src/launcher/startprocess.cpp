// SPDX-License-Identifier: MIT
#include "launcher/startprocess.h"

#include "launcher/pathsearch.h"
#include "launcher/startprocess_p.h"

namespace Spawnscope {

namespace {

Stdio inputStdio(const LaunchSpec &spec)
{
    switch (spec.input) {
    case LaunchSpec::Input::Pipe:
        return Pipe;
    case LaunchSpec::Input::Null:
        return DevNull;
    case LaunchSpec::Input::File:
        return Stdio::file(fromDirectory(spec.workingDirectory, spec.inputPath),
                           Stdio::FileMode::Read);
    }
    Q_UNREACHABLE();
}

Stdio outputStdio(const LaunchSpec &spec, LaunchSpec::Output output, const QByteArray &path)
{
    switch (output) {
    case LaunchSpec::Output::Pipe:
        return Pipe;
    case LaunchSpec::Output::Null:
        return DevNull;
    case LaunchSpec::Output::File:
        return Stdio::file(fromDirectory(spec.workingDirectory, path), Stdio::FileMode::Truncate);
    case LaunchSpec::Output::AppendFile:
        return Stdio::file(fromDirectory(spec.workingDirectory, path), Stdio::FileMode::Append);
    }
    Q_UNREACHABLE();
}

/// Whether standard error goes to a place of its own.
bool isErrorElsewhere(const LaunchSpec &spec)
{
    const bool isPipe = spec.error == LaunchSpec::Output::Pipe;
    return !spec.mergeError && (!isPipe || (spec.terminal && spec.terminal->separateError));
}

} // namespace

SubprocessOptions subprocessOptions(const LaunchSpec &spec)
{
    SubprocessOptions options;
    if (spec.terminal) {
        options.standardInput = options.standardOutput = options.standardError = Terminal;
        options.terminal.size.rows = spec.terminal->rows;
        options.terminal.size.columns = spec.terminal->columns;
    } else {
        options.standardInput = inputStdio(spec);
        options.standardOutput = outputStdio(spec, spec.output, spec.outputPath);
        options.standardError = spec.mergeError ? Stdio(Stdout) : Stdio(Pipe);
    }
    if (isErrorElsewhere(spec))
        options.standardError = outputStdio(spec, spec.error, spec.errorPath);
    if (!spec.workingDirectory.isEmpty())
        options.workingDirectory = OsString(spec.workingDirectory);
    options.environment = spec.environment;
    options.windows = windowsOptions(spec);
    return options;
}

ProcessResult<std::unique_ptr<Process>> startProcess(const LaunchSpec &spec,
                                                     const SubprocessOptions &options)
{
    if (spec.contradiction())
        return unexpected(ProcessError{
            ProcessStage::Arguments, std::make_error_code(std::errc::invalid_argument), {}});
    if (spec.mode == LaunchSpec::Mode::Shell)
        return createSubprocessShell(spec.command, options);
    SubprocessOptions execOptions = options;
    if (auto executable = namedExecutable(spec))
        execOptions.executable = std::move(executable);
    return createSubprocessExec(spec.argv.value(0), OsStringList(spec.argv.mid(1)), execOptions);
}

} // namespace Spawnscope
