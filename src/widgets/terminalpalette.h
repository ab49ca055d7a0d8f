// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputpalette.h"
#include "widgets/terminalscheme.h"

#include <QHash>

namespace Spawnscope {

/// The colours of a terminal's screen: those of a scheme, or those of an OutputPalette, light or
/// dark as the widget's palette is; for cells that always have a background.
///
/// Text keeps OutputPalette::MinimumContrast to what it stands on, whatever a child asks for. Block
/// elements, which programs draw pictures with, keep the very colour.
class TerminalPalette final
{
public:
    struct Colors
    {
        QColor text;
        QColor block; ///< for block elements
        QColor background;
    };

    explicit TerminalPalette(const QPalette &palette = {},
                             const TerminalScheme &scheme = terminalSchemes().front());

    const OutputPalette &output() const { return m_output; }
    /// Of the screen as a whole; exchanged when @p isReverse (DECSCNM).
    QColor base(bool isReverse) const { return isReverse ? m_output.text() : m_output.base(); }
    QColor text(bool isReverse) const { return isReverse ? m_output.base() : m_output.text(); }

    const Colors &colors(const TextStyle &style, bool isReverse) const;
    Colors selected() const;
    Colors match(bool isCurrent) const;
    /// A block cursor, and what stands in it.
    Colors cursor(bool isReverse) const;

private:
    Colors resolve(const TextStyle &style, bool isReverse) const;
    QColor exactColor(const TextColor &color) const;
    QColor textColor(const TextColor &color) const;

    OutputPalette m_output;
    std::optional<std::array<Rgb, 16>> m_ansi; // of the scheme
    mutable QHash<quint64, Colors> m_cache;
};

} // namespace Spawnscope
