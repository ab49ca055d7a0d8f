// SPDX-License-Identifier: MIT
#include "widgets/terminalpalette.h"

#include "base/textcolors.h"
#include "widgets/colours.h"

#include <utility>

namespace Spawnscope {

namespace {

constexpr double ReadingContrast = 7;

QColor colorOf(Rgb color)
{
    return QColor(color.red, color.green, color.blue);
}

quint64 keyOf(const TextStyle &style, bool isReverse)
{
    const auto pack = [](const TextColor &color) {
        return static_cast<quint64>(color.kind) << 24 | static_cast<quint64>(color.red) << 16
            | static_cast<quint64>(color.green) << 8 | color.blue;
    };
    return pack(style.foreground) | pack(style.background) << 26
        | static_cast<quint64>(style.attributes.toInt()) << 52
        | static_cast<quint64>(isReverse ? 1 : 0) << 63;
}

/// That of a widget in these colours.
QPalette withScheme(QPalette palette, const TerminalScheme &scheme)
{
    if (scheme.colors) {
        palette.setColor(QPalette::Base, colorOf(scheme.colors->base));
        palette.setColor(QPalette::Text, colorOf(scheme.colors->text));
        palette.setColor(QPalette::Highlight, colorOf(scheme.colors->selection));
        palette.setColor(QPalette::HighlightedText, Qt::white);
    }
    return palette;
}

} // namespace

TerminalPalette::TerminalPalette(const QPalette &palette, const TerminalScheme &scheme)
    : m_output(withScheme(palette, scheme))
{
    if (scheme.colors)
        m_ansi = scheme.colors->ansi;
}

/// As the child means it; @p color is not None.
QColor TerminalPalette::exactColor(const TextColor &color) const
{
    switch (color.kind) {
    case TextColorKind::Palette:
        return colorOf(m_ansi ? (*m_ansi)[static_cast<size_t>(color.index())]
                              : paletteBackground(color.index()));
    case TextColorKind::Indexed:
        return colorOf(indexedColor(color.index()));
    case TextColorKind::None:
    case TextColorKind::Rgb:
        break;
    }
    return QColor(color.red, color.green, color.blue);
}

QColor TerminalPalette::textColor(const TextColor &color) const
{
    return color.kind == TextColorKind::Palette && !m_ansi ? m_output.ansi(color.index())
                                                           : exactColor(color);
}

const TerminalPalette::Colors &TerminalPalette::colors(const TextStyle &style, bool isReverse) const
{
    const quint64 key = keyOf(style, isReverse);
    if (const auto known = m_cache.constFind(key); known != m_cache.cend())
        return *known;
    constexpr qsizetype CacheLimit = 4096; // true colour gradients would fill it without end
    if (m_cache.size() >= CacheLimit)
        m_cache.clear();
    return *m_cache.insert(key, resolve(style, isReverse));
}

TerminalPalette::Colors TerminalPalette::resolve(const TextStyle &style, bool isReverse) const
{
    const bool hasColor = style.foreground.kind != TextColorKind::None;
    Colors colors{.text = text(isReverse), .block = text(isReverse), .background = base(isReverse)};
    if (hasColor) {
        colors.block = exactColor(style.foreground);
        colors.text = textColor(style.foreground);
    }
    if (style.background.kind != TextColorKind::None)
        colors.background = exactColor(style.background);
    if (style.attributes.testFlag(TextAttribute::Inverse)) {
        const QColor paper = colors.background;
        colors.background = style.foreground.kind == TextColorKind::Palette ? colors.block
                                                                            : colors.text;
        colors.text = paper;
        colors.block = paper;
    }
    if (style.attributes.testFlag(TextAttribute::Dim)) {
        constexpr qreal Dimming = 0.35;
        colors.text = mixed(colors.text, colors.background, Dimming);
        colors.block = mixed(colors.block, colors.background, Dimming);
    }
    const bool isPlain = !hasColor && style.attributes == 0;
    colors.text = OutputPalette::legible(
        colors.text, colors.background, isPlain ? ReadingContrast : OutputPalette::MinimumContrast);
    return colors;
}

TerminalPalette::Colors TerminalPalette::selected() const
{
    return {.text = m_output.selectedText(),
            .block = m_output.selectedText(),
            .background = m_output.selection()};
}

TerminalPalette::Colors TerminalPalette::match(bool isCurrent) const
{
    const QColor background = isCurrent ? m_output.currentMatch() : m_output.match();
    const QColor text = OutputPalette::legible(m_output.text(), background, ReadingContrast);
    return {.text = text, .block = text, .background = background};
}

TerminalPalette::Colors TerminalPalette::cursor(bool isReverse) const
{
    return {.text = base(isReverse), .block = base(isReverse), .background = text(isReverse)};
}

} // namespace Spawnscope
