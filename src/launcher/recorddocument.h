// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"
#include "launcher/recordedrun.h"

namespace Spawnscope {

/// The record of an earlier run as a document. One that is still being written by another program
/// is shown as it was when it was opened.
class RecordDocument final : public Document
{
    Q_OBJECT

public:
    explicit RecordDocument(std::shared_ptr<RunRecord> record);

    Kind kind() const override { return Kind::Record; }
    QString path() const override { return m_record->folder(); }
    std::shared_ptr<OutputLog> log() const override { return m_record->log(); }
    Status status() const override { return {}; }
    const RecordedRun *run() const override { return &m_run; }

private:
    const std::shared_ptr<RunRecord> m_record;
    RecordedRun m_run;
};

} // namespace Spawnscope
