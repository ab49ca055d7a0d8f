// SPDX-License-Identifier: MIT
#include "process/optionchecks_p.h"

#include "process/pty_p.h"

#include <QSet>

namespace Spawnscope {

namespace {

constexpr int highestExtraDescriptor = 1023;

bool hasNul(const QByteArray &bytes)
{
    return bytes.contains('\0');
}

} // namespace

std::optional<ProcessError> checkCommand(const QByteArrayList &argv,
                                         const SubprocessOptions &options)
{
    const bool hasExecutable = options.executable && !options.executable->isEmpty();
    if (argv.isEmpty() || (argv.first().isEmpty() && !hasExecutable))
        return ProcessError::invalid("program");
    for (const QByteArray &argument : argv) {
        if (hasNul(argument))
            return ProcessError::invalid(argument);
    }
    if (options.executable
        && (options.executable->isEmpty() || hasNul(options.executable->bytes())))
        return ProcessError::invalid("executable");
    if (options.workingDirectory
        && (options.workingDirectory->isEmpty() || hasNul(options.workingDirectory->bytes())))
        return ProcessError::invalid("workingDirectory");
    return std::nullopt;
}

std::optional<ProcessError> checkEnvironment(const Environment &environment)
{
    for (auto it = environment.changes.begin(); it != environment.changes.end(); ++it) {
        if (it.key().isEmpty() || it.key().contains('=') || hasNul(it.key())
            || (it.value() && hasNul(*it.value())))
            return ProcessError::invalid(it.key().isEmpty() ? QByteArray("environment") : it.key());
    }
    return std::nullopt;
}

std::optional<ProcessError> checkStreams(const SubprocessOptions &options)
{
    if (options.limit <= 0)
        return ProcessError::invalid("limit");
    if (options.standardInput.kind() == Stdio::Kind::Stdout)
        return ProcessError::invalid("standardInput");
    if (options.standardOutput.kind() == Stdio::Kind::Stdout)
        return ProcessError::invalid("standardOutput");
    const auto hasBadPath = [](const Stdio &stdio) {
        return stdio.kind() == Stdio::Kind::File
            && (stdio.path().isEmpty() || hasNul(stdio.path()));
    };
    for (const Stdio &stdio :
         {options.standardInput, options.standardOutput, options.standardError}) {
        if (hasBadPath(stdio))
            return ProcessError::invalid("path");
    }
    QSet<int> taken;
    for (const ExtraDescriptor &extra : options.extraDescriptors) {
        const bool isUsable = extra.source.kind() != Stdio::Kind::Inherit
            && extra.source.kind() != Stdio::Kind::Stdout
            && extra.source.kind() != Stdio::Kind::Terminal && !hasBadPath(extra.source);
        if (extra.number < 3 || extra.number > highestExtraDescriptor || !isUsable
            || taken.contains(extra.number))
            return ProcessError::invalid("extraDescriptors");
        taken.insert(extra.number);
    }
    for (const int fd : options.passDescriptors) {
        if (fd < 3 || taken.contains(fd))
            return ProcessError::invalid("passDescriptors");
    }
    if (options.pipeSize && *options.pipeSize <= 0)
        return ProcessError::invalid("pipeSize");
    return std::nullopt;
}

std::optional<ProcessError> checkTerminal(const SubprocessOptions &options)
{
    const auto isTerminal = [](const Stdio &stdio) {
        return stdio.kind() == Stdio::Kind::Terminal;
    };
    if (isTerminal(options.standardInput) != isTerminal(options.standardOutput))
        return ProcessError::invalid("standardInput");
    if (isTerminal(options.standardError) && !isTerminal(options.standardOutput))
        return ProcessError::invalid("standardError");
    return isTerminal(options.standardInput) ? checkPtyOptions(options.terminal) : std::nullopt;
}

} // namespace Spawnscope
