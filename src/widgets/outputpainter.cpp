// SPDX-License-Identifier: MIT
#include "widgets/outputpainter.h"

#include "models/formatting.h"
#include "widgets/outputcharacterwidth.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace Spawnscope {

namespace {

constexpr qreal TintBarWidth = 3;

/// U+2401 as "^A". Hardly any monospaced font has the pictures, and what most put in their place
/// looks alike for all of them.
QString caretNotation(QChar picture)
{
    const char16_t code = picture == QChar(0x2421) ? u'\x7f' : picture.unicode() - 0x2400;
    return QStringLiteral("^") + QChar(code ^ 0x40);
}

/// Lowers @p end to the next border of @p span after @p at; tells whether @p at lies inside.
bool cutAt(const TextSpan &span, qsizetype at, qsizetype *end)
{
    const qsizetype spanEnd = span.start + span.length;
    if (at < span.start)
        *end = std::min(*end, span.start);
    else if (at < spanEnd)
        *end = std::min(*end, spanEnd);
    return at >= span.start && at < spanEnd;
}

} // namespace

OutputMetrics::OutputMetrics(const QFont &font)
{
    for (size_t i = 0; i < fonts.size(); ++i) {
        fonts[i] = font;
        fonts[i].setBold((i & 1) != 0);
        fonts[i].setItalic((i & 2) != 0);
        fonts[i].setKerning(false);
    }
    // Hinting rounds advances; the width of many characters tells what one really takes.
    constexpr int Sample = 64;
    const QFontMetricsF metrics(fonts[0]);
    columnWidth = std::max<qreal>(
        metrics.horizontalAdvance(QString(Sample, QLatin1Char('0'))) / Sample, 1);
    lineHeight = std::max(static_cast<int>(std::ceil(metrics.height())) + 1, 1);
    baseline = std::ceil(metrics.ascent());
    margin = std::round(columnWidth / 2);
}

OutputPainter::OutputPainter(QPainter &painter, const OutputMetrics &metrics,
                             const OutputPalette &palette, const OutputGeometry &geometry)
    : m_painter(painter)
    , m_metrics(metrics)
    , m_palette(palette)
    , m_geometry(geometry)
{}

QString OutputPainter::gapText(const OutputGap &gap)
{
    const qint64 count = gap.rows.count();
    const QString bytes = formatBytes(gap.bytes);
    if (gap.bytes == 0) {
        return count == 1
            ? tr("1 line was given up here to keep within the limit")
            : tr("%1 lines were given up here to keep within the limit").arg(formatCount(count));
    }
    //: a size such as 3.2 MB is in the brackets
    return count == 1 ? tr("1 line (%1) was given up here to keep within the limit").arg(bytes)
                      : tr("%1 lines (%2) were given up here to keep within the limit")
                            .arg(formatCount(count), bytes);
}

void OutputPainter::paint(const OutputScene &scene, const QRect &exposed)
{
    m_painter.fillRect(exposed, m_palette.base());
    m_painter.fillRect(QRectF(0, exposed.top(), m_geometry.gutterWidth, exposed.height()),
                       m_palette.gutter());
    const size_t count = scene.page.visualRows().size();
    const auto first = static_cast<size_t>(std::max(exposed.top(), 0) / m_metrics.lineHeight);
    const auto last = static_cast<size_t>(std::max(exposed.bottom(), 0) / m_metrics.lineHeight);
    for (size_t i = first; i <= last && i < count; ++i)
        paintRow(scene, i);
}

void OutputPainter::paintRow(const OutputScene &scene, size_t index)
{
    const OutputPage::VisualRow &row = scene.page.visualRows()[index];
    const PageLine &line = scene.page.lines()[row.line];
    const qreal y = static_cast<qreal>(index) * m_metrics.lineHeight;
    if (line.kind == PageLine::Kind::GapMark) {
        paintGapMark(scene.page.gap(), y);
        return;
    }
    const QRectF textArea(m_geometry.gutterWidth, y, m_geometry.width - m_geometry.gutterWidth,
                          m_metrics.lineHeight);
    if (const QColor tint = m_palette.tint(line.line.stream); tint.isValid())
        m_painter.fillRect(textArea, tint);
    paintGutter(scene, line, row.subRow, y);
    m_painter.save();
    m_painter.setClipRect(textArea, Qt::IntersectClip);
    paintText(scene, line, row.subRow, y);
    m_painter.restore();
    if (scene.markedLine == line.line.number)
        paintFrame(line, row.subRow, y);
}

