// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace Spawnscope {

/// The files of a record by their names, to be damaged and put back.
using RecordFiles = QMap<QString, QByteArray>;

RecordFiles readRecordFiles(const QString &folder);
/// Makes @p folder, whatever it was, hold nothing but these.
void putRecordFiles(const QString &folder, const RecordFiles &files);

/// Writes a small finished record with @p chunks of the pattern of @p seed into @p root; one that
/// keeps head and tail within @p limitBytes if that is not 0. Its folder, empty on failure.
QString writeSmallRecord(const QString &root, unsigned seed, int chunks, qint64 limitBytes);

} // namespace Spawnscope
