// SPDX-License-Identifier: MIT
#pragma once

#include "base/textcolors.h"

#include <QString>

#include <array>
#include <optional>
#include <span>

namespace Spawnscope {

/// Colours that a terminal can be shown in, whatever those of the window are.
///
/// They are what the scheme's author chose; TerminalPalette makes text legible where they are not.
struct TerminalScheme
{
    struct Colors
    {
        Rgb base;
        Rgb text;
        Rgb selection; ///< behind selected text
        /// The 16 palette colours; without them, those made for light or dark ground.
        std::optional<std::array<Rgb, 16>> ansi = {};
    };

    const char *id; ///< for settings; never changes
    const char *sourceName; ///< for people, to be translated
    std::optional<Colors> colors; ///< without them, those of the widget

    QString name() const;
};

/// In the order of a menu; the first is that of the widget.
std::span<const TerminalScheme> terminalSchemes();
/// The first one where @p id is not known.
const TerminalScheme &terminalScheme(const QString &id);

} // namespace Spawnscope
