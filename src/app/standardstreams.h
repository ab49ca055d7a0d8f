// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QByteArray>
#include <QString>

#include <system_error>

namespace Spawnscope {

/// This program's own standard input (0), output (1) and error (2).
///
/// Platform: standardstreams_unix.cpp, standardstreams_windows.cpp.
namespace StandardStreams {

/// Whether standard output and error are one terminal, pipe or file. Then one pipe for both of a
/// child's streams keeps the order in which it wrote to them.
bool areOutputsOne();

bool isInputTerminal();

/// Standard input, taken away from the rest of the program: who writes to it learns of its end only
/// when nobody holds it any more.
UniqueFd takeInput();
/// The same, left where it is.
UniqueFd copyInput();

/// Writes all of it, waiting as long as it takes; nothing when that went well. A reader who has
/// gone is std::errc::broken_pipe.
std::error_code write(int fd, const QByteArray &bytes);
/// Writes a text for people, in the encoding that whoever reads expects.
std::error_code print(int fd, const QString &text);

/// A reader who goes is told as an error from now on, not by a sudden death. True if it was so
/// already.
bool survivesLostReaders();

} // namespace StandardStreams

} // namespace Spawnscope
