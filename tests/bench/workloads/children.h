// SPDX-License-Identifier: MIT
#pragma once

#include "process/process.h"
#include "workloads/fixtures.h"
#include "workloads/workload.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace Bench {

/// What pipes are made of; set once, by the word stdio=socket.
inline Spawnscope::SubprocessOptions::Channel streamChannel =
    Spawnscope::SubprocessOptions::Channel::Pipe;

/// All three streams at /dev/null.
inline Spawnscope::SubprocessOptions silentOptions()
{
    Spawnscope::SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Spawnscope::DevNull;
    options.channel = streamChannel;
    options.onDestruction = Spawnscope::StopPolicy::killNow();
    return options;
}

inline Spawnscope::SubprocessOptions outputOptions()
{
    Spawnscope::SubprocessOptions options = silentOptions();
    options.standardOutput = Spawnscope::Pipe;
    return options;
}

inline Spawnscope::SubprocessOptions pipeOptions()
{
    Spawnscope::SubprocessOptions options = silentOptions();
    options.standardInput = options.standardOutput = options.standardError = Spawnscope::Pipe;
    return options;
}

inline bool isSuccess(const std::optional<Spawnscope::ExitStatus> &status)
{
    return status && status->returncode() == 0;
}

/// A measurement without its child is none: ends the program where a start fails.
template <typename Started>
Started started(Spawnscope::ProcessResult<Started> result, const ChildCommand &command)
{
    if (!result) {
        std::fprintf(stderr, "%s does not start: %s\n", command.program.constData(),
                     result.error().code.message().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

inline std::unique_ptr<Spawnscope::Process> start(const ChildCommand &command,
                                                  const Spawnscope::SubprocessOptions &options)
{
    return started(createSubprocessExec(command.program, command.arguments, options), command);
}

inline std::unique_ptr<Spawnscope::SubprocessTransport> start(
    Spawnscope::SubprocessProtocol *protocol, const ChildCommand &command,
    const Spawnscope::SubprocessOptions &options)
{
    return started(subprocessExec(protocol, command.program, command.arguments, options), command);
}

} // namespace Bench
