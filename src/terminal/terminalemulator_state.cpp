// SPDX-License-Identifier: MIT
// Going back to what a screen was. libvterm cannot be copied: a new one is told in sequences what
// the old one had been told.
#include "terminal/terminalemulator_p.h"

#include <utility>

namespace Spawnscope {

namespace {

/// DECSCUSR: 1 is a block that blinks, 2 one that does not, 3 an underline …
int styleOf(const TerminalCursor &cursor)
{
    const int shape = cursor.shape == TerminalCursorShape::Block ? 1
        : cursor.shape == TerminalCursorShape::Underline         ? 3
                                                                 : 5;
    return cursor.blinks ? shape : shape + 1;
}

int modeOf(MouseReporting mouse)
{
    return mouse == MouseReporting::Buttons ? 1000 : mouse == MouseReporting::Drags ? 1002 : 1003;
}

} // namespace

std::optional<TerminalEmulator::State> TerminalEmulator::state() const
{
    const TerminalCursor cursor = this->cursor();
    // The cursor waits in front of what fills the row, which may be two cells wide.
    const bool mayBeFull = cursor.position.column >= m_primary.size().columns - 2;
    if (!m_reader.isBetweenSequences() || m_placing.isSingleShifted || mayBeFull)
        return {};
    return State{.primary = m_primary.packed(),
                 .alternate = m_alternate.packed(),
                 .tables = m_tables,
                 .pen = m_pen,
                 .link = m_link,
                 .cursor = cursor,
                 .modes = m_modes,
                 .placing = m_placing,
                 .saved = m_saved,
                 .title = m_title,
                 .rowsLeft = m_rowsLeft,
                 .lastGlyph = m_lastGlyph,
                 .lastCharacter = m_lastCharacter,
                 .marks = m_marks};
}

TerminalEmulator::TerminalEmulator(const State &state, TerminalListener *listener)
    : TerminalEmulator(state.primary.size(), listener)
{
    tellVterm(state);
    m_primary = state.primary.unpacked();
    m_alternate = state.alternate.unpacked();
    m_tables = state.tables;
    m_pen = state.pen;
    m_link = state.link;
    m_cursor = state.cursor;
    m_modes = state.modes;
    m_placing = state.placing;
    m_saved = state.saved;
    m_title = state.title;
    m_rowsLeft = state.rowsLeft;
    m_lastGlyph = state.lastGlyph;
    m_lastCharacter = state.lastCharacter;
    m_marks = state.marks;
    m_primary.markAllChanged();
    m_alternate.markAllChanged();
    setTableLimits();
}

void TerminalEmulator::tellVterm(const State &state)
{
    const auto set = [this](QByteArrayView sequence, bool isSet) {
        if (isSet)
            pass(sequence);
    };
    const TerminalModes &modes = state.modes;
    set("\033[?1047h", modes.alternateScreen);
    set("\033[?5h", modes.reverseVideo);
    set("\033[?1h", modes.applicationCursorKeys);
    set("\033[20h", modes.returnSendsLineFeed);
    set("\033[?1004h", modes.focusEvents);
    set("\033[?1006h", modes.sgrMouse);
    set("\033[?2004h", modes.bracketedPaste);
    if (modes.mouse != MouseReporting::None)
        pass("\033[?" + QByteArray::number(modeOf(modes.mouse)) + 'h');
    pass("\033[" + QByteArray::number(styleOf(state.cursor)) + " q");
    set("\033[?25l", !state.cursor.isVisible);
    tellVtermPlacing(state.placing);
    m_placing.top = state.placing.top;
    m_placing.isRelative = state.placing.isRelative;
    moveCursor(state.cursor.position);
}

void TerminalEmulator::tellVtermTabs(const std::vector<bool> &tabs)
{
    if (!tabs.empty())
        pass("\033[3g");
    for (size_t column = 0; column < tabs.size(); ++column) {
        if (tabs[column])
            pass("\033[" + QByteArray::number(column + 1) + "G\033H");
    }
}

void TerminalEmulator::tellVtermSets(const CharacterSets &sets)
{
    for (size_t i = 0; i < sets.named.size(); ++i)
        pass(QByteArray("\033") + static_cast<char>('(' + i) + sets.named[i]);
    constexpr std::array<const char *, 4> Shifts{"\x0f", "\x0e", "\033n", "\033o"};
    pass(Shifts[static_cast<size_t>(sets.inUse)]);
}

void TerminalEmulator::tellVtermPlacing(const Placing &placing)
{
    tellVtermTabs(placing.tabs);
    tellVtermSets(placing.sets);
    if (placing.inserts)
        pass("\033[4h");
    if (!placing.wraps)
        pass("\033[?7l");
    if (placing.isProtected)
        pass("\033[1\"q");
    pass("\033[" + QByteArray::number(placing.top + 1) + ';' + QByteArray::number(placing.bottom)
         + 'r');
    if (placing.isRelative)
        pass("\033[?6h");
}

} // namespace Spawnscope
