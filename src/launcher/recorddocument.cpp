// SPDX-License-Identifier: MIT
#include "launcher/recorddocument.h"

namespace Spawnscope {

RecordDocument::RecordDocument(std::shared_ptr<RunRecord> record)
    : m_record(std::move(record))
    , m_run(recordedRun(m_record->events(), m_record->log()->clock()))
{
    m_run.state = m_record->state();
    m_run.lastWritten = m_record->lastWritten();
}

} // namespace Spawnscope
