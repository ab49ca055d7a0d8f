// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputpainter.h"

#include <QGlyphRun>
#include <QHash>
#include <QRawFont>

#include <array>
#include <vector>

namespace Spawnscope {

/// The glyphs of a monospaced font in its four faces, looked up once for each character.
class TerminalGlyphs final
{
public:
    explicit TerminalGlyphs(const OutputMetrics &metrics);

    static size_t faceOf(TextAttributes attributes);
    const QRawFont &font(size_t face) const { return m_faces[face].font; }

    /// The glyph of a character that the font itself has and that fits into one cell; 0 for others.
    quint32 plainGlyph(size_t face, char32_t character)
    {
        return character < Latin ? m_faces[face].latin[character] : otherGlyph(face, character);
    }

    /// Text that needs other fonts, or several glyphs for one character.
    struct Shaped
    {
        QList<QGlyphRun> runs; ///< at the origin of the baseline
        qreal width = 0;
    };
    const Shaped &shaped(size_t face, const QString &text);

private:
    static constexpr char32_t Latin = 256;

    struct Face
    {
        QFont typeface;
        QRawFont font;
        std::array<quint32, Latin> latin = {};
        QHash<char32_t, quint32> others = {};
        QHash<QString, Shaped> shaped = {};
    };

    quint32 otherGlyph(size_t face, char32_t character);
    quint32 lookUp(const Face &face, char32_t character) const;

    std::array<Face, 4> m_faces;
    qreal m_columnWidth;
};

} // namespace Spawnscope
