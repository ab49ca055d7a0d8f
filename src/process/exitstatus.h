// SPDX-License-Identifier: MIT
#pragma once

#include <QMetaType>

#include <chrono>
#include <optional>

namespace Spawnscope {

/// How a process ended.
struct ExitStatus
{
    enum class Kind {
        Exited, ///< by exit(3); `code` is its status, 0 to 255 on Unix; on Windows all 32 bits,
                ///< as ntStatusName() knows them
        Signalled, ///< by signal `code`
        Unknown, ///< the status was reaped elsewhere, or SIGCHLD is ignored in this program
    };
    Kind kind = Kind::Unknown;
    int code = 0;
    bool dumpedCore = false; ///< for Signalled

    /// asyncio's number: N for exit status N, -N for death by signal N, nothing for Unknown
    /// (asyncio invents 255 there).
    std::optional<int> returncode() const
    {
        if (kind == Kind::Unknown)
            return std::nullopt;
        return kind == Kind::Signalled ? -code : code;
    }

    friend bool operator==(const ExitStatus &, const ExitStatus &) = default;
};

/// What the process and the children it has waited for used: getrusage(2) of wait4(2).
/// All zero when the status is unknown.
struct ResourceUsage
{
    std::chrono::microseconds userTime{0};
    std::chrono::microseconds systemTime{0};
    /// Linux counts what was resident before exec too, which is this program's own memory: a
    /// figure not above that says nothing of the child.
    qint64 maxResidentBytes = 0;
    qint64 minorFaults = 0;
    qint64 majorFaults = 0;
    qint64 voluntarySwitches = 0;
    qint64 involuntarySwitches = 0;
};

} // namespace Spawnscope

Q_DECLARE_METATYPE(Spawnscope::ExitStatus)
