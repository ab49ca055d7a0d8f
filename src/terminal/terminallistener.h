// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalrow.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Spawnscope {

/// What OSC 52 asks for. Nothing is done by itself: whoever gets it decides, with the user's leave.
struct ClipboardRequest
{
    enum class Kind : quint8 { Set, Clear, Read };

    Kind kind = Kind::Set;
    QByteArray selections =
        {}; ///< 'c' clipboard, 'p' primary, 's' the one that is set up; may be empty
    QByteArray data = {}; ///< to be set, decoded

    bool operator==(const ClipboardRequest &) const = default;
};

/// A mark that a shell sets with OSC 133.
struct PromptMark
{
    enum class Kind : quint8 { PromptStart, CommandStart, OutputStart, CommandEnd };

    Kind kind = Kind::PromptStart;
    /// Rows count from the first that ever left the screen. On the alternate screen marks mean
    /// nothing and are not told.
    qint64 row = 0;
    int column = 0;
    std::optional<int> returncode = {}; ///< of the command, where the shell tells it

    bool operator==(const PromptMark &) const = default;
};

/// What a screen tells while it takes in bytes, in the order of these bytes.
///
/// Everything is called from within feed() or resize(); the screen must not be changed in it.
class TerminalListener
{
public:
    TerminalListener() = default;
    Q_DISABLE_COPY_MOVE(TerminalListener)
    virtual ~TerminalListener();

    /// A row has left the primary screen at its top, or with all of it (TerminalScreen), and will
    /// not come back: what scrollback is made of. @p row is good during the call only.
    virtual void rowLeft(const TerminalRow &row);
    /// The child wants the scrollback gone (CSI 3 J).
    virtual void scrollbackCleared();
    /// The terminal's answer to a question of the child; to be written to the child.
    virtual void answered(const QByteArray &bytes);
    virtual void titleChanged(const QString &title);
    virtual void bellRang();
    virtual void clipboardRequested(const ClipboardRequest &request);
    virtual void promptMarked(const PromptMark &mark);
};

} // namespace Spawnscope
