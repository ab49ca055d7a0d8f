// SPDX-License-Identifier: MIT
#include "terminal/terminalrow.h"

#include "terminal/celltable_p.h"

#include <array>
#include <cstring>
#include <type_traits>

namespace Spawnscope {

namespace {

struct AttributeCode
{
    TextAttribute attribute;
    char parameter;
};
constexpr AttributeCode AttributeCodes[] = {
    {.attribute = TextAttribute::Bold, .parameter = '1'},
    {.attribute = TextAttribute::Dim, .parameter = '2'},
    {.attribute = TextAttribute::Italic, .parameter = '3'},
    {.attribute = TextAttribute::Underline, .parameter = '4'},
    {.attribute = TextAttribute::Inverse, .parameter = '7'},
    {.attribute = TextAttribute::Hidden, .parameter = '8'},
    {.attribute = TextAttribute::Strike, .parameter = '9'},
};

// These write to where there is room, and return where they ended.

char *writeNumber(int number, char *to)
{
    if (number >= 100)
        *to++ = static_cast<char>('0' + number / 100);
    if (number >= 10)
        *to++ = static_cast<char>('0' + number / 10 % 10);
    *to++ = static_cast<char>('0' + number % 10);
    return to;
}

char *writeParameter(int number, char *to)
{
    *to++ = ';';
    return writeNumber(number, to);
}

/// @p base is 30 for a foreground, 40 for a background.
char *writeColor(const TextColor &color, int base, char *to)
{
    switch (color.kind) {
    case TextColorKind::None:
        return to;
    case TextColorKind::Palette:
        return writeParameter(
            color.index() < 8 ? base + color.index() : base + 60 + color.index() - 8, to);
    case TextColorKind::Indexed:
        to = writeParameter(5, writeParameter(base + 8, to));
        return writeParameter(color.index(), to);
    case TextColorKind::Rgb:
        to = writeParameter(2, writeParameter(base + 8, to));
        to = writeParameter(color.green, writeParameter(color.red, to));
        return writeParameter(color.blue, to);
    }
    return to;
}

constexpr size_t LongestSgr = 80;

char *writeSgr(const TextStyle &style, char *to)
{
    *to++ = '0';
    if (style.attributes != 0) {
        for (const AttributeCode &code : AttributeCodes) {
            if (!style.attributes.testFlag(code.attribute))
                continue;
            *to++ = ';';
            *to++ = code.parameter;
        }
    }
    return writeColor(style.background, 40, writeColor(style.foreground, 30, to));
}

char *writeUtf8(char32_t character, char *to)
{
    const auto rest = [&](int bits) {
        *to++ = static_cast<char>(0x80 | ((character >> bits) & 0x3f));
    };
    if (character < 0x80) {
        *to++ = static_cast<char>(character);
    } else if (character < 0x800) {
        *to++ = static_cast<char>(0xc0 | (character >> 6));
        rest(0);
    } else if (character < 0x10000) {
        *to++ = static_cast<char>(0xe0 | (character >> 12));
        rest(6);
        rest(0);
    } else {
        *to++ = static_cast<char>(0xf0 | (character >> 18));
        rest(12);
        rest(6);
        rest(0);
    }
    return to;
}

/// A style in words, read at once: members that were written one by one are slow to read together.
struct StyleWords
{
    explicit StyleWords(const TextStyle &style)
    {
        static_assert(std::has_unique_object_representations_v<TextStyle>);
        static_assert(sizeof(TextStyle) == sizeof(quint64) + sizeof(quint32));
        const char *bytes = reinterpret_cast<const char *>(&style);
        std::memcpy(&first, bytes, sizeof(first));
        std::memcpy(&last, bytes + sizeof(first), sizeof(last));
    }
    bool operator==(const StyleWords &other) const
    {
        return ((first ^ other.first) | (last ^ other.last)) == 0;
    }

