// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QByteArray>
#include <QString>

namespace Spawnscope {

/// What the tests do to descriptors beside the core: on Windows handles, opened so that transports
/// take them.

struct PipeEnds
{
    UniqueFd read;
    UniqueFd write;
};

PipeEnds newPipe();
/// Of which both ends are read and written: sockets, on Windows a pipe as well.
PipeEnds newTwoWayPipe();
/// The write end cannot be read, not even on Windows, where it then cannot tell either that nobody
/// reads it.
PipeEnds newOneWayPipe();

/// For two children: with ends of the ordinary kind, as every program expects them.
PipeEnds newChildrensPipe();

UniqueFd openFile(const QString &path);
UniqueFd duplicate(int fd);
bool isOpen(int fd);

/// Writes all of it, waiting if need be; ends the test otherwise.
void put(const UniqueFd &fd, const QByteArray &data);
/// Waits, without the event loop, until there is something to read.
void waitUntilReadable(int fd);
/// What can be had, waiting for something; nothing at the end.
QByteArray get(const UniqueFd &fd);

} // namespace Spawnscope
