// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/linehighlighter.h"
#include "widgets/outputfinder.h"
#include "widgets/outputgutter.h"
#include "widgets/outputlinks.h"
#include "widgets/outputpage.h"
#include "widgets/outputpalette.h"
#include "widgets/outputselection.h"

#include <QFont>
#include <QPainter>

#include <array>
#include <optional>
#include <set>

namespace Spawnscope {

/// The grid that a monospaced font spans, in device independent pixels.
struct OutputMetrics
{
    OutputMetrics() = default;
    explicit OutputMetrics(const QFont &font);

    std::array<QFont, 4> fonts; ///< plain, bold, italic, bold italic
    qreal columnWidth = 1;
    int lineHeight = 1;
    qreal baseline = 1; ///< from the top of a line
    qreal margin = 4; ///< between edges, gutter and text
};

/// Where things are on the viewport.
struct OutputGeometry
{
    qreal width = 0;
    qreal gutterWidth = 0; ///< the text's place begins right of it
    qreal textLeft = 0; ///< x of column 0; left of the gutter's edge when scrolled
};

/// What there is to paint.
struct OutputScene
{
    const OutputPage &page;
    const OutputGutter &gutter;
    const OutputSelection &selection;
    const LinePattern &pattern;
    std::optional<FoundMatch> currentMatch;
    const LineHighlighter &highlighter;
    std::optional<qint64> markedLine; ///< its number
    const std::set<qint64> &bookmarks; ///< by OutputLine::number
    std::optional<OutputLink> link; ///< to underline, in line @c linkNumber
    qint64 linkNumber = 0;
};

/// Paints the page of an output view, row by row.
class OutputPainter final
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::OutputPainter)

public:
    OutputPainter(QPainter &painter, const OutputMetrics &metrics, const OutputPalette &palette,
                  const OutputGeometry &geometry);

    /// Paints the rows that @p exposed touches.
    void paint(const OutputScene &scene, const QRect &exposed);

    /// "12 345 lines (3.2 MB) were given up here to keep within the limit"
    static QString gapText(const OutputGap &gap);

private:
    struct Segment
    {
        qsizetype start = 0;
        qsizetype end = 0;
        TextStyle style;
        OutputPalette::Colors highlight; ///< by rules; what is not valid stays as it is
        bool isSelected = false;
        bool isMatch = false;
        bool isCurrentMatch = false;
        bool isLink = false;
    };

    void paintRow(const OutputScene &scene, size_t index);
    void paintFrame(const PageLine &line, int subRow, qreal y);
    void paintGutter(const OutputScene &scene, const PageLine &line, int subRow, qreal y);
    void paintText(const OutputScene &scene, const PageLine &line, int subRow, qreal y);
    void paintSegment(const LineLayout &layout, int subRow, const Segment &segment, qreal y);
    void paintFitted(const QString &text, const QRectF &cell);
    void paintBookmark(qreal y);
    void paintSelectionBeyond(const OutputScene &scene, const PageLine &line, int subRow, qreal y);
    void paintUpdates(const PageLine &line, int subRow, qreal y);
    void paintGapMark(const OutputGap &gap, qreal y);

    QList<TextSpan> matchesNear(const OutputScene &scene, const LineLayout &layout, qsizetype start,
                                qsizetype end) const;
    OutputPalette::Colors colorsOf(const Segment &segment) const;
    qreal xOf(int column) const { return m_geometry.textLeft + column * m_metrics.columnWidth; }

    QPainter &m_painter;
    const OutputMetrics &m_metrics;
    const OutputPalette &m_palette;
    const OutputGeometry m_geometry;
};

} // namespace Spawnscope
