// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/explanation.h"
#include "process/exitstatus.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>

namespace Spawnscope {

/// The lines that `spawnscope run --json` prints: one JSON object each, with its line feed.
/// "time" is in seconds since the start, as every other duration here.
class EventJson final
{
public:
    using Time = std::chrono::nanoseconds;

    static QByteArray started(qint64 pid, const QByteArrayList &argv,
                              std::chrono::system_clock::time_point when);
    /// "text" if the bytes are UTF-8, else "base64".
    static QByteArray data(Time time, int fd, QByteArrayView bytes);
    static QByteArray exited(Time time, const ExitStatus &status, const ResourceUsage &usage,
                             Time elapsed);
    static QByteArray finished(Time time, const ExitStatus &status, qint64 outputBytes,
                               qint64 errorBytes);
    static QByteArray failed(const ProcessError &error, const QString &message);
};

/// Cuts a stream of bytes so that no UTF-8 character is cut: the beginning of one at the end of a
/// chunk waits for the next.
class Utf8Cutter final
{
public:
    /// What can go out now; may be empty.
    QByteArray take(const QByteArray &chunk);
    /// What is left when the stream has ended.
    QByteArray takeRest() { return std::exchange(m_rest, {}); }

private:
    QByteArray m_rest;
};

} // namespace Spawnscope
