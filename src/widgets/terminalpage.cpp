// SPDX-License-Identifier: MIT
#include "widgets/terminalpage.h"

#include "widgets/outputpainter.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr size_t MostCachedLines = 512;
constexpr qint64 LinesReadAtOnce = 32;

std::vector<CellRow> rowsOfText(const QString &text, int columns)
{
    StyledText styled;
    styled.text = text;
    return wrappedRows(styled, columns);
}

/// Drops the rows at the end that lie beyond @p cells.
void keepCells(qint64 cells, std::vector<CellRow> *rows)
{
    qint64 total = 0;
    size_t kept = 0;
    while (kept < rows->size() && total < cells)
        total += (*rows)[kept++].usedColumns();
    rows->resize(std::max<size_t>(kept, 1));
}

} // namespace

void TerminalPage::setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log)
{
    m_source = source;
    m_log = std::move(log);
    m_cache.clear();
    m_screen.clear();
    m_screenStarts.clear();
    m_extent = {};
    m_isLastOpen = false;
    m_openCells = 0;
    m_size = {};
    m_modes = {};
    m_cursor = {};
    m_topLine = 0;
    m_topRow = 0;
}

void TerminalPage::setRows(int rows)
{
    const bool wasAtEnd = isAtEnd();
    m_rows = std::max(rows, 1);
    if (wasAtEnd)
        moveToEnd();
    else
        clampTop();
}

TerminalPage::News TerminalPage::refresh()
{
    News news;
    if (!m_source)
        return news;
    const bool wasAtEnd = isAtEnd();
    const qint64 topOfScreen = m_extent.rows.end;
    m_source->look([&](TerminalScreen *screen) { look(screen, &news); });
    placeScreenRows();
    if (m_topLine == topOfScreen && !wasAtEnd)
        m_topLine = m_extent.rows.end; // it stood in the screen
    if (wasAtEnd)
        moveToEnd();
    else
        clampTop();
    return news;
}

void TerminalPage::look(TerminalScreen *screen, News *news)
{
    const TerminalSize size = screen->size();
    const TerminalModes modes = screen->modes();
    news->isOtherScreen = size != m_size || m_screen.empty()
        || modes.alternateScreen != m_modes.alternateScreen;
    if (size.columns != m_size.columns)
        m_cache.clear();
    m_size = size;
    m_modes = modes;
    m_cursor = screen->cursor();
    const auto count = static_cast<size_t>(size.rows);
    m_screen.resize(count);
    news->rows.assign(count, news->isOtherScreen);
    QList<TerminalRows> damage = screen->takeDamage();
    if (news->isOtherScreen)
        damage = {{.first = 0, .count = size.rows}};
    for (const TerminalRows &rows : std::as_const(damage)) {
        for (int row = rows.first; row < rows.first + rows.count; ++row) {
            m_screen[static_cast<size_t>(row)] = CellRow(screen->row(row));
            news->rows[static_cast<size_t>(row)] = true;
        }
    }
    const qint64 endBefore = m_extent.rows.end;
    readScrollbackEnd();
    news->isScrollbackNew = m_extent.rows.end != endBefore;
}

/// As of this look: what is on the screen is not in it, and the other way round.
void TerminalPage::readScrollbackEnd()
{
    if (!m_log)
        return;
    m_cache.erase(m_cache.lower_bound(m_extent.rows.end - 1), m_cache.end());
    m_extent.rows = m_log->rows(OutputFilter::Stdout);
    m_extent.rows.end = m_source->scrollbackEnd();
    m_extent.rows.first = std::min(m_extent.rows.first, m_extent.rows.end);
    m_extent.gap = m_log->gap(OutputFilter::Stdout);
    m_extent.gap.rows.end = std::min(m_extent.gap.rows.end, m_extent.rows.end);
    findOpenLine();
}

/// Whether the last line of scrollback goes on on the screen.
void TerminalPage::findOpenLine()
{
    m_isLastOpen = false;
    m_openCells = 0;
    if (m_extent.rows.isEmpty() || m_modes.alternateScreen)
        return;
    const QList<OutputLine> last = m_log->lines(OutputFilter::Stdout, m_extent.rows.end - 1, 1);
    if (last.isEmpty() || last.front().row != m_extent.rows.end - 1)
        return;
    const bool isWhole = last.front().isEnded;
    if (isWhole && m_source->takesInput())
        return;
    m_openCells = cellCount(styledText(last.front().bytes, last.front().style).text);
    if (isWhole)
        m_openCells = openCellsAfterTheEnd(m_openCells);
    m_isLastOpen = m_openCells > 0;
}

