// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <system_error>

namespace Spawnscope {

/// What tests do with files beyond what Qt can.
/// Platform: testfiles_unix.cpp, testfiles_windows.cpp.

/// Something that may stand in the place of a file.
struct Stranger
{
    const char *name;
    std::errc refusal; ///< when it is opened as if it were a file
    std::function<bool(const QString &path)> make;
};
/// Unix: a folder, a FIFO, a socket, a link to a device. Windows: a folder; it has no others that
/// have a place in a folder.
QList<Stranger> strangers();

/// A symbolic link to a file or folder, which need not exist.
bool makeLink(const QString &target, const QString &path);
/// False under Wine 8, whose CreateSymbolicLinkW makes nothing, and where a user may not make them.
bool canMakeLinks();

/// Takes the rights to read and change from a file or folder, or only the one to change; gives them
/// back.
bool denyAll(const QString &path);
bool denyChange(const QString &path);
bool allow(const QString &path);
/// Whether this user is kept from something by that: root is not, nor is anybody under Wine.
bool obeysRights();

/// What the names of programs end with: ".exe", or nothing.
QString executableSuffix();
/// Makes a file hidden whose name begins with a dot, where that is not enough.
bool hide(const QString &path);

/// Whether this program runs on Wine instead of on Windows.
bool isUnderWine();

/// Makes a file as long as is asked, of which nothing is on the disk.
bool resizeSparse(const QString &path, qint64 size);

} // namespace Spawnscope
