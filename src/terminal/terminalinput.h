// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalcell.h"

#include <QByteArray>
#include <QString>

namespace Spawnscope {

struct TerminalKey
{
    int key = 0; ///< Qt::Key
    Qt::KeyboardModifiers modifiers = Qt::NoModifier; ///< among them KeypadModifier
    QString text = {}; ///< what the key types, as a QKeyEvent tells it
};

enum class TerminalMouseButton : quint8 {
    None,
    Left,
    Middle,
    Right,
    WheelUp,
    WheelDown,
    WheelLeft,
    WheelRight,
};

enum class TerminalMouseAction : quint8 { Press, Release, Move };

struct TerminalMouse
{
    TerminalMouseAction action = TerminalMouseAction::Press;
    TerminalMouseButton button = TerminalMouseButton::None; ///< when moving: the one that is held
    TerminalPosition position = {};
    Qt::KeyboardModifiers modifiers = Qt::NoModifier;
};

/// What a key press sends to the child, as xterm does with its "PC-style function keys"; empty when
/// it sends nothing. Alt puts ESC before what the key sends, but for keys that have a place for
/// modifiers.
QByteArray keyBytes(const TerminalKey &key, const TerminalModes &modes);

/// Empty when the child has not asked for such an event, or cannot be told a place so far away:
/// that is beyond column or row 223 without mode 1006.
QByteArray mouseBytes(const TerminalMouse &mouse, const TerminalModes &modes);

/// Empty when the child has not asked.
QByteArray focusBytes(bool hasFocus, const TerminalModes &modes);

/// @p text as if typed: lines end with CR; other control characters but tabs are left out, so that
/// no text can end the brackets (mode 2004) or work as a key.
QByteArray pasteBytes(const QString &text, const TerminalModes &modes);

} // namespace Spawnscope
