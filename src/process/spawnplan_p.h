// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/options.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>
#include <sys/resource.h>
#include <sys/types.h>
#include <vector>

namespace Spawnscope {

/// Everything a child does before it becomes its program, resolved beforehand: the child itself
/// allocates nothing, looks nothing up and decides nothing.
struct SpawnPlan
{
    struct Move
    {
        int from; ///< a descriptor of this program
        int to; ///< its number in the child
    };
    struct Limit
    {
        int resource;
        rlimit value;
    };

    QByteArray program; ///< as it was asked for
    // What is executed. The pointer arrays end with null and point into the lists, or into this
    // program's environment.
    QByteArrayList candidates; ///< paths to try in this order
    QByteArrayList argv;
    QByteArrayList environment; ///< "NAME=value" of what differs from this program's
    std::vector<char *> argvPointers;
    std::vector<char *> environmentPointers;
    std::vector<const char *> candidatePointers;

    // Descriptors. The moves are worked on in place by the child.
    std::vector<Move> moves;
    bool errorToOutput = false; ///< finally 2 becomes a copy of 1
    bool closeOthers = true;

    const char *directory = nullptr;
    QByteArray directoryBytes;
    std::optional<mode_t> umask;
    bool restoreSignals = true;
    bool inheritMask = false;
    bool newSession = false;
    bool takesTerminal = false; ///< descriptor 0 becomes the session's controlling terminal
    std::optional<pid_t> group;
    std::optional<int> nice;
    std::vector<Limit> limits;
    bool setGroups = false;
    std::vector<gid_t> groups;
    std::optional<gid_t> gid;
    std::optional<uid_t> uid;
    std::optional<int> parentDeathSignal;
    pid_t parent = 0; ///< this program

    bool leadsGroup() const { return newSession || group == 0; }
};

/// Checks the input and resolves everything but the descriptors. Creates nothing.
ProcessResult<SpawnPlan> makeSpawnPlan(const QByteArrayList &argv,
                                       const SubprocessOptions &options);

/// The directories of PATH as the child will see them; "/bin" and "/usr/bin" if it has no PATH.
QByteArrayList searchPath(const Environment &environment);

/// The paths to try for a program: itself if it holds a '/', else one for each directory, where
/// an empty entry stands for the current one.
QByteArrayList candidatePaths(const QByteArray &program, const QByteArrayList &directories);

/// Numbers for names (getpwnam_r(3), getgrnam_r(3)).
ProcessResult<uid_t> lookUpUser(const Identity &identity);
ProcessResult<gid_t> lookUpGroup(const Identity &identity);

} // namespace Spawnscope
