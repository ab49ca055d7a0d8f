// SPDX-License-Identifier: MIT
#pragma once

#include "process/process.h"
#include "workloads/workload.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace Bench {

/// All three streams at /dev/null.
inline Spawnscope::SubprocessOptions silentOptions()
{
    Spawnscope::SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Spawnscope::DevNull;
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

/// A FIFO at which "gate" children wait until it is opened.
class Gate
{
public:
    Gate();
    ~Gate();
    Q_DISABLE_COPY_MOVE(Gate)

    const QByteArray &path() const { return m_path; }
    qint64 open(); ///< lets all of them go; the time at which it did

private:
    QByteArray m_path;
    int m_descriptor;
};

/// A file in which "exitstamp" children leave the time of their exit.
class StampFile
{
public:
    StampFile();
    ~StampFile();
    Q_DISABLE_COPY_MOVE(StampFile)

    QByteArray path() const { return QFile::encodeName(m_file.fileName()); }
    qint64 stamp();

private:
    QFile m_file;
};

} // namespace Bench
