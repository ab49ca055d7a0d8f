// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

#include <map>
#include <vector>

namespace Spawnscope {

/// One line of output on a grid of columns, as a terminal lays it out: a character takes one
/// column, wide ones (East Asian, emoji) two, a tab goes to the next multiple of eight. Positions
/// in the text are UTF-16 units; a position inside a character counts as the character's start.
///
/// Cost:   the line is gone through once, for where rows and blocks of characters begin; where each
///         character lies is found out for the blocks that are asked about.
/// Thread: one at a time.
class LineLayout final
{
public:
    static constexpr int TabColumns = 8;

    /// Breaks rows at @p wrapColumns; 0 keeps the line in one row.
    LineLayout(StyledText styled, int wrapColumns);

    const StyledText &styled() const { return m_styled; }
    const QString &text() const { return m_styled.text; }

    int rowCount() const;
    int columnCount() const { return m_columnCount; } ///< of the widest row

    qsizetype rowStart(int row) const;
    qsizetype rowEnd(int row) const;
    int rowOf(qsizetype position) const;

    /// The column of @p position, counted from the start of @p row.
    int columnOf(int row, qsizetype position) const;

    enum class Rounding : quint8 { Down, Nearest };
    /// The position at or before @p column, or the nearest one between two characters.
    qsizetype positionAt(int row, double column, Rounding rounding) const;

    /// A piece of text to draw in one go.
    struct Stretch
    {
        qsizetype end = 0;
        bool isPlain = true; ///< else it may take more room than its columns and must be fitted
    };
    Stretch stretchFrom(qsizetype position, qsizetype limit) const;

private:
    enum class Drawing : quint8 {
        Plain, ///< lands on the grid by itself, together with its neighbours
        Alone, ///< needs to be put on the grid
        Joined, ///< letters that change shape or order beside each other
    };
    struct Cell
    {
        int start = 0; // in the text
        int column = 0; // in its row
        quint8 width = 1;
        Drawing drawing = Drawing::Plain;
    };
    using Cells = std::vector<Cell>; // never empty
    struct Block
    {
        int start = 0; // in the text
        int column = 0; // in its row
    };
    class Walker;

    static Drawing drawingOf(QStringView character);
    void makeBlocks();
    size_t blockAt(qsizetype position) const;
    qsizetype blockEnd(size_t block) const;
    const Cells &cellsOf(size_t block) const;
    static size_t cellAt(const Cells &cells, qsizetype position);

    StyledText m_styled;
    int m_wrapColumns = 0;
    int m_columnCount = 0;
    // Stretches of the text that are looked at together: rows when wrapping, else of about the
    // same size. Empty when every UTF-16 unit takes one column, which is nearly always.
    std::vector<Block> m_blocks;
    mutable std::map<size_t, Cells> m_cells; // of some blocks
};

} // namespace Spawnscope
