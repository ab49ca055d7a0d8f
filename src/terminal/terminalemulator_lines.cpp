// SPDX-License-Identifier: MIT
// Whole lines at the foot of the screen, which is what most output is made of, written without
// libvterm. Such a line leaves the cursor where it was, so libvterm need not know of it.
#include "base/sgr.h"
#include "terminal/terminalemulator_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// A longer line goes the slow way.
constexpr size_t MaxLineCells = 16 * 1024;

bool isPrintableAscii(char byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

bool isSgrParameter(char byte)
{
    return byte >= '0' && byte <= ';';
}

/// The parameters of the SGR sequence that @p bytes begins with, if it is a whole one.
std::optional<QByteArrayView> sgrAtStart(QByteArrayView bytes)
{
    if (!bytes.startsWith("\033["))
        return {};
    const auto start = bytes.begin() + 2;
    const auto end = std::find_if_not(start, bytes.end(), isSgrParameter);
    if (end == bytes.end() || *end != 'm')
        return {};
    return QByteArrayView(start, end);
}

} // namespace

/// Whether a line that begins here goes nowhere but through the last row.
bool TerminalEmulator::isAtFoot() const
{
    const TerminalSize size = grid().size();
    const bool isPlain = m_placing.wraps && !m_placing.inserts && !m_placing.isProtected
        && !m_placing.isShifted && m_placing.isAscii && m_placing.top == 0
        && m_placing.bottom == size.rows;
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

/// Reads a line of ASCII and SGR sequences with CR and LF at its end into m_line. Returns its size;
/// 0 when it is another kind of line, or not all of it is there.
qsizetype TerminalEmulator::readLine(QByteArrayView bytes)
{
    m_line.resize(MaxLineCells);
    m_lineCells = 0;
    m_lineEndPen = m_pen;
    TerminalCell cell{.style = m_pen, .link = m_link};
    qsizetype at = 0;
    while (at < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(at);
        if (isPrintableAscii(rest.front())) {
            const auto end = std::find_if_not(rest.begin(), rest.end(),
                                              [](char byte) { return isPrintableAscii(byte); });
            const auto size = static_cast<size_t>(end - rest.begin());
            if (m_lineCells + size > MaxLineCells)
                return 0;
            const std::span<TerminalCell> cells(m_line.data() + m_lineCells, size);
            fillCells(cells, cell);
            for (size_t i = 0; i < size; ++i)
                cells[i].character = static_cast<uchar>(rest.data()[i]);
            m_lineCells += size;
            at += end - rest.begin();
        } else if (const auto parameters = sgrAtStart(rest)) {
            applySgr(*parameters, m_lineEndPen);
            cell.style = m_lineEndPen;
            at += parameters->size() + 3;
        } else {
            return rest.startsWith("\r\n") ? at + 2 : 0;
        }
    }
    return 0;
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
        grid.put({.row = foot, .column = 0}, rest.first(columns));
        grid.setWraps(foot);
        rest = rest.subspan(columns);
        m_pen = rest.front().style;
        scroll();
    }
    if (!rest.empty()) {
        grid.put({.row = foot, .column = 0}, rest);
        m_lastCharacter = rest.back().character;
    }
    m_pen = m_lineEndPen;
    scroll();
}

} // namespace Spawnscope
