// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/outputsink.h"
#include "launcher/recordsettings.h"
#include "launcher/runevents.h"
#include "record/runrecord.h"

#include <memory>
#include <optional>

namespace Spawnscope {

/// What a Capture writes to: the run's log and, of a run in a terminal, that of its terminal, each
/// through a sink, and the journal of its record. Without a record the logs are in memory and the
/// journal goes nowhere.
///
/// Errors: what a full disk refuses of the journal is held back by the record, and tried again
///         with the output.
/// Thread: create, use and destroy on one thread.
class RunRecorder final
{
public:
    enum class Kind : quint8 { Pipes, ExactOrder, Terminal };
    /// Creates the record, unless the settings are none or off. Where that fails there is no
    /// record, and error() tells why.
    RunRecorder(const std::optional<RecordSettings> &settings, Kind kind);
    /// Gives up what is still kept, and finishes.
    ~RunRecorder();
    Q_DISABLE_COPY_MOVE(RunRecorder)

    const std::shared_ptr<OutputLog> &log() const { return m_log; }
    OutputSink *sink() { return m_sink.get(); }
    /// See RunRecord::terminalLog(); null unless the kind is Terminal.
    const std::shared_ptr<OutputLog> &terminalLog() const { return m_terminalLog; }
    OutputSink *terminalSink() { return m_terminalSink.get(); }
    /// Why a sink is blocked.
    std::optional<RecordError> blockedBy() const;
    qint64 keptBytes() const; ///< of both sinks, from any thread
    qint64 lostBytes() const;
    void flush();
    void discard();

    QString folder() const { return m_record ? m_record->folder() : QString(); }
    const std::optional<RecordError> &error() const { return m_error; }

    void addEvent(QLatin1StringView name, const QJsonObject &fields = {});
    /// Nothing more will come. False if the end did not reach the disk yet: then a sink is
    /// blocked until it has, and this is to be called again.
    bool finish();

private:
    void recordLoss();

    std::shared_ptr<RunRecord> m_record;
    std::shared_ptr<OutputLog> m_log;
    std::shared_ptr<OutputLog> m_terminalLog;
    std::unique_ptr<OutputSink> m_sink;
    std::unique_ptr<OutputSink> m_terminalSink;
    std::optional<RecordError> m_error;
    bool m_isFinished = false;
};

} // namespace Spawnscope
