// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace Spawnscope {

enum class Severity { Info, Warning, Error };

/// A mixture of two colours; `share` of the second one, 0 to 1.
QColor mixed(const QColor &first, const QColor &second, qreal share);

bool isDark(const QPalette &palette);

/// For text and lines that tell a severity; legible on the palette's window and base colours.
QColor severityColour(Severity severity, const QPalette &palette);

/// Text that is less important than the rest, yet legible.
QColor mutedText(const QPalette &palette);

/// What commands and output are written in.
QFont fixedFont();

} // namespace Spawnscope
