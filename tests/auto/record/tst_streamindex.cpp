// SPDX-License-Identifier: MIT
#include "record/memorybytes.h"
#include "record/rowscan.h"
#include "record/streamrows.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;

namespace {

constexpr qsizetype Cell = StreamIndex::CellBytes;

struct Stream
{
    MemoryBytes bytes{100'000};
    StreamIndex index;

    void append(QByteArrayView added)
    {
        bytes.write(index.tail().size, added);
        index.commit(index.scan(bytes, added));
    }
    StreamRows rows() const { return {bytes, index, index.tail().size, index.tail().rows()}; }
};

QList<LineMark> marksOf(const StreamIndex &index)
{
    QList<LineMark> marks;
    for (qint64 i = 0; i < index.markCount(); ++i)
        marks.append(index.mark(i));
    return marks;
}

} // namespace

class TestStreamIndex final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineFeedsAreCounted_data();
    void lineFeedsAreCounted();
    void cutsSpareWhatBelongsTogether_data();
    void cutsSpareWhatBelongsTogether();
    void theStyleIsThatOfReadingLineByLine();
    void rowsAreCountedAsTheyComeIntoBeing();
    void aLineOfExactlyOneCellIsCutWithItsNextByte();
    void marksDoNotDependOnChunks();
    void marksComeBackFromTheirBytes();
    void garbageIsNoMark();
    void whatIsDroppedLeavesTheOthersToBeFound();
    void positionsAreFoundWithoutReading();
};

void TestStreamIndex::lineFeedsAreCounted_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 31, 32, 33, 255 * 32, 255 * 32 + 1, 1'000'000})
        QTest::addRow("%lld bytes", static_cast<long long>(size)) << size;
}

void TestStreamIndex::lineFeedsAreCounted()
{
    QFETCH(const qsizetype, size);
    QRandomGenerator random(1);
    QByteArray bytes(size, 'x');
    for (const int oneIn : {1, 2, 80}) {
        for (char &byte : bytes)
            byte = random.bounded(oneIn) == 0 ? '\n' : 'x';
        const qint64 count = bytes.count('\n');
        QCOMPARE(countLineFeeds(bytes), count);
        QCOMPARE(afterLineFeed(bytes, count + 1), -1);
        if (count > 0)
            QCOMPARE(afterLineFeed(bytes, count), bytes.lastIndexOf('\n') + 1);
    }
}

void TestStreamIndex::cutsSpareWhatBelongsTogether_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<qsizetype>("back");
    QTest::newRow("text") << QByteArray("text") << qsizetype(0);
    QTest::newRow("whole character") << QByteArray("\xe2\x82\xac") << qsizetype(0);
    QTest::newRow("two of three bytes") << QByteArray("\xe2\x82") << qsizetype(2);
    QTest::newRow("three of four bytes") << QByteArray("\xf0\x9f\x98") << qsizetype(3);
    QTest::newRow("stray bytes") << QByteArray("\x80\x80\x80\x80\x80") << qsizetype(0);
    QTest::newRow("escape") << QByteArray("\x1b") << qsizetype(1);
    QTest::newRow("parameters") << QByteArray("\x1b[38;5;") << qsizetype(7);
    QTest::newRow("whole sequence") << QByteArray("\x1b[0m") << qsizetype(0);
    QTest::newRow("carriage return") << QByteArray("\r50%") << qsizetype(4);
}

void TestStreamIndex::cutsSpareWhatBelongsTogether()
{
    QFETCH(const QByteArray, end);
    QFETCH(const qsizetype, back);
    QCOMPARE(bytesAfterCut(QByteArray(CutWindowBytes * 2, 'x') + end), back);
    QCOMPARE(bytesAfterCut(QByteArray(CutWindowBytes, '\r')), 1);
    QVERIFY(bytesAfterCut(end) < end.size());
}

void TestStreamIndex::theStyleIsThatOfReadingLineByLine()
{
    const QByteArrayList pieces{"\x1b[31m",     "\x1b[1;4m", "\x1b[0m", "\x1b[m",
                                "\x1b]0;x\x07", "text",      "\n",      "\x1b]8;;\x1b[0m",
                                "\x1b",         "\x1b[",     "\x1b[0",  "m",
                                "\x1b(B"};
    QRandomGenerator random(2);
    for (int i = 0; i < 2000; ++i) {
        QByteArray bytes;
        for (int piece = random.bounded(20); piece > 0; --piece)
            bytes += pieces[random.bounded(static_cast<int>(pieces.size()))];
        TextStyle style{.foreground = TextColor::fromIndex(4), .background = {}, .attributes = {}};
        const TextStyle actual = styleAfterRows(bytes, style);
        for (const QByteArray &line : bytes.split('\n'))
            style = styleAfter(line, style);
        QVERIFY2(actual == style, bytes.toPercentEncoding().constData());
    }
}

