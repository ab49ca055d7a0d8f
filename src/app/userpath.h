// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Spawnscope {

/// The list of folders in a Windows PATH, edited by one folder. Folders are alike whatever the case
/// of their letters, slashes either way, a backslash at the end, and quotes around them. What else
/// is in the list stays as it is, empty elements too.

QString pathWith(const QString &path, const QString &folder);
QString pathWithout(const QString &path, const QString &folder);

/// What the installer asks for, on Windows only: `--add-to-path` and `--remove-from-path` put the
/// folder of this program into the user's PATH or take it out. The exit code.
enum class UserPathEdit { Add, Remove };
int editUserPath(UserPathEdit edit);

} // namespace Spawnscope
