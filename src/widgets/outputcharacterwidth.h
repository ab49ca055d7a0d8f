// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

namespace Spawnscope {

/// Stands for a control character (U+2400–U+241F, U+2421); drawn as two characters.
bool isControlPicture(QChar c);

/// The columns one user-perceived character takes on a terminal's grid: 1, or 2 for wide ones
/// (Unicode Standard Annex 11, and emoji). A tab is not a character here.
int characterWidth(QStringView character);

} // namespace Spawnscope