void TestStreamIndex::rowsAreCountedAsTheyComeIntoBeing()
{
    Stream stream;
    QCOMPARE(stream.index.tail().rows(), 0);
    stream.append("a");
    QCOMPARE(stream.index.tail().rows(), 1);
    stream.append("\n");
    QCOMPARE(stream.index.tail().rows(), 1);
    stream.append("\n");
    QCOMPARE(stream.index.tail().rows(), 2);
    stream.append("b");
    QCOMPARE(stream.index.tail().rows(), 3);
    QCOMPARE(stream.rows().beginOfRow(2), 3);
    QCOMPARE(stream.rows().beginOfRow(3), 4);
    QCOMPARE(stream.rows().rowOfByte(1), 0);
    QCOMPARE(stream.rows().rowOfByte(2), 1);
    QCOMPARE(stream.rows().rowsBefore(2), 1);
    QCOMPARE(stream.rows().rowsBefore(3), 2);
}

void TestStreamIndex::aLineOfExactlyOneCellIsCutWithItsNextByte()
{
    Stream stream;
    stream.append(QByteArray(Cell, 'x'));
    QCOMPARE(stream.index.tail().rows(), 1);
    stream.append("\n");
    QCOMPARE(stream.index.tail().rows(), 2);
    RowCursor cursor(stream.rows());
    QVERIFY(cursor.seek(1));
    QCOMPARE(cursor.row().begin, Cell);
    QVERIFY(cursor.row().isCut);
    QVERIFY(cursor.row().isEnded);
    QCOMPARE(cursor.bytes(), "");

    Stream ended;
    ended.append(QByteArray(Cell - 1, 'x') + "\ny");
    QCOMPARE(ended.index.tail().rows(), 2);
    QVERIFY(!ended.index.mark(0).isCut);
    QCOMPARE(ended.index.mark(0).row, 1);
}

void TestStreamIndex::marksDoNotDependOnChunks()
{
    QByteArray bytes = QByteArray("\x1b[32mgreen \xe2\x82\xac\r").repeated(30'000);
    bytes += QByteArray("\x1b[0mline\n").repeated(30'000) + QByteArray(3 * Cell, 'x');
    Stream whole;
    whole.append(bytes);
    QCOMPARE(whole.index.markCount(), bytes.size() / Cell);
    for (const qsizetype chunk : {1, 1000, 65'535, 65'537}) {
        Stream chunked;
        for (qsizetype at = 0; at < bytes.size(); at += chunk)
            chunked.append(bytes.mid(at, chunk));
        QVERIFY(marksOf(chunked.index) == marksOf(whole.index));
    }
}

void TestStreamIndex::marksComeBackFromTheirBytes()
{
    const LineMark mark{.lineFeeds = 12'345'678'901,
                        .row = 12'345'678'999,
                        .style = {.foreground = TextColor::fromRgb(1, 2, 3),
                                  .background = TextColor::fromIndex(200),
                                  .attributes = TextAttribute::Bold | TextAttribute::Inverse},
                        .back = 65'535,
                        .isCut = true};
    std::array<char, LineMarkBytes> bytes;
    encodeLineMark(mark, bytes.data());
    QVERIFY(decodeLineMark(bytes.data()) == mark);
}

void TestStreamIndex::garbageIsNoMark()
{
    std::array<char, LineMarkBytes> bytes{};
    QVERIFY(!decodeLineMark(bytes.data()));
    encodeLineMark(LineMark(), bytes.data());
    for (char &byte : bytes) {
        byte = static_cast<char>(byte ^ 0x10);
        QVERIFY(!decodeLineMark(bytes.data()));
        byte = static_cast<char>(byte ^ 0x10);
    }
    QVERIFY(decodeLineMark(bytes.data()));
}

void TestStreamIndex::whatIsDroppedLeavesTheOthersToBeFound()
{
    Stream stream;
    constexpr int Rows = 200'000;
    QByteArray bytes;
    for (int row = 0; row < Rows; ++row)
        bytes += QByteArray::number(row).rightJustified(15, ' ') + '\n';
    stream.append(bytes);
    const qsizetype memory = stream.index.memoryBytes();
    constexpr qint64 FirstLost = 20'000;
    for (const qint64 endLost : {40'000, 120'000, 160'000}) {
        stream.index.drop(FirstLost * 16, endLost * 16);
        for (const qint64 row : {qint64(0), FirstLost - 1, endLost, qint64(Rows - 1)}) {
            QCOMPARE(stream.rows().beginOfRow(row), row * 16);
            RowCursor cursor(stream.rows());
            QVERIFY(cursor.seek(row));
            QCOMPARE(cursor.bytes().trimmed(), QByteArray::number(row));
        }
    }
    QVERIFY(stream.index.memoryBytes() < memory / 2);
    QCOMPARE(stream.index.markCount(), bytes.size() / Cell);
}

void TestStreamIndex::positionsAreFoundWithoutReading()
{
    Stream stream;
    stream.append(QByteArray("0123456\n").repeated(500'000));
    const StreamRows rows = stream.rows();
    const qint64 after = rows.rowAfterBytes(1000, 1'000'000);
    QVERIFY(qAbs((after - 1000) * 8 - 1'000'000) <= Cell);
    QVERIFY(qAbs(rows.rowAfterBytes(1000, 8000) - 2000) <= 10);
    QCOMPARE(rows.rowAfterBytes(499'000, 1'000'000), 500'000);
    QCOMPARE(rows.firstRowOfLine(300'000), 300'000);
}

QTEST_GUILESS_MAIN(TestStreamIndex)
#include "tst_streamindex.moc"
