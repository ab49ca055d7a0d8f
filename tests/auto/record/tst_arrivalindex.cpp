// SPDX-License-Identifier: MIT
#include "record/arrivalindex.h"
#include "record/loggap.h"
#include "record/memorybytes.h"

#include <QTest>

using namespace Spawnscope;

namespace {

/// Takes a number of bytes, and no more until it is told to.
class SmallStore final : public ByteStore
{
public:
    using ByteStore::read;
    Written write(qint64 offset, QByteArrayView bytes) override
    {
        Written written{.bytes = std::clamp<qsizetype>(m_limit - offset, 0, bytes.size()),
                        .error = {}};
        m_bytes.write(offset, bytes.first(written.bytes));
        if (written.bytes < bytes.size()) {
            written.error.emplace();
            written.error->isDiskFull = true;
        }
        return written;
    }
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override
    {
        return m_bytes.read(offset, buffer, size);
    }
    void drop(qint64 begin, qint64 end) override { m_bytes.drop(begin, end); }
    qsizetype memoryBytes() const override { return m_bytes.memoryBytes(); }

    void setLimit(qint64 bytes) { m_limit = bytes; }

private:
    qint64 m_limit = 0;
    MemoryBytes m_bytes{4096};
};

constexpr int Records = 1000;
constexpr quint32 RecordLength = 10;

/// Each has one row but every fifth, which has none; every tenth is of stderr.
void addRecords(ArrivalIndex *index, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto stream = i % 10 == 9 ? OutputStream::Stderr : OutputStream::Stdout;
        index->add({.nanoseconds = i / 2 * 100,
                    .offset = index->end().bytes[static_cast<size_t>(stream)],
                    .length = RecordLength,
                    .rows = i % 5 == 0 ? 0U : 1U,
                    .writer = static_cast<quint32>(i),
                    .stream = stream,
                    .flags = 0,
                    .cuts = 0});
    }
}

int recordOfRow(int row)
{
    return row / 4 * 5 + row % 4 + 1;
}

} // namespace

class TestArrivalIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreFound();
    void rowsOfOneStreamAreFound();
    void timesAndBytesAreFound();
    void aCursorStopsWhereItsEndIs();
    void theLastRecordGrows();
    void whatTheStoreRefusesStaysInMemory();
    void whatIsDroppedLeavesTheOthersToBeFound();
    void recordsComeBackFromTheirBytes();
    void entriesComeBackFromTheirStore();
    void garbageIsNoRecord();
    void gapsComeBackFromTheirBytes();
};

void TestArrivalIndex::rowsAreFound()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, Records);
    for (const bool isWritten : {false, true}) {
        if (isWritten)
            QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
        ArrivalCursor cursor(index, index.end());
        const int rows = static_cast<int>(index.end().allRows());
        QCOMPARE(rows, 800);
        for (int row = 0; row < rows; row += 7) {
            QVERIFY(cursor.seekRow(std::nullopt, row));
            QCOMPARE(cursor.point().record, recordOfRow(row));
            QCOMPARE(cursor.record().writer, static_cast<quint32>(recordOfRow(row)));
            QCOMPARE(cursor.point().allRows(), row);
        }
        QVERIFY(cursor.seekRow(std::nullopt, 3));
        QVERIFY(!cursor.seekRow(std::nullopt, rows));
        QVERIFY(!cursor.seekRow(std::nullopt, -1));
    }
}

void TestArrivalIndex::rowsOfOneStreamAreFound()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, Records);
    ArrivalCursor cursor(index, index.end());
    for (int row = 0; row < 100; ++row) {
        QVERIFY(cursor.seekRow(OutputStream::Stderr, row));
        QCOMPARE(cursor.point().record, row * 10 + 9);
        QCOMPARE(cursor.record().stream, OutputStream::Stderr);
    }
    QVERIFY(!cursor.seekRow(OutputStream::Note, 0));
}

