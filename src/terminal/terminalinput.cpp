// SPDX-License-Identifier: MIT
#include "terminal/terminalinput.h"

namespace Spawnscope {

namespace {

constexpr int ReleaseCode = 3; ///< which also stands for no button
constexpr int MotionFlag = 32;

bool isWheel(TerminalMouseButton button)
{
    return button >= TerminalMouseButton::WheelUp;
}

int buttonCode(TerminalMouseButton button)
{
    switch (button) {
    case TerminalMouseButton::None:
        return ReleaseCode;
    case TerminalMouseButton::Left:
        return 0;
    case TerminalMouseButton::Middle:
        return 1;
    case TerminalMouseButton::Right:
        return 2;
    case TerminalMouseButton::WheelUp:
        return 64;
    case TerminalMouseButton::WheelDown:
        return 65;
    case TerminalMouseButton::WheelLeft:
        return 66;
    case TerminalMouseButton::WheelRight:
        return 67;
    }
    return ReleaseCode;
}

int modifierFlags(Qt::KeyboardModifiers modifiers)
{
    return (modifiers.testFlag(Qt::ShiftModifier) ? 4 : 0)
        | (modifiers.testFlag(Qt::AltModifier) ? 8 : 0)
        | (modifiers.testFlag(Qt::ControlModifier) ? 16 : 0);
}

bool isWanted(const TerminalMouse &mouse, MouseReporting reporting)
{
    if (mouse.action == TerminalMouseAction::Release && isWheel(mouse.button))
        return false;
    if (mouse.action != TerminalMouseAction::Move)
        return reporting != MouseReporting::None;
    if (mouse.button == TerminalMouseButton::None)
        return reporting == MouseReporting::Motion;
    return reporting >= MouseReporting::Drags;
}

} // namespace

QByteArray mouseBytes(const TerminalMouse &mouse, const TerminalModes &modes)
{
    if (!isWanted(mouse, modes.mouse))
        return {};
    const bool isRelease = mouse.action == TerminalMouseAction::Release;
    const int code = (isRelease && !modes.sgrMouse ? ReleaseCode : buttonCode(mouse.button))
        + modifierFlags(mouse.modifiers)
        + (mouse.action == TerminalMouseAction::Move ? MotionFlag : 0);
    const int column = mouse.position.column + 1;
    const int row = mouse.position.row + 1;
    if (modes.sgrMouse) {
        return "\033[<" + QByteArray::number(code) + ';' + QByteArray::number(column) + ';'
            + QByteArray::number(row) + (isRelease ? 'm' : 'M');
    }
    constexpr int LastPlace = 255 - 32;
    if (column > LastPlace || row > LastPlace)
        return {};
    const char bytes[] = {static_cast<char>(code + 32), static_cast<char>(column + 32),
                          static_cast<char>(row + 32)};
    return "\033[M" + QByteArray(bytes, sizeof bytes);
}

QByteArray focusBytes(bool hasFocus, const TerminalModes &modes)
{
    if (!modes.focusEvents)
        return {};
    return hasFocus ? "\033[I" : "\033[O";
}

QByteArray pasteBytes(const QString &text, const TerminalModes &modes)
{
    QString typed = text;
    typed.replace(QLatin1String("\r\n"), QLatin1String("\r"));
    typed.replace(QLatin1Char('\n'), QLatin1Char('\r'));
    typed.removeIf([](QChar c) {
        return c.category() == QChar::Other_Control && c != QLatin1Char('\r')
            && c != QLatin1Char('\t');
    });
    if (!modes.bracketedPaste)
        return typed.toUtf8();
    return "\033[200~" + typed.toUtf8() + "\033[201~";
}

} // namespace Spawnscope
