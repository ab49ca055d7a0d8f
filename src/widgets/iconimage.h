// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QColor>
#include <QRect>
#include <QString>

class QPainter;

namespace Spawnscope {

/// The colour of the drawings that have only one, which the text's takes the place of.
inline constexpr char iconTextColour[] = "#232629";

/// Paints the drawing `:/icons/NAME.svg`, whose content is @p svg, into @p rect, its proportions
/// kept, and in @p colour if it has only one colour.
/// Built as:  iconimage_svg.cpp where there is Qt Svg; iconimage_images.cpp from images elsewhere.
void paintIconImage(QPainter *painter, const QRect &rect, const QString &name,
                    const QByteArray &svg, const QColor &colour);

} // namespace Spawnscope