void TestArrivalIndex::timesAndBytesAreFound()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, Records);
    ArrivalCursor cursor(index, index.end());
    QVERIFY(cursor.seekTime(-5));
    QCOMPARE(cursor.point().record, 0);
    QVERIFY(cursor.seekTime(1001));
    QCOMPARE(cursor.point().record, 22);
    QVERIFY(cursor.seekTime(1200));
    QCOMPARE(cursor.point().record, 24);
    QVERIFY(!cursor.seekTime(Records * 100));
    QVERIFY(cursor.seekByte(5005));
    QCOMPARE(cursor.point().record, 500);
    QVERIFY(!cursor.seekByte(Records * RecordLength));
    QVERIFY(cursor.seekLine(401));
    QCOMPARE(cursor.point().record, recordOfRow(401));
    QVERIFY(cursor.seekRecord(999));
    QVERIFY(!cursor.next());
    QVERIFY(!cursor.seekRecord(1000));
}

void TestArrivalIndex::aCursorStopsWhereItsEndIs()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, 300);
    ArrivalCursor cursor(index, index.end());
    index.growLast(500, 7, 0);
    addRecords(&index, 300);
    int count = 0;
    for (bool isThere = cursor.seekRecord(0); isThere; isThere = cursor.next())
        ++count;
    QCOMPARE(count, 300);
    QCOMPARE(cursor.record().length, RecordLength);
    QCOMPARE(cursor.record().rows, 1U);
}

void TestArrivalIndex::theLastRecordGrows()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, 3);
    QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
    index.growLast(5, 2, 1);
    QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
    QCOMPARE(index.end().allBytes(), 3 * RecordLength + 5);
    QCOMPARE(index.end().allRows(), 4);
    const QByteArray bytes = store.read(2 * ArrivalIndex::RecordBytes, ArrivalIndex::RecordBytes);
    const auto record = ArrivalIndex::decode(bytes.constData());
    QVERIFY(record);
    QCOMPARE(record->length, RecordLength + 5);
    QCOMPARE(record->rows, 3U);
    QCOMPARE(record->cuts, 1);
}

void TestArrivalIndex::whatTheStoreRefusesStaysInMemory()
{
    SmallStore store;
    store.setLimit(100);
    ArrivalIndex index(&store);
    addRecords(&index, Records);
    const auto error = index.write(ArrivalIndex::Amount::Everything);
    QVERIFY(error);
    QVERIFY(error->isDiskFull);
    const auto check = [&index] {
        ArrivalCursor cursor(index, index.end());
        for (int row = 0; row < 800; row += 13) {
            QVERIFY(cursor.seekRow(std::nullopt, row));
            QCOMPARE(cursor.point().record, recordOfRow(row));
        }
    };
    check();
    store.setLimit(1'000'000);
    QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
    check();
    QVERIFY(index.memoryBytes() < Records * ArrivalIndex::RecordBytes * 2);
}

void TestArrivalIndex::whatIsDroppedLeavesTheOthersToBeFound()
{
    MemoryBytes store(4096);
    ArrivalIndex index(&store);
    addRecords(&index, Records);
    QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
    for (const qint64 end : {300, 500, 700}) {
        index.drop(100, end);
        ArrivalCursor cursor(index, index.end());
        for (const qint64 record : {qint64(0), qint64(99), end, qint64(Records - 1)}) {
            QVERIFY(cursor.seekRecord(record));
            QCOMPARE(cursor.record().writer, static_cast<quint32>(record));
        }
    }
    ArrivalCursor cursor(index, index.end());
    QVERIFY(!cursor.seekRecord(400));
}

void TestArrivalIndex::recordsComeBackFromTheirBytes()
{
    const ArrivalRecord record{.nanoseconds = -5,
                               .offset = 12'345'678'901,
                               .length = 1'000'000,
                               .rows = 999,
                               .writer = 4'000'000,
                               .stream = OutputStream::Note,
                               .flags = ArrivalRecord::Repaired,
                               .cuts = 17};
    std::array<char, ArrivalIndex::RecordBytes> bytes;
    ArrivalIndex::encode(record, bytes.data());
    QVERIFY(ArrivalIndex::decode(bytes.data()) == record);
}

