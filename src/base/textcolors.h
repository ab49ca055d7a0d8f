// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Spawnscope {

/// A colour by its channels, for whoever has no use for a screen.
struct Rgb
{
    quint8 red = 0;
    quint8 green = 0;
    quint8 blue = 0;

    bool operator==(const Rgb &) const = default;
};

enum class TextGround : quint8 { Light, Dark };

/// One of the 16 palette colours, as text on a white or black ground; its contrast there is at
/// least 4.5.
Rgb paletteText(int index, TextGround ground);
/// One of the 16 palette colours, as what text stands on.
Rgb paletteBackground(int index);
/// 16–231 are a cube of six steps a side, 232–255 a ramp of greys (xterm's 256 colours).
Rgb indexedColor(int index);

/// The mixture that holds @p share of @p second, 0 to 1.
Rgb mixed(Rgb first, Rgb second, double share);
double luminance(Rgb color); ///< relative, WCAG 2.1
double contrast(Rgb one, Rgb other); ///< 1 to 21, WCAG 2.1
/// @p color, moved towards black or white until its contrast to @p background is @p ratio.
Rgb legible(Rgb color, Rgb background, double ratio);

} // namespace Spawnscope
