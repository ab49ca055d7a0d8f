// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

#include <QtGlobal>

namespace Spawnscope {

struct TerminalSize
{
    int rows = 24;
    int columns = 80;

    bool operator==(const TerminalSize &) const = default;
};

/// From 0, from the top left corner of the screen.
struct TerminalPosition
{
    int row = 0;
    int column = 0;

    bool operator==(const TerminalPosition &) const = default;
};

/// One place on the screen. What a cell shows is told by TerminalRow::characters().
struct TerminalCell
{
    char32_t character = 0; ///< 0 where nothing was written; beyond Unicode: a number of a cluster
    TextStyle style = {};
    quint32 link = 0; ///< equal for neighbours of one link; 0: none
    quint8 width = 1; ///< 2 for a wide character, 0 for the place of its second half
    bool isProtected = false; ///< stands against selective erasure (DECSCA)

    /// What is left where something was erased.
    static TerminalCell blankOn(const TextColor &background)
    {
        TerminalCell cell;
        cell.style.background = background;
        return cell;
    }
    bool operator==(const TerminalCell &) const = default;
};

enum class TerminalCursorShape : quint8 { Block, Underline, Bar };

struct TerminalCursor
{
    TerminalPosition position = {};
    TerminalCursorShape shape = TerminalCursorShape::Block;
    bool isVisible = true;
    bool blinks = true;

    bool operator==(const TerminalCursor &) const = default;
};

enum class MouseReporting : quint8 {
    None,
    Buttons, ///< mode 1000: presses, releases and the wheel
    Drags, ///< mode 1002: motion with a button held, too
    Motion, ///< mode 1003: all motion
};

/// What the child has asked of whoever shows the screen and sends its input.
struct TerminalModes
{
    MouseReporting mouse = MouseReporting::None;
    bool sgrMouse = false; ///< mode 1006
    bool focusEvents = false; ///< mode 1004
    bool bracketedPaste = false; ///< mode 2004
    bool applicationCursorKeys = false; ///< DECCKM
    bool applicationKeypad = false; ///< DECKPAM
    bool returnSendsLineFeed = false; ///< LNM
    bool reverseVideo = false; ///< DECSCNM: the whole screen
    bool alternateScreen = false;

    bool operator==(const TerminalModes &) const = default;
};

} // namespace Spawnscope
