// SPDX-License-Identifier: MIT
// Whole lines at the foot of the screen, which is what most output is made of, written without
// libvterm. Such a line leaves the cursor where it was, so libvterm need not know of it.
#include "base/sgr.h"
#include "terminal/characterwidth_p.h"
#include "terminal/terminalemulator_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// A longer line goes the slow way.
constexpr size_t MaxLineCells = 16 * 1024;

bool isSgrParameter(char byte)
{
    return byte >= '0' && byte <= ';';
}

constexpr QByteArrayView EraseToTheRight("\033[K");
constexpr QByteArrayView AsciiSet("\033(B");

struct DecodedCharacter
{
    char32_t character = 0;
    qsizetype bytes = 0; ///< 0: it is not a whole one from U+00A0 on
};

DecodedCharacter characterAtStart(QByteArrayView bytes)
{
    const auto byte = [bytes](qsizetype at) -> char32_t {
        return at < bytes.size() ? static_cast<uchar>(bytes[at]) : 0;
    };
    const char32_t first = byte(0);
    const qsizetype size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t character = first & (size == 2 ? 0x1f : size == 3 ? 0x0f : 0x07);
    for (qsizetype i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {};
        character = (character << 6) | (byte(i) & 0x3f);
    }
    const char32_t least = size == 2 ? 0xa0 : size == 3 ? 0x800 : 0x10000;
    if (size == 0 || character < least || character > QChar::LastValidCodePoint
        || QChar::isSurrogate(character))
        return {};
    return {.character = character, .bytes = size};
}

/// The parameters of the SGR sequence that @p bytes begins with, if it is a whole one.
std::optional<QByteArrayView> sgrAtStart(QByteArrayView bytes)
{
    if (bytes.size() < 2 || bytes[0] != '\033' || bytes[1] != '[')
        return {};
    const auto start = bytes.begin() + 2;
    const auto end = std::find_if_not(start, bytes.end(), isSgrParameter);
    if (end == bytes.end() || *end != 'm')
        return {};
    return QByteArrayView(start, end);
}

} // namespace

/// Whether a line that begins here goes nowhere but through the last row. In two columns the cursor
/// may stand in the first one and yet behind a row that is full.
bool TerminalEmulator::isAtFoot() const
{
    const TerminalSize size = grid().size();
    const bool isPlain = size.columns > 2 && m_placing.wraps && !m_placing.inserts
        && !m_placing.isProtected && m_placing.sets.inUse == 0 && m_placing.sets.named[0] == 'B'
        && !m_placing.isSingleShifted && m_placing.top == 0 && m_placing.bottom == size.rows;
    return isPlain && m_reader.isBetweenSequences()
        && m_vterm.cursor() == TerminalPosition{.row = size.rows - 1, .column = 0};
}

/// Returns how many bytes were taken: all lines up to the first that is not simple.
qsizetype TerminalEmulator::takeLines(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (const qsizetype size = readLine(bytes.sliced(taken))) {
        writeLine();
        taken += size;
    }
    if (taken > 0)
        interruptText();
    return taken;
}

