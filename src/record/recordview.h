// SPDX-License-Identifier: MIT
#pragma once

#include "record/recorderror.h"

#include <QByteArray>
#include <QList>

namespace Spawnscope {

/// What a person set while looking at a run: kept beside its record in view.json (FORMAT.md).
struct RecordView
{
    static constexpr char FileName[] = "view.json";

    QList<qint64> bookmarks; ///< OutputLine::number, ascending
    QByteArray encoding; ///< its name; empty for UTF-8

    bool operator==(const RecordView &) const = default;
};

/// Whole or not at all, also while the record is being written or belongs to an earlier run.
/// Errors: as the system has them, where the folder is gone or may not be written to.
RecordResult<void> writeRecordView(const QString &folder, const RecordView &view);
/// What is missing or makes no sense is left out; of a record without the file, nothing is set.
RecordView readRecordView(const QString &folder);

} // namespace Spawnscope
