// SPDX-License-Identifier: MIT
#include "record/arrivalindex.h"

#include "record/recordcheck.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace Spawnscope {

namespace {

constexpr size_t indexOf(OutputStream stream)
{
    return static_cast<size_t>(stream);
}

quint8 checkOf(const char *bytes)
{
    std::array<char, ArrivalIndex::RecordBytes> copy{};
    std::copy_n(bytes, copy.size() - 1, copy.begin());
    return static_cast<quint8>(recordCheck(copy.data(), 4) & 0xff);
}

} // namespace

void ArrivalPoint::pass(const ArrivalRecord &passed)
{
    ++record;
    bytes[indexOf(passed.stream)] += passed.length;
    rows[indexOf(passed.stream)] += passed.rows;
    cuts += passed.cuts;
}

void ArrivalPoint::unpass(const ArrivalRecord &passed)
{
    --record;
    bytes[indexOf(passed.stream)] -= passed.length;
    rows[indexOf(passed.stream)] -= passed.rows;
    cuts -= passed.cuts;
}

void ArrivalIndex::add(const ArrivalRecord &record)
{
    const std::scoped_lock lock(m_mutex);
    if (m_end.record % BlockRecords == 0)
        m_blocks.append({m_end, record.nanoseconds});
    m_newest.push_back(record);
    m_end.pass(record);
}

void ArrivalIndex::growLast(quint32 length, quint32 rows, quint8 cuts)
{
    const std::scoped_lock lock(m_mutex);
    ArrivalRecord &record = m_newest.back();
    record.length += length;
    record.rows += rows;
    record.cuts = static_cast<quint8>(record.cuts + cuts);
    m_end.bytes[indexOf(record.stream)] += length;
    m_end.rows[indexOf(record.stream)] += rows;
    m_end.cuts += cuts;
    m_written = std::min(m_written, m_end.record - 1);
}

std::optional<ArrivalRecord> ArrivalIndex::last() const
{
    if (m_newest.empty())
        return std::nullopt;
    return m_newest.back();
}

std::optional<RecordError> ArrivalIndex::write(Amount amount)
{
    const qint64 begin = newestBegin();
    const auto newest = static_cast<qint64>(m_newest.size());
    const qint64 end = amount == Amount::Everything ? begin + newest
                                                    : begin + newest - newest % BlockRecords;
    if (m_written < end) {
        QByteArray bytes((end - m_written) * RecordBytes, Qt::Uninitialized);
        for (qint64 record = m_written; record < end; ++record)
            encode(m_newest[static_cast<size_t>(record - begin)],
                   bytes.data() + (record - m_written) * RecordBytes);
        const ByteStore::Written written = m_store->write(m_written * RecordBytes, bytes);
        m_written += written.bytes / RecordBytes;
        if (written.error)
            return written.error;
    }
    const std::scoped_lock lock(m_mutex);
    const qint64 whole = std::min(m_written, end) - begin;
    m_newest.erase(m_newest.begin(), m_newest.begin() + (whole - whole % BlockRecords));
    return std::nullopt;
}

void ArrivalIndex::drop(qint64 first, qint64 end)
{
    const qint64 firstBlock = (first + BlockRecords - 1) / BlockRecords + 1;
    const qint64 endBlock = std::min(end, newestBegin()) / BlockRecords;
    if (firstBlock >= endBlock)
        return;
    m_store->drop(firstBlock * BlockRecords * RecordBytes, endBlock * BlockRecords * RecordBytes);
    const std::scoped_lock lock(m_mutex);
    m_blocks.drop(firstBlock, endBlock);
}

ArrivalPoint ArrivalIndex::end() const
{
    const std::scoped_lock lock(m_mutex);
    return m_end;
}

qsizetype ArrivalIndex::memoryBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_blocks.memoryBytes()
        + static_cast<qsizetype>(m_newest.capacity() * sizeof(ArrivalRecord));
}

std::optional<ArrivalIndex::Block> ArrivalIndex::findBlock(const Predicate &isBefore) const
{
    qint64 index = -1;
    {
        const std::scoped_lock lock(m_mutex);
        index = m_blocks.lastWhere(
            [&](const Entry &entry) { return isBefore(entry.start, entry.nanoseconds); });
    }
    return block(index);
}

std::optional<ArrivalIndex::Block> ArrivalIndex::block(qint64 index) const
{
    Block block;
    qint64 count = 0;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_blocks.contains(index))
            return std::nullopt;
        block.start = m_blocks.at(index).start;
        count = std::min(BlockRecords, m_end.record - block.start.record);
        if (block.start.record >= newestBegin()) {
            const auto first = m_newest.begin() + (block.start.record - newestBegin());
            block.records.assign(first, first + count);
            return block;
        }
    }
    read(block.start.record, count, &block.records);
    return block;
}

void ArrivalIndex::read(qint64 firstRecord, qint64 count, std::vector<ArrivalRecord> *records) const
{
    std::array<char, BlockRecords * RecordBytes> bytes;
    const qsizetype size = m_store->read(firstRecord * RecordBytes, bytes.data(),
                                         count * RecordBytes);
    records->reserve(static_cast<size_t>(count));
    for (qsizetype at = 0; at + RecordBytes <= size; at += RecordBytes) {
        const std::optional<ArrivalRecord> record = decode(bytes.data() + at);
        if (!record)
            return;
        records->push_back(*record);
    }
}

