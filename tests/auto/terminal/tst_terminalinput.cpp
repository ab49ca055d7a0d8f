// SPDX-License-Identifier: MIT
#include "terminal/terminalinput.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestTerminalInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void functionKeysWithAllModifiers_data();
    void functionKeysWithAllModifiers();
    void keys_data();
    void keys();
    void mouse_data();
    void mouse();
    void focus();
    void paste_data();
    void paste();
};

namespace {

constexpr TerminalModes CursorKeys{.applicationCursorKeys = true};
constexpr TerminalModes Keypad{.applicationKeypad = true};

} // namespace

/// xterm, "PC-Style Function Keys": the code of the modifiers is 1 + Shift + 2 Alt + 4 Ctrl + 8
/// Meta.
void TestTerminalInput::functionKeysWithAllModifiers_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("application");
    QTest::addColumn<QByteArray>("modified"); // with % for the code
    const auto row = [](const char *name, Qt::Key key, QByteArray plain, QByteArray application,
                        QByteArray modified) {
        QTest::newRow(name) << int(key) << plain << application << modified;
    };
    row("Up", Qt::Key_Up, "\033[A", "\033OA", "\033[1;%A");
    row("Down", Qt::Key_Down, "\033[B", "\033OB", "\033[1;%B");
    row("Right", Qt::Key_Right, "\033[C", "\033OC", "\033[1;%C");
    row("Left", Qt::Key_Left, "\033[D", "\033OD", "\033[1;%D");
    row("Begin", Qt::Key_Clear, "\033[E", "\033OE", "\033[1;%E");
    row("Home", Qt::Key_Home, "\033[H", "\033OH", "\033[1;%H");
    row("End", Qt::Key_End, "\033[F", "\033OF", "\033[1;%F");
    row("F1", Qt::Key_F1, "\033OP", "\033OP", "\033[1;%P");
    row("F2", Qt::Key_F2, "\033OQ", "\033OQ", "\033[1;%Q");
    row("F3", Qt::Key_F3, "\033OR", "\033OR", "\033[1;%R");
    row("F4", Qt::Key_F4, "\033OS", "\033OS", "\033[1;%S");
    const QList<std::tuple<const char *, Qt::Key, QByteArray>> numbered{
        {"Insert", Qt::Key_Insert, "2"}, {"Delete", Qt::Key_Delete, "3"},
        {"PageUp", Qt::Key_PageUp, "5"}, {"PageDown", Qt::Key_PageDown, "6"},
        {"F5", Qt::Key_F5, "15"},        {"F6", Qt::Key_F6, "17"},
        {"F7", Qt::Key_F7, "18"},        {"F8", Qt::Key_F8, "19"},
        {"F9", Qt::Key_F9, "20"},        {"F10", Qt::Key_F10, "21"},
        {"F11", Qt::Key_F11, "23"},      {"F12", Qt::Key_F12, "24"},
        {"F13", Qt::Key_F13, "25"},      {"F14", Qt::Key_F14, "26"},
        {"F15", Qt::Key_F15, "28"},      {"F16", Qt::Key_F16, "29"},
        {"F17", Qt::Key_F17, "31"},      {"F18", Qt::Key_F18, "32"},
        {"F19", Qt::Key_F19, "33"},      {"F20", Qt::Key_F20, "34"},
    };
    for (const auto &[name, key, number] : numbered)
        row(name, key, "\033[" + number + '~', "\033[" + number + '~', "\033[" + number + ";%~");
}

void TestTerminalInput::functionKeysWithAllModifiers()
{
    QFETCH(int, key);
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, application);
    QFETCH(QByteArray, modified);
    QCOMPARE(keyBytes({.key = key}, {}), plain);
    QCOMPARE(keyBytes({.key = key}, CursorKeys), application);
    for (int code = 2; code <= 16; ++code) {
        const int bits = code - 1;
        Qt::KeyboardModifiers modifiers;
        modifiers.setFlag(Qt::ShiftModifier, bits & 1);
        modifiers.setFlag(Qt::AltModifier, bits & 2);
        modifiers.setFlag(Qt::ControlModifier, bits & 4);
        modifiers.setFlag(Qt::MetaModifier, bits & 8);
        const QByteArray expected = QByteArray(modified).replace('%', QByteArray::number(code));
        QCOMPARE(keyBytes({.key = key, .modifiers = modifiers}, {}), expected);
        QCOMPARE(keyBytes({.key = key, .modifiers = modifiers}, CursorKeys), expected);
    }
}

