// SPDX-License-Identifier: MIT
#pragma once

#include "base/textencoding.h"

#include <QByteArrayView>
#include <QFlags>
#include <QList>
#include <QString>

namespace Spawnscope {

enum class TextColorKind : quint8 {
    None, ///< the view's own colour
    Palette, ///< one of the 16 colours of the view's palette
    Indexed, ///< 16–255 of the xterm colour cube and grey ramp
    Rgb,
};

/// A colour as the child asked for it; which colour that is on the screen is the view's matter.
struct TextColor
{
    TextColorKind kind = TextColorKind::None;
    quint8 red = 0; ///< or the index, for Palette and Indexed
    quint8 green = 0;
    quint8 blue = 0;

    static TextColor fromIndex(quint8 index);
    static TextColor fromRgb(quint8 red, quint8 green, quint8 blue);
    quint8 index() const { return red; }
    bool operator==(const TextColor &) const = default;
};

enum class TextAttribute : quint8 {
    Bold = 0x01,
    Dim = 0x02,
    Italic = 0x04,
    Underline = 0x08,
    Strike = 0x10,
    Inverse = 0x20,
    Hidden = 0x40, ///< a terminal shows nothing; whatever shows text shows it
};
Q_DECLARE_FLAGS(TextAttributes, TextAttribute)
Q_DECLARE_OPERATORS_FOR_FLAGS(TextAttributes)

/// What SGR sequences (ECMA-48 8.3.117) have set up so far.
struct TextStyle
{
    TextColor foreground;
    TextColor background;
    TextAttributes attributes;

    bool operator==(const TextStyle &) const = default;
};

/// A stretch of text, in UTF-16 units, that does not look like plain text.
struct StyleRun
{
    qsizetype start = 0;
    qsizetype length = 0;
    TextStyle style;

    bool operator==(const StyleRun &) const = default;
};

/// One line as a terminal would leave it on the screen.
struct StyledText
{
    QString text;
    QList<StyleRun> runs; ///< ascending, never overlapping; plain stretches have no run
    int updates = 0; ///< how often the line was written anew from its first column
    TextStyle endStyle; ///< the style the next line of the stream starts with
};

/// Turns the bytes of one line (without its line feed) into text and styles.
///
/// Carriage return, backspace and the CSI sequences that move within or erase the line (C, D, G, K)
/// are carried out; SGR becomes styles; every other escape sequence is left out. Tabs stay.
/// Other control characters become control pictures, invalid bytes become U+FFFD.
/// One code point is one column here, combining marks belong to the column before them.
/// A CSI sequence cut off by the end of the line is left out; an OSC that never ends is shown,
/// since leaving it out would hide the rest of the line.
StyledText styledText(QByteArrayView line, const TextStyle &start = {},
                      const TextEncoding &encoding = {});

/// The style after @p line: what styledText() returns as endStyle, without making the text.
TextStyle styleAfter(QByteArrayView line, const TextStyle &start);

} // namespace Spawnscope
