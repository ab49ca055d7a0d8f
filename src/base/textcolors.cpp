// SPDX-License-Identifier: MIT
#include "base/textcolors.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Spawnscope {

namespace {

using Palette = std::array<Rgb, 16>;

constexpr Palette TextOnLight = {{
    {0x1f, 0x23, 0x28},
    {0xb3, 0x26, 0x1e},
    {0x1a, 0x6b, 0x2f},
    {0x7d, 0x56, 0x00},
    {0x0b, 0x57, 0xd0},
    {0x8e, 0x24, 0xaa},
    {0x00, 0x69, 0x7a},
    {0x5b, 0x60, 0x67},
    {0x57, 0x60, 0x6a},
    {0xc5, 0x22, 0x1f},
    {0x11, 0x7a, 0x37},
    {0x8a, 0x5f, 0x00},
    {0x1a, 0x66, 0xe8},
    {0xa0, 0x2c, 0xc0},
    {0x00, 0x73, 0x85},
    {0x3c, 0x41, 0x49},
}};
constexpr Palette TextOnDark = {{
    {0x8b, 0x94, 0x9e},
    {0xf4, 0x70, 0x67},
    {0x57, 0xab, 0x5a},
    {0xc6, 0x90, 0x26},
    {0x6c, 0xb6, 0xff},
    {0xc2, 0x97, 0xf5},
    {0x39, 0xc5, 0xcf},
    {0xcd, 0xd3, 0xda},
    {0x9a, 0xa4, 0xae},
    {0xff, 0x93, 0x8a},
    {0x6b, 0xc4, 0x6d},
    {0xda, 0xaa, 0x3f},
    {0x96, 0xd0, 0xff},
    {0xdc, 0xbd, 0xfb},
    {0x56, 0xd4, 0xdd},
    {0xff, 0xff, 0xff},
}};
// Backgrounds need to look like what they are called; the text on them is made to fit.
constexpr Palette Backgrounds = {{
    {0x2e, 0x34, 0x36},
    {0xcc, 0x00, 0x00},
    {0x4e, 0x9a, 0x06},
    {0xc4, 0xa0, 0x00},
    {0x34, 0x65, 0xa4},
    {0x75, 0x50, 0x7b},
    {0x06, 0x98, 0x9a},
    {0xd3, 0xd7, 0xcf},
    {0x55, 0x57, 0x53},
    {0xef, 0x29, 0x29},
    {0x8a, 0xe2, 0x34},
    {0xfc, 0xe9, 0x4f},
    {0x72, 0x9f, 0xcf},
    {0xad, 0x7f, 0xa8},
    {0x34, 0xe2, 0xe2},
    {0xee, 0xee, 0xec},
}};

double linear(quint8 channel)
{
    const double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

} // namespace

Rgb paletteText(int index, TextGround ground)
{
    return (ground == TextGround::Dark ? TextOnDark : TextOnLight)[size_t(index & 15)];
}

Rgb paletteBackground(int index)
{
    return Backgrounds[size_t(index & 15)];
}

Rgb indexedColor(int index)
{
    if (index >= 232) {
        const auto grey = quint8(8 + 10 * (index - 232));
        return {grey, grey, grey};
    }
    const auto step = [](int n) { return quint8(n == 0 ? 0 : 55 + 40 * n); };
    const int cube = index - 16;
    return {step(cube / 36), step(cube / 6 % 6), step(cube % 6)};
}

Rgb mixed(Rgb first, Rgb second, double share)
{
    const auto channel = [share](int from, int to) {
        return quint8(std::lround(from + (to - from) * share));
    };
    return {channel(first.red, second.red), channel(first.green, second.green),
            channel(first.blue, second.blue)};
}

double luminance(Rgb color)
{
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(Rgb one, Rgb other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Rgb legible(Rgb color, Rgb background, double ratio)
{
    if (contrast(color, background) >= ratio)
        return color;
    constexpr Rgb White{255, 255, 255};
    constexpr Rgb Black{};
    const bool towardsWhite = contrast(White, background) > contrast(Black, background);
    const Rgb goal = towardsWhite ? White : Black;
    double tooLittle = 0;
    double enough = 1;
    for (int i = 0; i < 8; ++i) {
        const double share = (tooLittle + enough) / 2;
        (contrast(mixed(color, goal, share), background) >= ratio ? enough : tooLittle) = share;
    }
    return mixed(color, goal, enough);
}

} // namespace Spawnscope
