// SPDX-License-Identifier: MIT
#include "launcher/windowssearch.h"

#include "base/wtf8.h"
#include "process/windowscommand_p.h"

#include <algorithm>
#include <array>

namespace Spawnscope::WindowsSearch {

namespace {

using namespace std::string_view_literals;

constexpr std::array startable = {".com"sv, ".exe"sv, ".bat"sv, ".cmd"sv};
constexpr QByteArrayView UsualExtensions(".COM;.EXE;.BAT;.CMD");

bool isSeparator(char c)
{
    return c == '\\' || c == '/';
}

bool hasDrive(const QByteArray &path)
{
    return path.size() >= 2 && path[1] == ':';
}

bool isAbsolute(const QByteArray &path)
{
    return WindowsCommand::isAbsolute(fromWtf8(path).value_or(QString()));
}

bool hasExtension(const QByteArray &path)
{
    const auto name = std::find_if(path.rbegin(), path.rend(), isSeparator).base();
    return std::find(name, path.end(), '.') != path.end();
}

} // namespace

bool isBareName(const QByteArray &program)
{
    return WindowsCommand::isBareName(fromWtf8(program).value_or(QString()));
}

QByteArrayList directories(QByteArrayView searchPath)
{
    QByteArrayList directories;
    QByteArray directory;
    bool isQuoted = false;
    const auto end = [&] {
        if (isAbsolute(directory))
            directories.append(directory);
        directory.clear();
    };
    for (const char c : searchPath) {
        if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ';' && !isQuoted)
            end();
        else
            directory += c;
    }
    end();
    return directories;
}

QByteArrayList fileNames(const QByteArray &program, const std::optional<QByteArray> &pathExtensions)
{
    QByteArrayList names;
    if (hasExtension(program) || !isBareName(program))
        names.append(program);
    for (const QByteArray &extension :
         pathExtensions.value_or(UsualExtensions.toByteArray()).toLower().split(';')) {
        if (std::ranges::find(startable,
                              std::string_view(extension.constData(), size_t(extension.size())))
            != startable.end())
            names.append(program + extension);
    }
    return names;
}

QByteArray withoutExtension(const QByteArray &fileName)
{
    const QByteArray name = fileName.toLower();
    const bool isProgram = std::ranges::any_of(startable, [&name](std::string_view extension) {
        return name.endsWith(QByteArrayView(extension.data(), qsizetype(extension.size())));
    });
    return isProgram ? fileName.first(fileName.lastIndexOf('.')) : fileName;
}

QByteArray fromDirectory(const QByteArray &directory, const QByteArray &path)
{
    if (directory.isEmpty() || path.isEmpty() || hasDrive(path) || isSeparator(path.front()))
        return path;
    return isSeparator(directory.back()) ? directory + path : directory + '\\' + path;
}

} // namespace Spawnscope::WindowsSearch
