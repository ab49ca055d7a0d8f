// SPDX-License-Identifier: MIT
#include "record/htmltext.h"

#include "base/textcolors.h"

#include <QString>

#include <optional>

namespace Spawnscope {

namespace {

constexpr double LeastContrast = 4.5;

/// What text stands on where it has no background of its own.
struct Paper
{
    TextGround ground = TextGround::Light;
    Rgb base;
    Rgb text;
};
constexpr Paper LightPaper{TextGround::Light, {0xff, 0xff, 0xff}, {0x1f, 0x23, 0x28}};
constexpr Paper DarkPaper{TextGround::Dark, {0x1b, 0x1d, 0x21}, {0xe6, 0xe8, 0xeb}};

struct Colors
{
    Rgb text;
    std::optional<Rgb> background;
};

Rgb foregroundOf(const TextColor &color, const Paper &paper)
{
    switch (color.kind) {
    case TextColorKind::None:
        return paper.text;
    case TextColorKind::Palette:
        return paletteText(color.index(), paper.ground);
    case TextColorKind::Indexed:
        return indexedColor(color.index());
    case TextColorKind::Rgb:
        return {color.red, color.green, color.blue};
    }
    return paper.text;
}

std::optional<Rgb> backgroundOf(const TextColor &color)
{
    switch (color.kind) {
    case TextColorKind::None:
        return std::nullopt;
    case TextColorKind::Palette:
        return paletteBackground(color.index());
    case TextColorKind::Indexed:
        return indexedColor(color.index());
    case TextColorKind::Rgb:
        return Rgb{color.red, color.green, color.blue};
    }
    return std::nullopt;
}

Colors colorsOf(const TextStyle &style, const Paper &paper)
{
    Colors colors{foregroundOf(style.foreground, paper), backgroundOf(style.background)};
    if (style.attributes.testFlag(TextAttribute::Inverse))
        colors = {colors.background.value_or(paper.base), colors.text};
    const Rgb ground = colors.background.value_or(paper.base);
    if (style.attributes.testFlag(TextAttribute::Dim))
        colors.text = mixed(colors.text, ground, 0.35);
    colors.text = legible(colors.text, ground, LeastContrast);
    return colors;
}

QByteArray hex(Rgb color)
{
    const auto value = uint(color.red) << 16 | uint(color.green) << 8 | color.blue;
    return '#' + QByteArray::number(value, 16).rightJustified(6, '0');
}

quint64 keyOf(const TextStyle &style)
{
    const auto pack = [](const TextColor &color) {
        return quint64(color.kind) << 24 | quint64(color.red) << 16 | quint64(color.green) << 8
            | color.blue;
    };
    return pack(style.foreground) | pack(style.background) << 26
        | quint64(style.attributes.toInt()) << 52;
}

} // namespace

void appendHtmlEscaped(QStringView text, QByteArray *html)
{
    const QByteArray utf8 = text.toUtf8();
    qsizetype start = 0;
    const auto replace = [&](qsizetype at, QByteArrayView entity) {
        html->append(QByteArrayView(utf8).sliced(start, at - start)).append(entity);
        start = at + 1;
    };
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        switch (utf8[i]) {
        case '<':
            replace(i, "&lt;");
            break;
        case '>':
            replace(i, "&gt;");
            break;
        case '&':
            replace(i, "&amp;");
            break;
        case '"':
            replace(i, "&quot;");
            break;
        default:
            break;
        }
    }
    html->append(QByteArrayView(utf8).sliced(start));
}

void HtmlText::append(const StyledText &text, qsizetype first, qsizetype end, QByteArray *html)
{
    const QStringView units(text.text);
    qsizetype at = first;
    for (const StyleRun &run : text.runs) {
        const qsizetype start = std::max(run.start, at);
        const qsizetype stop = std::min(run.start + run.length, end);
        if (stop <= start)
            continue;
        appendHtmlEscaped(units.sliced(at, start - at), html);
        html->append(tagFor(run.style));
        appendHtmlEscaped(units.sliced(start, stop - start), html);
        html->append("</span>");
        at = stop;
    }
    if (at < end)
        appendHtmlEscaped(units.sliced(at, end - at), html);
}

