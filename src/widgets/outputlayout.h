// SPDX-License-Identifier: MIT
#pragma once

#include "record/styledtext.h"

#include <vector>

namespace Spawnscope {

/// One line of output on a grid of columns, as a terminal lays it out: a character takes one
/// column, wide ones (East Asian, emoji) two, a tab goes to the next multiple of eight. Positions
/// in the text are UTF-16 units; a position inside a character counts as the character's start.
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

    static Drawing drawingOf(QStringView character);
    void makeCells(int wrapColumns);
    size_t cellAt(qsizetype position) const;

    StyledText m_styled;
    int m_wrapColumns = 0;
    int m_columnCount = 0;
    // Both empty when every UTF-16 unit takes one column, which is nearly always.
    std::vector<Cell> m_cells;
    std::vector<size_t> m_rowCells; // the first cell of each row
};

} // namespace Spawnscope
