// SPDX-License-Identifier: MIT
#pragma once

#include "base/utf8cutter.h"
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

} // namespace Spawnscope
