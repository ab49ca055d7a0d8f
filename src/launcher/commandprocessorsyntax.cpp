// SPDX-License-Identifier: MIT
#include "launcher/commandprocessor.h"
#include "launcher/shellwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace Spawnscope {

namespace {

using Found = std::optional<ShellSyntax>;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::ShellSyntax)
};

Found found(QByteArrayView line, qsizetype begin, qsizetype length, const QString &meaning)
{
    return ShellSyntax{begin, line.sliced(begin, length).toByteArray(), meaning};
}

/// `%NAME%`, in quotation marks too. A sign that has no second one is only a sign.
Found variableAt(QByteArrayView line, qsizetype at)
{
    const qsizetype end = line.indexOf('%', at + 1);
    if (end <= at + 1)
        return std::nullopt;
    const QByteArrayView name = line.sliced(at + 1, end - at - 1);
    if (std::ranges::any_of(name, isBetweenWords))
        return std::nullopt;
    return found(line, at, end + 1 - at, Texts::tr("a variable"));
}

Found operationAt(QByteArrayView line, qsizetype at)
{
    const char c = line[at];
    const bool isDouble = at + 1 < line.size() && line[at + 1] == c;
    switch (c) {
    case '|':
        return isDouble ? found(line, at, 2, Texts::tr("a list of commands"))
                        : found(line, at, 1, Texts::tr("a pipe"));
    case '&':
        return found(line, at, isDouble ? 2 : 1, Texts::tr("a list of commands"));
    case '<':
    case '>': {
        const bool hasNumber = at > 0 && line[at - 1] >= '0' && line[at - 1] <= '9'
            && (at == 1 || isBetweenWords(line[at - 2]));
        const qsizetype begin = hasNumber ? at - 1 : at;
        const qsizetype end = at + (isDouble && c == '>' ? 2 : 1);
        return found(line, begin, end - begin, Texts::tr("a redirection"));
    }
    case '^':
        return found(line, at, 1, Texts::tr("a sign that the shell removes"));
    default:
        return std::nullopt;
    }
}

Found wordAtBegin(QByteArrayView line)
{
    const auto *begin = std::find_if_not(line.begin(), line.end(), isBetweenWords);
    // "dir/w" is the command with an option.
    const auto *end = std::find_if(begin, line.end(),
                                   [](char c) { return isBetweenWords(c) || c == '/'; });
    const QByteArrayView word(begin, end - begin);
    if (word.startsWith('('))
        return found(line, begin - line.begin(), 1, Texts::tr("a group of commands"));
    if (isCommandProcessorWord(word))
        return found(line, begin - line.begin(), word.size(),
                     Texts::tr("a command inside of the shell"));
    return std::nullopt;
}

} // namespace

std::optional<ShellSyntax> findCommandProcessorSyntax(QByteArrayView line)
{
    if (const Found word = wordAtBegin(line))
        return word;
    bool isQuoted = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        if (line[at] == '"')
            isQuoted = !isQuoted;
        const Found syntax = line[at] == '%' ? variableAt(line, at)
            : isQuoted                       ? std::nullopt
                                             : operationAt(line, at);
        if (syntax)
            return syntax;
    }
    return std::nullopt;
}

} // namespace Spawnscope
