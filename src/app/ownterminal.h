// SPDX-License-Identifier: MIT
#pragma once

#include "process/pty.h"

#include <memory>
#include <optional>

namespace Spawnscope {

/// The terminal, or console of Windows, that this program's standard streams lead to.
///
/// Where standard input is one, it passes every key on (it is raw) as long as this object lives;
/// the destructor gives it back as it was.
/// Platform: ownterminal_unix.cpp, ownterminal_windows.cpp.
class OwnTerminal final
{
public:
    /// Whether it shows what it gets as it is, or ends lines by itself.
    enum class Screen { Raw, Lines };

    /// The size of the terminal that one of the three streams leads to, if any.
    static std::optional<PtySize> size();

    explicit OwnTerminal(Screen screen);
    ~OwnTerminal();

private:
    struct Modes;
    const std::unique_ptr<Modes> m_before;
};

} // namespace Spawnscope
