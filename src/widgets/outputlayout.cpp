// SPDX-License-Identifier: MIT
#include "widgets/outputlayout.h"

#include "widgets/characterends.h"
#include "widgets/outputcharacterwidth.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Spawnscope {

namespace {

constexpr int BlockUnits = 256;
constexpr size_t MostBlocksKept = 8;

/// What a UTF-16 unit is where nothing joins it.
enum class Unit : quint8 {
    Joining, ///< may be part of a character of several units
    Plain, ///< Latin letters and punctuation, which every monospaced font draws one column wide
    Narrow,
    Wide,
    Tab,
};

/// By ranges: to ask for each unit takes more steps than Clang evaluates.
constexpr auto Units = [] {
    std::array<Unit, 0x10000> units{};
    const auto set = [&units](char16_t first, char16_t last, Unit unit) {
        for (size_t c = first; c <= last; ++c)
            units[c] = unit;
    };
    set(u' ', u'~', Unit::Plain);
    set(u'\xa0', u'\u02ff', Unit::Plain);
    set(u'\xad', u'\xad', Unit::Joining); // the soft hyphen
    set(u'\t', u'\t', Unit::Tab);
    set(u'\u3041', u'\u30ff', Unit::Wide); // kana
    set(u'\u3099', u'\u309a', Unit::Joining); // their combining marks
    set(u'\u4e00', u'\u9fff', Unit::Wide); // ideographs
    set(u'\ufffd', u'\ufffd', Unit::Narrow);
    for (char16_t c = u'\u2400'; c <= u'\u243f'; ++c) {
        if (isControlPicture(c))
            units[c] = Unit::Wide;
    }
    return units;
}();

Unit unitOf(QChar c)
{
    return Units[c.unicode()];
}

bool isPlain(QChar c)
{
    return unitOf(c) == Unit::Plain;
}

} // namespace

/// Goes from character to character. Wherever one begins is as good a start as the text's.
class LineLayout::Walker final
{
public:
    Walker(QStringView text, int wrapColumns, Block from)
        : m_text(text)
        , m_wrapColumns(wrapColumns)
        , m_ends(text)
        , m_end(from.start)
        , m_endColumn(from.column)
        , m_unitAfter(unitAt(m_end))
    {}

    bool next(); ///< false at the end of the text

    // Of the character that next() came to.
    qsizetype start() const { return m_start; }
    qsizetype end() const { return m_end; }
    int column() const { return m_column; } ///< 0 begins a row
    int endColumn() const { return m_endColumn; }
    bool isPlain() const { return m_isPlain; }

private:
    Unit unitAt(qsizetype at) const
    {
        return at < m_text.size() ? unitOf(m_text[at]) : Unit::Plain;
    }

    QStringView m_text;
    int m_wrapColumns;
    CharacterEnds m_ends;
    qsizetype m_start = 0;
    qsizetype m_end;
    int m_column = 0;
    int m_endColumn;
    bool m_isPlain = false;
    Unit m_unitAfter;
};

bool LineLayout::Walker::next()
{
    if (m_end >= m_text.size())
        return false;
    m_start = m_end++;
    const Unit unit = std::exchange(m_unitAfter, unitAt(m_end));
    const bool isLone = unit != Unit::Joining && m_unitAfter != Unit::Joining;
    m_isPlain = isLone && unit == Unit::Plain;
    int width = unit == Unit::Wide ? 2 : 1;
    if (!isLone) {
        m_end = m_ends.after(m_start);
        m_unitAfter = unitAt(m_end);
        width = characterWidth(m_text.sliced(m_start, m_end - m_start));
    }
    m_column = m_endColumn;
    if (unit == Unit::Tab)
        width = TabColumns - m_column % TabColumns;
    if (m_wrapColumns > 0 && m_column > 0 && m_column + width > m_wrapColumns) {
        m_column = 0;
        width = unit == Unit::Tab ? TabColumns : width;
    }
    m_endColumn = m_column + width;
    return true;
}

LineLayout::LineLayout(StyledText styled, int wrapColumns)
    : m_styled(std::move(styled))
    , m_wrapColumns(wrapColumns)
{
    const QString &text = m_styled.text;
    if (!std::all_of(text.begin(), text.end(), isPlain)) {
        makeBlocks();
        return;
    }
    const int size = static_cast<int>(text.size());
    m_columnCount = wrapColumns > 0 ? std::min(size, wrapColumns) : size;
}

void LineLayout::makeBlocks()
{
    Walker walker(text(), m_wrapColumns, {});
    m_blocks.push_back({});
    while (walker.next()) {
        const bool beginsBlock = m_wrapColumns > 0
            ? walker.column() == 0 && walker.start() > 0
            : walker.start() - m_blocks.back().start >= BlockUnits;
        if (beginsBlock)
            m_blocks.push_back({static_cast<int>(walker.start()), walker.column()});
        m_columnCount = std::max(m_columnCount, walker.endColumn());
    }
}

size_t LineLayout::blockAt(qsizetype position) const
{
    const auto after = std::upper_bound(
        m_blocks.begin(), m_blocks.end(), position,
        [](qsizetype p, const Block &block) { return p < block.start; });
    return static_cast<size_t>(std::max<std::ptrdiff_t>(after - m_blocks.begin() - 1, 0));
}

qsizetype LineLayout::blockEnd(size_t block) const
{
    return block + 1 < m_blocks.size() ? m_blocks[block + 1].start : text().size();
}