/// Once a run has ended, the lines of its screen are in the log as well: one less than there are
/// when the first of them had begun in the scrollback, whose last line is whole now. Tells how many
/// of its @p cells are not on the screen; 0 when it had ended before.
qint64 TerminalPage::openCellsAfterTheEnd(qint64 cells) const
{
    qint64 lines = 0;
    qint64 linesUsed = 0;
    qint64 firstCells = 0;
    for (const CellRow &row : m_screen) {
        if (lines == 0)
            firstCells += row.usedColumns();
        if (!row.wraps())
            ++lines;
        if (row.usedColumns() > 0)
            linesUsed = row.wraps() ? lines + 1 : lines;
    }
    const qint64 linesInLog = m_log->rows(OutputFilter::Stdout).end - m_extent.rows.end;
    return linesUsed > 0 && linesInLog == linesUsed - 1 ? std::max<qint64>(cells - firstCells, 0)
                                                        : 0;
}

void TerminalPage::placeScreenRows()
{
    m_screenStarts.resize(m_screen.size());
    TerminalPlace start{.line = m_extent.rows.end, .offset = 0};
    if (m_isLastOpen)
        start = {.line = m_extent.rows.end - 1, .offset = m_openCells};
    for (size_t row = 0; row < m_screen.size(); ++row) {
        m_screenStarts[row] = start;
        const bool goesOn = m_screen[row].wraps() && !m_modes.alternateScreen;
        start = goesOn ? TerminalPlace{start.line, start.offset + m_screen[row].usedColumns()}
                       : TerminalPlace{start.line + 1, 0};
    }
}

TerminalPageRow TerminalPage::screenRow(int row) const
{
    if (row < 0 || static_cast<size_t>(row) >= m_screenStarts.size())
        return {};
    return {.cells = &m_screen[static_cast<size_t>(row)],
            .start = m_screenStarts[static_cast<size_t>(row)],
            .screenRow = row};
}

const std::vector<CellRow> &TerminalPage::rowsOf(qint64 logRow) const
{
    if (const auto known = m_cache.find(logRow); known != m_cache.end())
        return known->second;
    if (m_cache.size() > MostCachedLines)
        m_cache.clear();
    const int columns = m_size.columns;
    if (m_extent.isMark(logRow))
        return m_cache[logRow] = rowsOfText(OutputPainter::gapText(m_extent.gap), columns);
    const qint64 count = std::min(LinesReadAtOnce, m_extent.rows.end - logRow);
    constexpr qsizetype MostBytes = 256 * 1024;
    if (m_log) {
        for (const OutputLine &line :
             m_log->lines(OutputFilter::Stdout, logRow, count, MostBytes)) {
            if (m_cache.contains(line.row))
                continue;
            std::vector<CellRow> rows = wrappedRows(styledText(line.bytes, line.style), columns);
            if (m_isLastOpen && line.row == m_extent.rows.end - 1)
                keepCells(m_openCells, &rows);
            m_cache[line.row] = std::move(rows);
        }
    }
    // A line that was given up since is empty.
    return m_cache.try_emplace(logRow, rowsOfText({}, columns)).first->second;
}

TerminalPageRow TerminalPage::row(int row) const
{
    if (row < 0)
        return {};
    qint64 line = m_topLine;
    auto sub = static_cast<size_t>(m_topRow);
    auto left = static_cast<size_t>(row);
    while (hasScrollback() && line < m_extent.rows.end) {
        const std::vector<CellRow> &rows = rowsOf(line);
        if (sub + left < rows.size()) {
            qint64 offset = 0;
            for (size_t i = 0; i < sub + left; ++i)
                offset += rows[i].usedColumns();
            return {.cells = &rows[sub + left],
                    .start = {.line = line, .offset = offset},
                    .isMark = m_extent.isMark(line)};
        }
        left -= rows.size() - std::min(sub, rows.size());
        sub = 0;
        const qint64 next = m_extent.stepped(line, 1);
        line = next == line ? m_extent.rows.end : next;
    }
    return screenRow(static_cast<int>(sub + left));
}

int TerminalPage::pageRowOfScreen(int screenRow) const
{
    if (!hasScrollback() || m_topLine >= m_extent.rows.end)
        return screenRow - m_topRow;
    for (int row = 0; row < m_rows; ++row) {
        if (const TerminalPageRow found = this->row(row); found.screenRow >= 0)
            return row + screenRow - found.screenRow;
    }
    return m_rows + screenRow;
}

// --- scrolling --------------------------------------------------------------------------------

/// A screen may have more rows than there is room for: the child that could be told has gone. Blank
/// ones below the text and the cursor must not push out what stands above.
int TerminalPage::lastScreenTop() const
{
    int rows = static_cast<int>(m_screen.size());
    const int cursorEnd = m_cursor.position.row + 1;
    while (rows > std::max(m_rows, cursorEnd)
           && m_screen[static_cast<size_t>(rows) - 1].usedColumns() == 0)
        --rows;
    return std::max(rows - m_rows, 0);
}

qint64 TerminalPage::topPlace() const
{
    if (hasScrollback() && m_topLine < m_extent.rows.end)
        return m_extent.placeOf(m_topLine);
    return scrollbackCount() + m_topRow;
}

qint64 TerminalPage::lastTopPlace() const
{
    return scrollbackCount() + lastScreenTop();
}

