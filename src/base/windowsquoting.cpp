// SPDX-License-Identifier: MIT
#include "base/windowsquoting.h"

#include <algorithm>
#include <utility>

namespace Spawnscope::WindowsQuoting {

QString quote(const QString &argument)
{
    const bool hasBlank = std::any_of(argument.begin(), argument.end(), [](QChar c) {
        return c == u' ' || c == u'\t' || c == u'\n' || c == u'\v';
    });
    const bool quoted = argument.isEmpty() || hasBlank;

    QString result;
    qsizetype backslashes = 0;
    if (quoted)
        result += u'"';
    for (const QChar c : argument) {
        if (c == u'\\') {
            ++backslashes;
            continue;
        }
        if (c == u'"')
            backslashes = backslashes * 2 + 1;
        result += QString(backslashes, u'\\') + c;
        backslashes = 0;
    }
    if (quoted)
        result += QString(backslashes * 2, u'\\') + u'"';
    else
        result += QString(backslashes, u'\\');
    return result;
}

QString join(const QStringList &arguments)
{
    QStringList quoted;
    quoted.reserve(arguments.size());
    for (const QString &argument : arguments)
        quoted.append(quote(argument));
    return quoted.join(u' ');
}

std::optional<QStringList> split(const QString &line)
{
    QStringList arguments;
    QString argument;
    bool isInArgument = false;
    bool isQuoted = false;
    qsizetype backslashes = 0;
    const auto takeBackslashes = [&](qsizetype count) {
        argument += QString(count, u'\\');
        backslashes = 0;
    };
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        const bool isBlank = c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
        if (c == u'\\') {
            ++backslashes;
            isInArgument = true;
        } else if (c == u'"') {
            const bool isEscaped = backslashes % 2 == 1;
            takeBackslashes(backslashes / 2);
            isInArgument = true;
            if (isEscaped) {
                argument += c;
            } else if (isQuoted && i + 1 < line.size() && line[i + 1] == u'"') {
                argument += c;
                ++i;
            } else {
                isQuoted = !isQuoted;
            }
        } else if (isBlank && !isQuoted) {
            takeBackslashes(backslashes);
            if (std::exchange(isInArgument, false))
                arguments.append(std::exchange(argument, {}));
        } else {
            takeBackslashes(backslashes);
            argument += c;
            isInArgument = true;
        }
    }
    takeBackslashes(backslashes);
    if (isQuoted)
        return std::nullopt;
    if (isInArgument)
        arguments.append(argument);
    return arguments;
}

} // namespace Spawnscope::WindowsQuoting
