// SPDX-License-Identifier: MIT
#include "launcher/recordkeeper.h"

#include "base/background.h"

#include <QFileInfo>

#include <utility>

namespace Spawnscope {

RecordKeeper::RecordKeeper(QObject *parent)
    : QObject(parent)
{}

void RecordKeeper::shrink(const QString &root, qint64 limitBytes, const QStringList &keep)
{
    m_shrink = Shrink{root, limitBytes, keep};
    next();
}

void RecordKeeper::remove(const QString &folder)
{
    m_remove.append(folder);
    next();
}

void RecordKeeper::next()
{
    if (m_isBusy)
        return;
    if (!m_remove.isEmpty()) {
        m_isBusy = true;
        const QString folder = m_remove.takeFirst();
        inBackground(
            this,
            [folder] { return RecordLibrary(QFileInfo(folder).absolutePath()).remove(folder); },
            [this, folder](const RecordResult<void> &result) {
                m_isBusy = false;
                if (result)
                    Q_EMIT removed(folder);
                else
                    Q_EMIT removeFailed(result.error());
                next();
            });
    } else if (m_shrink) {
        m_isBusy = true;
        const Shrink job = *std::exchange(m_shrink, std::nullopt);
        inBackground(
            this, [job] { return RecordLibrary(job.root).shrinkTo(job.limitBytes, job.keep); },
            [this](const RecordLibrary::Removed &result) {
                m_isBusy = false;
                Q_EMIT shrunk(result);
                next();
            });
    }
}

} // namespace Spawnscope
