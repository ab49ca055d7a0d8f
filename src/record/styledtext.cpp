// SPDX-License-Identifier: MIT
#include "record/styledtext.h"

#include "record/escapelexer.h"
#include "record/sgr.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

namespace Spawnscope {

namespace {

constexpr char32_t Replacement = 0xfffd;

enum class LineKind : quint8 { Ascii, Utf8, Controlled };

/// Only a line with control characters needs more than a plain conversion.
LineKind kindOf(QByteArrayView line)
{
    LineKind kind = LineKind::Ascii;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<uchar>(line[i]);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
            return LineKind::Controlled;
        if (byte < 0x80)
            continue;
        // U+0080–U+009F are controls as well, written C2 80 – C2 9F.
        if (byte == 0xc2 && i + 1 < line.size() && static_cast<uchar>(line[i + 1]) < 0xa0)
            return LineKind::Controlled;
        kind = LineKind::Utf8;
    }
    return kind;
}

/// The one line of a terminal: cells, a cursor, and the style to write with.
class LineScreen final
{
public:
    explicit LineScreen(const TextStyle &start) { setStyle(start); }

    void write(QByteArrayView utf8);
    void control(char c);
    void csi(QByteArrayView parameters, char final);
    StyledText take() const;

private:
    struct Cell
    {
        char32_t codePoint = U' ';
        quint32 style = 0;
    };

    void put(char32_t codePoint);
    void moveTo(size_t column);
    void erase(int mode);
    void noteUpdate();
    void setStyle(const TextStyle &style);

    std::vector<Cell> m_cells;
    std::map<size_t, QString> m_marks; // combining marks, by the column they sit on
    std::vector<TextStyle> m_styles{TextStyle{}}; // blanks that nobody wrote are plain
    quint32 m_style = 0;
    size_t m_column = 0;
    int m_updates = 0;
    bool m_atRestart = false; // the cursor went back to the first column of a written line
};

void LineScreen::write(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    m_cells.reserve(m_cells.size() + static_cast<size_t>(text.size()));
    const auto codePoints = QStringView(text);
    for (qsizetype i = 0; i < codePoints.size(); ++i) {
        char32_t codePoint = codePoints[i].unicode();
        if (codePoints[i].isHighSurrogate() && i + 1 < codePoints.size()) {
            codePoint = QChar::surrogateToUcs4(codePoints[i], codePoints[i + 1]);
            ++i;
        }
        if (codePoint >= 0x80 && codePoint < 0xa0)
            codePoint = Replacement;
        put(codePoint);
    }
}

void LineScreen::put(char32_t codePoint)
{
    const bool joins = codePoint >= 0x300
        && (QChar::isMark(codePoint) || codePoint == 0x200d || codePoint == 0xfe0f);
    if (joins && m_column > 0 && m_column <= m_cells.size()) {
        m_marks[m_column - 1] += QString::fromUcs4(&codePoint, 1);
        return;
    }
    noteUpdate();
    if (m_column >= m_cells.size())
        m_cells.resize(m_column + 1);
    else if (!m_marks.empty())
        m_marks.erase(m_column);
    m_cells[m_column++] = Cell{codePoint, m_style};
}

void LineScreen::control(char c)
{
    if (c == '\r')
        moveTo(0);
    else if (c == '\b')
        moveTo(m_column > 0 ? m_column - 1 : 0);
    else
        put(c == '\x7f' ? char32_t{0x2421} : char32_t{0x2400} + static_cast<uchar>(c));
}

void LineScreen::csi(QByteArrayView parameters, char final)
{
    if (final == 'm') {
        TextStyle style = m_styles[m_style];
        applySgr(parameters, style);
        setStyle(style);
        return;
    }
    // A line is at most 64 KiB long; a child that asks for a column far beyond gets no memory.
    constexpr int MaxColumn = 4096;
    const int value = std::min(parameters.toInt(), MaxColumn);
    const auto count = static_cast<size_t>(std::max(value, 1));
    if (final == 'K')
        erase(value);
    else if (final == 'G')
        moveTo(count - 1);
    else if (final == 'C')
        moveTo(std::min(m_column + count, std::max<size_t>(m_cells.size(), MaxColumn)));
    else if (final == 'D')
        moveTo(m_column - std::min(m_column, count));
}

void LineScreen::moveTo(size_t column)
{
    m_atRestart = column == 0 && !m_cells.empty();
    m_column = column;
}

void LineScreen::erase(int mode)
{
    noteUpdate();
    if (mode != 1) {
        const size_t keep = mode == 2 ? 0 : std::min(m_column, m_cells.size());
        m_cells.resize(keep);
        m_marks.erase(m_marks.lower_bound(keep), m_marks.end());
        return;
    }
    const size_t end = std::min(m_column + 1, m_cells.size());
    std::fill_n(m_cells.begin(), end, Cell{});
    m_marks.erase(m_marks.begin(), m_marks.lower_bound(end));
}

void LineScreen::noteUpdate()
{
    if (std::exchange(m_atRestart, false))
        ++m_updates;
}

void LineScreen::setStyle(const TextStyle &style)
{
    if (style == m_styles[m_style])
        return;
    const auto known = std::find(m_styles.begin(), m_styles.end(), style);
    m_style = static_cast<quint32>(known - m_styles.begin());
    // Searching stays cheap for real output; a line that uses thousands of styles just adds more.
    constexpr size_t SearchLimit = 64;
    if (known == m_styles.end() || m_styles.size() > SearchLimit) {
        m_style = static_cast<quint32>(m_styles.size());
        m_styles.push_back(style);
    }
}

StyledText LineScreen::take() const
{
    StyledText result{.text = {}, .runs = {}, .updates = m_updates, .endStyle = m_styles[m_style]};
    result.text.reserve(static_cast<qsizetype>(m_cells.size()));
    for (size_t i = 0; i < m_cells.size(); ++i) {
        const qsizetype start = result.text.size();
        if (QChar::requiresSurrogates(m_cells[i].codePoint))
            result.text += QChar::fromUcs4(m_cells[i].codePoint);
        else
            result.text += QChar(static_cast<char16_t>(m_cells[i].codePoint));
        if (!m_marks.empty()) {
            if (const auto marks = m_marks.find(i); marks != m_marks.end())
                result.text += marks->second;
        }
        const TextStyle &style = m_styles[m_cells[i].style];
        if (style == TextStyle{})
            continue;
        const qsizetype length = result.text.size() - start;
        StyleRun *last = result.runs.isEmpty() ? nullptr : &result.runs.last();
        if (last && last->start + last->length == start && last->style == style)
            last->length += length;
        else
            result.runs.append(StyleRun{start, length, style});
    }
    return result;
}

StyledText plainText(const QString &text, const TextStyle &style)
{
    StyledText result{.text = text, .runs = {}, .updates = 0, .endStyle = style};
    if (style != TextStyle{} && !text.isEmpty())
        result.runs.append(StyleRun{0, text.size(), style});
    return result;
}

} // namespace

