// SPDX-License-Identifier: MIT
#include "record/arrivalindex.h"

#include "record/recordcheck.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace Spawnscope {

namespace {

constexpr int EntryWords = ArrivalIndex::EntryBytes / 8;

quint8 checkOfRecord(const char *bytes)
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
    if (auto error = writeRecords(end))
        return error;
    {
        const std::scoped_lock lock(m_mutex);
        const qint64 whole = std::min(m_written, end) - begin;
        m_newest.erase(m_newest.begin(), m_newest.begin() + (whole - whole % BlockRecords));
    }
    return writeBlocks(amount);
}

std::optional<RecordError> ArrivalIndex::writeRecords(qint64 end)
{
    if (m_written >= end)
        return std::nullopt;
    QByteArray bytes((end - m_written) * RecordBytes, Qt::Uninitialized);
    for (qint64 record = m_written; record < end; ++record)
        encode(m_newest[static_cast<size_t>(record - newestBegin())],
               bytes.data() + (record - m_written) * RecordBytes);
    ByteStore::Written written = m_store->write(m_written * RecordBytes, bytes);
    m_written += written.bytes / RecordBytes;
    return std::move(written.error);
}

/// Of the blocks before which the store has all records.
std::optional<RecordError> ArrivalIndex::writeBlocks(Amount amount)
{
    constexpr qint64 ManyBlocks = 32;
    const qint64 end = std::min(m_blocks.end(), m_written / BlockRecords + 1);
    if (!m_blockStore || end - m_blocksWritten < (amount == Amount::Everything ? 1 : ManyBlocks))
        return std::nullopt;
    while (m_blocksWritten < end) {
        if (!m_blocks.contains(m_blocksWritten)) { // given up
            ++m_blocksWritten;
            continue;
        }
        QByteArray bytes;
        for (qint64 block = m_blocksWritten; block < end && m_blocks.contains(block); ++block) {
            bytes.resize(bytes.size() + EntryBytes);
            encodeEntry(m_blocks.at(block), bytes.data() + bytes.size() - EntryBytes);
        }
        ByteStore::Written written = m_blockStore->write(m_blocksWritten * EntryBytes, bytes);
        m_blocksWritten += written.bytes / EntryBytes;
        if (written.error)
            return std::move(written.error);
    }
    return std::nullopt;
}

void ArrivalIndex::drop(qint64 first, qint64 end)
{
    const qint64 firstBlock = (first + BlockRecords - 1) / BlockRecords + 1;
    const qint64 endBlock = std::min(end, newestBegin()) / BlockRecords;
    if (firstBlock >= endBlock)
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_blocks.drop(firstBlock, endBlock);
    }
    // Afterwards, so that readers can tell what was given up from what is damaged.
    m_store->drop(firstBlock * BlockRecords * RecordBytes, endBlock * BlockRecords * RecordBytes);
    if (m_blockStore)
        m_blockStore->drop(firstBlock * EntryBytes, endBlock * EntryBytes);
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
    Entry entry;
    std::optional<ArrivalPoint> end; // unknown before what was given up
    qint64 count = 0;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_blocks.contains(index))
            return std::nullopt;
        entry = m_blocks.at(index);
        block.start = entry.start;
        count = std::min(BlockRecords, m_end.record - block.start.record);
        if (block.start.record >= newestBegin()) {
            const auto first = m_newest.begin() + (block.start.record - newestBegin());
            block.records.assign(first, first + count);
            return block;
        }
        if (m_blocks.contains(index + 1))
            end = m_blocks.at(index + 1).start;
        else if (index + 1 == m_blocks.end())
            end = m_end;
    }
    read(block.start.record, count, &block.records);
    if (end && !leadTo(*end, block) && contains(index))
        block.records = replacement(entry, *end);
    return block;
}

bool ArrivalIndex::contains(qint64 block) const
{
    const std::scoped_lock lock(m_mutex);
    return m_blocks.contains(block);
}

