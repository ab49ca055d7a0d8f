// SPDX-License-Identifier: MIT
#include "terminal/terminalemulator_p.h"

#include "terminal/characterwidth_p.h"
#include "terminal/terminallistener.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

/// Of one character; more are dropped.
constexpr int MaxMarks = 16;

bool contains(TerminalSize size, TerminalPosition position)
{
    return position.row >= 0 && position.row < size.rows && position.column >= 0
        && position.column < size.columns;
}

CellRect clipped(const CellRect &rect, TerminalSize size)
{
    return {.top = std::clamp(rect.top, 0, size.rows),
            .left = std::clamp(rect.left, 0, size.columns),
            .bottom = std::clamp(rect.bottom, 0, size.rows),
            .right = std::clamp(rect.right, 0, size.columns)};
}

/// Colours alone do not count.
bool hasText(const TerminalGrid::Row &row)
{
    const auto end = row.cells.begin() + row.used;
    return std::any_of(row.cells.begin(), end,
                       [](const TerminalCell &cell) { return cell.character > U' '; });
}

bool isEmpty(const CellRect &rect)
{
    return rect.top >= rect.bottom || rect.left >= rect.right;
}

} // namespace

TerminalEmulator::TerminalEmulator(TerminalSize size, TerminalListener *listener)
    : m_listener(listener)
    , m_primary(size)
    , m_alternate(size)
    , m_placing{.bottom = size.rows}
    , m_vterm(size, this)
{
    setTableLimits();
}

/// Twice what both screens can hold, so that half of a full table is free to be used again.
void TerminalEmulator::setTableLimits()
{
    const auto cells = static_cast<size_t>(m_primary.size().rows)
        * static_cast<size_t>(m_primary.size().columns);
    m_tables.clusters.setLimit(4 * cells + 1024);
    m_tables.links.setLimit(4 * cells + 1024);
}

void TerminalEmulator::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (isAtFoot())
            bytes = bytes.sliced(takeLines(bytes));
        const qsizetype lineFeed = bytes.indexOf('\n');
        const qsizetype size = lineFeed < 0 ? bytes.size() : lineFeed + 1;
        m_reader.read(bytes.first(size));
        bytes = bytes.sliced(size);
    }
}

void TerminalEmulator::resize(TerminalSize size)
{
    if (size == m_primary.size())
        return;
    TerminalPosition cursor = m_vterm.cursor();
    // libvterm keeps margins that lie beyond the new edge.
    pass("\033[r");
    TerminalPosition &primaryCursor = m_modes.alternateScreen ? m_saved[0].position : cursor;
    primaryCursor.row = std::min(primaryCursor.row, m_primary.size().rows - 1);
    const std::vector<TerminalGrid::Row> left = m_primary.reflow(size, &primaryCursor);
    m_alternate.crop(size);
    m_vterm.setSize(size);
    m_placing.top = 0;
    m_placing.bottom = size.rows;
    if (!m_placing.tabs.empty())
        growTabs(&m_placing.tabs);
    moveCursor(cursor);
    for (const TerminalGrid::Row &row : left)
        m_listener->rowLeft(rowOf(row));
    m_rowsLeft += static_cast<qint64>(left.size());
    setTableLimits();
}

TerminalCursor TerminalEmulator::cursor() const
{
    TerminalCursor cursor = m_cursor;
    cursor.position = m_vterm.cursor();
    return cursor;
}

TerminalRow TerminalEmulator::rowOf(const TerminalGrid::Row &row) const
{
    return {row.cells, row.wraps, &m_tables};
}

void TerminalEmulator::leaveTop(int rows)
{
    for (int i = 0; i < rows; ++i)
        m_listener->rowLeft(rowOf(m_primary.row(i)));
    m_rowsLeft += rows;
}

/// What is about to be erased with the whole screen. Its last row ends a line: what follows it in
/// the scrollback is something else.
void TerminalEmulator::leaveErased()
{
    if (m_modes.alternateScreen)
        return;
    int rows = m_primary.size().rows;
    while (rows > 0 && !hasText(m_primary.row(rows - 1)))
        --rows;
    if (rows == 0)
        return;
    leaveTop(rows - 1);
    m_listener->rowLeft({m_primary.row(rows - 1).cells, false, &m_tables});
    ++m_rowsLeft;
}

// --- text -------------------------------------------------------------------------------------

void TerminalEmulator::interruptText()
{
    m_lastGlyph.reset();
    m_marks = 0;
}

void TerminalEmulator::asciiRead(QByteArrayView text)
{
    m_lastCharacter = static_cast<uchar>(text.back());
    m_marks = 0;
    m_placing.isSingleShifted = false;
    m_vterm.write(text);
}

