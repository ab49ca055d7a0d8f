// SPDX-License-Identifier: MIT
#include "base/windowsquoting.h"

#include <algorithm>

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

} // namespace Spawnscope::WindowsQuoting
