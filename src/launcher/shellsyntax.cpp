// SPDX-License-Identifier: MIT
#include "launcher/commandprocessor.h"
#include "launcher/explanation.h"
#include "launcher/shellwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

using Found = std::optional<ShellSyntax>;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isDigits(QByteArrayView word)
{
    return !word.isEmpty()
        && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads a command line as a POSIX shell's tokenizer does and stops at the first thing that means
/// more than itself.
class Scanner
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::ShellSyntax)

public:
    explicit Scanner(QByteArrayView line)
        : m_line(line)
    {}

    Found run()
    {
        while (m_at < m_line.size()) {
            if (Found found = step())
                return found;
        }
        return endWord();
    }

private:
    char at(qsizetype index) const { return index < m_line.size() ? m_line[index] : '\0'; }
    bool isAtWordStart() const { return m_wordBegin < 0; }
    void beginWord()
    {
        if (m_wordBegin < 0)
            m_wordBegin = m_at;
    }

    Found syntax(qsizetype begin, qsizetype length, const QString &meaning) const
    {
        const qsizetype available = m_line.size() - begin;
        return ShellSyntax{begin, m_line.sliced(begin, std::min(length, available)).toByteArray(),
                           meaning};
    }

    Found step();
    Found endWord();
    Found quoted(char c);
    Found escape(bool isInDoubleQuotes);
    Found dollar(bool isInDoubleQuotes) const;
    Found operation() const;
    Found expansion() const;
    Found newline();
    qsizetype wordEnd() const;

    QByteArrayView m_line;
    qsizetype m_at = 0;
    qsizetype m_wordBegin = -1; ///< of the word being read; -1 between words
    bool m_wordIsPlain = true; ///< nothing of it was quoted
    bool m_isFirstWord = true;
};

Found Scanner::step()
{
    const char c = m_line[m_at];
    if (isBlank(c)) {
        Found found = endWord();
        ++m_at;
        return found;
    }
    if (c == '\n')
        return newline();
    if (c == '\'' || c == '"')
        return quoted(c);
    if (c == '\\')
        return escape(false);
    if (Found found = c == '$' ? dollar(false) : operation())
        return found;
    if (Found found = expansion())
        return found;
    beginWord();
    ++m_at;
    return std::nullopt;
}

/// A first word can have a meaning as a whole.
Found Scanner::endWord()
{
    if (m_wordBegin < 0)
        return std::nullopt;
    const qsizetype begin = std::exchange(m_wordBegin, -1);
    const bool isPlain = std::exchange(m_wordIsPlain, true);
    if (!std::exchange(m_isFirstWord, false))
        return std::nullopt;
    const QByteArrayView word = m_line.sliced(begin, m_at - begin);
    if (isShellAssignment(word))
        return syntax(begin, word.size(), tr("the setting of a variable"));
    if (isPlain && isShellKeyword(word))
        return syntax(begin, word.size(), tr("a reserved word of the shell"));
    if (isShellBuiltin(word))
        return syntax(begin, word.size(), tr("a command inside of the shell"));
    return std::nullopt;
}

/// Skips what is quoted; in double quotes '$', '`' and some backslashes keep their meaning.
Found Scanner::quoted(char c)
{
    beginWord();
    m_wordIsPlain = false;
    ++m_at;
    while (m_at < m_line.size() && m_line[m_at] != c) {
        Found found;
        if (c == '"' && m_line[m_at] == '`')
            found = operation();
        else if (c == '"' && m_line[m_at] == '$')
            found = dollar(true);
        else if (c == '"' && m_line[m_at] == '\\') {
            if (Found escaped = escape(true))
                return escaped;
            continue;
        }
        if (found)
            return found;
        ++m_at;
    }
    ++m_at;
    m_at = std::min(m_at, m_line.size());
    return std::nullopt;
}

/// Skips a backslash and what it quotes. Where splitting into words keeps a backslash that the
/// shell would remove, or a line feed, only the shell reads the line right.
Found Scanner::escape(bool isInDoubleQuotes)
{
    beginWord();
    m_wordIsPlain = false;
    const char next = at(m_at + 1);
    if (next == '\n')
        return syntax(m_at, 2, tr("a line that goes on with the next"));
    if (isInDoubleQuotes && (next == '$' || next == '`'))
        return syntax(m_at, 2, tr("a backslash that the shell removes"));
    m_at = std::min(m_at + 2, m_line.size());
    return std::nullopt;
}

