// SPDX-License-Identifier: MIT
#include "launcher/runrecorder.h"

#include "record/runjournal.h"

#include <utility>

namespace Spawnscope {

namespace {

OutputSink::Target targetOf(const std::shared_ptr<RunRecord> &record)
{
    OutputSink::Target target = OutputSink::targetOf(record->log());
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

RunRecorder::RunRecorder(const std::optional<RecordSettings> &settings, bool isExactOrder)
{
    if (settings && settings->isOn) {
        auto record = RunRecord::create(settings->folder,
                                        {.retention = settings->retention,
                                         .reserveBytes = settings->reserve(),
                                         .exactOrder = isExactOrder});
        if (record)
            m_record = std::move(*record);
        else
            m_error = record.error();
    }
    m_log = m_record ? m_record->log() : std::make_shared<OutputLog>();
    m_log->setExactOrder(isExactOrder);
    m_sink = std::make_unique<OutputSink>(m_record ? targetOf(m_record)
                                                   : OutputSink::targetOf(m_log));
}

RunRecorder::~RunRecorder()
{
    m_sink->disconnect();
    m_sink->discard();
    (void)finish();
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
    if (!m_record)
        m_log->finish();
    else if (const auto error = m_record->finish())
        m_sink->block(*error);
    return !m_sink->isBlocked();
}

void RunRecorder::recordLoss()
{
    for (const OutputStream stream :
         {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin, OutputStream::Note}) {
        if (m_record && m_sink->lostBytes(stream) > 0)
            (void)m_record->addEvent(RunEventName::Lost,
                                     {
                                         {QLatin1StringView("stream"), nameOf(stream)},
                                         {QLatin1StringView("offset"), m_log->totals(stream).bytes},
                                         {QLatin1StringView("bytes"), m_sink->lostBytes(stream)},
                                     });
    }
}

} // namespace Spawnscope
