// SPDX-License-Identifier: MIT
#include "base/styledtext.h"

#include "base/escapelexer.h"
#include "base/sgr.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>
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
    return codePoint >= 0x300 && codePoint != QChar::ReplacementCharacter
        && (QChar::isMark(codePoint) || codePoint == 0x200d || codePoint == 0xfe0f);
}

QString textOf(std::u16string_view text)
{
    return QStringView(text.data(), static_cast<qsizetype>(text.size())).toString();
}

/// Joins it to the run before where it goes on with that.
void addRun(QList<StyleRun> &runs, qsizetype start, qsizetype length, const TextStyle &style)
{
    if (style == TextStyle{} || length == 0)
        return;
    StyleRun *last = runs.isEmpty() ? nullptr : &runs.last();
    if (last && last->start + last->length == start && last->style == style)
        last->length += length;
    else
        runs.append(StyleRun{start, length, style});
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
    void writeAscii(QByteArrayView text);
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
    void putCell(char32_t codePoint);
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

void LineScreen::writeAscii(QByteArrayView text)
{
    for (const char c : text)
        putCell(static_cast<uchar>(c));
}

void LineScreen::put(char32_t codePoint)
{
    if (joinsBefore(codePoint) && m_column > 0 && m_column <= m_cells.size()) {
        m_marks[m_column - 1] += QString::fromUcs4(&codePoint, 1);
        return;
    }
    putCell(codePoint);
}

void LineScreen::putCell(char32_t codePoint)
{
    noteUpdate();
    if (m_column < m_cells.size()) {
        if (!m_marks.empty())
            m_marks.erase(m_column);
        m_cells[m_column++] = Cell{codePoint, m_style};
        return;
    }
    if (m_column > m_cells.size())
        m_cells.resize(m_column);
    m_cells.push_back(Cell{codePoint, m_style});
    ++m_column;
}

void LineScreen::control(char c)
{
    if (c == '\r')
        moveTo(0);
    else if (c == '\b')
        moveTo(m_column > 0 ? m_column - 1 : 0);
    else
        putCell(pictureOf(c).unicode());
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
    std::u16string text; // which grows by a character faster than QString does
    text.reserve(m_cells.size());
    for (size_t i = 0; i < m_cells.size(); ++i) {
        const size_t start = text.size();
        const char32_t codePoint = m_cells[i].codePoint;
        if (QChar::requiresSurrogates(codePoint))
            text += {QChar::highSurrogate(codePoint), QChar::lowSurrogate(codePoint)};
        else
            text += static_cast<char16_t>(codePoint);
        if (!m_marks.empty()) {
            if (const auto marks = m_marks.find(i); marks != m_marks.end())
                text += marks->second.toStdU16String();
        }
        if (m_cells[i].style != 0)
            addRun(result.runs, static_cast<qsizetype>(start),
                   static_cast<qsizetype>(text.size() - start), m_styles[m_cells[i].style]);
    }
    result.text = textOf(text);
    return result;
}

/// A line that is only ever written on, never back over itself, as nearly all with colours are:
/// it needs no screen.
class LineTape final
{
public:
    LineTape(const TextStyle &start, qsizetype bytes)
        : m_style(start)
    {
        m_text.reserve(static_cast<size_t>(bytes));
    }

    void write(QStringView text);
    void writeAscii(QByteArrayView text);
    void control(char c);
    void select(QByteArrayView parameters) { applySgr(parameters, m_style); }
    StyledText take();

private:
    qsizetype size() const { return static_cast<qsizetype>(m_text.size()); }

    std::u16string m_text; // which grows by a character faster than QString does
    QList<StyleRun> m_runs;
    TextStyle m_style;
};

void LineTape::write(QStringView text)
{
    // Marks look like the character they belong to.
    qsizetype marks = 0;
    while (size() > 0 && marks < text.size() && joinsBefore(text[marks].unicode()))
        ++marks;
    const bool isStyled = !m_runs.isEmpty() && m_runs.last().start + m_runs.last().length == size();
    if (marks > 0 && isStyled)
        m_runs.last().length += marks;
    addRun(m_runs, size() + marks, text.size() - marks, m_style);
    m_text.append(text.utf16(), static_cast<size_t>(text.size()));
}

void LineTape::writeAscii(QByteArrayView text)
{
    addRun(m_runs, size(), text.size(), m_style);
    m_text.append(text.begin(), text.end());
}

void LineTape::control(char c)
{
    addRun(m_runs, size(), 1, m_style);
    m_text += pictureOf(c).unicode();
}

StyledText LineTape::take()
{
    return {.text = textOf(m_text), .runs = std::move(m_runs), .updates = 0, .endStyle = m_style};
}

bool isAscii(QByteArrayView bytes)
{
    return std::none_of(bytes.begin(), bytes.end(),
                        [](char c) { return (static_cast<uchar>(c) & 0x80) != 0; });
}

/// On a tape or a screen. Converting many short pieces would cost more than all else.
template <typename Target>
void writeText(Target &target, QByteArrayView bytes, const TextEncoding &encoding)
{
    if (isAscii(bytes) && encoding.isUtf8())
        target.writeAscii(bytes);
    else
        target.write(decodedText(bytes, encoding));
}

bool movesOrErases(char final)
{
    return final == 'C' || final == 'D' || final == 'G' || final == 'K';
}

/// None when the line goes back over itself.
std::optional<StyledText> writtenStraight(QByteArrayView line, const TextStyle &start,
                                          const TextEncoding &encoding)
{
    LineTape tape(start, line.size());
    EscapeLexer lexer(line);
    while (true) {
        switch (lexer.next()) {
        case EscapeLexer::Token::End:
            return tape.take();
        case EscapeLexer::Token::Text:
            writeText(tape, lexer.bytes(), encoding);
            break;
        case EscapeLexer::Token::Control:
            if (lexer.final() == '\r' || lexer.final() == '\b')
                return std::nullopt;
            tape.control(lexer.final());
            break;
        case EscapeLexer::Token::Csi:
            if (movesOrErases(lexer.final()))
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
            writeText(screen, lexer.bytes(), encoding);
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
