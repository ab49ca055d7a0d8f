// SPDX-License-Identifier: MIT
#include "widgets/outputpalette.h"

#include "base/textcolors.h"
#include "widgets/colours.h"

namespace Spawnscope {

namespace {

QColor toColor(Rgb color)
{
    return QColor(color.red, color.green, color.blue);
}

Rgb toRgb(const QColor &color)
{
    return {static_cast<quint8>(color.red()), static_cast<quint8>(color.green()),
            static_cast<quint8>(color.blue())};
}

quint64 keyOf(const TextStyle &style)
{
    const auto pack = [](const TextColor &color) {
        return static_cast<quint64>(color.kind) << 24 | static_cast<quint64>(color.red) << 16
            | static_cast<quint64>(color.green) << 8 | color.blue;
    };
    return pack(style.foreground) | pack(style.background) << 26
        | static_cast<quint64>(style.attributes.toInt()) << 52;
}

} // namespace

OutputPalette::OutputPalette(const QPalette &palette)
    : m_base(palette.color(QPalette::Base))
    , m_isDark(luminance(toRgb(m_base)) < 0.18)
{
    m_text = legible(palette.color(QPalette::Text), m_base, 7);
    m_faintText = legible(mixed(m_text, m_base, 0.45), m_base);
    m_gutter = mixed(m_base, m_text, m_isDark ? 0.05 : 0.035);
    m_faintText = legible(m_faintText, m_gutter);
    m_match = m_isDark ? QColor(0x5c, 0x4a, 0x12) : QColor(0xff, 0xec, 0x99);
    m_currentMatch = m_isDark ? QColor(0xf2, 0xb1, 0x34) : QColor(0xff, 0xa9, 0x1f);
    m_bookmark = m_isDark ? QColor(0x1d, 0x47, 0x7d) : QColor(0xb4, 0xd3, 0xff);
    m_selectedText = palette.color(QPalette::HighlightedText);
    m_selection = legible(palette.color(QPalette::Highlight), m_selectedText);
}

QColor OutputPalette::ansi(int index) const
{
    const TextGround ground = m_isDark ? TextGround::Dark : TextGround::Light;
    return legible(toColor(paletteText(index, ground)), m_base);
}

QColor OutputPalette::mark(OutputStream stream) const
{
    switch (stream) {
    case OutputStream::Stdout:
        return m_faintText;
    case OutputStream::Stderr:
        return legible(ansi(1), m_gutter);
    case OutputStream::Stdin:
        return legible(ansi(4), m_gutter);
    case OutputStream::Note:
        return legible(ansi(6), m_gutter);
    }
    return m_text;
}

QColor OutputPalette::tint(OutputStream stream) const
{
    if (stream == OutputStream::Stdout)
        return {};
    return mixed(m_base, mark(stream), stream == OutputStream::Stderr ? 0.07 : 0.05);
}

OutputPalette::Colors OutputPalette::colors(const TextStyle &style) const
{
    const quint64 key = keyOf(style);
    if (const auto known = m_cache.constFind(key); known != m_cache.cend())
        return *known;
    constexpr qsizetype CacheLimit = 4096; // true colour gradients would fill it without end
    if (m_cache.size() > CacheLimit)
        m_cache.clear();
    return *m_cache.insert(key, resolve(style));
}

OutputPalette::Colors OutputPalette::resolve(const TextStyle &style) const
{
    Colors colors{.text = foreground(style.foreground), .background = background(style.background)};
    if (style.attributes.testFlag(TextAttribute::Inverse)) {
        const QColor paper = colors.background.isValid() ? colors.background : m_base;
        colors = Colors{.text = paper, .background = colors.text};
    }
    const QColor paper = colors.background.isValid() ? colors.background : m_base;
    if (style.attributes.testFlag(TextAttribute::Dim))
        colors.text = mixed(colors.text, paper, 0.35);
    // Text without a colour of its own may as well stand out from the colour behind it.
    constexpr double PlainContrast = 7;
    const bool isPlain = style.foreground.kind == TextColorKind::None && style.attributes == 0;
    colors.text = legible(colors.text, paper, isPlain ? PlainContrast : MinimumContrast);
    return colors;
}

QColor OutputPalette::foreground(const TextColor &color) const
{
    switch (color.kind) {
    case TextColorKind::None:
        return m_text;
    case TextColorKind::Palette:
        return ansi(color.index());
    case TextColorKind::Indexed:
        return toColor(indexedColor(color.index()));
    case TextColorKind::Rgb:
        return QColor(color.red, color.green, color.blue);
    }
    return m_text;
}

QColor OutputPalette::background(const TextColor &color) const
{
    switch (color.kind) {
    case TextColorKind::None:
        return {};
    case TextColorKind::Palette:
        return toColor(paletteBackground(color.index()));
    case TextColorKind::Indexed:
    case TextColorKind::Rgb:
        return foreground(color);
    }
    return {};
}

double OutputPalette::contrast(const QColor &one, const QColor &other)
{
    return Spawnscope::contrast(toRgb(one), toRgb(other));
}

QColor OutputPalette::legible(const QColor &color, const QColor &background, double ratio)
{
    return toColor(Spawnscope::legible(toRgb(color), toRgb(background), ratio));
}

} // namespace Spawnscope
