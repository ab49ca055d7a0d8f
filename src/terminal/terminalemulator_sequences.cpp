// SPDX-License-Identifier: MIT
// What the sequences do. Those that libvterm knows are passed on to it, written anew with numbers
// within bounds; no other reaches it.
#include "base/sgr.h"
#include "terminal/terminalemulator_p.h"
#include "terminal/terminallistener.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int function(char prefix, char intermediate, char final)
{
    return ControlSequence::function(prefix, intermediate, final);
}

constexpr int function(char final)
{
    return function(0, 0, final);
}

} // namespace

void TerminalEmulator::pass(QByteArrayView bytes)
{
    interruptText();
    m_vterm.write(bytes);
    interruptText();
    if (!m_answer.isEmpty())
        m_listener->answered(std::exchange(m_answer, {}));
}

void TerminalEmulator::passSequence(const ControlSequence &sequence,
                                    std::initializer_list<int> numbers)
{
    QByteArray bytes("\033[");
    if (sequence.prefix != 0)
        bytes += sequence.prefix;
    QByteArrayList texts;
    for (const int number : numbers)
        texts.append(QByteArray::number(number));
    bytes += texts.join(';');
    if (sequence.intermediate != 0)
        bytes += sequence.intermediate;
    bytes += sequence.final;
    pass(bytes);
}

void TerminalEmulator::controlRead(char control)
{
    switch (control) {
    case '\x0e': // SO
    case '\x0f': // SI
        m_placing.sets.inUse = control == '\x0e' ? 1 : 0;
        break;
    case '\a':
    case '\b':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
        break;
    default:
        return;
    }
    pass(QByteArrayView(&control, 1));
}

void TerminalEmulator::escapeRead(QByteArrayView intermediates, char final)
{
    const QByteArray sequence = "\033" + intermediates.toByteArray() + final;
    if (intermediates.isEmpty()) {
        switch (final) {
        case '7': // DECSC
            saveCursor();
            return;
        case '8': // DECRC
            restoreCursor();
            return;
        case 'c': // RIS
            reset();
            return;
        case '=': // DECKPAM
        case '>': // DECKPNM
            m_modes.applicationKeypad = final == '=';
            return;
        case 'N': // SS2
        case 'O': // SS3
            // libvterm tells ASCII that was never asked for from ASCII that was, and only by this.
            if (m_placing.sets.named[final == 'N' ? 2 : 3] == 'B')
                return;
            m_placing.isSingleShifted = true;
            pass(sequence);
            return;
        case 'n': // LS2
        case 'o': // LS3
            m_placing.sets.inUse = final == 'n' ? 2 : 3;
            pass(sequence);
            return;
        case 'H': // HTS
            setTab();
            pass(sequence);
            return;
        case 'D': // IND
        case 'E': // NEL
        case 'M': // RI
            pass(sequence);
            return;
        default:
            return;
        }
    }
    if (intermediates == "#" && final == '8') { // DECALN
        pass(sequence);
    } else if (intermediates.size() == 1 && intermediates.front() >= '('
               && intermediates.front() <= '+') { // SCS
        if (final != 'B' && final != '0' && final != 'A')
            return;
        m_placing.sets.named[static_cast<size_t>(intermediates.front() - '(')] = final;
        pass(sequence);
    }
}