void ArrivalIndex::restore(GappedList<Entry> blocks, const ArrivalPoint &end,
                           std::vector<ArrivalRecord> newest, qint64 written)
{
    const std::scoped_lock lock(m_mutex);
    m_blocks = std::move(blocks);
    m_end = end;
    m_newest = std::move(newest);
    m_written = written;
}

void ArrivalIndex::encode(const ArrivalRecord &record, char *bytes)
{
    qToLittleEndian(record.nanoseconds, bytes);
    qToLittleEndian(record.offset, bytes + 8);
    qToLittleEndian(record.length, bytes + 16);
    qToLittleEndian(record.rows, bytes + 20);
    qToLittleEndian(record.writer, bytes + 24);
    bytes[28] = static_cast<char>(record.stream);
    bytes[29] = static_cast<char>(record.flags);
    bytes[30] = static_cast<char>(record.cuts);
    bytes[31] = static_cast<char>(checkOf(bytes));
}

std::optional<ArrivalRecord> ArrivalIndex::decode(const char *bytes)
{
    const auto stream = static_cast<quint8>(bytes[28]);
    if (static_cast<quint8>(bytes[31]) != checkOf(bytes) || stream >= OutputStreamCount)
        return std::nullopt;
    return ArrivalRecord{
        .nanoseconds = qFromLittleEndian<qint64>(bytes),
        .offset = qFromLittleEndian<qint64>(bytes + 8),
        .length = qFromLittleEndian<quint32>(bytes + 16),
        .rows = qFromLittleEndian<quint32>(bytes + 20),
        .writer = qFromLittleEndian<quint32>(bytes + 24),
        .stream = static_cast<OutputStream>(stream),
        .flags = static_cast<quint8>(bytes[29]),
        .cuts = static_cast<quint8>(bytes[30]),
    };
}

bool ArrivalCursor::seekRow(std::optional<OutputStream> stream, qint64 row)
{
    if (row < 0 || row >= m_end.rowsOf(stream))
        return false;
    const Reached isReached = [=](const ArrivalPoint &after) { return after.rowsOf(stream) > row; };
    if (m_isValid && m_point.rowsOf(stream) <= row && walkTo(isReached))
        return true;
    return enter(m_index->findBlock(
               [=](const ArrivalPoint &start, qint64) { return start.rowsOf(stream) <= row; }))
        && walkTo(isReached);
}

bool ArrivalCursor::seekTime(qint64 nanoseconds)
{
    const bool isFound = enter(m_index->findBlock([nanoseconds](const ArrivalPoint &, qint64 time) {
                             return time < nanoseconds;
                         }))
        || enter(m_index->block(0));
    while (isFound && m_record.nanoseconds < nanoseconds) {
        if (!next())
            return false;
    }
    return isFound;
}

bool ArrivalCursor::seekLine(qint64 index)
{
    const auto linesAt = [](const ArrivalPoint &point) { return point.allRows() - point.cuts; };
    if (index < 0 || index >= linesAt(m_end))
        return false;
    return enter(m_index->findBlock(
               [&](const ArrivalPoint &start, qint64) { return linesAt(start) <= index; }))
        && walkTo([&](const ArrivalPoint &after) { return linesAt(after) > index; });
}

bool ArrivalCursor::seekRecord(qint64 record)
{
    return record >= 0 && record < m_end.record
        && enter(m_index->block(record / ArrivalIndex::BlockRecords))
        && walkTo([record](const ArrivalPoint &after) { return after.record > record; });
}

bool ArrivalCursor::seekByte(qint64 allBytes)
{
    if (allBytes < 0 || allBytes >= m_end.allBytes())
        return false;
    return enter(m_index->findBlock([allBytes](const ArrivalPoint &start, qint64) {
               return start.allBytes() <= allBytes;
           }))
        && walkTo([allBytes](const ArrivalPoint &after) { return after.allBytes() > allBytes; });
}

bool ArrivalCursor::next()
{
    if (!m_isValid || m_point.record + 1 >= m_end.record)
        return false;
    if ((m_point.record + 1) % ArrivalIndex::BlockRecords != 0)
        return enterRecord(m_at + 1);
    return enter(m_index->block((m_point.record + 1) / ArrivalIndex::BlockRecords));
}

bool ArrivalCursor::enter(std::optional<ArrivalIndex::Block> block)
{
    m_isValid = false;
    if (!block || block->start.record >= m_end.record)
        return false;
    m_block = std::move(*block);
    m_point = m_block.start;
    return enterRecord(0);
}

/// The record at @p at of the block; the one before must be the current one.
bool ArrivalCursor::enterRecord(size_t at)
{
    if (at > 0)
        m_point.pass(m_record);
    m_isValid = at < m_block.records.size() && m_point.record < m_end.record;
    if (!m_isValid)
        return false;
    m_at = at;
    m_record = m_block.records[at];
    const size_t stream = indexOf(m_record.stream);
    if (m_point.record + 1 == m_end.record) { // may have grown since
        m_record.length = static_cast<quint32>(m_end.bytes[stream] - m_point.bytes[stream]);
        m_record.rows = static_cast<quint32>(m_end.rows[stream] - m_point.rows[stream]);
        m_record.cuts = static_cast<quint8>(m_end.cuts - m_point.cuts);
    }
    m_isValid = m_record.offset == m_point.bytes[stream];
    return m_isValid;
}

/// Stays within the block.
bool ArrivalCursor::walkTo(const Reached &isReached)
{
    while (m_isValid) {
        ArrivalPoint after = m_point;
        after.pass(m_record);
        if (isReached(after))
            return true;
        enterRecord(m_at + 1);
    }
    return false;
}

} // namespace Spawnscope
