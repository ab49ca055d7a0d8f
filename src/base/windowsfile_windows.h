// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "base/windowsapi_windows.h"

#include <QString>

#include <string>

namespace Spawnscope {

/// A path as the functions of Windows take it: with backslashes, and where it is long absolute and
/// with the prefix that lifts the bound of MAX_PATH ("Maximum Path Length Limitation").
std::wstring windowsPath(const QString &path);

/// What stands at the end of a path: a link, or what it leads to.
enum class Links { Follow, Refuse };

/// CreateFileW for regular files: others may read, write, rename and delete the file meanwhile. No
/// value, and the last error, for anything that is no file on a disk: a device such as NUL
/// (ERROR_NOT_SUPPORTED), a folder (ERROR_DIRECTORY), a link where links are refused
/// (ERROR_INVALID_PARAMETER).
UniqueFd openRegularFile(const QString &path, DWORD access, DWORD disposition, Links links);

/// ReadFile from a place of the file, until @p size bytes are there or the file ends. How many were
/// read; -1, and the last error, when none could be.
qint64 readFileAt(HANDLE file, qint64 offset, char *buffer, qint64 size);
/// One WriteFile to a place of the file: how many bytes it took; -1 and the last error for none.
qint64 writeFileAt(HANDLE file, qint64 offset, const char *bytes, qint64 size);

} // namespace Spawnscope
