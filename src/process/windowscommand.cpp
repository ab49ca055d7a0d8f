// SPDX-License-Identifier: MIT
#include "process/windowscommand_p.h"

#include "base/windowsquoting.h"
#include "base/wtf8.h"

#include <algorithm>

namespace Spawnscope::WindowsCommand {

namespace {

bool isSeparator(QChar c)
{
    return c == u'\\' || c == u'/';
}

bool hasDrive(const QString &path)
{
    return path.size() >= 2 && path[1] == u':';
}

QString joined(const QString &folder, const QString &name)
{
    return !folder.isEmpty() && isSeparator(folder.back()) ? folder + name : folder + u'\\' + name;
}

QString fileName(const QString &path)
{
    const auto begin = std::find_if(path.rbegin(), path.rend(), isSeparator).base();
    return path.mid(begin - path.begin());
}

/// A name with a dot has its extension; a dot at its end says that it has none.
bool hasExtension(const QString &path)
{
    return fileName(path).contains(u'.');
}

/// The name of "NAME=value". Names such as "=C:" begin with '='.
QString nameOf(const QString &variable)
{
    const qsizetype equals = variable.indexOf(u'=', 1);
    return equals < 0 ? variable : variable.left(equals);
}

ProcessError refusal(const QString &argument)
{
    return ProcessError::invalid(toWtf8(argument));
}

bool isSafeForBatch(const QString &argument)
{
    return std::none_of(argument.begin(), argument.end(), [](QChar c) {
        return c == u'"' || c == u'%' || c == u'\r' || c == u'\n' || c == QChar(0);
    });
}

/// In quotation marks unless it is of letters, digits and some signs that nothing is special about.
QString quotedForBatch(const QString &argument)
{
    const auto isPlain = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber())
            || QStringLiteral("#$*+-./:?@\\_").contains(c);
    };
    if (!argument.isEmpty() && std::all_of(argument.begin(), argument.end(), isPlain))
        return argument;
    // What the program behind the batch file makes of backslashes before the last mark.
    const auto last = std::find_if(argument.rbegin(), argument.rend(),
                                   [](QChar c) { return c != u'\\'; });
    return u'"' + argument + QString(last - argument.rbegin(), u'\\') + u'"';
}

} // namespace

bool isBareName(const QString &program)
{
    return !hasDrive(program) && std::none_of(program.begin(), program.end(), isSeparator);
}

bool isAbsolute(const QString &path)
{
    if (hasDrive(path))
        return path.size() >= 3 && isSeparator(path[2]);
    return path.size() >= 2 && isSeparator(path[0]) && isSeparator(path[1]);
}

QStringList candidateFiles(const QString &program, const SearchPlaces &places,
                           const QString &directory)
{
    QStringList names;
    if (hasExtension(program))
        names = {program};
    else
        names = {program + QStringLiteral(".exe"), program + QStringLiteral(".com")};

    if (!isBareName(program)) {
        QStringList files = {program};
        if (!hasExtension(program))
            files += names;
        // "C:x" and "\x" are relative to what only Windows knows.
        const bool isPlainlyRelative = !hasDrive(program) && !isSeparator(program[0]);
        for (QString &file : files) {
            if (isPlainlyRelative && !directory.isEmpty())
                file = joined(directory, file);
        }
        return files;
    }

    QStringList folders = {places.application};
    if (places.current)
        folders.append(*places.current);
    folders += places.system;
    for (QString folder : places.path.split(u';', Qt::SkipEmptyParts)) {
        folder.remove(u'"');
        if (isAbsolute(folder))
            folders.append(folder);
        else if (places.current && !folder.isEmpty())
            folders.append(joined(*places.current, folder));
    }
    QStringList files;
    for (const QString &folder : std::as_const(folders)) {
        for (const QString &name : std::as_const(names))
            files.append(joined(folder, name));
    }
    return files;
}

bool isBatchFile(const QString &file)
{
    QString name = file;
    while (name.endsWith(u' ') || name.endsWith(u'.'))
        name.chop(1);
    return name.endsWith(QLatin1String(".bat"), Qt::CaseInsensitive)
        || name.endsWith(QLatin1String(".cmd"), Qt::CaseInsensitive);
}

std::optional<QString> commandLine(const QStringList &argv)
{
    const QString &program = argv.first();
    if (program.contains(u'"'))
        return std::nullopt;
    // Backslashes are no escapes in it.
    const bool isQuoted = program.isEmpty() || program.contains(u' ') || program.contains(u'\t');
    QString line = isQuoted ? u'"' + program + u'"' : program;
    if (argv.size() > 1)
        line += u' ' + WindowsQuoting::join(argv.sliced(1));
    return line;
}

ProcessResult<QString> batchCommandLine(const QString &interpreter, const QString &file,
                                        const QStringList &arguments)
{
    if (!isSafeForBatch(file))
        return unexpected(refusal(file));
    QString line = u'"' + file + u'"';
    for (const QString &argument : arguments) {
        if (!isSafeForBatch(argument))
            return unexpected(refusal(argument));
        line += u' ' + quotedForBatch(argument);
    }
    return u'"' + interpreter + QStringLiteral("\" /d /e:ON /v:OFF /s /c \"") + line + u'"';
}

QString shellCommandLine(WindowsOptions::Shell shell, const QString &interpreter,
                         const QString &command)
{
    const QString file = u'"' + interpreter + u'"';
    if (shell == WindowsOptions::Shell::PowerShell)
        return file + QStringLiteral(" -NoLogo -NoProfile -NonInteractive -Command ")
            + WindowsQuoting::quote(command);
    return file + QStringLiteral(" /d /s /c \"") + command + u'"';
}

QString shellFile(WindowsOptions::Shell shell, const QString &comSpec, const QString &systemFolder)
{
    if (shell == WindowsOptions::Shell::PowerShell)
        return joined(systemFolder, QStringLiteral("WindowsPowerShell\\v1.0\\powershell.exe"));
    return isAbsolute(comSpec) ? comSpec : joined(systemFolder, QStringLiteral("cmd.exe"));
}

QStringList environmentVariables(const QStringList &base,
                                 const QMap<QString, std::optional<QString>> &changes,
                                 const QStringList &own)
{
    QMap<QString, std::optional<QString>> byName; // upper case: that is Windows' order
    for (const QString &variable : base)
        byName[nameOf(variable).toUpper()] = variable;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const auto value = it.value() ? std::optional(it.key() + u'=' + *it.value()) : std::nullopt;
        byName[it.key().toUpper()] = value;
    }
    for (const char *required : {"SYSTEMDRIVE", "SYSTEMROOT"}) {
        const QString name = QLatin1String(required);
        if (byName.contains(name))
            continue;
        for (const QString &variable : own) {
            if (nameOf(variable).toUpper() == name)
                byName[name] = variable;
        }
    }
    QStringList variables;
    for (const std::optional<QString> &variable : std::as_const(byName)) {
        if (variable)
            variables.append(*variable);
    }
    return variables;
}

QString environmentBlock(const QStringList &variables)
{
    QString block;
    for (const QString &variable : variables)
        block += variable + QChar(0);
    if (block.isEmpty())
        block += QChar(0);
    return block + QChar(0);
}

QString valueOf(const QStringList &variables, const QString &name)
{
    for (const QString &variable : variables) {
        const QString variableName = nameOf(variable);
        if (variableName.compare(name, Qt::CaseInsensitive) == 0)
            return variable.mid(variableName.size() + 1);
    }
    return {};
}

} // namespace Spawnscope::WindowsCommand
