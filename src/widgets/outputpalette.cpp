// SPDX-License-Identifier: MIT
#include "widgets/outputpalette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Spawnscope {

namespace {

using Ansi = std::array<QRgb, 16>;

constexpr Ansi TextOnLight = {
    0xff1f2328, 0xffb3261e, 0xff1a6b2f, 0xff7d5600, 0xff0b57d0, 0xff8e24aa, 0xff00697a, 0xff5b6067,
    0xff57606a, 0xffc5221f, 0xff117a37, 0xff8a5f00, 0xff1a66e8, 0xffa02cc0, 0xff007385, 0xff3c4149,
};
constexpr Ansi TextOnDark = {
    0xff8b949e, 0xfff47067, 0xff57ab5a, 0xffc69026, 0xff6cb6ff, 0xffc297f5, 0xff39c5cf, 0xffcdd3da,
    0xff9aa4ae, 0xffff938a, 0xff6bc46d, 0xffdaaa3f, 0xff96d0ff, 0xffdcbdfb, 0xff56d4dd, 0xffffffff,
};
// Backgrounds need to look like what they are called; the text on them is made to fit.
constexpr Ansi Backgrounds = {
    0xff2e3436, 0xffcc0000, 0xff4e9a06, 0xffc4a000, 0xff3465a4, 0xff75507b, 0xff06989a, 0xffd3d7cf,
    0xff555753, 0xffef2929, 0xff8ae234, 0xfffce94f, 0xff729fcf, 0xffad7fa8, 0xff34e2e2, 0xffeeeeec,
};

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &from, const QColor &to, double share)
{
    const auto channel = [share](int a, int b) {
        return static_cast<int>(std::lround(a + (b - a) * share));
    };
    return QColor(channel(from.red(), to.red()), channel(from.green(), to.green()),
                  channel(from.blue(), to.blue()));
}

/// 16–231 are a cube of six steps a side, 232–255 a ramp of greys (xterm's 256 colours).
QColor indexedColor(int index)
{
    if (index >= 232) {
        const int grey = 8 + 10 * (index - 232);
        return QColor(grey, grey, grey);
    }
    const auto step = [](int n) { return n == 0 ? 0 : 55 + 40 * n; };
    const int cube = index - 16;
    return QColor(step(cube / 36), step(cube / 6 % 6), step(cube % 6));
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
    , m_isDark(luminance(m_base) < 0.18)
{
    m_text = legible(palette.color(QPalette::Text), m_base, 7);
    m_faintText = legible(mixed(m_text, m_base, 0.45), m_base);
    m_gutter = mixed(m_base, m_text, m_isDark ? 0.05 : 0.035);
    m_faintText = legible(m_faintText, m_gutter);
    m_match = m_isDark ? QColor(0x5c, 0x4a, 0x12) : QColor(0xff, 0xec, 0x99);
    m_currentMatch = m_isDark ? QColor(0xf2, 0xb1, 0x34) : QColor(0xff, 0xa9, 0x1f);
    m_selectedText = palette.color(QPalette::HighlightedText);
    m_selection = legible(palette.color(QPalette::Highlight), m_selectedText);
}

QColor OutputPalette::ansi(int index) const
{
    const Ansi &colors = m_isDark ? TextOnDark : TextOnLight;
    return legible(QColor(colors[static_cast<size_t>(index & 15)]), m_base);
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
        return indexedColor(color.index());
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
        return QColor(Backgrounds[color.index()]);
    case TextColorKind::Indexed:
    case TextColorKind::Rgb:
        return foreground(color);
    }
    return {};
}

double OutputPalette::contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor OutputPalette::legible(const QColor &color, const QColor &background, double ratio)
{
    if (contrast(color, background) >= ratio)
        return color;
    const bool towardsWhite = contrast(Qt::white, background) > contrast(Qt::black, background);
    const QColor goal = towardsWhite ? Qt::white : Qt::black;
    double tooLittle = 0;
    double enough = 1;
    for (int i = 0; i < 8; ++i) {
        const double share = (tooLittle + enough) / 2;
        (contrast(mixed(color, goal, share), background) >= ratio ? enough : tooLittle) = share;
    }
    return mixed(color, goal, enough);
}

} // namespace Spawnscope