Found Scanner::dollar(bool isInDoubleQuotes) const
{
    const char next = at(m_at + 1);
    if (next == '(' && at(m_at + 2) == '(')
        return syntax(m_at, 3, tr("arithmetic"));
    if (next == '(')
        return syntax(m_at, 2, tr("the output of another command"));
    if (next == '{') {
        const qsizetype close = m_line.indexOf('}', m_at);
        return syntax(m_at, close < 0 ? 2 : close + 1 - m_at, tr("a variable"));
    }
    if (next == '\'' && !isInDoubleQuotes)
        return syntax(m_at, 2, tr("a quotation with escapes"));
    qsizetype length = 0;
    while (m_at + 1 + length < m_line.size() && isShellName(m_line.sliced(m_at + 1, length + 1)))
        ++length;
    if (length == 0 && next != '\0' && QByteArrayView("@*#?-$!0123456789").contains(next))
        length = 1;
    if (length == 0)
        return std::nullopt;
    return syntax(m_at, length + 1, tr("a variable"));
}

/// Bytes that end a word and stand for something wherever they are not quoted.
Found Scanner::operation() const
{
    const char c = m_line[m_at];
    const char next = at(m_at + 1);
    const bool isDouble = next == c;
    switch (c) {
    case '|':
        return isDouble ? syntax(m_at, 2, tr("a list of commands")) : syntax(m_at, 1, tr("a pipe"));
    case '&':
        if (next == '>')
            return syntax(m_at, 2, tr("a redirection"));
        return isDouble ? syntax(m_at, 2, tr("a list of commands"))
                        : syntax(m_at, 1, tr("a command in the background"));
    case ';':
        return syntax(m_at, isDouble ? 2 : 1, tr("a list of commands"));
    case '<':
    case '>': {
        // "2>" is one token: digits directly before belong to it.
        const bool hasNumber = m_wordBegin >= 0
            && isDigits(m_line.sliced(m_wordBegin, m_at - m_wordBegin));
        const qsizetype begin = hasNumber ? m_wordBegin : m_at;
        const bool isLong = isDouble || next == '&' || (c == '<' && next == '>')
            || (c == '>' && next == '|');
        return syntax(begin, m_at - begin + (isLong ? 2 : 1), tr("a redirection"));
    }
    case '(':
    case ')':
        return syntax(m_at, 1, tr("a group of commands"));
    case '`':
        return syntax(m_at, 1, tr("the output of another command"));
    default:
        return std::nullopt;
    }
}

/// The end of the word that is being read, taken roughly: for patterns that need a closing byte.
qsizetype Scanner::wordEnd() const
{
    qsizetype end = m_at;
    while (end < m_line.size() && !isBlank(m_line[end]) && m_line[end] != '\n'
           && !QByteArrayView("|&;<>()").contains(m_line[end]))
        ++end;
    return end;
}

/// Bytes that make the shell replace the word they stand in.
Found Scanner::expansion() const
{
    const char c = m_line[m_at];
    // Looked for only where it is needed: at every byte it would make long words slow.
    const bool needsRest = c == '[' || c == '{' || c == '~';
    const QByteArrayView rest = needsRest ? m_line.sliced(m_at, wordEnd() - m_at)
                                          : QByteArrayView();
    switch (c) {
    case '*':
    case '?':
        return syntax(m_at, 1, tr("a pattern for file names"));
    case '[':
        // "[" alone is a program; "[[" is looked at when the word ends.
        if (const qsizetype close = rest.indexOf(']', 2); close > 0)
            return syntax(m_at, close + 1, tr("a pattern for file names"));
        return std::nullopt;
    case '{':
        if (const qsizetype close = rest.indexOf('}');
            close > 0 && (rest.first(close).contains(',') || rest.first(close).contains("..")))
            return syntax(m_at, close + 1, tr("several words written as one"));
        return std::nullopt;
    case '~':
        if (isAtWordStart())
            return syntax(m_at, rest.contains('/') ? rest.indexOf('/') : rest.size(),
                          tr("a home directory"));
        return std::nullopt;
    case '#':
        if (isAtWordStart())
            return syntax(m_at, 1, tr("a comment"));
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

/// A line feed ends a command, so it matters only between two.
Found Scanner::newline()
{
    if (Found found = endWord())
        return found;
    const bool isBetween = !m_isFirstWord && !m_line.sliced(m_at).trimmed().isEmpty();
    if (isBetween)
        return syntax(m_at, 1, tr("a list of commands"));
    ++m_at;
    return std::nullopt;
}

} // namespace

std::optional<ShellSyntax> findShellSyntax(QByteArrayView commandLine, CommandSyntax syntax)
{
    return syntax == CommandSyntax::Posix ? Scanner(commandLine).run()
                                          : findCommandProcessorSyntax(commandLine);
}

} // namespace Spawnscope