void TestTerminalInput::keys_data()
{
    QTest::addColumn<TerminalKey>("key");
    QTest::addColumn<TerminalModes>("modes");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, TerminalKey key, QByteArray bytes,
                        TerminalModes modes = {}) { QTest::newRow(name) << key << modes << bytes; };
    const auto shift = Qt::ShiftModifier;
    const auto alt = Qt::AltModifier;
    const auto ctrl = Qt::ControlModifier;
    row("letter", {Qt::Key_A, {}, u"a"_s}, "a");
    row("capital", {Qt::Key_A, shift, u"A"_s}, "A");
    row("umlaut", {Qt::Key_Adiaeresis, {}, u"ä"_s}, "ä");
    row("emoji", {0, {}, u"😀"_s}, "😀");
    row("Alt", {Qt::Key_A, alt, u"a"_s}, "\033a");
    row("Alt and umlaut", {Qt::Key_Adiaeresis, alt, u"ä"_s}, "\033ä");
    row("Ctrl A", {Qt::Key_A, ctrl, u"\x01"_s}, "\x01");
    row("Ctrl Z", {Qt::Key_Z, ctrl, u"\x1a"_s}, "\x1a");
    row("Ctrl Shift A", {Qt::Key_A, ctrl | shift, u"\x01"_s}, "\x01");
    row("Ctrl Alt A", {Qt::Key_A, ctrl | alt, u"\x01"_s}, "\033\x01");
    row("Ctrl Space", {Qt::Key_Space, ctrl, u" "_s}, QByteArray(1, '\0'));
    row("Ctrl At", {Qt::Key_At, ctrl | shift, u"@"_s}, QByteArray(1, '\0'));
    row("Ctrl 2", {Qt::Key_2, ctrl, u"2"_s}, QByteArray(1, '\0'));
    row("Ctrl 3", {Qt::Key_3, ctrl, u"3"_s}, "\x1b");
    row("Ctrl 8", {Qt::Key_8, ctrl, u"8"_s}, "\x7f");
    row("Ctrl 9", {Qt::Key_9, ctrl, u"9"_s}, "9");
    row("Ctrl [", {Qt::Key_BracketLeft, ctrl, u"["_s}, "\x1b");
    row("Ctrl \\", {Qt::Key_Backslash, ctrl, u"\\"_s}, "\x1c");
    row("Ctrl ]", {Qt::Key_BracketRight, ctrl, u"]"_s}, "\x1d");
    row("Ctrl ^", {Qt::Key_AsciiCircum, ctrl | shift, u"^"_s}, "\x1e");
    row("Ctrl _", {Qt::Key_Underscore, ctrl | shift, u"_"_s}, "\x1f");
    row("Ctrl ?", {Qt::Key_Question, ctrl | shift, u"?"_s}, "\x7f");
    row("AltGr as Ctrl Alt", {Qt::Key_At, ctrl | alt, u"@"_s}, "@");
    row("AltGr as Ctrl Alt, foreign", {Qt::Key_E, ctrl | alt, u"€"_s}, "€");
    row("AltGr", {Qt::Key_BraceLeft, Qt::GroupSwitchModifier, u"{"_s}, "{");
    row("Return", {Qt::Key_Return, {}, u"\r"_s}, "\r");
    row("Alt Return", {Qt::Key_Return, alt, u"\r"_s}, "\033\r");
    row("Return in new line mode", {Qt::Key_Return, {}, u"\r"_s}, "\r\n",
        {.returnSendsLineFeed = true});
    row("Backspace", {Qt::Key_Backspace, {}, u"\b"_s}, "\x7f");
    row("Ctrl Backspace", {Qt::Key_Backspace, ctrl, u"\x7f"_s}, "\b");
    row("Alt Backspace", {Qt::Key_Backspace, alt, u"\b"_s}, "\033\x7f");
    row("Tab", {Qt::Key_Tab, {}, u"\t"_s}, "\t");
    row("Backtab", {Qt::Key_Backtab, shift, u"\t"_s}, "\033[Z");
    row("Shift Tab", {Qt::Key_Tab, shift, u"\t"_s}, "\033[Z");
    row("Escape", {Qt::Key_Escape, {}, u"\033"_s}, "\033");
    row("Alt Escape", {Qt::Key_Escape, alt, u"\033"_s}, "\033\033");
    row("Shift alone", {Qt::Key_Shift, shift, {}}, "");
    row("a key without text", {Qt::Key_VolumeUp, {}, {}}, "");
    row("keypad digit", {Qt::Key_5, Qt::KeypadModifier, u"5"_s}, "5");
    row("keypad digit, application", {Qt::Key_5, Qt::KeypadModifier, u"5"_s}, "\033Ou", Keypad);
    row("keypad 0, application", {Qt::Key_0, Qt::KeypadModifier, u"0"_s}, "\033Op", Keypad);
    row("keypad 9, application", {Qt::Key_9, Qt::KeypadModifier, u"9"_s}, "\033Oy", Keypad);
    row("keypad Enter", {Qt::Key_Enter, Qt::KeypadModifier, u"\r"_s}, "\r");
    row("keypad Enter, application", {Qt::Key_Enter, Qt::KeypadModifier, u"\r"_s}, "\033OM",
        Keypad);
    row("keypad *, application", {Qt::Key_Asterisk, Qt::KeypadModifier, u"*"_s}, "\033Oj", Keypad);
    row("keypad +, application", {Qt::Key_Plus, Qt::KeypadModifier, u"+"_s}, "\033Ok", Keypad);
    row("keypad comma, application", {Qt::Key_Comma, Qt::KeypadModifier, u","_s}, "\033Ol", Keypad);
    row("keypad -, application", {Qt::Key_Minus, Qt::KeypadModifier, u"-"_s}, "\033Om", Keypad);
    row("keypad ., application", {Qt::Key_Period, Qt::KeypadModifier, u"."_s}, "\033On", Keypad);
    row("keypad /, application", {Qt::Key_Slash, Qt::KeypadModifier, u"/"_s}, "\033Oo", Keypad);
    row("keypad =, application", {Qt::Key_Equal, Qt::KeypadModifier, u"="_s}, "\033OX", Keypad);
    row("keypad arrow, application", {Qt::Key_Up, Qt::KeypadModifier, {}}, "\033[A", Keypad);
    row("digit beside the keypad", {Qt::Key_5, {}, u"5"_s}, "5", Keypad);
}

