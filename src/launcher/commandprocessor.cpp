// SPDX-License-Identifier: MIT
#include "launcher/commandprocessor.h"

#include "launcher/commandtext.h"
#include "launcher/redirections_p.h"

namespace Spawnscope {

namespace {

/// `set "NAME=value" && ` for each change. The mark before the name and the one at the end keep
/// what stands between them as it is, but for percent signs.
QByteArray settings(const Environment &environment)
{
    QByteArray text;
    for (auto it = environment.changes.cbegin(); it != environment.changes.cend(); ++it)
        text += "set \"" + it.key() + '=' + it.value().value_or(QByteArray()) + "\" && ";
    return text;
}

QByteArray commandOf(const LaunchSpec &spec, bool standsAlone)
{
    const bool isShell = spec.mode == LaunchSpec::Mode::Shell;
    const bool isPowerShell = isShell && spec.shell == CommandShell::PowerShell;
    if (!isShell || isPowerShell) {
        QByteArrayList words;
        for (const QByteArray &word : isPowerShell ? powerShellArgv(spec.command) : spec.argv)
            words.append(quoteForCommandProcessor(word));
        return words.join(' ');
    }
    return standsAlone ? spec.command : '(' + spec.command + ')';
}

} // namespace

QByteArray toCommandProcessor(const LaunchSpec &spec)
{
    QByteArray before;
    if (!spec.workingDirectory.isEmpty())
        before = "cd /d " + quoteForCommandProcessor(spec.workingDirectory) + " && ";
    before += settings(spec.environment);
    const QByteArray after = redirections(spec, {"NUL", quoteForCommandProcessor});
    return before + commandOf(spec, before.isEmpty() && after.isEmpty()) + after;
}

} // namespace Spawnscope
