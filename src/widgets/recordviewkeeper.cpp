// SPDX-License-Identifier: MIT
#include "widgets/recordviewkeeper.h"

#include <QThreadPool>

#include <utility>

namespace Spawnscope {

void RecordViewKeeper::keep(const QString &folder, const RecordView &view)
{
    {
        const QMutexLocker lock(&m_pending->mutex);
        m_pending->views.insert(folder, view);
    }
    QThreadPool::globalInstance()->start([pending = m_pending] {
        const QMutexLocker writing(&pending->writing);
        QHash<QString, RecordView> views;
        {
            const QMutexLocker lock(&pending->mutex);
            views = std::exchange(pending->views, {});
        }
        for (auto each = views.cbegin(); each != views.cend(); ++each)
            static_cast<void>(writeRecordView(each.key(), each.value()));
    });
}

} // namespace Spawnscope