void TestTerminalInput::keys()
{
    QFETCH(TerminalKey, key);
    QFETCH(TerminalModes, modes);
    QFETCH(QByteArray, bytes);
    QCOMPARE(keyBytes(key, modes), bytes);
}

void TestTerminalInput::mouse_data()
{
    QTest::addColumn<TerminalMouse>("mouse");
    QTest::addColumn<TerminalModes>("modes");
    QTest::addColumn<QByteArray>("bytes");
    using Action = TerminalMouseAction;
    using Button = TerminalMouseButton;
    const auto row = [](const char *name, TerminalMouse mouse, TerminalModes modes,
                        QByteArray bytes) { QTest::newRow(name) << mouse << modes << bytes; };
    const TerminalModes buttons{.mouse = MouseReporting::Buttons};
    const TerminalModes drags{.mouse = MouseReporting::Drags};
    const TerminalModes motion{.mouse = MouseReporting::Motion};
    const TerminalModes sgr{.mouse = MouseReporting::Buttons, .sgrMouse = true};
    const TerminalModes sgrMotion{.mouse = MouseReporting::Motion, .sgrMouse = true};
    const TerminalMouse left{.button = Button::Left, .position = {2, 4}};
    TerminalMouse released = left;
    released.action = Action::Release;
    TerminalMouse dragged = left;
    dragged.action = Action::Move;
    TerminalMouse moved = dragged;
    moved.button = Button::None;
    row("not asked for", left, {}, "");
    row("press", left, buttons, "\033[M %#");
    row("release", released, buttons, "\033[M#%#");
    row("right", {.button = Button::Right, .position = {0, 0}}, buttons, "\033[M\"!!");
    row("wheel", {.button = Button::WheelUp, .position = {0, 0}}, buttons, "\033[M`!!");
    row("all modifiers",
        {.button = Button::Left,
         .position = {0, 0},
         .modifiers = Qt::ShiftModifier | Qt::AltModifier | Qt::ControlModifier},
        buttons, "\033[M<!!");
    row("drag, not asked for", dragged, buttons, "");
    row("drag", dragged, drags, "\033[M@%#");
    row("motion, not asked for", moved, drags, "");
    row("motion", moved, motion, "\033[MC%#");
    row("drag as motion", dragged, motion, "\033[M@%#");
    row("the last place", {.button = Button::Left, .position = {222, 222}}, buttons,
        "\033[M \xff\xff");
    row("too far", {.button = Button::Left, .position = {0, 223}}, buttons, "");
    row("SGR press", left, sgr, "\033[<0;5;3M");
    row("SGR release", released, sgr, "\033[<0;5;3m");
    row("SGR middle", {.button = Button::Middle, .position = {0, 0}}, sgr, "\033[<1;1;1M");
    row("SGR wheel down", {.button = Button::WheelDown, .position = {0, 0}}, sgr, "\033[<65;1;1M");
    row("SGR wheel left", {.button = Button::WheelLeft, .position = {0, 0}}, sgr, "\033[<66;1;1M");
    row("SGR wheel right", {.button = Button::WheelRight, .position = {0, 0}}, sgr,
        "\033[<67;1;1M");
    row("SGR far", {.button = Button::Left, .position = {300, 1000}}, sgr, "\033[<0;1001;301M");
    row("SGR motion", moved, sgrMotion, "\033[<35;5;3M");
    row("SGR drag with Ctrl",
        {.action = Action::Move,
         .button = Button::Right,
         .position = {0, 0},
         .modifiers = Qt::ControlModifier},
        sgrMotion, "\033[<50;1;1M");
    row("a wheel is not released", {.action = Action::Release, .button = Button::WheelUp}, sgr, "");
}

