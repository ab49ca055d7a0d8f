// SPDX-License-Identifier: MIT
#pragma once

#include "models/highlightrule.h"
#include "widgets/outputpalette.h"

#include <QHash>
#include <QList>
#include <QString>

#include <vector>

namespace Spawnscope {

/// How the rules want a line to look. A colour that is not valid is left as it is.
struct LineHighlights
{
    struct Span
    {
        TextSpan span;
        OutputPalette::Colors colors;
    };
    OutputPalette::Colors line; ///< of the whole line, below the spans
    QList<Span> spans; ///< ascending, never overlapping
};

/// Finds what the rules for highlighting say of a line.
///
/// Cost: a line is looked at once, as long as it is asked for again and again; of a long line only
///       the pieces of PieceUnits that are asked for, and the first one for rules about whole
///       lines.
class LineHighlighter final
{
public:
    static constexpr qsizetype PieceUnits = 8192;

    /// Rules that are disabled, empty or invalid do nothing.
    void setRules(const HighlightRuleList &rules);
    void setDark(bool isDark);
    bool isEmpty() const { return m_rules.empty(); }

    /// What touches [@p start, @p end) of a line; more may be in the answer.
    LineHighlights highlights(const QString &text, qsizetype start, qsizetype end) const;

    /// @p below with what is valid of @p above.
    static OutputPalette::Colors laidOver(const OutputPalette::Colors &below,
                                          const OutputPalette::Colors &above);
    /// The same for text on @p base, made legible when anything of @p above is valid.
    static OutputPalette::Colors highlighted(const OutputPalette::Colors &below,
                                             const OutputPalette::Colors &above,
                                             const QColor &base);
    /// Invalid for HighlightColor::Name::None.
    static QColor textColor(const HighlightColor &color, bool isDark);
    static QColor backgroundColor(const HighlightColor &color, bool isDark);

private:
    struct Rule
    {
        LinePattern pattern;
        HighlightRule::Extent extent = HighlightRule::Extent::Match;
        HighlightColor text;
        HighlightColor background;
        OutputPalette::Colors colors;
    };
    struct Piece
    {
        QString text; // of the whole line
        LineHighlights highlights;
    };

    void resolveColors();
    const LineHighlights &piece(const QString &text, qsizetype index) const;
    OutputPalette::Colors lineColors(const QString &text) const;
    QList<LineHighlights::Span> spansOf(const QString &text, qsizetype index) const;

    std::vector<Rule> m_rules;
    bool m_isDark = false;
    // By the text's address, which nothing else takes for as long as the piece holds the text, and
    // the number of the piece.
    mutable QHash<std::pair<const QChar *, qsizetype>, Piece> m_pieces;
};

} // namespace Spawnscope
