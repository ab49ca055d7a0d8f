// SPDX-License-Identifier: MIT
#pragma once

#include "record/recordlibrary.h"

#include <QObject>

namespace Spawnscope {

/// Keeps the records of a folder within their limit, and deletes those that are not wanted any
/// more, one job at a time on a thread of the global pool.
///
/// Thread: create, use and destroy on one thread that runs an event loop. Destroying it lets a job
/// that is under way run to its end.
class RecordKeeper final : public QObject
{
    Q_OBJECT

public:
    explicit RecordKeeper(QObject *parent = nullptr);

    /// See RecordLibrary::shrinkTo(). Asked for again meanwhile, it is done once more with what
    /// was asked for last.
    void shrink(const QString &root, qint64 limitBytes, const QStringList &keep);
    /// Deletes one record, which must be finished.
    void remove(const QString &folder);
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    /// What a shrink() came to; also when nothing was deleted.
    void shrunk(const Spawnscope::RecordLibrary::Removed &removed);
    void removed(const QString &folder);
    void removeFailed(const Spawnscope::RecordError &error);

private:
    struct Shrink
    {
        QString root;
        qint64 limitBytes = 0;
        QStringList keep;
    };
    void next();

    std::optional<Shrink> m_shrink; ///< to be done
    QStringList m_remove;
    bool m_isBusy = false;
};

} // namespace Spawnscope
