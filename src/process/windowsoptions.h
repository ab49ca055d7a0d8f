// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <optional>

namespace Spawnscope {

/// What only Windows has.
struct WindowsOptions
{
    enum class Shell {
        CommandProcessor, ///< `%ComSpec% /d /s /c "command"`
        PowerShell, ///< powershell.exe -NoLogo -NoProfile -NonInteractive -Command
    };

    /// Added to the flags that a start needs itself [creationflags], such as
    /// BELOW_NORMAL_PRIORITY_CLASS. Those that ask for another console are refused with
    /// not_supported for a child with a terminal.
    quint32 creationFlags = 0;
    /// How the child is to show its first window, one of SW_HIDE and so on [startupinfo].
    std::optional<quint16> showWindow;
    /// CREATE_NEW_PROCESS_GROUP: CTRL_BREAK can be sent to the child, but CTRL_C cannot. Without it
    /// both can be sent, to all who share the child's console unless that is this program's too.
    /// Without effect on a child with a terminal (Pty), where it would keep ^C from working.
    bool newProcessGroup = true;
    /// CREATE_NO_WINDOW: a console program gets a console of its own that nobody sees. Without
    /// effect on a child with a terminal.
    bool noWindow = true;
    /// A program without a directory is also looked for in this program's current one, before
    /// PATH, as CreateProcess does it.
    bool searchCurrentDirectory = false;
    Shell shell = Shell::CommandProcessor; ///< for shell commands
};

} // namespace Spawnscope
