// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "launcher/outputsink.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace Spawnscope {

/// Reads a pipe or file into a log until its end, no faster than the log takes it: while the log is
/// blocked, so is whoever writes.
///
/// Thread: start() and everything after it on the thread that it was moved to.
class InputReader final : public QObject
{
    Q_OBJECT

public:
    InputReader(UniqueFd fd, std::shared_ptr<OutputLog> log);
    ~InputReader() override;

    void start();

Q_SIGNALS:
    void grew(); ///< at most once every 16 ms
    void blocked(const Spawnscope::RecordError &error);
    void unblocked();
    /// Nothing more comes; with the system's error if that was not the end of the input.
    void ended(const std::optional<std::error_code> &error);

private:
    void read();
    void end(const std::optional<std::error_code> &error);
    void finishIfDrained();

    UniqueFd m_fd;
    const std::shared_ptr<OutputLog> m_log;
    OutputSink *m_sink;
    QTimer m_pace;
    QByteArray m_buffer;
    QSocketNotifier *m_notifier = nullptr;
    bool m_hasEnded = false;
    std::optional<std::error_code> m_error;
};

} // namespace Spawnscope
