// SPDX-License-Identifier: MIT
// Keys as xterm sends them: ctlseqs, "PC-Style Function Keys" and "VT220-Style Function Keys".
#include "terminal/terminalinput.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace Spawnscope {

namespace {

/// How a function key is sent: "CSI number ~", or "CSI letter" and "SS3 letter".
struct FunctionKey
{
    enum class Form : quint8 {
        Number,
        Cursor, ///< SS3 in application mode (DECCKM)
        Ss3, ///< always, unless there are modifiers
    };

    int key;
    Form form;
    int number;
    char letter;
};

constexpr FunctionKey numbered(int key, int number)
{
    return {.key = key, .form = FunctionKey::Form::Number, .number = number, .letter = '~'};
}

constexpr FunctionKey cursorKey(int key, char letter)
{
    return {.key = key, .form = FunctionKey::Form::Cursor, .number = 1, .letter = letter};
}

constexpr FunctionKey ss3(int key, char letter)
{
    return {.key = key, .form = FunctionKey::Form::Ss3, .number = 1, .letter = letter};
}

constexpr FunctionKey FunctionKeys[] = {
    cursorKey(Qt::Key_Up, 'A'),   cursorKey(Qt::Key_Down, 'B'),  cursorKey(Qt::Key_Right, 'C'),
    cursorKey(Qt::Key_Left, 'D'), cursorKey(Qt::Key_Clear, 'E'), cursorKey(Qt::Key_End, 'F'),
    cursorKey(Qt::Key_Home, 'H'), ss3(Qt::Key_F1, 'P'),          ss3(Qt::Key_F2, 'Q'),
    ss3(Qt::Key_F3, 'R'),         ss3(Qt::Key_F4, 'S'),          numbered(Qt::Key_Insert, 2),
    numbered(Qt::Key_Delete, 3),  numbered(Qt::Key_PageUp, 5),   numbered(Qt::Key_PageDown, 6),
    numbered(Qt::Key_F5, 15),     numbered(Qt::Key_F6, 17),      numbered(Qt::Key_F7, 18),
    numbered(Qt::Key_F8, 19),     numbered(Qt::Key_F9, 20),      numbered(Qt::Key_F10, 21),
    numbered(Qt::Key_F11, 23),    numbered(Qt::Key_F12, 24),     numbered(Qt::Key_F13, 25),
    numbered(Qt::Key_F14, 26),    numbered(Qt::Key_F15, 28),     numbered(Qt::Key_F16, 29),
    numbered(Qt::Key_F17, 31),    numbered(Qt::Key_F18, 32),     numbered(Qt::Key_F19, 33),
    numbered(Qt::Key_F20, 34),
};

/// What a key of the keypad sends in application mode: SS3 and a letter.
struct KeypadKey
{
    int key;
    char letter;
};
constexpr KeypadKey KeypadKeys[] = {
    {.key = Qt::Key_Enter, .letter = 'M'},    {.key = Qt::Key_Equal, .letter = 'X'},
    {.key = Qt::Key_Asterisk, .letter = 'j'}, {.key = Qt::Key_Plus, .letter = 'k'},
    {.key = Qt::Key_Comma, .letter = 'l'},    {.key = Qt::Key_Minus, .letter = 'm'},
    {.key = Qt::Key_Period, .letter = 'n'},   {.key = Qt::Key_Slash, .letter = 'o'},
    {.key = Qt::Key_0, .letter = 'p'},        {.key = Qt::Key_1, .letter = 'q'},
    {.key = Qt::Key_2, .letter = 'r'},        {.key = Qt::Key_3, .letter = 's'},
    {.key = Qt::Key_4, .letter = 't'},        {.key = Qt::Key_5, .letter = 'u'},
    {.key = Qt::Key_6, .letter = 'v'},        {.key = Qt::Key_7, .letter = 'w'},
    {.key = Qt::Key_8, .letter = 'x'},        {.key = Qt::Key_9, .letter = 'y'},
};

/// xterm's parameter for modifiers; 1 for none.
int modifierNumber(Qt::KeyboardModifiers modifiers)
{
    return 1 + (modifiers.testFlag(Qt::ShiftModifier) ? 1 : 0)
        + (modifiers.testFlag(Qt::AltModifier) ? 2 : 0)
        + (modifiers.testFlag(Qt::ControlModifier) ? 4 : 0)
        + (modifiers.testFlag(Qt::MetaModifier) ? 8 : 0);
}

QByteArray functionKeyBytes(const FunctionKey &key, Qt::KeyboardModifiers modifiers,
                            const TerminalModes &modes)
{
    const int modifier = modifierNumber(modifiers);
    const bool hasNumber = key.form == FunctionKey::Form::Number;
    if (modifier > 1) {
        return "\033[" + QByteArray::number(key.number) + ';' + QByteArray::number(modifier)
            + key.letter;
    }
    if (hasNumber)
        return "\033[" + QByteArray::number(key.number) + key.letter;
    const bool isSs3 = key.form == FunctionKey::Form::Ss3 || modes.applicationCursorKeys;
    return (isSs3 ? QByteArray("\033O") : QByteArray("\033[")) + key.letter;
}

/// The control character that a key sends with Ctrl: those of ECMA-35, and what VT220 has on
/// digits.
std::optional<char> controlCharacter(int key)
{
    if (key >= Qt::Key_A && key <= Qt::Key_Z)
        return static_cast<char>(key - Qt::Key_A + 1);
    switch (key) {
    case Qt::Key_Space:
    case Qt::Key_At:
    case Qt::Key_2:
        return '\0';
    case Qt::Key_BracketLeft:
    case Qt::Key_3:
        return '\x1b';
    case Qt::Key_Backslash:
    case Qt::Key_4:
        return '\x1c';
    case Qt::Key_BracketRight:
    case Qt::Key_5:
        return '\x1d';
    case Qt::Key_AsciiCircum:
    case Qt::Key_AsciiTilde:
    case Qt::Key_6:
        return '\x1e';
    case Qt::Key_Underscore:
    case Qt::Key_Slash:
    case Qt::Key_7:
        return '\x1f';
    case Qt::Key_Question:
    case Qt::Key_8:
        return '\x7f';
    default:
        return {};
    }
}

/// Keys that send a control character of their own.
QByteArray editingKeyBytes(const TerminalKey &key, const TerminalModes &modes)
{
    const bool hasControl = key.modifiers.testFlag(Qt::ControlModifier);
    switch (key.key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return modes.returnSendsLineFeed ? "\r\n" : "\r";
    case Qt::Key_Backspace:
        return hasControl ? "\b" : "\x7f";
    case Qt::Key_Tab:
        return "\t";
    case Qt::Key_Backtab:
        return "\033[Z";
    case Qt::Key_Escape:
        return "\033";
    default:
        return {};
    }
}

/// With AltGr, what is typed is meant as it is, though it may look like Ctrl and Alt.
bool typesWithAltGr(const TerminalKey &key)
{
    const bool isControlAlt = key.modifiers.testFlag(Qt::ControlModifier)
        && key.modifiers.testFlag(Qt::AltModifier);
    const bool isPrintable = !key.text.isEmpty() && key.text.front().isPrint()
        && !key.text.front().isLetterOrNumber();
    const bool isForeign = !key.text.isEmpty() && key.text.front().unicode() >= 0x80;
    return key.modifiers.testFlag(Qt::GroupSwitchModifier)
        || (isControlAlt && (isPrintable || isForeign));
}

QByteArray typedBytes(const TerminalKey &key)
{
    if (typesWithAltGr(key))
        return key.text.toUtf8();
    if (key.modifiers.testFlag(Qt::ControlModifier)) {
        if (const std::optional<char> control = controlCharacter(key.key))
            return QByteArray(1, *control);
    }
    return key.text.toUtf8();
}

} // namespace

