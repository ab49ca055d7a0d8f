// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>

namespace Spawnscope::WindowsSearch {

/// How programs are found on Windows, as functions of text that are tested on every system. All in
/// WTF-8.

/// A name that is looked for in PATH: without a separator and without a drive.
bool isBareName(const QByteArray &program);

/// The directories of PATH: parted by semicolons that are in no quotation marks. Relative and empty
/// ones are left out, since nobody means the current directory by them.
QByteArrayList directories(QByteArrayView searchPath);

/// The names a file may have for `program` to mean it, in the order in which they are tried: as it
/// stands if it has an extension or is a path, then with each extension of PATHEXT that is one of a
/// program (.com, .exe, .bat, .cmd), in PATHEXT's order. The rest of PATHEXT are documents.
QByteArrayList fileNames(const QByteArray &program,
                         const std::optional<QByteArray> &pathExtensions);

/// A file's name less its extension, if that is one of a program.
QByteArray withoutExtension(const QByteArray &fileName);

/// `path` as seen from a directory; the drive or the root of a path that has only one of them is
/// left to Windows.
QByteArray fromDirectory(const QByteArray &directory, const QByteArray &path);

} // namespace Spawnscope::WindowsSearch