/// Reads a line of text, tabs and SGR sequences with CR and LF at its end into m_line. Returns its
/// size; 0 when it is another kind of line, or not all of it is there.
qsizetype TerminalEmulator::readLine(QByteArrayView bytes)
{
    m_line.resize(MaxLineCells);
    m_lineCells = 0;
    m_lineEndPen = m_pen;
    m_lineEndCharacter = 0;
    TerminalCell cell{.style = m_pen, .link = m_link};
    const auto columns = static_cast<size_t>(grid().size().columns);
    bool fitsInARow = false; // or must do so
    qsizetype at = 0;
    while (at < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(at);
        const char byte = rest.front();
        if (isPrintableAscii(byte)) {
            const auto end = std::find_if_not(rest.begin(), rest.end(),
                                              [](char c) { return isPrintableAscii(c); });
            if (!addAscii(QByteArrayView(rest.begin(), end), cell))
                return 0;
            at += end - rest.begin();
        } else if (byte == '\r') {
            const bool isEnd = rest.size() > 1 && rest[1] == '\n';
            return isEnd && !(fitsInARow && m_lineCells > columns) ? at + 2 : 0;
        } else if (const auto parameters = sgrAtStart(rest)) {
            applySgr(*parameters, m_lineEndPen);
            cell.style = m_lineEndPen;
            at += parameters->size() + 3;
        } else if (const DecodedCharacter decoded = characterAtStart(rest); decoded.bytes > 0) {
            if (!addCharacter(decoded.character, cell))
                return 0;
            at += decoded.bytes;
        } else if (byte == '\t') {
            fitsInARow = true;
            if (!addTab())
                return 0;
            ++at;
        } else if (rest.startsWith(EraseToTheRight)) {
            // There is nothing yet.
            fitsInARow = true;
            const bool isBlank = grid().row(grid().size().rows - 1).isBlank()
                && m_lineEndPen.background == TextColor{};
            if (!isBlank || m_lineCells >= columns)
                return 0;
            at += EraseToTheRight.size();
        } else if (rest.startsWith(AsciiSet)) {
            fitsInARow = true; // it would come between the two halves of a line
            at += AsciiSet.size();
        } else {
            return 0;
        }
    }
    return 0;
}

bool TerminalEmulator::addAscii(QByteArrayView text, const TerminalCell &style)
{
    const auto size = static_cast<size_t>(text.size());
    if (m_lineCells + size > MaxLineCells)
        return false;
    const std::span<TerminalCell> cells(m_line.data() + m_lineCells, size);
    fillCells(cells, style);
    for (size_t i = 0; i < size; ++i)
        cells[i].character = static_cast<uchar>(text.data()[i]);
    m_lineCells += size;
    m_lineEndCharacter = cells.back().character;
    return true;
}

bool TerminalEmulator::addCharacter(char32_t character, const TerminalCell &style)
{
    const int width = characterWidth(character);
    if (width == 0 || m_lineCells + 2 > MaxLineCells)
        return false;
    TerminalCell *cell = &m_line[m_lineCells];
    *cell = style;
    cell->character = character;
    cell->width = static_cast<quint8>(width);
    if (width == 2) {
        *++cell = style;
        cell->width = 0;
    }
    m_lineCells += static_cast<size_t>(width);
    m_lineEndCharacter = character;
    return true;
}

/// A tab goes over cells without writing them.
bool TerminalEmulator::addTab()
{
    constexpr size_t Distance = 8;
    const auto columns = static_cast<size_t>(grid().size().columns);
    const bool isBlank = grid().row(grid().size().rows - 1).isBlank();
    if (!m_placing.tabs.empty() || !isBlank || m_lineCells >= columns)
        return false;
    const size_t next = std::min((m_lineCells / Distance + 1) * Distance, columns - 1);
    fillCells(std::span(m_line).subspan(m_lineCells, next - m_lineCells), TerminalCell{});
    m_lineCells = next;
    return true;
}

void TerminalEmulator::writeLine()
{
    TerminalGrid &grid = this->grid();
    const int foot = grid.size().rows - 1;
    const auto columns = static_cast<size_t>(grid.size().columns);
    const auto scroll = [&] {
        if (!m_modes.alternateScreen)
            leaveTop(1);
        grid.scrollUp(blank());
    };
    std::span<const TerminalCell> rest(m_line.data(), m_lineCells);
    while (rest.size() > columns) {
        const size_t count = rest[columns].width == 0 ? columns - 1 : columns;
        grid.put({.row = foot, .column = 0}, rest.first(count));
        grid.setWraps(foot);
        rest = rest.subspan(count);
        m_pen = rest.front().style;
        scroll();
    }
    if (!rest.empty())
        grid.put({.row = foot, .column = 0}, rest);
    if (m_lineEndCharacter != 0)
        m_lastCharacter = m_lineEndCharacter;
    m_pen = m_lineEndPen;
    scroll();
}

} // namespace Spawnscope
