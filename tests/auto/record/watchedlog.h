// SPDX-License-Identifier: MIT
#pragma once

#include "record/memorybytes.h"
#include "record/outputlog_p.h"

#include <functional>

namespace Spawnscope {

/// Bytes in memory that tell of whatever is about to be done with them.
class WatchedBytes final : public ByteStore
{
public:
    explicit WatchedBytes(qsizetype segmentBytes)
        : m_bytes(segmentBytes)
    {}

    std::function<void()> beforeWrite;
    std::function<bool()> beforeRead; ///< false: this read fails

    Written write(qint64 offset, QByteArrayView bytes) override
    {
        if (beforeWrite)
            beforeWrite();
        return m_bytes.write(offset, bytes);
    }
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override
    {
        return beforeRead && !beforeRead() ? 0 : m_bytes.read(offset, buffer, size);
    }
    void drop(qint64 begin, qint64 end) override { m_bytes.drop(begin, end); }
    qsizetype memoryBytes() const override { return m_bytes.memoryBytes(); }

private:
    MemoryBytes m_bytes;
};

/// A log that keeps its newest lines, with a hand on its stores.
struct WatchedLog
{
    std::shared_ptr<OutputLog> log;
    WatchedBytes *output = nullptr; ///< of the child's standard output
    WatchedBytes *gap = nullptr; ///< what was given up

    static WatchedLog make(qint64 limitBytes)
    {
        constexpr qsizetype SegmentBytes = 4096;
        auto output = std::make_unique<WatchedBytes>(SegmentBytes);
        auto gap = std::make_unique<WatchedBytes>(SegmentBytes);
        WatchedLog watched{.log = {}, .output = output.get(), .gap = gap.get()};
        LogStorage storage;
        storage.clock = OutputClock::now();
        storage.keep = LogStorage::Keep::Tail;
        storage.limitBytes = limitBytes;
        storage.segmentBytes = SegmentBytes;
        for (LogStorage::Stream &stream : storage.streams)
            stream.bytes = std::make_unique<MemoryBytes>(SegmentBytes);
        storage.streams[0].bytes = std::move(output);
        storage.arrivals = std::make_unique<MemoryBytes>(ArrivalIndex::BlockRecords
                                                         * ArrivalIndex::RecordBytes);
        storage.gap = std::move(gap);
        watched.log = LogAccess::create(std::move(storage));
        return watched;
    }
};

} // namespace Spawnscope