void TerminalEmulator::sequenceRead(const ControlSequence &sequence)
{
    const int count = sequence.number(0, 1);
    switch (sequence.function()) {
    case function('m'): // SGR
        applySgr(sequence.parameters, m_pen);
        return;
    case function('@'): // ICH
    case function('A'): // CUU
    case function('B'): // CUD
    case function('C'): // CUF
    case function('D'): // CUB
    case function('E'): // CNL
    case function('F'): // CPL
    case function('G'): // CHA
    case function('I'): // CHT
    case function('L'): // IL
    case function('P'): // DCH
    case function('S'): // SU
    case function('X'): // ECH
    case function('Z'): // CBT
    case function('`'): // HPA
    case function('a'): // HPR
    case function('d'): // VPA
    case function('e'): // VPR
    case function('j'): // HPB
    case function('k'): // VPB
    case function(0, '\'', '}'): // DECIC
    case function(0, '\'', '~'): // DECDC
        passSequence(sequence, {count});
        return;
    case function('M'): // DL: what is deleted is no scrollback
        m_keepsRows = false;
        passSequence(sequence, {count});
        m_keepsRows = true;
        return;
    case function('T'): // SD; with more numbers it is about the mouse
        if (sequence.count() == 1)
            passSequence(sequence, {count});
        return;
    case function('H'): // CUP
    case function('f'): // HVP
        passSequence(sequence, {count, sequence.number(1, 1)});
        return;
    case function('J'): // ED
    case function('?', 0, 'J'): // DECSED
        eraseInDisplay(sequence);
        return;
    case function('K'): // EL
    case function('?', 0, 'K'): // DECSEL
    case function('c'): // DA
    case function('>', 0, 'c'): // DA2
    case function('n'): // DSR
    case function('?', 0, 'n'): // DECDSR
    case function(0, ' ', 'q'): // DECSCUSR
        passSequence(sequence, {sequence.number(0, 0)});
        return;
    case function('?', '$', 'p'): // DECRQM
        passSequence(sequence, {sequence.number(0, 0)});
        return;
    case function('g'): // TBC
        clearTabs(sequence.number(0, 0));
        passSequence(sequence, {sequence.number(0, 0)});
        return;
    case function(0, '"', 'q'): // DECSCA
        m_placing.isProtected = sequence.number(0, 0) == 1;
        passSequence(sequence, {sequence.number(0, 0)});
        return;
    case function(0, '!', 'p'): // DECSTR
        resetSoftly();
        return;
    case function('b'): // REP
        repeatCharacter(count);
        return;
    case function('h'): // SM
    case function('l'): // RM
        setAnsiModes(sequence);
        return;
    case function('?', 0, 'h'): // DECSET
    case function('?', 0, 'l'): // DECRST
        setPrivateModes(sequence);
        return;
    case function('r'): // DECSTBM
        setMargins(sequence);
        return;
    case function('s'): // SCOSC
        saveCursor();
        return;
    case function('u'): // SCORC
        restoreCursor();
        return;
    default:
        return;
    }
}

// --- erasing, margins, repeating
// ------------------------------------------------------------------

void TerminalEmulator::eraseInDisplay(const ControlSequence &sequence)
{
    const int part = sequence.number(0, 0);
    if (part == 2 && sequence.prefix == 0)
        leaveErased();
    if (part <= 2)
        passSequence(sequence, {part});
    else if (part == 3 && sequence.prefix == 0)
        m_listener->scrollbackCleared();
}

void TerminalEmulator::setMargins(const ControlSequence &sequence)
{
    const int rows = grid().size().rows;
    const int top = sequence.number(0, 1) - 1;
    const int bottom = std::min(sequence.number(1, rows), rows);
    if (bottom - top < 2) // as VT100 and xterm have it
        return;
    m_placing.top = top;
    m_placing.bottom = bottom;
    passSequence(sequence, {top + 1, bottom});
}

void TerminalEmulator::repeatCharacter(int count)
{
    if (m_lastCharacter == 0)
        return;
    const TerminalSize size = grid().size();
    count = std::min(count, size.rows * size.columns);
    if (m_lastCharacter < 0x80) {
        asciiRead(QByteArray(count, static_cast<char>(m_lastCharacter)));
        return;
    }
    charactersRead(std::vector<char32_t>(static_cast<size_t>(count), m_lastCharacter));
}

std::vector<bool> &TerminalEmulator::ownTabs()
{
    if (m_placing.tabs.empty())
        growTabs(&m_placing.tabs);
    return m_placing.tabs;
}

