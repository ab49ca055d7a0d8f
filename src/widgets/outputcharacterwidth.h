// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

namespace Spawnscope {

/// Stands for a control character (U+2400–U+241F, U+2421); drawn as two characters.
constexpr bool isControlPicture(QChar c)
{
    return (c >= u'\u2400' && c <= u'\u241f') || c == u'\u2421';
}

/// The columns one user-perceived character takes on a terminal's grid: 1, or 2 for wide ones
/// (Unicode Standard Annex 11, and emoji). A tab is not a character here.
int characterWidth(QStringView character);

} // namespace Spawnscope
