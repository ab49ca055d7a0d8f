// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "process/error.h"
#include "process/pty.h"

#include <memory>

namespace Spawnscope {

/// A pseudo-console (CreatePseudoConsole, Windows 10 1809), and this program's ends of its pipes.
///
/// The console is closed when the child's job is empty, or with this object, whichever comes first;
/// all that was printed comes out of the pipe before its end. Closing may take until the output is
/// read or given up, and so is done on a thread of the console's own.
class PtyPair final
{
public:
    static ProcessResult<std::unique_ptr<PtyPair>> open(const PtySize &size);
    ~PtyPair();

    /// HPCON, for PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE.
    void *console() const;
    /// The completion port that the child's job tells of its end.
    int jobPort() const;

    /// For transports. The input stays open here as well: its end would end the console.
    ProcessResult<UniqueFd> duplicateInput() const;
    UniqueFd takeOutput() { return std::move(m_output); }

    const PtySize &size() const { return m_size; }
    ProcessResult<void> resize(const PtySize &size);

private:
    struct Console;
    PtyPair(std::shared_ptr<Console> console, const PtySize &size);

    std::shared_ptr<Console> m_console; ///< shared with the thread
    UniqueFd m_input;
    UniqueFd m_output;
    PtySize m_size;
};

} // namespace Spawnscope
