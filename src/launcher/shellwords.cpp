// SPDX-License-Identifier: MIT
#include "launcher/shellwords.h"

#include <algorithm>
#include <array>

namespace Spawnscope {

namespace {

using namespace std::string_view_literals;

constexpr std::array keywords = {
    "!"sv,    "{"sv,  "}"sv,   "[["sv, "case"sv, "do"sv,       "done"sv, "elif"sv,  "else"sv,
    "esac"sv, "fi"sv, "for"sv, "if"sv, "in"sv,   "function"sv, "then"sv, "until"sv, "while"sv,
};

constexpr std::array builtins = {
    "."sv,    ":"sv,    "alias"sv,    "bg"sv,     "break"sv,   "cd"sv,    "continue"sv, "eval"sv,
    "exec"sv, "exit"sv, "export"sv,   "fg"sv,     "hash"sv,    "jobs"sv,  "local"sv,    "pushd"sv,
    "popd"sv, "read"sv, "readonly"sv, "return"sv, "set"sv,     "shift"sv, "source"sv,   "times"sv,
    "trap"sv, "type"sv, "ulimit"sv,   "umask"sv,  "unalias"sv, "unset"sv, "wait"sv,
};

constexpr std::array processorWords = {
    "assoc"sv, "call"sv,   "cd"sv,    "chdir"sv,  "cls"sv,      "color"sv,  "copy"sv,
    "date"sv,  "del"sv,    "dir"sv,   "echo"sv,   "erase"sv,    "exit"sv,   "for"sv,
    "ftype"sv, "goto"sv,   "if"sv,    "md"sv,     "mkdir"sv,    "mklink"sv, "move"sv,
    "path"sv,  "pause"sv,  "popd"sv,  "prompt"sv, "pushd"sv,    "rd"sv,     "rem"sv,
    "ren"sv,   "rename"sv, "rmdir"sv, "set"sv,    "setlocal"sv, "shift"sv,  "start"sv,
    "time"sv,  "title"sv,  "type"sv,  "ver"sv,    "verify"sv,   "vol"sv,
};

bool isNameByte(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view toStd(QByteArrayView word)
{
    return {word.data(), size_t(word.size())};
}

} // namespace

bool isShellKeyword(QByteArrayView word)
{
    return std::ranges::find(keywords, toStd(word)) != keywords.end();
}

bool isShellBuiltin(QByteArrayView word)
{
    return std::ranges::find(builtins, toStd(word)) != builtins.end();
}

bool isShellName(QByteArrayView word)
{
    return !word.isEmpty() && !(word.front() >= '0' && word.front() <= '9')
        && std::ranges::all_of(word, isNameByte);
}

bool isShellAssignment(QByteArrayView word)
{
    const qsizetype equals = word.indexOf('=');
    return equals > 0 && isShellName(word.first(equals));
}

bool isCommandProcessorWord(QByteArrayView word)
{
    return std::ranges::find(processorWords, toStd(word.toByteArray().toLower()))
        != processorWords.end();
}

} // namespace Spawnscope
