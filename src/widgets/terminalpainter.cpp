// SPDX-License-Identifier: MIT
#include "widgets/terminalpainter.h"

#include "widgets/terminalboxes.h"

#include <algorithm>
#include <cmath>

namespace Spawnscope {

TerminalGeometry::TerminalGeometry(const OutputMetrics &metrics, qreal devicePixelRatio,
                                   int scrolledColumns)
    : cellWidth(std::max(std::round(metrics.columnWidth * devicePixelRatio), 1.0)
                / devicePixelRatio)
    , lineHeight(metrics.lineHeight)
    , baseline(metrics.baseline)
    , left(std::round(metrics.margin) - scrolledColumns * cellWidth)
    , top(2)
    , pixel(1 / devicePixelRatio)
{}

TerminalPainter::TerminalPainter(QPainter &painter, const TerminalGeometry &geometry,
                                 const TerminalPalette &palette, TerminalGlyphs &glyphs)
    : m_painter(painter)
    , m_geometry(geometry)
    , m_palette(palette)
    , m_glyphs(glyphs)
{}

void TerminalPainter::paint(const TerminalScene &scene, const QRect &exposed)
{
    m_isReverse = scene.page.modes().reverseVideo;
    m_painter.fillRect(exposed, m_palette.base(m_isReverse));
    const auto rowAt = [this](int y) {
        return std::max(y - m_geometry.top, 0) / m_geometry.lineHeight;
    };
    const int last = std::min(rowAt(exposed.bottom()), scene.page.rows() - 1);
    for (int row = rowAt(exposed.top()); row <= last; ++row)
        paintRow(scene, row);
    paintCursor(scene);
    paintPreedit(scene);
}

TerminalPainter::Emphasis TerminalPainter::RowMarks::at(int column) const
{
    const auto covers = [column](const std::optional<ColumnSpan> &span) {
        return span && span->contains(column);
    };
    return {.isSelected = covers(selected),
            .isMatch = std::ranges::any_of(
                matches, [column](const ColumnSpan &span) { return span.contains(column); }),
            .isCurrentMatch = covers(currentMatch),
            .isLink = covers(link)};
}

void TerminalPainter::paintRow(const TerminalScene &scene, int row)
{
    const TerminalPageRow pageRow = scene.page.row(row);
    if (!pageRow.cells)
        return;
    RowMarks marks;
    marks.selected = scene.selection.spanIn(pageRow);
    if (marks.selected && scene.selection.coversEndOf(pageRow))
        ++marks.selected->end; // the line feed
    if (scene.matches)
        marks.matches = scene.matches(pageRow);
    if (scene.currentMatch)
        marks.currentMatch = scene.currentMatch(pageRow);
    if (scene.link)
        marks.link = scene.link(pageRow);
    paintCells(*pageRow.cells, marks, row);
    if (pageRow.isMark) {
        const QRectF line = m_geometry.cell(row, 0, pageRow.cells->columns());
        m_painter.fillRect(
            QRectF(line.left(), line.bottom() - m_geometry.pixel, line.width(), m_geometry.pixel),
            m_palette.output().faintText());
    }
    const int columns = pageRow.cells->columns();
    if (marks.selected && marks.selected->end > columns)
        m_painter.fillRect(m_geometry.cell(row, columns), m_palette.selected().background);
}

void TerminalPainter::paintCells(const CellRow &cells, const RowMarks &marks, int row)
{
    const bool isPlain = marks.isEmpty();
    const int columns = cells.columns();
    for (int first = 0; first < columns;) {
        const TextStyle &style = cells.cell(first).style;
        const Emphasis emphasis = isPlain ? Emphasis() : marks.at(first);
        int end = first + 1;
        while (end < columns && cells.cell(end).style == style
               && (isPlain || marks.at(end) == emphasis))
            ++end;
        paintStretch(cells, row, first, end, emphasis);
        first = end;
    }
}

TerminalPalette::Colors TerminalPainter::colorsOf(const TextStyle &style,
                                                  const Emphasis &emphasis) const
{
    if (emphasis.isCurrentMatch)
        return m_palette.match(true);
    if (emphasis.isSelected)
        return m_palette.selected();
    if (emphasis.isMatch)
        return m_palette.match(false);
    return m_palette.colors(style, m_isReverse);
}

void TerminalPainter::paintStretch(const CellRow &cells, int row, int first, int end,
                                   const Emphasis &emphasis)
{
    const TextStyle &style = cells.cell(first).style;
    const TerminalPalette::Colors colors = colorsOf(style, emphasis);
    const QRectF area = m_geometry.cell(row, first, end - first);
    if (colors.background != m_palette.base(m_isReverse))
        m_painter.fillRect(area, colors.background);
    if (style.attributes.testFlag(TextAttribute::Hidden))
        return; // selected or not, as in xterm, where it is copied nevertheless
    paintText(cells, row, first, end, colors);
    if (emphasis.isLink
        || style.attributes.testAnyFlags(TextAttribute::Underline | TextAttribute::Strike))
        paintLines(style.attributes, emphasis.isLink, area, colors.text);
}

void TerminalPainter::paintText(const CellRow &cells, int row, int first, int end,
                                const TerminalPalette::Colors &colors)
{
    const size_t face = TerminalGlyphs::faceOf(cells.cell(first).style.attributes);
    const qreal baseline = m_geometry.y(row) + m_geometry.baseline;
    for (int column = first; column < end; ++column) {
        const TerminalCell &cell = cells.cell(column);
        if (cell.character <= U' ')
            continue;
        if (cell.width == 1 && !isBoxCharacter(cell.character)) {
            if (const quint32 glyph = m_glyphs.plainGlyph(face, cell.character)) {
                m_indexes.push_back(glyph);
                m_positions.emplace_back(m_geometry.x(column), baseline);
                continue;
            }
        }
        paintSpecial(cells, row, column, face, colors);
    }
    flushGlyphs(face, colors.text);
}

void TerminalPainter::flushGlyphs(size_t face, const QColor &color)
{
    if (m_indexes.empty())
        return;
    QGlyphRun run;
    run.setRawFont(m_glyphs.font(face));
    run.setRawData(m_indexes.data(), m_positions.data(), static_cast<int>(m_indexes.size()));
    m_painter.setPen(color);
    m_painter.drawGlyphRun({}, run);
    m_indexes.clear();
    m_positions.clear();
}

void TerminalPainter::paintSpecial(const CellRow &cells, int row, int column, size_t face,
                                   const TerminalPalette::Colors &colors)
{
    const TerminalCell &cell = cells.cell(column);
    const QRectF area = m_geometry.cell(row, column, std::max<int>(cell.width, 1));
    if (isBoxCharacter(cell.character)) {
        paintBox(m_painter, area, cell.character,
                 isBlockElement(cell.character) ? colors.block : colors.text, m_geometry.pixel);
        return;
    }
    if (const QString text = cells.characters(column); !text.isEmpty())
        paintShaped(text, face, area, colors.text);
}

/// Other fonts know nothing of the grid: what is wider than its cells is made narrower, and nothing
/// reaches beyond them.
void TerminalPainter::paintShaped(const QString &text, size_t face, const QRectF &cell,
                                  const QColor &color)
{
    const TerminalGlyphs::Shaped &shaped = m_glyphs.shaped(face, text);
    m_painter.save();
    m_painter.setClipRect(cell, Qt::IntersectClip);
    m_painter.setPen(color);
    m_painter.translate(cell.left(), cell.top() + m_geometry.baseline);
    if (shaped.width > cell.width() + 0.5)
        m_painter.scale(cell.width() / shaped.width, 1);
    else
        m_painter.translate(std::floor((cell.width() - shaped.width) / 2), 0);
    for (const QGlyphRun &run : shaped.runs)
        m_painter.drawGlyphRun({}, run);
    m_painter.restore();
}

void TerminalPainter::paintLines(TextAttributes attributes, bool isLink, const QRectF &area,
                                 const QColor &color)
{
    const qreal thick = std::max(std::round(m_geometry.cellWidth / m_geometry.pixel / 10), 1.0)
        * m_geometry.pixel;
    const auto line = [&](qreal y) {
        m_painter.fillRect(QRectF(area.left(), area.top() + y, area.width(), thick), color);
    };
    if (isLink || attributes.testFlag(TextAttribute::Underline))
        line(std::min(m_geometry.baseline + 1, m_geometry.lineHeight - thick));
    if (attributes.testFlag(TextAttribute::Strike))
        line(std::round(m_geometry.baseline * 0.68));
}

void TerminalPainter::paintCursor(const TerminalScene &scene)
{
    const TerminalCursorLook &cursor = scene.cursor;
    const TerminalPageRow row = cursor.row < 0 ? TerminalPageRow() : scene.page.row(cursor.row);
    if (!row.cells || cursor.column >= row.cells->columns())
        return;
    const int width = std::max<int>(row.cells->cell(cursor.column).width, 1);
    const QRectF cell = m_geometry.cell(cursor.row, cursor.column, width);
    const TerminalPalette::Colors colors = m_palette.cursor(m_isReverse);
    const qreal thick = std::max(std::round(m_geometry.cellWidth / m_geometry.pixel / 5), 1.0)
        * m_geometry.pixel;
    if (cursor.isHollow) {
        const qreal pixel = m_geometry.pixel;
        m_painter.setPen(QPen(colors.background, pixel));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(cell.adjusted(pixel / 2, pixel / 2, -pixel / 2, -pixel / 2));
        return;
    }
    switch (cursor.shape) {
    case TerminalCursorShape::Block:
        m_painter.fillRect(cell, colors.background);
        if (!row.cells->cell(cursor.column).style.attributes.testFlag(TextAttribute::Hidden))
            paintText(*row.cells, cursor.row, cursor.column, cursor.column + width, colors);
        break;
    case TerminalCursorShape::Underline:
        m_painter.fillRect(QRectF(cell.left(), cell.bottom() - thick, cell.width(), thick),
                           colors.background);
        break;
    case TerminalCursorShape::Bar:
        m_painter.fillRect(QRectF(cell.left(), cell.top(), thick, cell.height()),
                           colors.background);
        break;
    }
}

void TerminalPainter::paintPreedit(const TerminalScene &scene)
{
    if (scene.preedit.isEmpty() || scene.cursor.row < 0)
        return;
    const int columns = static_cast<int>(cellCount(scene.preedit));
    const QRectF area = m_geometry.cell(scene.cursor.row, scene.cursor.column, columns);
    const QColor color = m_palette.text(m_isReverse);
    m_painter.fillRect(area, m_palette.base(m_isReverse));
    paintShaped(scene.preedit, 0, area, color);
    paintLines(TextAttribute::Underline, false, area, color);
}

} // namespace Spawnscope