void TerminalPage::moveTo(qint64 place)
{
    const qint64 count = scrollbackCount();
    place = std::clamp<qint64>(place, 0, lastTopPlace());
    if (place < count) {
        m_topLine = m_extent.rowAt(place);
        m_topRow = 0;
    } else {
        m_topLine = m_extent.rows.end;
        m_topRow = static_cast<int>(place - count);
    }
}

void TerminalPage::moveToEnd()
{
    m_topLine = m_extent.rows.end;
    m_topRow = lastScreenTop();
}

void TerminalPage::moveBy(qint64 rows)
{
    constexpr qint64 FarRows = 4096; // nobody counts the rows of lines so far apart
    if (std::abs(rows) > FarRows) {
        moveTo(topPlace() + rows);
        return;
    }
    for (; rows > 0 && !isAtEnd(); --rows) {
        ++m_topRow;
        const bool isInScrollback = hasScrollback() && m_topLine < m_extent.rows.end;
        if (isInScrollback && static_cast<size_t>(m_topRow) >= rowsOf(m_topLine).size())
            moveTo(m_extent.placeOf(m_topLine) + 1);
    }
    for (; rows < 0; ++rows) {
        if (m_topRow > 0) {
            --m_topRow;
            continue;
        }
        const qint64 place = topPlace();
        if (place == 0)
            return;
        moveTo(place - 1);
        if (m_topLine < m_extent.rows.end)
            m_topRow = static_cast<int>(rowsOf(m_topLine).size()) - 1;
    }
}

void TerminalPage::clampTop()
{
    if (!hasScrollback() || m_topLine >= m_extent.rows.end) {
        m_topLine = m_extent.rows.end;
        m_topRow = std::clamp(m_topRow, 0, lastScreenTop());
        return;
    }
    const qint64 line = m_extent.rowAt(m_extent.placeOf(m_topLine));
    if (line != m_topLine)
        m_topRow = 0;
    m_topLine = line;
    m_topRow = std::clamp(m_topRow, 0, static_cast<int>(rowsOf(m_topLine).size()) - 1);
}

void TerminalPage::moveToLine(qint64 line)
{
    if (hasScrollback() && line < m_extent.rows.end) {
        moveTo(m_extent.placeOf(line));
        return;
    }
    const auto row = std::ranges::lower_bound(m_screenStarts, TerminalPlace{line, 0});
    moveTo(scrollbackCount() + (row - m_screenStarts.begin()));
}

void TerminalPage::show(const TerminalPlace &place)
{
    const auto isHere = [&place](const TerminalPageRow &row) {
        return row.cells && row.start.line == place.line && place.offset >= row.start.offset
            && (place.offset < row.start.offset + row.cells->usedColumns() || row.isLineEnd());
    };
    for (int i = 0; i < m_rows; ++i) {
        if (isHere(row(i)))
            return;
    }
    if (place.line >= m_extent.rows.end || !hasScrollback()) {
        moveToEnd();
    } else {
        moveTo(m_extent.placeOf(place.line));
        while (!isHere(row(0)) && row(0).start.line == place.line && !isAtEnd())
            moveBy(1);
        if (row(0).start.line != place.line) // its rest is on the screen
            moveToEnd();
    }
    moveBy(-m_rows / 2);
}

// --- lines ------------------------------------------------------------------------------------

qsizetype TerminalLineText::indexAt(qint64 offset) const
{
    return std::ranges::lower_bound(offsets, offset) - offsets.begin();
}

TerminalLineText TerminalPage::textOfLine(qint64 line) const
{
    TerminalLineText result;
    for (const TerminalPageRow &row : rowsOfLine(line)) {
        for (int column = 0; column < row.cells->usedColumns(); ++column) {
            const QString characters = row.cells->text(column, column + 1);
            result.text += characters;
            result.offsets.insert(result.offsets.size(), characters.size(),
                                  row.start.offset + column);
        }
        result.end = row.start.offset + row.cells->usedColumns();
    }
    return result;
}

qint64 TerminalPage::firstScreenLine() const
{
    return m_screenStarts.empty() ? m_extent.rows.end : m_screenStarts.front().line;
}

qint64 TerminalPage::endLine() const
{
    return m_screenStarts.empty() ? m_extent.rows.end : m_screenStarts.back().line + 1;
}

std::vector<TerminalPageRow> TerminalPage::rowsOfLine(qint64 line) const
{
    std::vector<TerminalPageRow> result;
    if (line < m_extent.rows.end && hasScrollback() && line >= m_extent.firstRow()) {
        qint64 offset = 0;
        for (const CellRow &cells : rowsOf(line)) {
            result.push_back({.cells = &cells,
                              .start = {.line = line, .offset = offset},
                              .isMark = m_extent.isMark(line)});
            offset += cells.usedColumns();
        }
    }
    for (size_t row = 0; row < m_screenStarts.size(); ++row) {
        if (m_screenStarts[row].line == line)
            result.push_back(screenRow(static_cast<int>(row)));
    }
    return result;
}

} // namespace Spawnscope
