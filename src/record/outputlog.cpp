// SPDX-License-Identifier: MIT
#include "record/outputlog.h"

#include "record/memorybytes.h"
#include "record/outputlog_p.h"

#include <algorithm>
#include <limits>

namespace Spawnscope {

namespace {

LogStorage storageInMemory(qsizetype limitBytes)
{
    constexpr qint64 SmallestSegment = 4096;
    constexpr qint64 LargestSegment = 1024 * 1024;
    LogStorage storage;
    storage.clock = OutputClock::now();
    storage.keep = LogStorage::Keep::Tail;
    storage.limitBytes = limitBytes;
    storage.isMemoryLimit = true;
    storage.segmentBytes = std::clamp<qint64>(limitBytes / 64, SmallestSegment, LargestSegment);
    for (LogStorage::Stream &stream : storage.streams)
        stream.bytes = std::make_unique<MemoryBytes>(storage.segmentBytes);
    storage.arrivals = std::make_unique<MemoryBytes>(ArrivalIndex::BlockRecords
                                                     * ArrivalIndex::RecordBytes);
    return storage;
}

} // namespace

OutputLog::OutputLog(qsizetype limitBytes)
    : OutputLog(std::make_unique<Parts>(storageInMemory(limitBytes)))
{}

OutputLog::OutputLog(std::unique_ptr<Parts> parts)
    : m_clock(parts->clock())
    , m_parts(std::move(parts))
{}

OutputLog::~OutputLog() = default;

OutputLog::Appended OutputLog::append(OutputStream stream, QByteArrayView bytes,
                                      std::chrono::steady_clock::time_point when, qint64 writer)
{
    const Parts::Arrival arrival{
        .stream = stream,
        .nanoseconds = std::chrono::nanoseconds(when - m_clock.steady).count(),
        .writer = static_cast<quint32>(writer),
        .isAlone = m_isExactOrder,
    };
    ByteStore::Written written = m_parts->append(arrival, bytes);
    m_revision.fetch_add(1, std::memory_order_release);
    return {.bytes = written.bytes, .error = std::move(written.error)};
}

std::optional<RecordError> OutputLog::flush()
{
    return m_parts->flush();
}

void OutputLog::finish()
{
    (void)m_parts->flush(); // what stays in memory is found again from the bytes
    m_isFinished = true;
    m_revision.fetch_add(1, std::memory_order_release);
}

std::shared_ptr<OutputLog> LogAccess::create(LogStorage storage)
{
    auto parts = std::make_unique<OutputLog::Parts>(std::move(storage));
    return std::shared_ptr<OutputLog>(new OutputLog(std::move(parts)));
}

std::shared_ptr<OutputLog> LogAccess::createForeign(std::unique_ptr<ByteStore> bytes)
{
    LogStorage storage;
    storage.clock = OutputClock::now();
    for (LogStorage::Stream &stream : storage.streams)
        stream.bytes = std::make_unique<MemoryBytes>(1);
    storage.streams[0].bytes = std::move(bytes);
    return create(std::move(storage));
}

void LogAccess::add(OutputLog &log, QByteArrayView bytes)
{
    log.m_parts->index(bytes);
    log.m_revision.fetch_add(1, std::memory_order_release);
}

} // namespace Spawnscope
