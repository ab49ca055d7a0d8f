// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/child_p.h"
#include "process/options.h"
#include "process/pty.h"

#include <map>
#include <memory>

namespace Spawnscope {

/// What is to be started.
struct Command
{
    enum class Kind {
        Program, ///< argv
        Shell, ///< the one element of argv, by the system's shell
    };
    Kind kind = Kind::Program;
    QByteArrayList argv;
};

/// This program's end of a pipe to a child, or of its terminal.
struct ParentEnd
{
    UniqueFd fd; ///< for a transport
    ExtraDescriptor::Direction direction = ExtraDescriptor::Direction::FromChild;
    bool isTerminal = false;
    bool isSocket = false;
};

/// A child that has become its program.
struct Started
{
    std::unique_ptr<Child> child;
    std::map<int, ParentEnd> parentEnds; ///< by the child's number
    std::unique_ptr<Pty> terminal; ///< null without one
};

/// Checks the input, opens what the streams need and starts the child; the whole of what one
/// system does differently from another. When it fails, nothing is left behind.
ProcessResult<Started> start(const Command &command, const SubprocessOptions &options);

} // namespace Spawnscope