/// An outline leaves the contrast of the text as it is.
void OutputPainter::paintFrame(const PageLine &line, int subRow, qreal y)
{
    const qreal right = m_geometry.width - 1;
    const qreal bottom = y + m_metrics.lineHeight - 1;
    m_painter.setPen(m_palette.selection());
    m_painter.drawLine(QPointF(0, y), QPointF(0, bottom));
    m_painter.drawLine(QPointF(right, y), QPointF(right, bottom));
    if (subRow == 0)
        m_painter.drawLine(QPointF(0, y), QPointF(right, y));
    if (subRow + 1 == line.layout->rowCount())
        m_painter.drawLine(QPointF(0, bottom), QPointF(right, bottom));
}

void OutputPainter::paintGutter(const OutputScene &scene, const PageLine &line, int subRow, qreal y)
{
    const OutputStream stream = line.line.stream;
    if (stream != OutputStream::Stdout) {
        m_painter.fillRect(QRectF(0, y, TintBarWidth, m_metrics.lineHeight),
                           m_palette.mark(stream));
    }
    if (subRow > 0)
        return;
    const bool isBookmarked = scene.bookmarks.contains(line.line.number);
    if (isBookmarked)
        paintBookmark(y);
    const auto write = [this, y](int column, const QString &text, const QColor &color) {
        if (text.isEmpty())
            return;
        m_painter.setPen(color);
        m_painter.drawText(QPointF(TintBarWidth + m_metrics.margin + column * m_metrics.columnWidth,
                                   y + m_metrics.baseline),
                           text);
    };
    const OutputGutter &gutter = scene.gutter;
    m_painter.setFont(m_metrics.fonts[1]);
    const QColor mark = m_palette.mark(stream);
    write(gutter.markColumn(), OutputGutter::mark(line.line),
          isBookmarked ? OutputPalette::legible(mark, m_palette.bookmark()) : mark);
    m_painter.setFont(m_metrics.fonts[0]);
    write(gutter.timeColumn(), gutter.time(line.line, line.before), m_palette.faintText());
    write(gutter.numberColumn(), gutter.number(line.line), m_palette.faintText());
}

/// A flag under the mark of the stream, right of the stream's bar.
void OutputPainter::paintBookmark(qreal y)
{
    const qreal height = m_metrics.lineHeight;
    const qreal width = m_metrics.columnWidth + m_metrics.margin;
    const qreal middle = y + height / 2;
    const qreal left = TintBarWidth;
    const QPointF flag[] = {{left, y + 2},
                            {left + width, y + 2},
                            {left + width + 4, middle},
                            {left + width, y + height - 2},
                            {left, y + height - 2}};
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_palette.bookmark());
    m_painter.drawPolygon(flag, std::size(flag));
    m_painter.restore();
}

