// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <utility>

/// How Windows reads a command line, from its documentation ("Parsing C command-line arguments"
/// and CommandLineToArgvW): what the quoting is checked against.
namespace WindowsArguments {

/// What two quotes in a row inside of a quoted stretch mean.
enum class DoubledQuotes {
    CloseAndOpen, ///< old run-times: nothing but what each means alone
    QuoteInside, ///< newer run-times: a quote, and the stretch goes on
    QuoteAndClose, ///< CommandLineToArgvW: a quote, and the stretch ends
};

/// The arguments of a line without the program's name, which follows rules of its own.
inline QStringList parse(const QString &line, DoubledQuotes rule)
{
    QStringList arguments;
    QString argument;
    bool inArgument = false;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size();) {
        if (!quoted && (line[i] == u' ' || line[i] == u'\t')) {
            if (std::exchange(inArgument, false))
                arguments.append(std::exchange(argument, {}));
            ++i;
            continue;
        }
        inArgument = true;
        qsizetype backslashes = 0;
        for (; i < line.size() && line[i] == u'\\'; ++i)
            ++backslashes;
        if (i == line.size() || line[i] != u'"') {
            argument += QString(backslashes, u'\\');
            if (backslashes == 0)
                argument += line[i++];
            continue;
        }
        argument += QString(backslashes / 2, u'\\');
        const bool isDoubled = quoted && i + 1 < line.size() && line[i + 1] == u'"';
        if (backslashes % 2 == 1) {
            argument += u'"';
        } else if (isDoubled && rule != DoubledQuotes::CloseAndOpen) {
            argument += u'"';
            quoted = rule == DoubledQuotes::QuoteInside;
            ++i;
        } else {
            quoted = !quoted;
        }
        ++i;
    }
    if (inArgument)
        arguments.append(argument);
    return arguments;
}

} // namespace WindowsArguments