QByteArray keyBytes(const TerminalKey &key, const TerminalModes &modes)
{
    const bool isKeypad = key.modifiers.testFlag(Qt::KeypadModifier);
    if (isKeypad && modes.applicationKeypad) {
        const auto *found = std::ranges::find(KeypadKeys, key.key, &KeypadKey::key);
        if (found != std::end(KeypadKeys))
            return QByteArray("\033O") + found->letter;
    }
    const bool isBacktab = key.key == Qt::Key_Tab && key.modifiers.testFlag(Qt::ShiftModifier);
    const int code = isBacktab ? int(Qt::Key_Backtab) : key.key;
    const auto *found = std::ranges::find(FunctionKeys, code, &FunctionKey::key);
    if (found != std::end(FunctionKeys))
        return functionKeyBytes(*found, key.modifiers, modes);

    TerminalKey plain = key;
    plain.key = code;
    const QByteArray editing = editingKeyBytes(plain, modes);
    const QByteArray bytes = editing.isEmpty() ? typedBytes(plain) : editing;
    const bool hasEscape = key.modifiers.testFlag(Qt::AltModifier) && !typesWithAltGr(key)
        && code != Qt::Key_Backtab;
    return hasEscape && !bytes.isEmpty() ? "\033" + bytes : bytes;
}

} // namespace Spawnscope
