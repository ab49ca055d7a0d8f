// SPDX-License-Identifier: MIT
#pragma once

#include "record/bytestore.h"
#include "record/gappedlist.h"
#include "record/outputline.h"

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace Spawnscope {

/// Neighbouring bytes of one stream that arrived together.
struct ArrivalRecord
{
    enum Flag : quint8 {
        Repaired = 0x1, ///< found without a record of its arrival; the time is the last known
    };

    qint64 nanoseconds = 0; ///< of the first byte, on the log's clock
    qint64 offset = 0; ///< in the stream
    quint32 length = 0;
    quint32 rows = 0; ///< that came into being with these bytes
    quint32 writer = 0; ///< pid; 0 when not known
    OutputStream stream = OutputStream::Stdout;
    quint8 flags = 0;
    quint8 cuts = 0; ///< of those rows, how many go on with a line too long for one

    bool operator==(const ArrivalRecord &) const = default;
};

/// What had arrived before a record.
struct ArrivalPoint
{
    qint64 record = 0; ///< its index
    std::array<qint64, OutputStreamCount> bytes{};
    std::array<qint64, OutputStreamCount> rows{};
    qint64 cuts = 0; ///< of all streams

    qint64 allBytes() const { return bytes[0] + bytes[1] + bytes[2] + bytes[3]; }
    qint64 allRows() const { return rows[0] + rows[1] + rows[2] + rows[3]; }
    /// Of one stream, or of all.
    qint64 rowsOf(std::optional<OutputStream> stream) const
    {
        return stream ? rows[static_cast<size_t>(*stream)] : allRows();
    }
    void pass(const ArrivalRecord &record);
    void unpass(const ArrivalRecord &record); ///< the opposite
    bool operator==(const ArrivalPoint &) const = default;
};

/// In which order the bytes of the streams arrived, and when: 32 bytes in a store for each record,
/// and one entry in memory for BlockRecords of them.
///
/// Damage: where the records of a block cannot be read or do not lead to the next block, it reads
///         as one record for each stream, so that only the order within the block is lost.
/// Thread: add(), write() and drop() on one thread; reading on any.
class ArrivalIndex final
{
public:
    static constexpr qint64 BlockRecords = 128;
    static constexpr qsizetype RecordBytes = 32;
    static constexpr quint32 MaxRecordBytes = 1024 * 1024;

    /// The stores must outlive the index. @p blocks has a copy of the entries, so that who goes on
    /// here need not read all records; missing: there is none.
    explicit ArrivalIndex(ByteStore *store, ByteStore *blocks = nullptr)
        : m_store(store)
        , m_blockStore(blocks)
    {}

    // --- writing

    void add(const ArrivalRecord &record);
    /// More of the last record, which must be there.
    void growLast(quint32 length, quint32 rows, quint8 cuts);
    std::optional<ArrivalRecord> last() const; ///< missing when there is none in memory
    enum class Amount : quint8 { FullBlocks, Everything };
    /// Puts to the store what is in memory only; what could not be written stays there.
    std::optional<RecordError> write(Amount amount);
    bool isWritingDue() const { return m_newest.size() > BlockRecords; }
    /// Records [first, end) are not needed any more; @p first is the same each time.
    void drop(qint64 first, qint64 end);

    // --- reading

    ArrivalPoint end() const;
    qsizetype memoryBytes() const;

    struct Block
    {
        ArrivalPoint start;
        std::vector<ArrivalRecord> records; ///< fewer than there are where they cannot be read
    };
    /// The last block for whose start and first time @p isBefore holds, where it holds for all
    /// blocks up to some block and for none after.
    using Predicate = std::function<bool(const ArrivalPoint &start, qint64 nanoseconds)>;
    std::optional<Block> findBlock(const Predicate &isBefore) const;
    std::optional<Block> block(qint64 index) const;

    // --- going on where another index stopped

    struct Entry
    {
        ArrivalPoint start; ///< of a block
        qint64 nanoseconds = 0; ///< of its first record
    };
    struct Restored
    {
        GappedList<Entry> blocks;
        qint64 blocksWritten = 0; ///< how many of them their store has
        ArrivalPoint end;
        /// From the start of the last block that the store does not have whole; it has all up to
        /// the end as they are.
        std::vector<ArrivalRecord> newest;
    };
    void restore(Restored restored);
    /// The store has all records that were added as they are, because somebody else writes it.
    void forgetStored();

    // --- as bytes

    static void encode(const ArrivalRecord &record, char *bytes);
    /// Missing for anything that encode() has not made.
    static std::optional<ArrivalRecord> decode(const char *bytes);

    static constexpr qsizetype EntryBytes = 96;
    static void encodeEntry(const Entry &entry, char *bytes);
    static std::optional<Entry> decodeEntry(const char *bytes);

private:
    std::optional<RecordError> writeRecords(qint64 end);
    std::optional<RecordError> writeBlocks(Amount amount);
    bool contains(qint64 block) const;
    static bool leadTo(const ArrivalPoint &end, const Block &block);
    static std::vector<ArrivalRecord> replacement(const Entry &entry, const ArrivalPoint &end);
    qint64 newestBegin() const { return m_end.record - static_cast<qint64>(m_newest.size()); }
    void read(qint64 firstRecord, qint64 count, std::vector<ArrivalRecord> *records) const;

    ByteStore *const m_store;
    ByteStore *const m_blockStore;
    qint64 m_blocksWritten = 0; // the writer's own
    mutable std::mutex m_mutex; // guards all below; the writer reads without it
    GappedList<Entry> m_blocks;
    ArrivalPoint m_end;
    std::vector<ArrivalRecord> m_newest; // from the start of the first block not wholly in store
    qint64 m_written = 0; // how many records the store has as they are
};

/// Walks through the records up to a point in time.
/// Thread: any, while the index grows; each cursor on one.
class ArrivalCursor final
{
public:
    ArrivalCursor(const ArrivalIndex &index, const ArrivalPoint &end)
        : m_index(&index)
        , m_end(end)
    {}

    /// To the record in which @p row came into being: a row of all streams, or of @p stream only.
    /// False: there is none, or it cannot be read.
    bool seekRow(std::optional<OutputStream> stream, qint64 row);
    /// To the first record at or after @p nanoseconds.
    bool seekTime(qint64 nanoseconds);
    /// To the record in which the line of @p index, from 0, among those of all streams began.
    bool seekLine(qint64 index);
    bool seekRecord(qint64 record);
    /// To the record with the byte before which @p allBytes of all streams arrived.
    bool seekByte(qint64 allBytes);
    bool next();

    /// What had arrived before the record.
    const ArrivalPoint &point() const { return m_point; }
    /// No longer than what lies before the end.
    const ArrivalRecord &record() const { return m_record; }

private:
    using Reached = std::function<bool(const ArrivalPoint &after)>;
    bool enter(std::optional<ArrivalIndex::Block> block);
    bool enterRecord(size_t at);
    bool walkTo(const Reached &isReached);

    const ArrivalIndex *m_index;
    const ArrivalPoint m_end;
    ArrivalIndex::Block m_block;
    size_t m_at = 0;
    ArrivalPoint m_point;
    ArrivalRecord m_record;
    bool m_isValid = false;
};

} // namespace Spawnscope
