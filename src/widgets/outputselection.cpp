// SPDX-License-Identifier: MIT
#include "widgets/outputselection.h"

#include <algorithm>

namespace Spawnscope {

namespace {

enum class CharacterKind : quint8 { Word, Blank, Other };

CharacterKind kindOf(QChar c)
{
    if (c.isSpace())
        return CharacterKind::Blank;
    const bool joins = c.isLetterOrNumber() || c.isSurrogate() || c.isMark()
        || QStringView(u"_-./~@%+:?&=#").contains(c);
    return joins ? CharacterKind::Word : CharacterKind::Other;
}

} // namespace

TextRange OutputSelection::range() const
{
    return {std::min(m_anchor.first, m_cursor), std::max(m_anchor.last, m_cursor)};
}

void OutputSelection::start(const TextRange &anchor)
{
    m_anchor = anchor;
    m_cursor = anchor.last;
}

void OutputSelection::extend(const TextRange &to)
{
    m_cursor = to.first < m_anchor.first ? to.first : to.last;
}

std::optional<TextSpan> OutputSelection::spanIn(qint64 number, qsizetype length) const
{
    const TextRange selected = range();
    if (selected.isEmpty() || number < selected.first.number || number > selected.last.number)
        return std::nullopt;
    const qsizetype start = number == selected.first.number ? std::min(selected.first.index, length)
                                                            : 0;
    const qsizetype end = number == selected.last.number ? std::min(selected.last.index, length)
                                                         : length;
    return TextSpan{start, end - start};
}

bool OutputSelection::coversEndOf(qint64 number) const
{
    const TextRange selected = range();
    return number >= selected.first.number && number < selected.last.number;
}

TextSpan wordAt(const QString &text, qsizetype index)
{
    if (text.isEmpty())
        return {};
    index = std::clamp<qsizetype>(index, 0, text.size() - 1);
    const CharacterKind kind = kindOf(text[index]);
    if (kind == CharacterKind::Other)
        return {index, 1};
    qsizetype start = index;
    while (start > 0 && kindOf(text[start - 1]) == kind)
        --start;
    qsizetype end = index + 1;
    while (end < text.size() && kindOf(text[end]) == kind)
        ++end;
    // "see http://a.b:" ends with a colon that belongs to the sentence.
    while (kind == CharacterKind::Word && end > index + 1
           && QStringView(u".:?").contains(text[end - 1]))
        --end;
    return {start, end - start};
}

QString textOf(const OutputSource &source, const TextRange &range)
{
    constexpr qint64 BatchRows = 1024;
    constexpr qsizetype BatchBytes = 1024 * 1024;
    QString text;
    bool isFirst = true;
    OutputStream lastStream = OutputStream::Note;
    qint64 row = source.rowOfLine(range.first.number);
    while (true) {
        const OutputExtent extent = source.extent();
        if (extent.isMark(row))
            row = extent.gap.rows.end;
        if (row >= extent.rows.end)
            return text;
        const QList<OutputLine> lines = source.lines(row, BatchRows, BatchBytes);
        if (lines.isEmpty()) { // given up meanwhile
            row += BatchRows;
            continue;
        }
        for (const OutputLine &line : lines) {
            if (line.number > range.last.number)
                return text;
            const QString whole = styledText(line.bytes, line.style).text;
            const qsizetype start = line.number == range.first.number
                ? std::min(range.first.index, whole.size())
                : 0;
            const qsizetype end = line.number == range.last.number
                ? std::min(range.last.index, whole.size())
                : whole.size();
            if (!isFirst && !(line.isContinuation && line.stream == lastStream))
                text += u'\n';
            text += QStringView(whole).sliced(start, std::max<qsizetype>(end - start, 0));
            isFirst = false;
            lastStream = line.stream;
        }
        row = lines.last().row + 1;
    }
}

} // namespace Spawnscope
