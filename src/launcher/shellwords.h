// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Spawnscope {

/// What parts words of a command, the end of a line included.
constexpr bool isBetweenWords(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What a shell takes a word for where it expects a command. None of these looks at quotes.

/// "if", "{", "!" and so on: POSIX's reserved words and the widespread "[[" and "function".
bool isShellKeyword(QByteArrayView word);
/// A command that exists only inside of a shell, such as "cd" or "export".
bool isShellBuiltin(QByteArrayView word);
/// Letters, digits and '_', no digit in front: the name of a variable.
bool isShellName(QByteArrayView word);
/// NAME=value
bool isShellAssignment(QByteArrayView word);

/// A command that exists only inside of Windows' command processor, such as "dir"; in any case.
bool isCommandProcessorWord(QByteArrayView word);

} // namespace Spawnscope
