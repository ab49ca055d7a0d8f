// SPDX-License-Identifier: MIT
#pragma once

#include "record/recordview.h"

#include <QHash>
#include <QMutex>

#include <memory>

namespace Spawnscope {

/// Writes what was set in the view of a run into its record, in the background.
///
/// Nobody waits for it. Of several writes for one record the last one counts; what cannot be
/// written, as in a record that may only be read, holds for as long as the run is in the list.
class RecordViewKeeper final
{
public:
    void keep(const QString &folder, const RecordView &view);

private:
    struct Pending
    {
        QMutex writing; // one at a time, so that the newest is written last
        QMutex mutex; // of what is below
        QHash<QString, RecordView> views; // by folder
    };
    std::shared_ptr<Pending> m_pending = std::make_shared<Pending>();
};

} // namespace Spawnscope
