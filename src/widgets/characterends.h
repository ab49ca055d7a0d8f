// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace Spawnscope {

/// Where the user-perceived characters of a text end (Unicode's UAX #29, extended grapheme
/// clusters). Found piece by piece: analysing a text costs more than all else.
///
/// Ownership: the text is the caller's and must stay as it is.
class CharacterEnds final
{
public:
    explicit CharacterEnds(QStringView text)
        : m_text(text)
    {}

    /// @p start must begin a character of the text.
    qsizetype after(qsizetype start)
    {
        const qsizetype next = start + 1;
        if (joinsNothing(m_text[start]) && (next == m_text.size() || joinsNothing(m_text[next])))
            return next;
        for (qsizetype units = PieceUnits;; units *= 2) {
            if (start >= m_pieceStart && start < m_pieceEnd) {
                m_finder.setPosition(start - m_pieceStart);
                const qsizetype end = m_pieceStart + m_finder.toNextBoundary();
                if (end < m_pieceEnd || m_pieceEnd == m_text.size())
                    return end;
            }
            m_pieceStart = start;
            m_pieceEnd = std::min(start + units, m_text.size());
            // Half of a pair would look like a character by itself.
            if (m_pieceEnd < m_text.size() && m_text[m_pieceEnd].isLowSurrogate())
                ++m_pieceEnd;
            m_finder = QTextBoundaryFinder(QTextBoundaryFinder::Grapheme,
                                           m_text.sliced(start, m_pieceEnd - start));
        }
    }

private:
    static constexpr qsizetype PieceUnits = 1024;

    /// The first that does is U+0300; but for a CR before a LF.
    static bool joinsNothing(QChar c) { return c < u'\u0300' && c != u'\r'; }

    QStringView m_text;
    QTextBoundaryFinder m_finder;
    qsizetype m_pieceStart = 0;
    qsizetype m_pieceEnd = 0;
};

} // namespace Spawnscope
