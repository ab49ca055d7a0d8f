// SPDX-License-Identifier: MIT
#include "base/shlex.h"

#include <algorithm>

namespace Spawnscope::Shlex {

namespace {

bool isSafe(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("@%+=:,./_-").contains(c);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Reads the line byte by byte; a word exists as soon as anything of it, even '', was seen.
class Splitter
{
public:
    Result<QByteArrayList, SplitError> run(QByteArrayView line)
    {
        for (const char c : line)
            take(c);
        if (m_escaped)
            return unexpected(SplitError::NoEscapedCharacter);
        if (m_quote)
            return unexpected(SplitError::NoClosingQuotation);
        endWord();
        return std::move(m_words);
    }

private:
    void take(char c)
    {
        if (m_escaped) {
            if (m_quote && c != m_quote && c != '\\')
                m_word += '\\';
            m_word += c;
            m_escaped = false;
        } else if (c == '\\' && m_quote != '\'') {
            m_escaped = true;
            m_inWord = true;
        } else if (m_quote) {
            if (c == m_quote)
                m_quote = 0;
            else
                m_word += c;
        } else if (c == '\'' || c == '"') {
            m_quote = c;
            m_inWord = true;
        } else if (isBlank(c)) {
            endWord();
        } else {
            m_word += c;
            m_inWord = true;
        }
    }

    void endWord()
    {
        if (m_inWord)
            m_words.append(std::exchange(m_word, {}));
        m_inWord = false;
    }

    QByteArrayList m_words;
    QByteArray m_word;
    bool m_inWord = false;
    bool m_escaped = false;
    char m_quote = 0;
};

QByteArray joinBy(QByteArray (*quoted)(QByteArrayView), const QByteArrayList &words)
{
    QByteArrayList result;
    result.reserve(words.size());
    for (const QByteArray &word : words)
        result.append(quoted(word));
    return result.join(' ');
}

} // namespace

QByteArray quote(QByteArrayView word)
{
    if (word.isEmpty())
        return "''";
    if (std::all_of(word.begin(), word.end(), isSafe))
        return word.toByteArray();
    return '\'' + word.toByteArray().replace('\'', "'\"'\"'") + '\'';
}

QByteArray join(const QByteArrayList &words)
{
    return joinBy(quote, words);
}

QByteArray readableQuote(QByteArrayView word)
{
    constexpr QByteArrayView SpecialInDoubleQuotes = "\"$`\\!";
    const bool isPlain = std::none_of(word.begin(), word.end(),
                                      [&](char c) { return SpecialInDoubleQuotes.contains(c); });
    return isPlain && word.contains('\'') ? '"' + word.toByteArray() + '"' : quote(word);
}

QByteArray readableJoin(const QByteArrayList &words)
{
    return joinBy(readableQuote, words);
}

Result<QByteArrayList, SplitError> split(QByteArrayView line)
{
    return Splitter().run(line);
}

} // namespace Spawnscope::Shlex