void TestArrivalIndex::entriesComeBackFromTheirStore()
{
    SmallStore store;
    SmallStore blocks;
    store.setLimit(Records * ArrivalIndex::RecordBytes);
    ArrivalIndex index(&store, &blocks);
    addRecords(&index, Records);
    QVERIFY(index.write(ArrivalIndex::Amount::Everything)); // what is refused is tried again
    blocks.setLimit(Records * ArrivalIndex::RecordBytes);
    QVERIFY(!index.write(ArrivalIndex::Amount::Everything));
    const qint64 count = (Records - 1) / ArrivalIndex::BlockRecords + 1;
    for (qint64 i = 0; i < count; ++i) {
        QByteArray bytes = blocks.read(i * ArrivalIndex::EntryBytes, ArrivalIndex::EntryBytes);
        QCOMPARE(bytes.size(), ArrivalIndex::EntryBytes);
        const auto entry = ArrivalIndex::decodeEntry(bytes.constData());
        QVERIFY(entry);
        QVERIFY(entry->start == index.block(i)->start);
        QCOMPARE(entry->nanoseconds, index.block(i)->records.front().nanoseconds);
        std::array<char, ArrivalIndex::EntryBytes> again;
        ArrivalIndex::encodeEntry(*entry, again.data());
        QCOMPARE(QByteArray(again.data(), again.size()), bytes);
        bytes[i] = static_cast<char>(bytes[i] ^ 1);
        QVERIFY(!ArrivalIndex::decodeEntry(bytes.constData()));
    }
    QVERIFY(!ArrivalIndex::decodeEntry(QByteArray(ArrivalIndex::EntryBytes, '\0').constData()));
}

void TestArrivalIndex::garbageIsNoRecord()
{
    std::array<char, ArrivalIndex::RecordBytes> bytes{};
    QVERIFY(!ArrivalIndex::decode(bytes.data()));
    ArrivalIndex::encode({.nanoseconds = 1, .offset = 2, .length = 3, .rows = 1}, bytes.data());
    int accepted = 0;
    for (char &byte : bytes) {
        byte = static_cast<char>(byte ^ 0x10);
        accepted += ArrivalIndex::decode(bytes.data()) ? 1 : 0;
        byte = static_cast<char>(byte ^ 0x10);
    }
    QVERIFY(accepted <= 1); // eight bits of check let one of 256 pass
}

void TestArrivalIndex::gapsComeBackFromTheirBytes()
{
    LogGap gap;
    gap.head = {.record = 5, .bytes = {100, 20, 3, 0}, .rows = {9, 1, 1, 0}, .cuts = 1};
    gap.tail = {.record = 50, .bytes = {9000, 20, 3, 7}, .rows = {90, 1, 1, 1}, .cuts = 2};
    gap.begin = {100, 0, 0, 0};
    gap.end = {9001, 0, 0, LogGap::Open};
    QByteArray bytes = gap.encoded(42);
    QCOMPARE(bytes.size(), LogGap::EncodedBytes);
    const auto decoded = LogGap::decode(bytes);
    QVERIFY(decoded);
    QCOMPARE(decoded->sequence, 42U);
    QVERIFY(decoded->gap.head == gap.head);
    QVERIFY(decoded->gap.tail == gap.tail);
    QVERIFY(decoded->gap.begin == gap.begin);
    QVERIFY(decoded->gap.end == gap.end);
    QCOMPARE(decoded->gap.bytes(0, 10'000).end, 9001);
    QCOMPARE(decoded->gap.bytes(3, 10'000).end, 10'000);
    QCOMPARE(decoded->gap.bytes(1, 10'000).end, 0);
    bytes[100] = static_cast<char>(bytes[100] ^ 1);
    QVERIFY(!LogGap::decode(bytes));
    QVERIFY(!LogGap::decode(QByteArray(LogGap::EncodedBytes, '\0')));
}

QTEST_GUILESS_MAIN(TestArrivalIndex)
#include "tst_arrivalindex.moc"
