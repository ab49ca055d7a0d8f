// SPDX-License-Identifier: MIT
#include "launcher/recorddocument.h"

#include "base/background.h"

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds lookInterval{500};
// Each time shows the log anew.
constexpr std::chrono::milliseconds intervalWithGap{2000};

} // namespace

RecordDocument::RecordDocument(std::shared_ptr<RunRecord> record)
    : m_record(std::move(record))
    , m_run(runOf(*m_record))
{
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &RecordDocument::look);
    if (m_run.state == RecordState::Writing)
        m_clock.start(lookInterval);
}

RecordedRun RecordDocument::runOf(const RunRecord &record)
{
    RecordedRun run = recordedRun(record.events(), record.log()->clock());
    run.state = record.state();
    run.lastWritten = record.lastWritten();
    run.writerPid = record.writerPid();
    return run;
}

RecordDocument::Look RecordDocument::follow(const std::shared_ptr<RunRecord> &record)
{
    if (record->follow() == RunRecord::Followed::Yes)
        return {record, runOf(*record)};
    const auto anew = RunRecord::open(record->folder(), RunRecord::Growth::Followed);
    return anew ? Look{*anew, runOf(**anew)} : Look{record, runOf(*record)};
}

void RecordDocument::look()
{
    inBackground(
        this, [record = m_record] { return follow(record); },
        [this](const Look &look) { take(look); });
}

void RecordDocument::take(const Look &look)
{
    const bool isAnother = look.record != m_record;
    const bool isNews = look.run.state != m_run.state || look.run.duration != m_run.duration;
    m_record = look.record;
    m_run = look.run;
    if (isAnother)
        Q_EMIT logChanged();
    if (isNews || isAnother)
        Q_EMIT statusChanged();
    Q_EMIT grown();
    if (m_run.state == RecordState::Writing)
        m_clock.start(isAnother ? intervalWithGap : lookInterval);
}

} // namespace Spawnscope
