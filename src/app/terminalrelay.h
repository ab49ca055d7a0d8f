// SPDX-License-Identifier: MIT
#pragma once

#include "app/ownterminal.h"
#include "launcher/inputsource_p.h"

#include <QObject>

namespace Spawnscope {

class Process;

/// Joins a child's terminal with what this program has for standard input: what comes there is sent
/// to the child, and the size of this program's terminal is the child's.
///
/// This program's terminal is raw as long as this lives (OwnTerminal), so end it before a signal
/// may end the program.
/// Flow:   nothing is read while the child's terminal takes no more.
/// End:    that of standard input is sent as the terminal's VEOF.
class TerminalRelay final : public QObject
{
    Q_OBJECT

public:
    /// @p process has a terminal and outlives this.
    TerminalRelay(Process *process, OwnTerminal::Screen screen, QObject *parent = nullptr);
    ~TerminalRelay() override;

    /// This program's terminal may have another size now.
    void updateSize();

Q_SIGNALS:
    /// What came cannot be sent; a sentence for people. Nothing more is read.
    void inputFailed(const QString &sentence);

private:
    void pass(QByteArrayView bytes);
    void endInput();

    Process *m_process;
    OwnTerminal m_terminal;
    bool m_isEnded = false; ///< nothing more is passed on
    InputSource m_input; ///< last: it calls this
};

} // namespace Spawnscope