    quint64 first;
    quint32 last;
};

/// What @p cells begin with of characters in @p style, none of which is a cluster, and of places
/// where nothing was written. Returns how many cells that are.
size_t appendText(std::span<const TerminalCell> cells, const TextStyle &style, QByteArray *bytes)
{
    constexpr size_t LongestCharacter = 4;
    const qsizetype start = bytes->size();
    bytes->resize(start + static_cast<qsizetype>(cells.size() * LongestCharacter));
    char *to = bytes->data() + start;
    const StyleWords wanted(style);
    size_t count = 0;
    for (; count < cells.size(); ++count) {
        const TerminalCell &cell = cells[count];
        if (cell.width == 0)
            continue;
        if (!(StyleWords(cell.style) == wanted) || cell.character >= CellTables::FirstCluster)
            break;
        if (cell.character < 0x80)
            *to++ = cell.character == 0 ? ' ' : static_cast<char>(cell.character);
        else
            to = writeUtf8(cell.character, to);
    }
    bytes->truncate(to - bytes->constData());
    return count;
}

void appendStyleChange(const TextStyle &style, QByteArray *bytes)
{
    std::array<char, LongestSgr> sequence{'\033', '['};
    char *to = sequence.data() + 2;
    if (style != TextStyle{})
        to = writeSgr(style, to);
    *to++ = 'm';
    bytes->append(sequence.data(), to - sequence.data());
}

} // namespace

QByteArray sgrParameters(const TextStyle &style)
{
    std::array<char, LongestSgr> parameters{};
    return {parameters.data(), writeSgr(style, parameters.data()) - parameters.data()};
}

void TerminalRow::append(const TerminalCell &cell, QString *text) const
{
    if (cell.width == 0)
        return;
    if (cell.character >= CellTables::FirstCluster)
        text->append(m_tables->clusters.at(cell.character - CellTables::FirstCluster));
    else if (cell.character == 0)
        text->append(QLatin1Char(' '));
    else if (cell.character < 0x10000)
        text->append(QChar(static_cast<char16_t>(cell.character)));
    else
        text->append(QChar::fromUcs4(cell.character));
}

QString TerminalRow::characters(int column) const
{
    QString text;
    if (cell(column).character != 0)
        append(cell(column), &text);
    return text;
}

QByteArray TerminalRow::link(int column) const
{
    const quint32 number = cell(column).link;
    if (number == 0)
        return {};
    const QByteArray &entry = m_tables->links.at(number);
    return entry.sliced(entry.indexOf(';') + 1);
}

size_t TerminalRow::usedColumns() const
{
    const StyleWords plain(TextStyle{});
    size_t used = m_cells.size();
    while (used > 0 && m_cells[used - 1].character == 0 && m_cells[used - 1].width == 1
           && StyleWords(m_cells[used - 1].style) == plain)
        --used;
    return used;
}

QString TerminalRow::text() const
{
    const size_t used = usedColumns();
    QString text;
    text.reserve(static_cast<qsizetype>(used));
    for (const TerminalCell &cell : m_cells.first(used))
        append(cell, &text);
    return text;
}

StyledText TerminalRow::styledText() const
{
    StyledText styled;
    const size_t used = usedColumns();
    styled.text.reserve(static_cast<qsizetype>(used));
    for (const TerminalCell &cell : m_cells.first(used)) {
        const qsizetype start = styled.text.size();
        append(cell, &styled.text);
        const qsizetype length = styled.text.size() - start;
        if (length == 0 || cell.style == TextStyle{})
            continue;
        StyleRun *last = styled.runs.isEmpty() ? nullptr : &styled.runs.last();
        if (last && last->start + last->length == start && last->style == cell.style)
            last->length += length;
        else
            styled.runs.append({.start = start, .length = length, .style = cell.style});
    }
    return styled;
}

QByteArray TerminalRow::bytes() const
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(usedColumns()));
    appendBytes(&bytes);
    return bytes;
}

void TerminalRow::appendBytes(QByteArray *bytes) const
{
    std::span<const TerminalCell> rest = m_cells.first(usedColumns());
    TextStyle style;
    while (!rest.empty()) {
        rest = rest.subspan(appendText(rest, style, bytes));
        if (rest.empty())
            break;
        const TerminalCell &cell = rest.front();
        if (cell.style != style) {
            appendStyleChange(cell.style, bytes);
            style = cell.style;
        }
        if (cell.character < CellTables::FirstCluster)
            continue;
        bytes->append(m_tables->clusters.at(cell.character - CellTables::FirstCluster).toUtf8());
        rest = rest.subspan(1);
    }
    if (style != TextStyle{})
        appendStyleChange({}, bytes);
}

} // namespace Spawnscope
