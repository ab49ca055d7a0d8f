// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"
#include "launcher/recordedrun.h"

#include <QTimer>

namespace Spawnscope {

/// The record of an earlier run as a document. One that is still being written by another program
/// is followed until that ends: what it has written is taken up in the background twice a second.
class RecordDocument final : public Document
{
    Q_OBJECT

public:
    /// @p record was opened with RunRecord::Growth::Followed.
    explicit RecordDocument(std::shared_ptr<RunRecord> record);

    Kind kind() const override { return Kind::Record; }
    QString path() const override { return m_record->folder(); }
    std::shared_ptr<OutputLog> log() const override { return m_record->log(); }
    std::shared_ptr<OutputLog> terminalLog() const override { return m_record->terminalLog(); }
    Status status() const override { return {}; }
    const RecordedRun *run() const override { return &m_run; }

private:
    struct Look
    {
        std::shared_ptr<RunRecord> record; ///< another one where it had to be opened anew
        RecordedRun run;
    };
    static RecordedRun runOf(const RunRecord &record);
    static Look follow(const std::shared_ptr<RunRecord> &record);
    void look();
    void take(const Look &look);

    std::shared_ptr<RunRecord> m_record;
    RecordedRun m_run;
    QTimer m_clock;
};

} // namespace Spawnscope