/// To the width of the screen, by each eighth column.
void TerminalEmulator::growTabs(std::vector<bool> *tabs) const
{
    const auto columns = static_cast<size_t>(grid().size().columns);
    size_t column = tabs->size();
    for (tabs->resize(columns); column < columns; ++column)
        (*tabs)[column] = column % 8 == 0;
}

void TerminalEmulator::setTab()
{
    ownTabs()[static_cast<size_t>(m_vterm.cursor().column)] = true;
}

void TerminalEmulator::clearTabs(int part)
{
    if (part == 0)
        ownTabs()[static_cast<size_t>(m_vterm.cursor().column)] = false;
    else if (part == 3 || part == 5)
        ownTabs().assign(static_cast<size_t>(grid().size().columns), false);
}

// --- modes
// ----------------------------------------------------------------------------------------

void TerminalEmulator::setAnsiModes(const ControlSequence &sequence)
{
    const bool isOn = sequence.final == 'h';
    for (int i = 0; i < sequence.count(); ++i) {
        const int mode = sequence.number(i, 0);
        if (mode == 4) // IRM
            m_placing.inserts = isOn;
        else if (mode == 20) // LNM
            m_modes.returnSendsLineFeed = isOn;
        else
            continue;
        passSequence(sequence, {mode});
    }
}

void TerminalEmulator::setPrivateModes(const ControlSequence &sequence)
{
    const int count = std::min(sequence.count(), 32);
    for (int i = 0; i < count; ++i)
        setPrivateMode(sequence.number(i, 0), sequence.final == 'h');
}

void TerminalEmulator::setPrivateMode(int mode, bool isOn)
{
    switch (mode) {
    case 1: // DECCKM
        m_modes.applicationCursorKeys = isOn;
        break;
    case 5: // DECSCNM
    case 12: // att610: the cursor blinks
    case 25: // DECTCEM
        break;
    case 6: // DECOM
        m_placing.isRelative = isOn;
        break;
    case 7: // DECAWM
        m_placing.wraps = isOn;
        break;
    case 66: // DECNKM
        m_modes.applicationKeypad = isOn;
        return;
    case 1000:
        setMouseMode(MouseReporting::Buttons, isOn);
        break;
    case 1002:
        setMouseMode(MouseReporting::Drags, isOn);
        break;
    case 1003:
        setMouseMode(MouseReporting::Motion, isOn);
        break;
    case 1004:
        m_modes.focusEvents = isOn;
        break;
    case 1006:
        m_modes.sgrMouse = isOn;
        break;
    case 2004:
        m_modes.bracketedPaste = isOn;
        break;
    case 47:
    case 1047:
        setAlternateScreen(isOn);
        return;
    case 1048:
        isOn ? saveCursor() : restoreCursor();
        return;
    case 1049:
        if (isOn && !m_modes.alternateScreen)
            saveCursor();
        setAlternateScreen(isOn);
        if (!isOn)
            restoreCursor();
        return;
    default:
        return;
    }
    pass("\033[?" + QByteArray::number(mode) + (isOn ? 'h' : 'l'));
}

void TerminalEmulator::setMouseMode(MouseReporting mode, bool isOn)
{
    m_modes.mouse = isOn ? mode : MouseReporting::None;
}

void TerminalEmulator::setAlternateScreen(bool isOn)
{
    if (isOn != m_modes.alternateScreen)
        pass(isOn ? "\033[?1047h" : "\033[?1047l");
}

void TerminalEmulator::forgetPlacing()
{
    m_placing = {.bottom = grid().size().rows};
}

void TerminalEmulator::resetSoftly()
{
    m_pen = {};
    std::vector<bool> tabs = std::move(m_placing.tabs);
    forgetPlacing();
    m_placing.tabs = std::move(tabs); // as in xterm
    m_saved[m_modes.alternateScreen ? 1 : 0] = {};
    m_modes.applicationCursorKeys = false;
    m_modes.applicationKeypad = false;
    m_modes.returnSendsLineFeed = false;
    // libvterm's own soft reset leaves the margins and DECOM as they are in 0.1.4.
    const TerminalPosition cursor = m_vterm.cursor();
    pass("\033[4l\033[20l\033[?1l\033[?6l\033[?7h\033[?25h\033[0\"q\033[r");
    pass("\033(B\033)B\033*B\033+B\x0f");
    moveCursor(cursor);
}

