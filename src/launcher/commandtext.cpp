// SPDX-License-Identifier: MIT
#include "launcher/commandtext.h"

#include "base/windowsquoting.h"
#include "base/wtf8.h"

#include <algorithm>

namespace Spawnscope {

namespace {

QString toText(QByteArrayView bytes)
{
    return fromWtf8(bytes).value_or(QString::fromUtf8(bytes));
}

bool isSpecialToCommandProcessor(QChar c)
{
    return QStringView(u"&|<>^()%!\"\n\r").contains(c);
}

} // namespace

Result<QByteArrayList, Shlex::SplitError> splitCommand(QByteArrayView text, CommandSyntax syntax)
{
    if (syntax == CommandSyntax::Posix)
        return Shlex::split(text);
    const auto words = WindowsQuoting::split(toText(text));
    if (!words)
        return unexpected(Shlex::SplitError::NoClosingQuotation);
    QByteArrayList bytes;
    for (const QString &word : *words)
        bytes.append(toWtf8(word));
    return bytes;
}

QByteArray quoteWord(QByteArrayView word, CommandSyntax syntax)
{
    return syntax == CommandSyntax::Posix ? Shlex::quote(word)
                                          : toWtf8(WindowsQuoting::quote(toText(word)));
}

QByteArray joinCommand(const QByteArrayList &words, CommandSyntax syntax)
{
    if (syntax == CommandSyntax::Posix)
        return Shlex::readableJoin(words);
    QByteArrayList quoted;
    for (const QByteArray &word : words)
        quoted.append(quoteWord(word, syntax));
    return quoted.join(' ');
}

QByteArray quoteForCommandProcessor(QByteArrayView word)
{
    const QString text = toText(word);
    const QString quoted = WindowsQuoting::quote(text);
    if (std::ranges::none_of(text, isSpecialToCommandProcessor))
        return toWtf8(quoted);
    // Quotation marks get a caret too: within a quotation, cmd.exe would take carets as they stand.
    QString escaped;
    for (const QChar c : quoted) {
        if (isSpecialToCommandProcessor(c))
            escaped += u'^';
        escaped += c;
    }
    return toWtf8(escaped);
}

QByteArrayList powerShellArgv(const QByteArray &command, const QByteArray &file)
{
    return {file, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", command};
}

} // namespace Spawnscope