void TestTerminalInput::mouse()
{
    QFETCH(TerminalMouse, mouse);
    QFETCH(TerminalModes, modes);
    QFETCH(QByteArray, bytes);
    QCOMPARE(mouseBytes(mouse, modes), bytes);
}

void TestTerminalInput::focus()
{
    QCOMPARE(focusBytes(true, {}), QByteArray());
    QCOMPARE(focusBytes(true, {.focusEvents = true}), QByteArray("\033[I"));
    QCOMPARE(focusBytes(false, {.focusEvents = true}), QByteArray("\033[O"));
}

void TestTerminalInput::paste_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("text") << u"hä 😀"_s << QByteArray("hä 😀");
    QTest::newRow("lines") << u"a\nb\r\nc\rd\n"_s << QByteArray("a\rb\rc\rd\r");
    QTest::newRow("tab") << u"a\tb"_s << QByteArray("a\tb");
    QTest::newRow("controls") << u"a\x03\x1b[201~b\x7f\u009bc"_s << QByteArray("a[201~bc");
    QTest::newRow("nothing") << QString() << QByteArray();
}

void TestTerminalInput::paste()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, typed);
    QCOMPARE(pasteBytes(text, {}), typed);
    QCOMPARE(pasteBytes(text, {.bracketedPaste = true}), "\033[200~" + typed + "\033[201~");
}

QTEST_GUILESS_MAIN(TestTerminalInput)
#include "tst_terminalinput.moc"
