// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/livescreen.h"

#include <memory>

namespace Spawnscope {

class OutputSink;
class Process;

/// What a capture does with the terminal of its run: output goes to the log of the terminal as it
/// is, and through the screen as lines to the log of the run; what the terminal answers goes to the
/// child.
///
/// Thread:    that of the capture.
/// Ownership: the sinks must outlive it; the screen is shared with whoever looks at it, and is not
///            fed any more when this is gone.
class TerminalTap final
{
public:
    /// @p lines leads to @p log, @p bytes to the log of the terminal.
    TerminalTap(std::shared_ptr<LiveScreen> screen, std::shared_ptr<OutputLog> log,
                OutputSink *lines, OutputSink *bytes);

    /// Of a child that has started with this size, or has none any more (null).
    void setProcess(Process *process) { m_process = process; }
    void noteSize(TerminalSize size);

    void read(QByteArrayView bytes);
    /// Whether a secret is asked for, which is not to be kept: the terminal does not show what is
    /// typed, and takes it line by line.
    bool asksForSecret() const;
    /// Was sent to the child by a person.
    void typed(QByteArrayView bytes);
    void resize(TerminalSize size);
    /// Nothing more comes: what is on the screen goes to the log.
    void end();

private:
    void sendAnswers();

    std::shared_ptr<LiveScreen> m_screen;
    OutputSink *m_bytes;
    Process *m_process = nullptr;
};

} // namespace Spawnscope
