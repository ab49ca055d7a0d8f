// SPDX-License-Identifier: MIT
#pragma once

#include "record/recorderror.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Spawnscope {

/// Bytes that grow at their end: in memory, in one file, or in a row of segment files.
///
/// Thread: one thread writes and drops; reading is safe on any thread meanwhile, of bytes whose
///         write has returned.
class ByteStore
{
public:
    ByteStore() = default;
    virtual ~ByteStore() = default;
    Q_DISABLE_COPY_MOVE(ByteStore)

    struct Written
    {
        qsizetype bytes = 0; ///< how many were taken, from the front
        std::optional<RecordError> error; ///< why not all were
    };
    /// Writes at @p offset, at most the number of bytes there are: at the end, or over old ones.
    virtual Written write(qint64 offset, QByteArrayView bytes) = 0;
    /// How many bytes were read: fewer than @p size at the end and before bytes that were dropped.
    virtual qsizetype read(qint64 offset, char *buffer, qsizetype size) const = 0;
    /// Bytes [begin, end) are not needed any more; gives back what it can of their room.
    virtual void drop(qint64 begin, qint64 end) = 0;
    virtual qsizetype memoryBytes() const = 0;

    QByteArray read(qint64 offset, qsizetype size) const
    {
        QByteArray bytes(size, Qt::Uninitialized);
        bytes.truncate(read(offset, bytes.data(), size));
        return bytes;
    }
};

} // namespace Spawnscope
