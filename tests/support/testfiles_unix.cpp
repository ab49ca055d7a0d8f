// SPDX-License-Identifier: MIT
#include "support/testfiles.h"

#include <QFile>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

bool changeMode(const QString &path, mode_t mode)
{
    return ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

bool makeSocket(const QString &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(path).constData(), sizeof address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const bool isMade = ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address)
        == 0;
    ::close(socket);
    return isMade;
}

} // namespace

QList<Stranger> strangers()
{
    return {
        {"folder", std::errc::is_a_directory,
         [](const QString &path) {
             return ::mkdir(QFile::encodeName(path).constData(), 0700) == 0;
         }},
        {"FIFO", std::errc::not_supported,
         [](const QString &path) {
             return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0;
         }},
        {"socket", std::errc::not_supported, makeSocket},
        {"link to a device", std::errc::not_supported,
         [](const QString &path) { return makeLink(QStringLiteral("/dev/zero"), path); }},
    };
}

bool makeLink(const QString &target, const QString &path)
{
    return ::symlink(QFile::encodeName(target).constData(), QFile::encodeName(path).constData())
        == 0;
}

bool canMakeLinks()
{
    return true;
}

bool denyAll(const QString &path)
{
    return changeMode(path, 0);
}

bool denyChange(const QString &path)
{
    return changeMode(path, 0500);
}

bool allow(const QString &path)
{
    return changeMode(path, 0700);
}

bool obeysRights()
{
    return ::geteuid() != 0;
}

QString executableSuffix()
{
    return {};
}

bool hide(const QString &)
{
    return true;
}

bool isUnderWine()
{
    return false;
}

bool resizeSparse(const QString &path, qint64 size)
{
    return QFile::resize(path, size);
}

} // namespace Spawnscope
