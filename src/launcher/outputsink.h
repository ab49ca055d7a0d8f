// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace Spawnscope {

/// Puts what a run prints into its log, and keeps what the log cannot take until it can.
///
/// Order:   that of the calls. While something is kept here, nothing overtakes it.
/// Blocked: from the first refusal until everything kept is taken and flushed, tried again every
///          500 ms. What comes meanwhile is accepted, so whoever appends reads no more until
///          unblocked(); then no more is ever kept than was read at that moment.
/// Loss:    none, but what discard() counts.
/// Thread:  the one it lives on.
class OutputSink final : public QObject
{
    Q_OBJECT

public:
    using Moment = std::chrono::steady_clock::time_point;

    /// What it writes to: OutputLog::append() and flush(), or those of a test.
    struct Target
    {
        std::function<OutputLog::Appended(OutputStream, QByteArrayView, Moment, qint64)> append;
        std::function<std::optional<RecordError>()> flush;
    };
    static Target targetOf(const std::shared_ptr<OutputLog> &log);

    explicit OutputSink(Target target, QObject *parent = nullptr);

    /// @p writer is the pid of the process that wrote the bytes, 0 when it is not known.
    void append(OutputStream stream, QByteArrayView bytes,
                Moment when = std::chrono::steady_clock::now(), qint64 writer = 0);
    void note(const QString &sentence);
    void flush(); ///< see OutputLog::flush()

    bool isBlocked() const { return m_error.has_value(); }
    const std::optional<RecordError> &error() const { return m_error; } ///< why it is blocked
    qint64 keptBytes() const { return m_keptBytes; } ///< from any thread

    /// Something beside the output could not be written: blocked until a flush succeeds.
    void block(const RecordError &error);

    /// Tries once more. What is still refused then is lost, with all that comes after it: the
    /// target gets nothing more, and the sink is never blocked again.
    void discard();
    qint64 lostBytes(OutputStream stream) const { return m_lostBytes[size_t(stream)]; }
    qint64 lostBytes() const; ///< of all streams

Q_SIGNALS:
    void grew();
    void blocked(const Spawnscope::RecordError &error);
    void unblocked();

private:
    struct Kept
    {
        OutputStream stream;
        QByteArray bytes;
        Moment when;
        qint64 writer;
    };

    void retry();
    bool drain();
    void keep(OutputStream stream, QByteArrayView bytes, Moment when, qint64 writer);

    const Target m_target;
    std::deque<Kept> m_kept;
    std::atomic<qint64> m_keptBytes = 0;
    std::array<qint64, OutputStreamCount> m_lostBytes{};
    bool m_isGivenUp = false;
    std::optional<RecordError> m_error;
    QTimer m_retry;
};

} // namespace Spawnscope