const LineLayout::Cells &LineLayout::cellsOf(size_t block) const
{
    if (const auto known = m_cells.find(block); known != m_cells.end())
        return known->second;
    if (m_cells.size() >= MostBlocksKept)
        m_cells.clear();
    Cells &cells = m_cells[block];
    Walker walker(text(), m_wrapColumns, m_blocks[block]);
    const qsizetype end = blockEnd(block);
    do {
        walker.next();
        const auto character = QStringView(text()).sliced(walker.start(),
                                                          walker.end() - walker.start());
        cells.push_back({.start = static_cast<int>(walker.start()),
                         .column = walker.column(),
                         .width = static_cast<quint8>(walker.endColumn() - walker.column()),
                         .drawing = walker.isPlain() ? Drawing::Plain : drawingOf(character)});
    } while (walker.end() < end);
    return cells;
}

size_t LineLayout::cellAt(const Cells &cells, qsizetype position)
{
    const auto after = std::upper_bound(
        cells.begin(), cells.end(), position,
        [](qsizetype p, const Cell &cell) { return p < cell.start; });
    return static_cast<size_t>(std::max<std::ptrdiff_t>(after - cells.begin() - 1, 0));
}

int LineLayout::rowCount() const
{
    if (m_wrapColumns <= 0 || text().isEmpty())
        return 1;
    if (!m_blocks.empty())
        return static_cast<int>(m_blocks.size());
    return static_cast<int>((text().size() + m_wrapColumns - 1) / m_wrapColumns);
}

qsizetype LineLayout::rowStart(int row) const
{
    if (m_blocks.empty())
        return qsizetype{row} * m_wrapColumns;
    return m_wrapColumns > 0 ? m_blocks[static_cast<size_t>(row)].start : 0;
}

qsizetype LineLayout::rowEnd(int row) const
{
    return row + 1 < rowCount() ? rowStart(row + 1) : text().size();
}

int LineLayout::rowOf(qsizetype position) const
{
    if (m_wrapColumns <= 0)
        return 0;
    if (!m_blocks.empty())
        return static_cast<int>(blockAt(position));
    return std::min(static_cast<int>(position / m_wrapColumns), rowCount() - 1);
}

int LineLayout::columnOf(int row, qsizetype position) const
{
    position = std::clamp(position, rowStart(row), rowEnd(row));
    if (m_blocks.empty())
        return static_cast<int>(position - rowStart(row));
    const bool isEnd = position == rowEnd(row);
    const qsizetype inside = isEnd ? std::max(position - 1, rowStart(row)) : position;
    const Cells &cells = cellsOf(blockAt(inside));
    const Cell &cell = cells[cellAt(cells, inside)];
    return isEnd ? cell.column + cell.width : cell.column;
}

qsizetype LineLayout::positionAt(int row, double column, Rounding rounding) const
{
    const qsizetype start = rowStart(row);
    const qsizetype end = rowEnd(row);
    if (m_blocks.empty()) {
        const double whole = rounding == Rounding::Nearest ? std::round(column)
                                                           : std::floor(column);
        return start + std::clamp<qsizetype>(static_cast<qsizetype>(whole), 0, end - start);
    }
    auto block = static_cast<size_t>(row);
    if (m_wrapColumns <= 0) {
        const auto after = std::upper_bound(
            m_blocks.begin(), m_blocks.end(), column,
            [](double c, const Block &candidate) { return c < candidate.column; });
        block = static_cast<size_t>(std::max<std::ptrdiff_t>(after - m_blocks.begin() - 1, 0));
    }
    const Cells &cells = cellsOf(block);
    const auto after = std::upper_bound(cells.begin(), cells.end(), column,
                                        [](double c, const Cell &cell) { return c < cell.column; });
    const auto index = static_cast<size_t>(std::max<std::ptrdiff_t>(after - cells.begin() - 1, 0));
    const Cell &cell = cells[index];
    const double beyond = rounding == Rounding::Nearest ? cell.width / 2.0 : cell.width;
    if (column < cell.column + beyond)
        return cell.start;
    return index + 1 < cells.size() ? cells[index + 1].start : blockEnd(block);
}

LineLayout::Stretch LineLayout::stretchFrom(qsizetype position, qsizetype limit) const
{
    if (m_blocks.empty())
        return {limit, true};
    size_t block = blockAt(position);
    const Cells *cells = &cellsOf(block);
    size_t index = cellAt(*cells, position);
    const Drawing drawing = (*cells)[index].drawing;
    qsizetype end = 0;
    do {
        if (++index == cells->size() && block + 1 < m_blocks.size()) {
            cells = &cellsOf(++block);
            index = 0;
        }
        end = index < cells->size() ? (*cells)[index].start : text().size();
    } while (drawing != Drawing::Alone && end < limit && (*cells)[index].drawing == drawing);
    return {std::min(end, limit), drawing == Drawing::Plain};
}

LineLayout::Drawing LineLayout::drawingOf(QStringView character)
{
    const QChar first = character.front();
    const QChar::Direction direction = first.direction();
    const bool isRightToLeft = direction == QChar::DirR || direction == QChar::DirAL;
    const bool isIndic = first >= QChar(0x0900) && first <= QChar(0x0dff);
    return isRightToLeft || isIndic ? Drawing::Joined : Drawing::Alone;
}

} // namespace Spawnscope