bool ArrivalIndex::leadTo(const ArrivalPoint &end, const Block &block)
{
    ArrivalPoint point = block.start;
    for (const ArrivalRecord &record : block.records) {
        if (record.offset != point.bytes[indexOf(record.stream)])
            return false;
        point.pass(record);
    }
    return point == end;
}

/// As many records as there were. The first ones have all the bytes, those after them none.
std::vector<ArrivalRecord> ArrivalIndex::replacement(const Entry &entry, const ArrivalPoint &end)
{
    const ArrivalPoint &start = entry.start;
    std::vector<ArrivalRecord> records;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (end.bytes[i] == start.bytes[i])
            continue;
        records.push_back({
            .nanoseconds = entry.nanoseconds,
            .offset = start.bytes[i],
            .length = static_cast<quint32>(end.bytes[i] - start.bytes[i]),
            .rows = static_cast<quint32>(end.rows[i] - start.rows[i]),
            .writer = 0,
            .stream = static_cast<OutputStream>(i),
            .flags = ArrivalRecord::Repaired,
            .cuts = 0,
        });
    }
    if (records.empty())
        return records;
    // Which of the streams they are of is not known, and of use to line numbers alone.
    records.back().cuts = static_cast<quint8>(std::min<qint64>(end.cuts - start.cuts, 255));
    ArrivalRecord none = records.back();
    none.offset += none.length;
    none.length = 0;
    none.rows = 0;
    none.cuts = 0;
    records.resize(static_cast<size_t>(end.record - start.record), none);
    return records;
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

void ArrivalIndex::restore(Restored restored)
{
    const std::scoped_lock lock(m_mutex);
    m_blocks = std::move(restored.blocks);
    m_blocksWritten = restored.blocksWritten;
    m_end = restored.end;
    m_newest = std::move(restored.newest);
    m_written = m_end.record;
}

void ArrivalIndex::forgetStored()
{
    const std::scoped_lock lock(m_mutex);
    m_written = m_end.record;
    if (m_newest.empty())
        return;
    // The last record stays, since it may grow.
    const auto before = static_cast<qint64>(m_newest.size()) - 1;
    m_newest.erase(m_newest.begin(), m_newest.begin() + (before - before % BlockRecords));
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
    bytes[31] = static_cast<char>(checkOfRecord(bytes));
}

std::optional<ArrivalRecord> ArrivalIndex::decode(const char *bytes)
{
    const auto stream = static_cast<quint8>(bytes[28]);
    if (static_cast<quint8>(bytes[31]) != checkOfRecord(bytes) || stream >= OutputStreamCount)
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

void ArrivalIndex::encodeEntry(const Entry &entry, char *bytes)
{
    const ArrivalPoint &start = entry.start;
    qToLittleEndian(entry.nanoseconds, bytes);
    qToLittleEndian(start.record, bytes + 8);
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        qToLittleEndian(start.bytes[i], bytes + 16 + 8 * i);
        qToLittleEndian(start.rows[i], bytes + 48 + 8 * i);
    }
    qToLittleEndian(start.cuts, bytes + 80);
    qToLittleEndian(quint64(0), bytes + 88);
    qToLittleEndian(recordCheck(bytes, EntryWords), bytes + 88);
}

std::optional<ArrivalIndex::Entry> ArrivalIndex::decodeEntry(const char *bytes)
{
    std::array<char, EntryBytes> unchecked;
    std::copy_n(bytes, EntryBytes, unchecked.begin());
    qToLittleEndian(quint64(0), unchecked.data() + 88);
    if (recordCheck(unchecked.data(), EntryWords) != qFromLittleEndian<quint64>(bytes + 88))
        return std::nullopt;
    Entry entry;
    entry.nanoseconds = qFromLittleEndian<qint64>(bytes);
    entry.start.record = qFromLittleEndian<qint64>(bytes + 8);
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        entry.start.bytes[i] = qFromLittleEndian<qint64>(bytes + 16 + 8 * i);
        entry.start.rows[i] = qFromLittleEndian<qint64>(bytes + 48 + 8 * i);
    }
    entry.start.cuts = qFromLittleEndian<qint64>(bytes + 80);
    return entry;
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
