// SPDX-License-Identifier: MIT
#include "terminal/terminalrow.h"

#include "terminal/celltable_p.h"

#include <array>
#include <bit>
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
    {.attribute = TextAttribute::Strike, .parameter = '9'},
};

void appendNumber(int number, QByteArray *bytes)
{
    if (number >= 100)
        bytes->append(static_cast<char>('0' + number / 100));
    if (number >= 10)
        bytes->append(static_cast<char>('0' + number / 10 % 10));
    bytes->append(static_cast<char>('0' + number % 10));
}

/// @p base is 30 for a foreground, 40 for a background.
void appendColor(const TextColor &color, int base, QByteArray *parameters)
{
    const auto append = [parameters](int number) {
        parameters->append(';');
        appendNumber(number, parameters);
    };
    switch (color.kind) {
    case TextColorKind::None:
        return;
    case TextColorKind::Palette:
        append(color.index() < 8 ? base + color.index() : base + 60 + color.index() - 8);
        return;
    case TextColorKind::Indexed:
        append(base + 8);
        append(5);
        append(color.index());
        return;
    case TextColorKind::Rgb:
        append(base + 8);
        append(2);
        append(color.red);
        append(color.green);
        append(color.blue);
        return;
    }
}

void appendSgr(const TextStyle &style, QByteArray *parameters)
{
    parameters->append('0');
    for (const AttributeCode &code : AttributeCodes) {
        if (style.attributes.testFlag(code.attribute))
            parameters->append(';').append(code.parameter);
    }
    appendColor(style.foreground, 30, parameters);
    appendColor(style.background, 40, parameters);
}

void appendUtf8(char32_t character, QByteArray *bytes)
{
    const auto append = [bytes](char32_t byte) { bytes->append(static_cast<char>(byte)); };
    const auto appendRest = [&](int bits) { append(0x80 | ((character >> bits) & 0x3f)); };
    if (character < 0x80) {
        append(character);
    } else if (character < 0x800) {
        append(0xc0 | (character >> 6));
        appendRest(0);
    } else if (character < 0x10000) {
        append(0xe0 | (character >> 12));
        appendRest(6);
        appendRest(0);
    } else {
        append(0xf0 | (character >> 18));
        appendRest(12);
        appendRest(6);
        appendRest(0);
    }
}

bool isSame(const TextStyle &a, const TextStyle &b)
{
    // At once rather than member by member.
    using Words = std::array<quint32, 3>;
    static_assert(std::has_unique_object_representations_v<TextStyle>);
    const auto x = std::bit_cast<Words>(a);
    const auto y = std::bit_cast<Words>(b);
    return ((x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2])) == 0;
}

/// What @p cells begin with of ASCII in @p style, and of places where nothing was written. Returns
/// how many cells that are.
size_t appendAscii(std::span<const TerminalCell> cells, const TextStyle &style, QByteArray *bytes)
{
    const qsizetype start = bytes->size();
    bytes->resize(start + static_cast<qsizetype>(cells.size()));
    char *text = bytes->data() + start;
    size_t count = 0;
    for (; count < cells.size(); ++count) {
        const TerminalCell &cell = cells[count];
        if (cell.character >= 0x80 || cell.width != 1 || !isSame(cell.style, style))
            break;
        text[count] = cell.character == 0 ? ' ' : static_cast<char>(cell.character);
    }
    bytes->truncate(start + static_cast<qsizetype>(count));
    return count;
}

} // namespace

QByteArray sgrParameters(const TextStyle &style)
{
    QByteArray parameters;
    appendSgr(style, &parameters);
    return parameters;
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
    size_t used = m_cells.size();
    while (used > 0 && m_cells[used - 1].character == 0 && m_cells[used - 1].width == 1
           && m_cells[used - 1].style == TextStyle{})
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
    const std::span<const TerminalCell> cells = m_cells.first(usedColumns());
    TextStyle style;
    const auto changeTo = [&](const TextStyle &next) {
        bytes->append("\033[");
        if (next != TextStyle{})
            appendSgr(next, bytes);
        bytes->append('m');
        style = next;
    };
    for (size_t at = appendAscii(cells, style, bytes); at < cells.size();
         at += appendAscii(cells.subspan(at), style, bytes)) {
        const TerminalCell &cell = cells[at++];
        if (cell.width == 0)
            continue;
        if (!isSame(cell.style, style))
            changeTo(cell.style);
        if (cell.character >= CellTables::FirstCluster)
            bytes->append(
                m_tables->clusters.at(cell.character - CellTables::FirstCluster).toUtf8());
        else
            appendUtf8(cell.character == 0 ? U' ' : cell.character, bytes);
    }
    if (style != TextStyle{})
        changeTo({});
}

} // namespace Spawnscope