const QByteArray &HtmlText::tagFor(const TextStyle &style)
{
    constexpr qsizetype MostTags = 4096; // true colour gradients would fill it without end
    const quint64 key = keyOf(style);
    if (const auto known = m_tags.constFind(key); known != m_tags.cend())
        return *known;
    if (m_tags.size() >= MostTags)
        m_tags.clear();
    return *m_tags.insert(key, m_kind == Kind::Page ? pageTag(style) : fragmentTag(style));
}

QByteArray HtmlText::pageTag(const TextStyle &style) const
{
    const Colors light = colorsOf(style, LightPaper);
    const Colors dark = colorsOf(style, DarkPaper);
    QByteArrayList classes;
    QByteArrayList variables;
    if (light.text != LightPaper.text || dark.text != DarkPaper.text) {
        classes.append("f");
        variables.append("--l:" + hex(light.text));
        variables.append("--d:" + hex(dark.text));
    }
    if (light.background) {
        classes.append("p");
        variables.append("--m:" + hex(*light.background));
        variables.append("--n:" + hex(dark.background.value_or(*light.background)));
    }
    static constexpr std::pair<TextAttribute, const char *> attributes[] = {
        {TextAttribute::Bold, "b"},
        {TextAttribute::Italic, "t"},
        {TextAttribute::Underline, "u"},
        {TextAttribute::Strike, "s"},
    };
    for (const auto &[attribute, name] : attributes) {
        if (style.attributes.testFlag(attribute))
            classes.append(name);
    }
    QByteArray tag = "<span class=\"" + classes.join(' ') + '"';
    if (!variables.isEmpty())
        tag += " style=\"" + variables.join(';') + '"';
    return tag + '>';
}

QByteArray HtmlText::fragmentTag(const TextStyle &style) const
{
    const Colors colors = colorsOf(style, LightPaper);
    QByteArray css = "color:" + hex(colors.text);
    if (colors.background)
        css += ";background-color:" + hex(*colors.background);
    if (style.attributes.testFlag(TextAttribute::Bold))
        css += ";font-weight:bold";
    if (style.attributes.testFlag(TextAttribute::Italic))
        css += ";font-style:italic";
    const bool isUnderlined = style.attributes.testFlag(TextAttribute::Underline);
    const bool isStruck = style.attributes.testFlag(TextAttribute::Strike);
    if (isUnderlined || isStruck)
        css += QByteArray(";text-decoration:") + (isUnderlined ? " underline" : "")
            + (isStruck ? " line-through" : "");
    return "<span style=\"" + css + "\">";
}

QByteArray htmlPageStart(const QString &title)
{
    QByteArray html = R"(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>)";
    appendHtmlEscaped(title, &html);
    html += R"(</title>
<style>
:root{--base:#ffffff;--text:#1f2328;--e:#b3261e;--i:#0b57d0;--n:#00697a;--g:#5b6067}
.f{color:var(--l)}
.p{background:var(--m)}
@media (prefers-color-scheme:dark){
:root{--base:#1b1d21;--text:#e6e8eb;--e:#f47067;--i:#6cb6ff;--n:#39c5cf;--g:#9aa4ae}
.f{color:var(--d)}
.p{background:var(--n)}
}
body{margin:1rem;background:var(--base);color:var(--text)}
h1{font:bold 1rem monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{font:0.875rem/1.35 monospace;padding-left:2ch;tab-size:8;white-space:pre-wrap;overflow-wrap:anywhere}
.e::before,.i::before,.n::before{margin-left:-2ch;user-select:none}
.e::before{content:"E ";color:var(--e)}
.i::before{content:"> ";color:var(--i)}
.n::before{content:"· ";color:var(--n)}
.c::before{content:none}
.n,.g{font-style:italic}
.g{color:var(--g)}
.b{font-weight:bold}
.t{font-style:italic}
.u{text-decoration:underline}
.s{text-decoration:line-through}
.u.s{text-decoration:underline line-through}
</style>
</head>
<body>
<h1>)";
    appendHtmlEscaped(title, &html);
    // A line feed right after the tag is not shown, so an empty first line keeps its own.
    return html + "</h1>\n<pre>\n";
}

QByteArray htmlPageEnd()
{
    return QByteArrayLiteral("</pre>\n</body>\n</html>\n");
}

} // namespace Spawnscope
