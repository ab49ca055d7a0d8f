// SPDX-License-Identifier: MIT
#pragma once

#include "record/bytestore.h"
#include "record/gappedlist.h"

#include <memory>
#include <mutex>

namespace Spawnscope {

/// Bytes in memory, in pieces of one size; the first pieces of a small store are smaller.
class MemoryBytes final : public ByteStore
{
public:
    explicit MemoryBytes(qsizetype segmentBytes)
        : m_segmentBytes(segmentBytes)
    {}

    using ByteStore::read;
    Written write(qint64 offset, QByteArrayView bytes) override;
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override;
    void drop(qint64 begin, qint64 end) override;
    qsizetype memoryBytes() const override;

private:
    /// Shared with readers, who may still copy from it when it is dropped or has been outgrown.
    struct Segment
    {
        std::shared_ptr<char[]> bytes;
        qsizetype capacity = 0;
    };

    Segment segmentFor(qint64 index, qsizetype neededBytes, qsizetype usedBytes);

    const qsizetype m_segmentBytes;
    mutable std::mutex m_mutex; // guards the list, not the bytes
    GappedList<Segment> m_segments;
    qsizetype m_memoryBytes = 0;
};

} // namespace Spawnscope