void TerminalEmulator::reset()
{
    setAlternateScreen(false);
    leaveErased();
    m_pen = {};
    m_link = 0;
    m_saved = {};
    m_lastCharacter = 0;
    m_modes = {};
    forgetPlacing();
    // RIS leaves the mouse and the colours of the screen as they are in libvterm.
    pass("\033[?1000l\033[?1006l\033[?5l\033c");
}

// --- the cursor
// -----------------------------------------------------------------------------------

/// libvterm would restore places that are no longer on the screen.
void TerminalEmulator::saveCursor()
{
    saved() = {.position = m_vterm.cursor(),
               .pen = m_pen,
               .sets = m_placing.sets,
               .isRelative = m_placing.isRelative,
               .isProtected = m_placing.isProtected};
}

void TerminalEmulator::restoreCursor()
{
    if (m_placing.isRelative != saved().isRelative)
        setPrivateMode(6, saved().isRelative);
    if (m_placing.isProtected != saved().isProtected)
        pass(saved().isProtected ? "\033[1\"q" : "\033[0\"q");
    m_placing.isProtected = saved().isProtected;
    if (m_placing.sets != saved().sets)
        tellVtermSets(saved().sets);
    m_placing.sets = saved().sets;
    m_pen = saved().pen;
    moveCursor(saved().position);
}

void TerminalEmulator::moveCursor(TerminalPosition position)
{
    const int origin = m_placing.isRelative ? m_placing.top : 0;
    const int row = std::clamp(position.row, 0, grid().size().rows - 1) - origin;
    const int column = std::clamp(position.column, 0, grid().size().columns - 1);
    pass("\033[" + QByteArray::number(std::max(row, 0) + 1) + ';' + QByteArray::number(column + 1)
         + 'H');
}

// --- strings
// --------------------------------------------------------------------------------------

void TerminalEmulator::systemCommandRead(const QByteArray &command)
{
    if (const auto known = osCommand(command))
        std::visit([this](const auto &concrete) { obey(concrete); }, *known);
}

void TerminalEmulator::obey(const TitleCommand &command)
{
    if (command.title == m_title)
        return;
    m_title = command.title;
    m_listener->titleChanged(m_title);
}

void TerminalEmulator::obey(const LinkCommand &command)
{
    m_link = 0;
    if (command.link.isEmpty())
        return;
    if (m_tables.links.isFullFor(command.link))
        m_tables.links.keepOnly(usedLinks());
    m_link = m_tables.links.numberOf(command.link).value_or(0);
}

void TerminalEmulator::obey(const ClipboardRequest &request)
{
    m_listener->clipboardRequested(request);
}

void TerminalEmulator::obey(const PromptMark &mark)
{
    if (m_modes.alternateScreen)
        return;
    const TerminalPosition position = m_vterm.cursor();
    PromptMark placed = mark;
    placed.row = m_rowsLeft + position.row;
    placed.column = position.column;
    m_listener->promptMarked(placed);
}

/// DECRQSS, the only device control string that is known.
void TerminalEmulator::deviceStringRead(const QByteArray &string)
{
    if (!string.startsWith("$q"))
        return;
    const QByteArray setting = string.sliced(2);
    if (setting == "m") {
        m_listener->answered("\033P1$r" + sgrParameters(m_pen) + "m\033\\");
    } else if (setting == "r" || setting == " q" || setting == "\"q") {
        pass("\033P" + string + "\033\\");
    } else {
        m_listener->answered("\033P0$r\033\\");
    }
}

} // namespace Spawnscope