void OutputPainter::paintText(const OutputScene &scene, const PageLine &line, int subRow, qreal y)
{
    const LineLayout &layout = *line.layout;
    const qreal firstColumn = std::floor((m_geometry.gutterWidth - m_geometry.textLeft)
                                         / m_metrics.columnWidth);
    const qreal lastColumn = std::ceil((m_geometry.width - m_geometry.textLeft)
                                       / m_metrics.columnWidth);
    const qsizetype start = layout.positionAt(subRow, std::max<qreal>(firstColumn, 0),
                                              LineLayout::Rounding::Down);
    const qsizetype end = layout.positionAt(subRow, std::max<qreal>(lastColumn + 1, 0),
                                            LineLayout::Rounding::Down);
    const auto selected = scene.selection.spanIn(line.line.number, layout);
    const bool hasCurrent = scene.currentMatch && scene.currentMatch->row == line.line.row;
    const bool hasLink = scene.link && scene.linkNumber == line.line.number;
    const QList<TextSpan> matches = matchesNear(scene, layout, start, end);
    const QList<StyleRun> &runs = layout.styled().runs;
    auto run = std::partition_point(runs.begin(), runs.end(), [start](const StyleRun &r) {
        return r.start + r.length <= start;
    });
    auto match = matches.begin();
    const LineHighlights highlights = scene.highlighter.highlights(layout.text(), start, end);
    auto highlight = highlights.spans.begin();
    if (highlights.line.background.isValid())
        m_painter.fillRect(
            QRectF(m_geometry.gutterWidth, y, m_geometry.width, m_metrics.lineHeight),
            highlights.line.background);

    Segment segment;
    for (qsizetype at = start; at < end; at = segment.end) {
        segment = {};
        segment.start = at;
        segment.end = end;
        while (run != runs.end() && run->start + run->length <= at)
            ++run;
        if (run != runs.end() && cutAt({run->start, run->length}, at, &segment.end))
            segment.style = run->style;
        segment.highlight = highlights.line;
        while (highlight != highlights.spans.end()
               && highlight->span.start + highlight->span.length <= at)
            ++highlight;
        if (highlight != highlights.spans.end() && cutAt(highlight->span, at, &segment.end))
            segment.highlight = LineHighlighter::laidOver(segment.highlight, highlight->colors);
        while (match != matches.end() && match->start + match->length <= at)
            ++match;
        segment.isMatch = match != matches.end() && cutAt(*match, at, &segment.end);
        segment.isSelected = selected && cutAt(*selected, at, &segment.end);
        segment.isLink = hasLink && cutAt(scene.link->span, at, &segment.end);
        segment.isCurrentMatch = hasCurrent && cutAt(scene.currentMatch->span, at, &segment.end);
        paintSegment(layout, subRow, segment, y);
    }
    paintSelectionBeyond(scene, line, subRow, y);
    paintUpdates(line, subRow, y);
}

/// The line feed that is selected, or what of a block lies right of the text.
void OutputPainter::paintSelectionBeyond(const OutputScene &scene, const PageLine &line, int subRow,
                                         qreal y)
{
    const LineLayout &layout = *line.layout;
    if (subRow + 1 < layout.rowCount())
        return;
    const int end = layout.columnOf(subRow, layout.text().size());
    const TextRange range = scene.selection.range();
    const bool isInBlock = scene.selection.isBlock() && line.line.number >= range.first.number
        && line.line.number <= range.last.number;
    if (scene.selection.coversEndOf(line.line.number)) {
        m_painter.fillRect(QRectF(xOf(end), y, m_metrics.columnWidth, m_metrics.lineHeight),
                           m_palette.selection());
    } else if (isInBlock && range.last.index > end) {
        const qreal left = xOf(std::max(end, static_cast<int>(range.first.index)));
        const qreal right = xOf(static_cast<int>(range.last.index));
        m_painter.fillRect(QRectF(left, y, right - left, m_metrics.lineHeight),
                           m_palette.selection());
    }
}

QList<TextSpan> OutputPainter::matchesNear(const OutputScene &scene, const LineLayout &layout,
                                           qsizetype start, qsizetype end) const
{
    constexpr qsizetype ShortLine = 8192;
    constexpr qsizetype Context = 1024;
    constexpr qsizetype MostMatches = 2000;
    if (scene.pattern.isEmpty())
        return {};
    const QString &text = layout.text();
    if (text.size() <= ShortLine)
        return scene.pattern.matches(text, MostMatches);
    const qsizetype from = std::max<qsizetype>(start - Context, 0);
    const qsizetype to = std::min(end + Context, text.size());
    QList<TextSpan> spans = scene.pattern.matches(text.sliced(from, to - from), MostMatches);
    for (TextSpan &span : spans)
        span.start += from;
    return spans;
}

