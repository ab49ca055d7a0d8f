// SPDX-License-Identifier: MIT
#include "widgets/terminalglyphs.h"

#include <QTextLayout>

#include <cmath>

namespace Spawnscope {

namespace {

constexpr qsizetype MostRemembered = 8192;

} // namespace

TerminalGlyphs::TerminalGlyphs(const OutputMetrics &metrics)
    : m_columnWidth(metrics.columnWidth)
{
    for (size_t i = 0; i < m_faces.size(); ++i) {
        Face &face = m_faces[i];
        face.typeface = metrics.fonts[i];
        face.font = QRawFont::fromFont(metrics.fonts[i]);
        constexpr char32_t FirstPrintable = 0x21;
        for (char32_t character = FirstPrintable; character < Latin; ++character)
            face.latin[character] = lookUp(face, character);
    }
}

size_t TerminalGlyphs::faceOf(TextAttributes attributes)
{
    return (attributes.testFlag(TextAttribute::Bold) ? 1U : 0U)
        + (attributes.testFlag(TextAttribute::Italic) ? 2U : 0U);
}

quint32 TerminalGlyphs::lookUp(const Face &face, char32_t character) const
{
    if (!face.font.isValid())
        return 0;
    const QList<quint32> glyphs = face.font.glyphIndexesForString(QString::fromUcs4(&character, 1));
    if (glyphs.size() != 1 || glyphs.front() == 0)
        return 0;
    const QList<QPointF> advances = face.font.advancesForGlyphIndexes(glyphs);
    constexpr qreal Tolerance = 1;
    const bool fits = std::abs(advances.front().x() - m_columnWidth) <= Tolerance;
    return fits ? glyphs.front() : 0;
}

quint32 TerminalGlyphs::otherGlyph(size_t face, char32_t character)
{
    QHash<char32_t, quint32> &known = m_faces[face].others;
    if (const auto found = known.constFind(character); found != known.cend())
        return *found;
    if (known.size() >= MostRemembered)
        known.clear();
    return *known.insert(character, lookUp(m_faces[face], character));
}

const TerminalGlyphs::Shaped &TerminalGlyphs::shaped(size_t face, const QString &text)
{
    QHash<QString, Shaped> &known = m_faces[face].shaped;
    if (const auto found = known.constFind(text); found != known.cend())
        return *found;
    if (known.size() >= MostRemembered)
        known.clear();
    QTextLayout layout(text, m_faces[face].typeface);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    Shaped shaped;
    if (line.isValid()) {
        line.setPosition(QPointF(0, -line.ascent()));
        shaped.runs = layout.glyphRuns();
        shaped.width = line.naturalTextWidth();
    }
    return *known.insert(text, shaped);
}

} // namespace Spawnscope
