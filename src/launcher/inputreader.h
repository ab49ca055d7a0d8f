// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "launcher/inputsource_p.h"
#include "launcher/recordsettings.h"
#include "record/outputlog.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <system_error>

namespace Spawnscope {

class RunRecorder;

/// Reads a pipe or file to its end, into a record on disk if settings for that are given, else into
/// memory. Reads no faster than that takes it: while the disk is full, whoever writes waits.
///
/// Thread: start() and everything after it on the thread that it was moved to.
class InputReader final : public QObject
{
    Q_OBJECT

public:
    InputReader(UniqueFd fd, const std::optional<RecordSettings> &records);
    ~InputReader() override;

    /// From any thread, after blocked(): how much was read and finds no room.
    qint64 waitingBytes() const;

    void start();

Q_SIGNALS:
    /// First of all. @p folder is that of the record, empty for a log in memory; @p error tells why
    /// there is no record though there should be one.
    void logReady(const std::shared_ptr<Spawnscope::OutputLog> &log, const QString &folder,
                  const std::optional<Spawnscope::RecordError> &error);
    void grew(); ///< at most once every 16 ms
    void blocked(const Spawnscope::RecordError &error);
    void unblocked();
    /// Nothing more comes; with the system's error if that was not the end of the input.
    void ended(const std::optional<std::error_code> &error);

private:
    void connectSink();
    void read(QByteArrayView bytes);
    void end(const std::optional<std::error_code> &error);
    void finishIfDrained();

    UniqueFd m_fd; // until start()
    const std::optional<RecordSettings> m_records;
    std::unique_ptr<RunRecorder> m_recorder; // from start() on
    QTimer m_pace;
    std::unique_ptr<InputSource> m_source; // from start() to the end
    bool m_hasEnded = false;
    std::optional<std::error_code> m_error;
};

} // namespace Spawnscope
