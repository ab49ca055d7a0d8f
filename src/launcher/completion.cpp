// SPDX-License-Identifier: MIT
#include "launcher/completion.h"

#include "base/osstring.h"
#include "launcher/pathsearch.h"
#include "launcher/shellwords.h"

#include <QDir>

#include <algorithm>

namespace Spawnscope {

namespace {

/// After one of these a shell expects a command again.
bool endsCommand(char c, CommandSyntax syntax)
{
    return QByteArrayView("|&(\n").contains(c) || (c == ';' && syntax == CommandSyntax::Posix);
}

/// As file names are compared on this system.
bool startsWith(const QByteArray &name, QByteArrayView prefix)
{
    return name.size() >= prefix.size()
        && QByteArrayView(name).first(prefix.size()).compare(prefix, fileNameCase()) == 0;
}

/// Sorts, removes doubles and cuts.
void settle(QByteArrayList *words, qsizetype maximum)
{
    std::ranges::sort(*words);
    words->erase(std::ranges::unique(*words).begin(), words->end());
    if (words->size() > maximum)
        words->resize(maximum);
}

/// Quoted for a shell; a leading "~/" stays outside, where it has its meaning.
QByteArray quoteKeepingHome(const QByteArray &path)
{
    return path.startsWith("~/") && path.size() > 2 ? "~/" + quoteWord(path.sliced(2))
        : path == "~/"                              ? path
                                                    : quoteWord(path);
}

} // namespace

CommandWord commandWordAt(QByteArrayView commandLine, qsizetype cursor, CommandSyntax syntax)
{
    const bool isPosix = syntax == CommandSyntax::Posix;
    cursor = std::clamp<qsizetype>(cursor, 0, commandLine.size());
    CommandWord word{0, cursor, {}, true};
    bool isInWord = false;
    bool expectsProgram = true;
    char quote = '\0';
    const auto begin = [&](qsizetype at) {
        if (!isInWord)
            word.begin = at;
        isInWord = true;
    };
    for (qsizetype i = 0; i < cursor; ++i) {
        const char c = commandLine[i];
        if (isPosix && quote != '\'' && c == '\\') {
            begin(i);
            if (++i < cursor)
                word.text += commandLine[i];
        } else if (quote) {
            if (c == quote)
                quote = '\0';
            else
                word.text += c;
        } else if (c == '"' || (isPosix && c == '\'')) {
            begin(i);
            quote = c;
        } else if (isBetweenWords(c) || endsCommand(c, syntax)) {
            if (isInWord && !(isPosix && isShellAssignment(word.text)))
                expectsProgram = false;
            if (endsCommand(c, syntax))
                expectsProgram = true;
            isInWord = false;
            word.text.clear();
        } else {
            begin(i);
            word.text += c;
        }
    }
    if (!isInWord)
        word.begin = cursor;
    word.isProgram = expectsProgram;
    return word;
}

QByteArrayList programsOnPath(QByteArrayView searchPath, QByteArrayView prefix, qsizetype maximum)
{
    QByteArrayList programs;
    for (const QByteArray &directory : searchDirectories(searchPath)) {
        const QDir files(OsString(directory).toString());
        for (const QString &name : files.entryList(QDir::Files | QDir::Executable | QDir::Hidden)) {
            const QByteArray bytes = programName(OsString(name).bytes());
            if (startsWith(bytes, prefix))
                programs.append(bytes);
        }
    }
    settle(&programs, maximum);
    return programs;
}

QByteArrayList pathsStartingWith(QByteArrayView prefix, QByteArrayView workingDirectory,
                                 PathKind kind, qsizetype maximum)
{
    const qsizetype slash = lastSeparator(prefix);
    const QByteArray head = prefix.first(slash + 1).toByteArray();
    const QByteArrayView tail = prefix.sliced(slash + 1);
    QByteArray directory = head.isEmpty() ? QByteArrayLiteral(".") : head;
    if (directory.startsWith("~/"))
        directory.replace(0, 1, OsString(QDir::homePath()).bytes());
    const QDir files(OsString(fromDirectory(workingDirectory.toByteArray(), directory)).toString());

    QDir::Filters filters = QDir::AllDirs | QDir::NoDotAndDotDot;
    filters |= kind == PathKind::Program ? QDir::Files | QDir::Executable
                                         : QDir::Files | QDir::System;
    if (tail.startsWith('.'))
        filters |= QDir::Hidden;
    QByteArrayList paths;
    for (const QFileInfo &entry : files.entryInfoList(filters)) {
        const QByteArray name = OsString(entry.fileName()).bytes();
        if (startsWith(name, tail))
            paths.append(entry.isDir() ? head + name + separatorAfter(head) : head + name);
    }
    settle(&paths, maximum);
    return paths;
}

Completion completeCommandLine(QByteArrayView commandLine, qsizetype cursor,
                               QByteArrayView searchPath, QByteArrayView workingDirectory,
                               qsizetype maximum)
{
    const CommandWord word = commandWordAt(commandLine, cursor);
    const bool isPath = !word.isProgram || !isBareName(word.text);
    const QByteArrayList found = isPath
        ? pathsStartingWith(word.text, workingDirectory,
                            word.isProgram ? PathKind::Program : PathKind::Any, maximum)
        : programsOnPath(searchPath, word.text, maximum);
    Completion completion{word.begin, word.end, {}};
    for (const QByteArray &text : found)
        completion.words.append(quoteKeepingHome(text));
    return completion;
}

} // namespace Spawnscope
