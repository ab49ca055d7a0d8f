// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

struct termios;

namespace Spawnscope {

/// How far the line is that is being written to a terminal, by what the line discipline makes of
/// each byte (termios(3)).
struct PtyLine
{
    qsizetype length = 0; ///< bytes since the last end of a line
    bool isQuoted = false; ///< the next byte is taken as it is (VLNEXT)
};

/// The line after `bytes`, at most `limit` long; nothing if it would be longer anywhere.
std::optional<PtyLine> lineAfter(PtyLine line, QByteArrayView bytes, const termios &attributes,
                                 qsizetype limit);

/// Follows what is written to a terminal, so that it is known what its line discipline would throw
/// away and how its input ends.
///
/// Not known: what a program has erased or discarded (tcflush(3), TCSAFLUSH). Then the line is
/// taken for longer than it is, which may refuse a write or send one VEOF more than needed.
class PtyInput final
{
public:
    /// The master; it stays the caller's.
    explicit PtyInput(int master)
        : m_master(master)
    {}

    /// What is about to be written; message_size if some of it would be thrown away.
    ProcessResult<void> note(QByteArrayView bytes);
    /// What ends the input; nothing where the terminal has no such character.
    QByteArray endOfInput() const;

private:
    int m_master;
    PtyLine m_line;
};

} // namespace Spawnscope
