// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace Spawnscope {

/// Box drawing and block elements (U+2500–U+259F), painted such that neighbours join whatever the
/// font.
constexpr bool isBoxCharacter(char32_t character)
{
    return character >= 0x2500 && character <= 0x259f;
}
constexpr bool isBlockElement(char32_t character)
{
    return character >= 0x2580 && character <= 0x259f;
}

/// @p cell has edges between pixels; @p pixel is the size of one in its units.
void paintBox(QPainter &painter, const QRectF &cell, char32_t character, const QColor &color,
              qreal pixel);

} // namespace Spawnscope
