// SPDX-License-Identifier: MIT
#pragma once

#include "record/runrecord.h"

#include <QStringList>

namespace Spawnscope {

/// What a record says of itself without being opened.
struct RecordSummary
{
    QString folder;
    RecordState state = RecordState::Complete;
    bool isReadable = true; ///< false: damaged, of another version, or not permitted
    QDateTime started;
    std::chrono::nanoseconds duration{0}; ///< to its last event
    QJsonObject start; ///< fields of the journal's "start"; empty when there is none
    QJsonObject exit; ///< fields of its "exit"; empty when there is none
    qint64 bytesOnDisk = 0; ///< of all files in the folder
};

/// The records in one folder: listing, sizes, deleting, the limit of all together.
///
/// Thread: functions may be called on any thread; they read directories and small files and take
/// their time, so the GUI thread asks on another.
class RecordLibrary final
{
public:
    explicit RecordLibrary(QString root)
        : m_root(std::move(root))
    {}

    QString root() const { return m_root; }
    /// Newest first. Things in the folder that are not records are left out.
    QList<RecordSummary> list() const;
    qint64 bytesOnDisk() const;

    /// Deletes one record; refuses one that is being written or that somebody has open, in this
    /// program or another (RecordStage::Lock), and a folder that is not a record
    /// (RecordStage::Identify).
    RecordResult<void> remove(const QString &folder) const;
    struct Removed
    {
        QStringList folders;
        qint64 bytes = 0;
        std::optional<RecordError> error; ///< the first; the others were tried nevertheless
    };
    /// Deletes the oldest records that nobody writes or has open, and that are not in @p keep,
    /// until all together hold at most @p limitBytes.
    Removed shrinkTo(qint64 limitBytes, const QStringList &keep) const;
    Removed removeAll(const QStringList &keep) const;

private:
    QString m_root;
};

} // namespace Spawnscope
