// SPDX-License-Identifier: MIT
#include "record/styledtext.h"

#include "record/escapelexer.h"
#include "record/sgr.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace Spawnscope {

namespace {

enum class LineKind : quint8 { Ascii, Encoded, Controlled };

/// Only a line with control characters needs more than a plain conversion.
LineKind kindOf(QByteArrayView line)
{
    LineKind kind = LineKind::Ascii;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<uchar>(line[i]);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
            return LineKind::Controlled;
        if (byte >= 0x80)
            kind = LineKind::Encoded;
    }
    return kind;
}

/// Without U+0080–U+009F, which are controls as well.
QString decodedText(QByteArrayView bytes, const TextEncoding &encoding)
{
    QString text = encoding.decoded(bytes);
    const auto isControl = [](QChar c) { return c >= QChar(0x80) && c < QChar(0xa0); };
    if (std::any_of(text.cbegin(), text.cend(), isControl))
        std::replace_if(text.begin(), text.end(), isControl, QChar(QChar::ReplacementCharacter));
    return text;
}

QChar pictureOf(char control)
{
    return control == '\x7f' ? QChar(0x2421) : QChar(0x2400 + static_cast<uchar>(control));
}

/// Whether a code point belongs to the character before it.
bool joinsBefore(char32_t codePoint)
{
    return codePoint >= 0x300
        && (QChar::isMark(codePoint) || codePoint == 0x200d || codePoint == 0xfe0f);
}

/// The one line of a terminal: cells, a cursor, and the style to write with.
class LineScreen final
{
public:
    LineScreen(const TextStyle &start, qsizetype bytes)
    {
        setStyle(start);
        m_cells.reserve(static_cast<size_t>(bytes));
    }

    void write(const QString &text);
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

void LineScreen::write(const QString &text)
{
    const auto codePoints = QStringView(text);
    for (qsizetype i = 0; i < codePoints.size(); ++i) {
        char32_t codePoint = codePoints[i].unicode();
        if (codePoints[i].isHighSurrogate() && i + 1 < codePoints.size()) {
            codePoint = QChar::surrogateToUcs4(codePoints[i], codePoints[i + 1]);
            ++i;
        }
        put(codePoint);
    }
}

void LineScreen::put(char32_t codePoint)
{
    if (joinsBefore(codePoint) && m_column > 0 && m_column <= m_cells.size()) {
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
        put(pictureOf(c).unicode());
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

/// A line that is only ever written on, never back over itself, as nearly all with colours are:
/// it needs no screen.
class LineTape final
{
public:
    explicit LineTape(const TextStyle &start)
        : m_result{.text = {}, .runs = {}, .updates = 0, .endStyle = start}
    {}

    void write(const QString &text);
    void control(char c) { append(QString(pictureOf(c))); }
    void select(QByteArrayView parameters) { applySgr(parameters, m_result.endStyle); }
    StyledText take() { return std::move(m_result); }

private:
    void append(QStringView text);

    StyledText m_result;
};

void LineTape::write(const QString &text)
{
    // Marks look like the character they belong to.
    qsizetype marks = 0;
    while (!m_result.text.isEmpty() && marks < text.size() && joinsBefore(text[marks].unicode()))
        ++marks;
    if (marks > 0) {
        StyleRun *last = m_result.runs.isEmpty() ? nullptr : &m_result.runs.last();
        if (last && last->start + last->length == m_result.text.size())
            last->length += marks;
        m_result.text += QStringView(text).first(marks);
    }
    append(QStringView(text).sliced(marks));
}

void LineTape::append(QStringView text)
{
    const qsizetype start = m_result.text.size();
    m_result.text += text;
    if (m_result.endStyle == TextStyle{} || text.isEmpty())
        return;
    StyleRun *last = m_result.runs.isEmpty() ? nullptr : &m_result.runs.last();
    if (last && last->start + last->length == start && last->style == m_result.endStyle)
        last->length += text.size();
    else
        m_result.runs.append(StyleRun{start, text.size(), m_result.endStyle});
}

/// None when the line goes back over itself.
std::optional<StyledText> writtenStraight(QByteArrayView line, const TextStyle &start,
                                          const TextEncoding &encoding)
{
    LineTape tape(start);
    EscapeLexer lexer(line);
    while (true) {
        switch (lexer.next()) {
        case EscapeLexer::Token::End:
            return tape.take();
        case EscapeLexer::Token::Text:
            tape.write(decodedText(lexer.bytes(), encoding));
            break;
        case EscapeLexer::Token::Control:
            if (lexer.final() == '\r' || lexer.final() == '\b')
                return std::nullopt;
            tape.control(lexer.final());
            break;
        case EscapeLexer::Token::Csi:
            if (QByteArrayView("CDGK").contains(lexer.final()))
                return std::nullopt;
            if (lexer.final() == 'm')
                tape.select(lexer.bytes());
            break;
        case EscapeLexer::Token::Ignored:
            break;
        }
    }
}

StyledText writtenOnScreen(QByteArrayView line, const TextStyle &start,
                           const TextEncoding &encoding)
{
    LineScreen screen(start, line.size());
    EscapeLexer lexer(line);
    while (true) {
        switch (lexer.next()) {
        case EscapeLexer::Token::End:
            return screen.take();
        case EscapeLexer::Token::Text:
            screen.write(decodedText(lexer.bytes(), encoding));
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

StyledText styledText(QByteArrayView line, const TextStyle &start, const TextEncoding &encoding)
{
    if (line.endsWith('\r'))
        line.chop(1);
    switch (kindOf(line)) {
    case LineKind::Ascii:
        return plainText(QString::fromLatin1(line), start);
    case LineKind::Encoded:
        return plainText(decodedText(line, encoding), start);
    case LineKind::Controlled:
        break;
    }
    if (auto straight = writtenStraight(line, start, encoding))
        return *std::move(straight);
    return writtenOnScreen(line, start, encoding);
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
