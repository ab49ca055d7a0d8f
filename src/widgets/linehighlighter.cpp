// SPDX-License-Identifier: MIT
#include "widgets/linehighlighter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Spawnscope {

namespace {

using Shades = std::array<QRgb, 9>; // in the order of HighlightColor::Name, None first

constexpr Shades TextOnLight = {0,          0xffb3261e, 0xff9a4a00, 0xff7a5c00, 0xff1a6b2f,
                                0xff00697a, 0xff0b57d0, 0xff8e24aa, 0xff5b6067};
constexpr Shades TextOnDark = {0,          0xfff47067, 0xfff0a04b, 0xffe3c04b, 0xff6bc46d,
                               0xff39c5cf, 0xff6cb6ff, 0xffc297f5, 0xff9aa4ae};
constexpr Shades LightBackgrounds = {0,          0xffffd0cc, 0xffffdfba, 0xfffbefa0, 0xffcdf0d1,
                                     0xffc4ecf0, 0xffd0e2ff, 0xffe8d6fc, 0xffdfe3e7};
constexpr Shades DarkBackgrounds = {0,          0xff6e2420, 0xff633a10, 0xff55480e, 0xff1f4c2a,
                                    0xff124a50, 0xff1f4072, 0xff49316d, 0xff41474e};

QColor shade(const Shades &shades, const HighlightColor &color)
{
    if (color.name == HighlightColor::Name::None)
        return {};
    if (color.name == HighlightColor::Name::Custom)
        return QColor(color.rgb);
    return QColor(shades[size_t(color.name)]);
}

} // namespace

QColor LineHighlighter::textColor(const HighlightColor &color, bool isDark)
{
    return shade(isDark ? TextOnDark : TextOnLight, color);
}

QColor LineHighlighter::backgroundColor(const HighlightColor &color, bool isDark)
{
    return shade(isDark ? DarkBackgrounds : LightBackgrounds, color);
}

OutputPalette::Colors LineHighlighter::laidOver(const OutputPalette::Colors &below,
                                                const OutputPalette::Colors &above)
{
    return {.text = above.text.isValid() ? above.text : below.text,
            .background = above.background.isValid() ? above.background : below.background};
}

OutputPalette::Colors LineHighlighter::highlighted(const OutputPalette::Colors &below,
                                                   const OutputPalette::Colors &above,
                                                   const QColor &base)
{
    OutputPalette::Colors colors = laidOver(below, above);
    if (above.text.isValid() || above.background.isValid())
        colors.text = OutputPalette::legible(
            colors.text, colors.background.isValid() ? colors.background : base);
    return colors;
}

void LineHighlighter::setRules(const HighlightRuleList &rules)
{
    m_rules.clear();
    for (const HighlightRule &rule : rules) {
        LinePattern pattern(rule.pattern, rule.options);
        if (rule.isEnabled && !pattern.isEmpty() && pattern.isValid())
            m_rules.push_back({.pattern = std::move(pattern),
                               .extent = rule.extent,
                               .text = rule.text,
                               .background = rule.background,
                               .colors = {}});
    }
    resolveColors();
}

void LineHighlighter::setDark(bool isDark)
{
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    resolveColors();
}

void LineHighlighter::resolveColors()
{
    for (Rule &rule : m_rules)
        rule.colors = {.text = textColor(rule.text, m_isDark),
                       .background = backgroundColor(rule.background, m_isDark)};
    m_pieces.clear();
}

LineHighlights LineHighlighter::highlights(const QString &text, qsizetype start,
                                           qsizetype end) const
{
    if (m_rules.empty() || text.isEmpty())
        return {};
    LineHighlights found = piece(text, start / PieceUnits);
    for (qsizetype next = start / PieceUnits + 1; next * PieceUnits < end; ++next)
        found.spans.append(piece(text, next).spans);
    return found;
}

const LineHighlights &LineHighlighter::piece(const QString &text, qsizetype index) const
{
    constexpr qsizetype MostPieces = 2048;
    const auto key = std::make_pair(text.constData(), index);
    if (const auto known = m_pieces.constFind(key); known != m_pieces.cend())
        return known->highlights;
    if (m_pieces.size() >= MostPieces)
        m_pieces.clear();
    const LineHighlights found{.line = index == 0 ? lineColors(text) : piece(text, 0).line,
                               .spans = spansOf(text, index)};
    return m_pieces.insert(key, {.text = text, .highlights = found})->highlights;
}

OutputPalette::Colors LineHighlighter::lineColors(const QString &text) const
{
    const QString beginning = text.left(PieceUnits);
    for (const Rule &rule : m_rules) {
        if (rule.extent == HighlightRule::Extent::WholeLine
            && !rule.pattern.matches(beginning, 1).isEmpty())
            return rule.colors;
    }
    return {};
}

QList<LineHighlights::Span> LineHighlighter::spansOf(const QString &text, qsizetype index) const
{
    constexpr qsizetype Context = 1024; // matches may begin before the piece and end after it
    constexpr qsizetype MostMatches = 2000;
    const qsizetype start = index * PieceUnits;
    const qsizetype end = std::min(start + PieceUnits, text.size());
    const qsizetype from = std::max<qsizetype>(start - Context, 0);
    const QString around = text.sliced(from, std::min(end + Context, text.size()) - from);

    std::vector<const Rule *> shown(size_t(end - start), nullptr); // of each character
    for (auto rule = m_rules.rbegin(); rule != m_rules.rend(); ++rule) {
        if (rule->extent != HighlightRule::Extent::Match)
            continue;
        const auto matches = rule->pattern.matches(around, MostMatches);
        for (const TextSpan &match : matches) {
            const qsizetype first = std::max(from + match.start, start);
            const qsizetype last = std::min(from + match.start + match.length, end);
            if (first < last)
                std::fill(shown.begin() + (first - start), shown.begin() + (last - start), &*rule);
        }
    }
    QList<LineHighlights::Span> spans;
    for (auto at = shown.begin(); at != shown.end();) {
        const auto next = std::find_if(at, shown.end(), [at](const Rule *r) { return r != *at; });
        if (*at)
            spans.append(
                {.span = {start + (at - shown.begin()), next - at}, .colors = (*at)->colors});
        at = next;
    }
    return spans;
}

} // namespace Spawnscope