void TerminalEmulator::charactersRead(std::span<const char32_t> characters)
{
    while (!characters.empty()) {
        const auto mark = std::ranges::find_if(characters, combines);
        const auto size = static_cast<size_t>(mark - characters.begin());
        if (size == 0) {
            combine(characters.front());
            characters = characters.subspan(1);
            continue;
        }
        m_lastCharacter = characters[size - 1];
        m_marks = 0;
        const QString text = QString::fromUcs4(characters.data(), static_cast<qsizetype>(size));
        m_vterm.write(text.toUtf8());
        characters = characters.subspan(size);
    }
}

/// libvterm would begin a new row with what combines with the last character of a full one.
void TerminalEmulator::combine(char32_t mark)
{
    if (!m_lastGlyph || ++m_marks > MaxMarks)
        return;
    const TerminalGrid::Row &row = grid().row(m_lastGlyph->row);
    const char32_t character = row.cells[static_cast<size_t>(m_lastGlyph->column)].character;
    QString text = character < CellTables::FirstCluster
        ? QString::fromUcs4(&character, 1)
        : m_tables.clusters.at(character - CellTables::FirstCluster);
    text += QChar::fromUcs4(mark);
    if (m_tables.clusters.isFullFor(text))
        m_tables.clusters.keepOnly(usedClusters());
    if (const auto number = m_tables.clusters.numberOf(text))
        grid().setCharacter(*m_lastGlyph, CellTables::FirstCluster + *number);
}

void TerminalEmulator::glyphPut(TerminalPosition position, char32_t character, int width,
                                bool isProtected)
{
    TerminalGrid &grid = this->grid();
    const TerminalSize size = grid.size();
    if (!contains(size, position) || width < 1)
        return;
    const bool isWrapped = position.column == 0 && m_lastGlyph && m_lastGlyph->column > 0;
    if (isWrapped && position.row > 0)
        grid.setWraps(position.row - 1);
    const bool isWide = width > 1 && position.column + 2 <= size.columns;
    grid.put(position,
             {.character = character,
              .style = m_pen,
              .link = m_link,
              .width = static_cast<quint8>(isWide ? 2 : 1),
              .isProtected = isProtected});
    m_lastGlyph = position;
}

/// Which clusters stand on the screens.
std::vector<bool> TerminalEmulator::usedClusters() const
{
    std::vector<bool> isUsed(m_tables.clusters.numbersInAll());
    forEachCell([&](const TerminalCell &cell) {
        if (cell.character > CellTables::FirstCluster)
            isUsed[cell.character - CellTables::FirstCluster - 1] = true;
    });
    return isUsed;
}

std::vector<bool> TerminalEmulator::usedLinks() const
{
    std::vector<bool> isUsed(m_tables.links.numbersInAll());
    forEachCell([&](const TerminalCell &cell) {
        if (cell.link > 0)
            isUsed[cell.link - 1] = true;
    });
    return isUsed;
}

// --- what libvterm wants ----------------------------------------------------------------------

void TerminalEmulator::scrolled(const CellRect &wanted, int upward, int leftward)
{
    TerminalGrid &grid = this->grid();
    const TerminalSize size = grid.size();
    const CellRect rect = clipped(wanted, size);
    if (isEmpty(rect))
        return;
    const bool isFullWidth = rect.left == 0 && rect.right == size.columns;
    const bool leaves = rect.top == 0 && isFullWidth && upward > 0 && m_keepsRows
        && !m_modes.alternateScreen;
    // Text scrolls when its line is too long for the last row.
    if (m_lastGlyph && isFullWidth && upward == 1)
        grid.setWraps(rect.bottom - 1);
    if (leaves)
        leaveTop(std::min(upward, rect.bottom));
    if (isFullWidth && rect.top == 0 && rect.bottom == size.rows && upward == 1)
        grid.scrollUp(blank());
    else
        grid.scroll(rect, upward, leftward, blank());
}

void TerminalEmulator::erased(const CellRect &rect, bool isSelective)
{
    const CellRect inside = clipped(rect, grid().size());
    if (!isEmpty(inside))
        grid().erase(inside, blank(), isSelective);
}

void TerminalEmulator::bellRang()
{
    m_listener->bellRang();
}

void TerminalEmulator::answered(QByteArrayView bytes)
{
    m_answer.append(bytes);
}

void TerminalEmulator::alternateScreenSet(bool isAlternate)
{
    m_modes.alternateScreen = isAlternate;
    grid().markAllChanged();
}

void TerminalEmulator::reverseVideoSet(bool isReverse)
{
    m_modes.reverseVideo = isReverse;
    grid().markAllChanged();
}

} // namespace Spawnscope
