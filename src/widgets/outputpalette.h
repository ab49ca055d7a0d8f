// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QColor>
#include <QHash>
#include <QPalette>

namespace Spawnscope {

/// The colours of the output view, made from a widget palette.
///
/// Whatever a child asks for, text keeps a contrast of at least MinimumContrast (WCAG 2.1, 1.4.3)
/// to what it stands on: the 16 palette colours are chosen so, all others are moved towards black
/// or white as far as it takes.
class OutputPalette final
{
public:
    static constexpr double MinimumContrast = 4.5;

    explicit OutputPalette(const QPalette &palette = {});

    bool isDark() const { return m_isDark; }
    QColor base() const { return m_base; }
    QColor text() const { return m_text; }
    QColor faintText() const { return m_faintText; }
    QColor gutter() const { return m_gutter; }
    QColor match() const { return m_match; }
    QColor currentMatch() const { return m_currentMatch; }
    QColor bookmark() const { return m_bookmark; } ///< behind the mark of a stream
    QColor selection() const { return m_selection; }
    QColor selectedText() const { return m_selectedText; }

    /// One of the 16 palette colours, as a text colour on the base.
    QColor ansi(int index) const;
    QColor mark(OutputStream stream) const;
    /// The tint behind a line; invalid where there is none.
    QColor tint(OutputStream stream) const;

    struct Colors
    {
        QColor text;
        QColor background; ///< invalid: whatever the line stands on
    };
    Colors colors(const TextStyle &style) const;

    static double contrast(const QColor &one, const QColor &other);
    /// @p color, moved towards black or white until it is legible on @p background.
    static QColor legible(const QColor &color, const QColor &background,
                          double ratio = MinimumContrast);

private:
    Colors resolve(const TextStyle &style) const;
    QColor foreground(const TextColor &color) const;
    QColor background(const TextColor &color) const;

    QColor m_base;
    QColor m_text;
    QColor m_faintText;
    QColor m_gutter;
    QColor m_match;
    QColor m_currentMatch;
    QColor m_bookmark;
    QColor m_selection;
    QColor m_selectedText;
    bool m_isDark = false;
    mutable QHash<quint64, Colors> m_cache; // a frame asks for the same few styles again and again
};

} // namespace Spawnscope
