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

bool OutputSelection::isEmpty() const
{
    const TextRange selected = range();
    return m_isBlock ? selected.first.index == selected.last.index : selected.isEmpty();
}

TextRange OutputSelection::range() const
{
    if (!m_isBlock)
        return {std::min(m_anchor.first, m_cursor), std::max(m_anchor.last, m_cursor)};
    const auto [firstNumber, lastNumber] = std::minmax(m_anchor.first.number, m_cursor.number);
    const auto [left, right] = std::minmax(m_anchor.first.index, m_cursor.index);
    return {{firstNumber, left}, {lastNumber, right}};
}

void OutputSelection::start(const TextRange &anchor)
{
    m_anchor = anchor;
    m_cursor = anchor.last;
    m_isBlock = false;
}

void OutputSelection::startBlock(const TextPosition &corner)
{
    start({corner, corner});
    m_isBlock = true;
}

void OutputSelection::extend(const TextRange &to)
{
    m_cursor = !m_isBlock && to.first < m_anchor.first ? to.first : to.last;
}

void OutputSelection::moveCursor(const TextPosition &to)
{
    if (!m_isBlock && m_anchor.first != m_anchor.last) {
        const TextPosition fixed = m_cursor == m_anchor.first || m_cursor < m_anchor.first
            ? m_anchor.last
            : m_anchor.first;
        m_anchor = {fixed, fixed};
    }
    m_cursor = to;
}

std::optional<TextSpan> OutputSelection::spanIn(qint64 number, const LineLayout &layout) const
{
    const TextRange selected = range();
    if (isEmpty() || number < selected.first.number || number > selected.last.number)
        return std::nullopt;
    const qsizetype length = layout.text().size();
    if (m_isBlock) {
        const auto positionAt = [&layout](qsizetype column) {
            return layout.positionAt(0, static_cast<double>(column), LineLayout::Rounding::Down);
        };
        const qsizetype start = positionAt(selected.first.index);
        return TextSpan{start, positionAt(selected.last.index) - start};
    }
    const qsizetype start = number == selected.first.number ? std::min(selected.first.index, length)
                                                            : 0;
    const qsizetype end = number == selected.last.number ? std::min(selected.last.index, length)
                                                         : length;
    return TextSpan{start, end - start};
}

bool OutputSelection::coversEndOf(qint64 number) const
{
    const TextRange selected = range();
    return !m_isBlock && number >= selected.first.number && number < selected.last.number;
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

qsizetype nextWord(const QString &text, qsizetype index)
{
    index = std::max<qsizetype>(index, 0);
    if (index >= text.size())
        return text.size();
    const CharacterKind kind = kindOf(text[index]);
    while (index < text.size() && kindOf(text[index]) == kind)
        ++index;
    while (index < text.size() && kindOf(text[index]) == CharacterKind::Blank)
        ++index;
    return index;
}

qsizetype previousWord(const QString &text, qsizetype index)
{
    index = std::min(index, text.size());
    while (index > 0 && kindOf(text[index - 1]) == CharacterKind::Blank)
        --index;
    if (index <= 0)
        return 0;
    const CharacterKind kind = kindOf(text[index - 1]);
    while (index > 0 && kindOf(text[index - 1]) == kind)
        --index;
    return index;
}

} // namespace Spawnscope
