// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

#include <QByteArray>
#include <QHash>

namespace Spawnscope {

/// Writes styled text as HTML. The colours are those the child asked for, moved towards black or
/// white as far as it takes to read them.
class HtmlText final
{
public:
    enum class Kind : quint8 {
        Page, ///< needs the style sheet of htmlPageStart(), which has a light and a dark half
        Fragment, ///< stands alone, for pasting: every colour is in place, on white
    };
    explicit HtmlText(Kind kind)
        : m_kind(kind)
    {}

    /// Appends the UTF-16 units [first, end) of @p text.
    void append(const StyledText &text, qsizetype first, qsizetype end, QByteArray *html);
    void append(const StyledText &text, QByteArray *html)
    {
        append(text, 0, text.text.size(), html);
    }

private:
    const QByteArray &tagFor(const TextStyle &style);
    QByteArray pageTag(const TextStyle &style) const;
    QByteArray fragmentTag(const TextStyle &style) const;

    const Kind m_kind;
    QHash<quint64, QByteArray> m_tags; // a text uses the same few styles again and again
};

/// Text between tags or in a quoted attribute.
void appendHtmlEscaped(QStringView text, QByteArray *html);

/// All of a page up to its first line, which stands in a `<pre>`. The page loads nothing and runs
/// no script. Classes for lines: "e" standard error, "i" standard input, "n" a note, "g" a gap;
/// "c" beside them for one that goes on with the line before it.
QByteArray htmlPageStart(const QString &title);
QByteArray htmlPageEnd();

} // namespace Spawnscope
