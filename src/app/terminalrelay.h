// SPDX-License-Identifier: MIT
#pragma once

#include "process/pty.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>
#include <termios.h>

namespace Spawnscope {

class Process;

/// Joins a child's terminal with what this program has for standard input: what comes there is sent
/// to the child, and the size of this program's terminal is the child's.
///
/// Where standard input is a terminal itself, it passes every key on (it is raw) as long as this
/// object lives. Its destructor gives it back as it was, so end this before a signal may end the
/// program.
/// Flow:   nothing is read while the child's terminal takes no more.
/// End:    that of standard input is sent as the terminal's VEOF.
class TerminalRelay final : public QObject
{
    Q_OBJECT

public:
    /// Whether this program's terminal shows what it gets as it is, or ends lines by itself.
    enum class Screen { Raw, Lines };

    /// The size of the terminal that one of this program's three streams leads to, if any.
    static std::optional<PtySize> ownSize();

    /// @p process has a terminal and outlives this.
    TerminalRelay(Process *process, Screen screen, QObject *parent = nullptr);
    ~TerminalRelay() override;

    /// This program's terminal may have another size now (SIGWINCH).
    void updateSize();

Q_SIGNALS:
    /// What came cannot be sent; a sentence for people. Nothing more is read.
    void inputFailed(const QString &sentence);

private:
    void makeRaw(Screen screen);
    void readInput();

    Process *m_process;
    std::optional<termios> m_before; ///< of standard input, where it is a terminal
    QSocketNotifier m_input;
};

} // namespace Spawnscope
