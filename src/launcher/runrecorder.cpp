// SPDX-License-Identifier: MIT
#include "launcher/runrecorder.h"

#include "record/runjournal.h"

#include <utility>

namespace Spawnscope {

namespace {

/// @p log is one of the record's.
OutputSink::Target targetOf(const std::shared_ptr<RunRecord> &record,
                            const std::shared_ptr<OutputLog> &log)
{
    OutputSink::Target target = OutputSink::targetOf(log);
    if (record)
        target.flush = [record] { return record->flush(); };
    return target;
}

QLatin1StringView nameOf(OutputStream stream)
{
    switch (stream) {
    case OutputStream::Stdout:
        return QLatin1StringView("stdout");
    case OutputStream::Stderr:
        return QLatin1StringView("stderr");
    case OutputStream::Stdin:
        return QLatin1StringView("stdin");
    case OutputStream::Note:
        break;
    }
    return QLatin1StringView("note");
}

} // namespace

RunRecorder::RunRecorder(const std::optional<RecordSettings> &settings, Kind kind)
{
    if (settings && settings->isOn) {
        auto record = RunRecord::create(settings->folder,
                                        {.retention = settings->retention,
                                         .reserveBytes = settings->reserve(),
                                         .exactOrder = kind == Kind::ExactOrder,
                                         .hasTerminal = kind == Kind::Terminal});
        if (record)
            m_record = std::move(*record);
        else
            m_error = record.error();
    }
    m_log = m_record ? m_record->log() : std::make_shared<OutputLog>();
    m_log->setExactOrder(kind == Kind::ExactOrder);
    m_sink = std::make_unique<OutputSink>(targetOf(m_record, m_log));
    if (kind != Kind::Terminal)
        return;
    m_terminalLog = m_record ? m_record->terminalLog() : std::make_shared<OutputLog>();
    m_terminalSink = std::make_unique<OutputSink>(targetOf(m_record, m_terminalLog));
}

RunRecorder::~RunRecorder()
{
    m_sink->disconnect();
    if (m_terminalSink)
        m_terminalSink->disconnect();
    discard();
    (void)finish();
}

std::optional<RecordError> RunRecorder::blockedBy() const
{
    return m_sink->isBlocked() || !m_terminalSink ? m_sink->error() : m_terminalSink->error();
}

qint64 RunRecorder::keptBytes() const
{
    return m_sink->keptBytes() + (m_terminalSink ? m_terminalSink->keptBytes() : 0);
}

qint64 RunRecorder::lostBytes() const
{
    return m_sink->lostBytes() + (m_terminalSink ? m_terminalSink->lostBytes() : 0);
}

void RunRecorder::flush()
{
    m_sink->flush();
    if (m_terminalSink && !m_record)
        m_terminalSink->flush(); // that of a record does both
}

void RunRecorder::discard()
{
    m_sink->discard();
    if (m_terminalSink)
        m_terminalSink->discard();
}

void RunRecorder::addEvent(QLatin1StringView name, const QJsonObject &fields)
{
    if (m_record && !m_isFinished)
        (void)m_record->addEvent(name, fields);
}

bool RunRecorder::finish()
{
    if (std::exchange(m_isFinished, true))
        return true;
    recordLoss();
    if (!m_record) {
        m_log->finish();
        if (m_terminalLog)
            m_terminalLog->finish();
    }
    if (const auto error = m_record ? m_record->finish() : std::nullopt)
        m_sink->block(*error);
    return !blockedBy();
}

void RunRecorder::recordLoss()
{
    const auto record = [this](QLatin1StringView name, qint64 offset, qint64 bytes) {
        if (m_record && bytes > 0)
            (void)m_record->addEvent(RunEventName::Lost,
                                     {{QLatin1StringView("stream"), name},
                                      {QLatin1StringView("offset"), offset},
                                      {QLatin1StringView("bytes"), bytes}});
    };
    for (const OutputStream stream :
         {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin, OutputStream::Note})
        record(nameOf(stream), m_log->totals(stream).bytes, m_sink->lostBytes(stream));
    if (m_terminalSink)
        record(QLatin1StringView("terminal"), m_terminalLog->totals(OutputStream::Stdout).bytes,
               m_terminalSink->lostBytes());
}

} // namespace Spawnscope
