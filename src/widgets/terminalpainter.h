// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/terminalglyphs.h"
#include "widgets/terminalpage.h"
#include "widgets/terminalpalette.h"
#include "widgets/terminalselection.h"

#include <QList>
#include <QRect>

#include <functional>

namespace Spawnscope {

/// The grid of cells on the viewport. Edges of cells are edges of pixels of the device.
struct TerminalGeometry
{
    TerminalGeometry() = default;
    TerminalGeometry(const OutputMetrics &metrics, qreal devicePixelRatio, int scrolledColumns);

    qreal cellWidth = 1;
    int lineHeight = 1;
    qreal baseline = 1; ///< from the top of a row
    qreal left = 0; ///< of column 0
    int top = 0;
    qreal pixel = 1; ///< size of one of the device

    qreal x(int column) const { return left + column * cellWidth; }
    int y(int row) const { return top + row * lineHeight; }
    QRectF cell(int row, int column, int count = 1) const
    {
        return {x(column), static_cast<qreal>(y(row)), count * cellWidth,
                static_cast<qreal>(lineHeight)};
    }
};

/// How the cursor is shown.
struct TerminalCursorLook
{
    int row = -1; ///< of the page; -1: not visible
    int column = 0;
    TerminalCursorShape shape = TerminalCursorShape::Block;
    bool isHollow = false; ///< without the focus
};

struct TerminalScene
{
    const TerminalPage &page;
    const TerminalSelection &selection;
    TerminalCursorLook cursor;
    QString preedit; ///< of an input method, at the cursor
    /// Columns of a row that match what is searched for; the current match is apart.
    std::function<QList<ColumnSpan>(const TerminalPageRow &)> matches;
    std::function<std::optional<ColumnSpan>(const TerminalPageRow &)> currentMatch;
    std::function<std::optional<ColumnSpan>(const TerminalPageRow &)> link; ///< to underline
};

/// Paints a page of a terminal, row by row.
class TerminalPainter final
{
public:
    TerminalPainter(QPainter &painter, const TerminalGeometry &geometry,
                    const TerminalPalette &palette, TerminalGlyphs &glyphs);

    /// Paints the rows that @p exposed touches, and what is beside them.
    void paint(const TerminalScene &scene, const QRect &exposed);

private:
    /// What a cell looks like beside its own style.
    struct Emphasis
    {
        bool isSelected = false;
        bool isMatch = false;
        bool isCurrentMatch = false;
        bool isLink = false;
        bool operator==(const Emphasis &) const = default;
    };
    struct RowMarks
    {
        std::optional<ColumnSpan> selected;
        QList<ColumnSpan> matches;
        std::optional<ColumnSpan> currentMatch;
        std::optional<ColumnSpan> link;

        bool isEmpty() const { return !selected && matches.isEmpty() && !currentMatch && !link; }
        Emphasis at(int column) const;
    };

    void paintRow(const TerminalScene &scene, int row);
    void paintCells(const CellRow &cells, const RowMarks &marks, int row);
    void paintStretch(const CellRow &cells, int row, int first, int end, const Emphasis &emphasis);
    void paintText(const CellRow &cells, int row, int first, int end,
                   const TerminalPalette::Colors &colors);
    void paintSpecial(const CellRow &cells, int row, int column, size_t face,
                      const TerminalPalette::Colors &colors);
    void paintShaped(const QString &text, size_t face, const QRectF &cell, const QColor &color);
    void flushGlyphs(size_t face, const QColor &color);
    void paintLines(TextAttributes attributes, bool isLink, const QRectF &area,
                    const QColor &color);
    void paintCursor(const TerminalScene &scene);
    void paintPreedit(const TerminalScene &scene);
    TerminalPalette::Colors colorsOf(const TextStyle &style, const Emphasis &emphasis) const;

    QPainter &m_painter;
    const TerminalGeometry &m_geometry;
    const TerminalPalette &m_palette;
    TerminalGlyphs &m_glyphs;
    bool m_isReverse = false;
    std::vector<quint32> m_indexes; // of glyphs to be painted together
    std::vector<QPointF> m_positions;
};

} // namespace Spawnscope