TextColor TextColor::fromIndex(quint8 index)
{
    const auto kind = index < 16 ? TextColorKind::Palette : TextColorKind::Indexed;
    return TextColor{kind, index, 0, 0};
}

TextColor TextColor::fromRgb(quint8 red, quint8 green, quint8 blue)
{
    return TextColor{TextColorKind::Rgb, red, green, blue};
}

StyledText styledText(QByteArrayView line, const TextStyle &start)
{
    if (line.endsWith('\r'))
        line.chop(1);
    switch (kindOf(line)) {
    case LineKind::Ascii:
        return plainText(QString::fromLatin1(line), start);
    case LineKind::Utf8:
        return plainText(QString::fromUtf8(line), start);
    case LineKind::Controlled:
        break;
    }
    LineScreen screen(start);
    EscapeLexer lexer(line);
    while (true) {
        switch (lexer.next()) {
        case EscapeLexer::Token::End:
            return screen.take();
        case EscapeLexer::Token::Text:
            screen.write(lexer.bytes());
            break;
        case EscapeLexer::Token::Control:
            screen.control(lexer.final());
            break;
        case EscapeLexer::Token::Csi:
            screen.csi(lexer.bytes(), lexer.final());
            break;
        case EscapeLexer::Token::Ignored:
            break;
        }
    }
}

TextStyle styleAfter(QByteArrayView line, const TextStyle &start)
{
    TextStyle style = start;
    if (line.isEmpty() || !std::memchr(line.data(), '\x1b', static_cast<size_t>(line.size())))
        return style;
    EscapeLexer lexer(line);
    for (auto token = lexer.next(); token != EscapeLexer::Token::End; token = lexer.next()) {
        if (token == EscapeLexer::Token::Csi && lexer.final() == 'm')
            applySgr(lexer.bytes(), style);
    }
    return style;
}

} // namespace Spawnscope
