// SPDX-License-Identifier: MIT
// Splits any line as a second reading of the rules does, and reads back what it has quoted.
#include "base/shlex.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

using namespace Spawnscope;

namespace {

using Words = QByteArrayList;

/// The rules of shlex.h, read part by part in place of byte by byte.
class Reading
{
public:
    explicit Reading(QByteArrayView line)
        : m_line(line)
    {}

    std::optional<Words> words()
    {
        Words words;
        for (;;) {
            while (m_at < m_line.size() && isBlank(m_line[m_at]))
                ++m_at;
            if (m_at == m_line.size())
                return words;
            QByteArray word;
            while (m_at < m_line.size() && !isBlank(m_line[m_at])) {
                if (!readPart(&word))
                    return std::nullopt;
            }
            words.append(word);
        }
    }

    Shlex::SplitError error() const { return m_error; }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    bool readPart(QByteArray *word)
    {
        const char c = m_line[m_at++];
        if (c == '\\')
            return readEscaped(word);
        if (c == '\'')
            return readSingleQuoted(word);
        if (c == '"')
            return readDoubleQuoted(word);
        *word += c;
        return true;
    }

    bool fail(Shlex::SplitError error)
    {
        m_error = error;
        return false;
    }

    bool readEscaped(QByteArray *word)
    {
        if (m_at == m_line.size())
            return fail(Shlex::SplitError::NoEscapedCharacter);
        *word += m_line[m_at++];
        return true;
    }

    bool readSingleQuoted(QByteArray *word)
    {
        const qsizetype end = m_line.indexOf('\'', m_at);
        if (end < 0)
            return fail(Shlex::SplitError::NoClosingQuotation);
        *word += m_line.sliced(m_at, end - m_at);
        m_at = end + 1;
        return true;
    }

    bool readDoubleQuoted(QByteArray *word)
    {
        for (; m_at < m_line.size(); ++m_at) {
            const char c = m_line[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (c != '\\') {
                *word += c;
                continue;
            }
            if (++m_at == m_line.size())
                return fail(Shlex::SplitError::NoEscapedCharacter);
            if (m_line[m_at] != '"' && m_line[m_at] != '\\')
                *word += '\\';
            *word += m_line[m_at];
        }
        return fail(Shlex::SplitError::NoClosingQuotation);
    }

    QByteArrayView m_line;
    qsizetype m_at = 0;
    Shlex::SplitError m_error = Shlex::SplitError::NoClosingQuotation;
};

void require(bool holds, const char *what, const QByteArray &text)
{
    if (holds)
        return;
    std::fprintf(stderr, "%s: %s\n", what, text.toPercentEncoding(" '\"\\").constData());
    std::abort();
}

void splitBothWays(const QByteArray &line)
{
    Reading reading(line);
    const std::optional<Words> expected = reading.words();
    const auto words = Shlex::split(line);
    require(words.has_value() == expected.has_value(), "one of two readings fails", line);
    if (expected)
        require(*words == *expected, "other words", line);
    else
        require(words.error() == reading.error(), "another error", line);
}

/// The text between two NULs is a word.
void quoteAndSplit(const QByteArray &text)
{
    const Words words = text.isEmpty() ? Words() : text.split('\0');
    const QByteArray line = Shlex::join(words);
    const auto read = Shlex::split(line);
    require(read && *read == words, "quoted words do not come back", line);
    splitBothWays(line);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    splitBothWays(text);
    quoteAndSplit(text);
    return 0;
}