OutputPalette::Colors OutputPainter::colorsOf(const Segment &segment) const
{
    OutputPalette::Colors colors = LineHighlighter::highlighted(
        m_palette.colors(segment.style), segment.highlight, m_palette.base());
    if (segment.isCurrentMatch || (segment.isMatch && !segment.isSelected)) {
        colors.background = segment.isCurrentMatch ? m_palette.currentMatch() : m_palette.match();
        constexpr double MatchContrast = 7;
        colors.text = OutputPalette::legible(m_palette.text(), colors.background, MatchContrast);
    } else if (segment.isSelected) {
        colors = {.text = m_palette.selectedText(), .background = m_palette.selection()};
    }
    return colors;
}

void OutputPainter::paintSegment(const LineLayout &layout, int subRow, const Segment &segment,
                                 qreal y)
{
    const OutputPalette::Colors colors = colorsOf(segment);
    const TextAttributes attributes = segment.style.attributes;
    if (colors.background.isValid()) {
        const qreal left = xOf(layout.columnOf(subRow, segment.start));
        const qreal right = xOf(layout.columnOf(subRow, segment.end));
        m_painter.fillRect(QRectF(left, y, right - left, m_metrics.lineHeight), colors.background);
    }
    const size_t fontIndex = (attributes.testFlag(TextAttribute::Bold) ? 1U : 0U)
        + (attributes.testFlag(TextAttribute::Italic) ? 2U : 0U);
    QFont font = m_metrics.fonts[fontIndex];
    if (segment.isLink
        || attributes.testAnyFlags(TextAttribute::Underline | TextAttribute::Strike)) {
        font.setUnderline(segment.isLink || attributes.testFlag(TextAttribute::Underline));
        font.setStrikeOut(attributes.testFlag(TextAttribute::Strike));
    }
    m_painter.setFont(font);
    m_painter.setPen(colors.text);
    for (qsizetype at = segment.start; at < segment.end;) {
        const LineLayout::Stretch stretch = layout.stretchFrom(at, segment.end);
        const QString text = layout.text().sliced(at, stretch.end - at);
        const qreal left = xOf(layout.columnOf(subRow, at));
        if (stretch.isPlain)
            m_painter.drawText(QPointF(left, y + m_metrics.baseline), text);
        else if (text != u"\t") {
            const qreal width = xOf(layout.columnOf(subRow, stretch.end)) - left;
            paintFitted(isControlPicture(text[0]) ? caretNotation(text[0]) : text,
                        QRectF(left, y, width, m_metrics.lineHeight));
        }
        at = stretch.end;
    }
}

/// Other fonts step in for characters that the monospaced one lacks, and know nothing of its grid.
void OutputPainter::paintFitted(const QString &text, const QRectF &cell)
{
    const QPointF origin(cell.left(), cell.top() + m_metrics.baseline);
    const qreal advance = QFontMetricsF(m_painter.font()).horizontalAdvance(text);
    if (advance <= cell.width() + 0.5 || advance <= 0) {
        m_painter.drawText(origin, text);
        return;
    }
    m_painter.save();
    m_painter.translate(origin);
    m_painter.scale(cell.width() / advance, 1);
    m_painter.drawText(QPointF(0, 0), text);
    m_painter.restore();
}

void OutputPainter::paintUpdates(const PageLine &line, int subRow, qreal y)
{
    const int updates = line.layout->styled().updates;
    if (updates < 2 || subRow + 1 != line.layout->rowCount())
        return;
    const int column = line.layout->columnOf(subRow, line.layout->text().size()) + 2;
    m_painter.setFont(m_metrics.fonts[0]);
    m_painter.setPen(m_palette.faintText());
    //: How often a progress line was written over, shown after it
    const QString text = tr("⟲ %Ln updates", nullptr, updates);
    m_painter.drawText(QPointF(xOf(column), y + m_metrics.baseline), text);
}

void OutputPainter::paintGapMark(const OutputGap &gap, qreal y)
{
    const QRectF row(0, y, m_geometry.width, m_metrics.lineHeight);
    m_painter.fillRect(row, m_palette.gutter());
    m_painter.setFont(m_metrics.fonts[2]);
    m_painter.setPen(m_palette.faintText());
    m_painter.drawText(QPointF(m_geometry.gutterWidth + m_metrics.margin, y + m_metrics.baseline),
                       gapText(gap));
}

} // namespace Spawnscope
