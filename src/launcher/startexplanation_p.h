// SPDX-License-Identifier: MIT
#pragma once

#include "base/osstring.h"
#include "launcher/explanation.h"

namespace Spawnscope {

inline QString shown(const QByteArray &path)
{
    return OsString(path).toString();
}

inline bool is(const ProcessError &error, std::errc code)
{
    return error.code == code;
}

/// Why the system did not execute the program; nothing where its error explains itself. May touch
/// the disk.
/// Platform: startexplanation_unix.cpp, startexplanation_windows.cpp.
std::optional<StartFailure> explainExecution(const LaunchSpec &spec, const ProcessError &error,
                                             const QByteArray &program);

/// What the system allows; nothing where it says nothing of it.
struct ArgumentLimits
{
    std::optional<qint64> together; ///< bytes of the arguments and the environment
    std::optional<qint64> single; ///< bytes of one argument
    std::optional<qint64> commandLine; ///< characters of all arguments, quoted and joined
};
ArgumentLimits argumentLimits();

/// Names in the search path that are one slip of the hand away from that of the program.
QStringList similarPrograms(const LaunchSpec &spec, const QByteArray &program);

/// The directories of the search path in their order, with a word on those that cannot be searched.
QStringList searchedDirectories(const LaunchSpec &spec);

} // namespace Spawnscope
