// SPDX-License-Identifier: MIT
#include "logmodel.h"
#include "watchedlog.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>
#include <tuple>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::steady_clock::time_point Start{};

QList<OutputLine> allLines(const OutputLog &log, OutputFilter filter = OutputFilter::All)
{
    const OutputRows rows = log.rows(filter);
    return log.lines(filter, rows.first, rows.count());
}

QByteArrayList contents(const OutputLog &log, OutputFilter filter = OutputFilter::All)
{
    QByteArrayList result;
    for (const OutputLine &line : allLines(log, filter))
        result += line.bytes;
    return result;
}

QByteArray rawBytes(const OutputLog &log, OutputFilter filter, qsizetype batchBytes)
{
    QByteArray bytes;
    qint64 row = log.rows(filter).first;
    while (row < log.rows(filter).end) {
        const OutputLog::RawBatch batch = log.rawBytes(filter, row, batchBytes);
        bytes += batch.bytes;
        row = batch.nextRow;
    }
    return bytes;
}

void appendInChunks(OutputLog &log, OutputStream stream, QByteArrayView bytes, qsizetype chunk)
{
    for (qsizetype at = 0; at < bytes.size(); at += chunk)
        log.append(stream, bytes.sliced(at, std::min(chunk, bytes.size() - at)), Start);
}

/// Text as programs print it: colours, progress, UTF-8, empty lines, lines beyond one entry.
QByteArray variedOutput()
{
    QByteArray bytes = "first\n\n\x1b[31mred\nstill red\x1b[0m\r\n10%\r20%\r30%\n";
    bytes += QByteArray("\xe2\x82\xac").repeated(50'000) + '\n';
    bytes += QByteArray("\x1b[38;2;1;2;3mx").repeated(20'000) + '\n';
    bytes += QByteArray("progress 100\r").repeated(12'000) + '\n';
    bytes += QByteArray(OutputLog::MaxRowBytes, 'a') + '\n';
    bytes += QByteArray(OutputLog::MaxRowBytes + 1, 'b') + '\n';
    bytes += "last, without an end";
    return bytes;
}

std::vector<OutputStream> streams(bool hasMany)
{
    if (!hasMany)
        return {OutputStream::Stdout};
    return {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin, OutputStream::Stdout};
}

/// On the log's own clock.
void appendChunks(OutputLog &log, const std::vector<LogModel::Chunk> &chunks)
{
    for (const LogModel::Chunk &chunk : chunks) {
        const OutputLog::Appended appended = log.append(
            chunk.stream, chunk.bytes, log.clock().steady + chunk.when, chunk.writer);
        QCOMPARE(appended.bytes, chunk.bytes.size());
    }
}

} // namespace

class TestOutputLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesEndAtLineFeeds();
    void anUnfinishedLineDoesNotSwallowTheOtherStream();
    void notesEndTheirLine();
    void anyChunkingGivesTheSameLines_data();
    void anyChunkingGivesTheSameLines();
    void noByteIsLostAndNoEntryIsTooLarge();
    void colourCarriesOverPerStream();
    void arrivalOfTheFirstByteIsKept();
    void filtersCountTheirOwnRows();
    void rowsAndNumbersMapBothWays();
    void droppingIsCountedExactly_data();
    void droppingIsCountedExactly();
    void rowsKeepTheirNumbersWhenOldLinesAreDropped();
    void anOpenLineIsGivenUpWithItsEnd();
    void readersNeverSeeMoreGivenUpThanIs();
    void aBlockHasWhatIsKeptWhenRowsGoWhileItIsRead();
    void aRowReadBeforeItsEndIsOpen();
    void memoryStaysBounded();
    void rawBytesOfBothStreamsStayApart();
    void batchesEndAtTheirSize();
    void readingWhileAppendingIsSafe();
    void everyAnswerIsThatOfTheModel_data();
    void everyAnswerIsThatOfTheModel();
    void whatIsKeptIsThatOfTheModel_data();
    void whatIsKeptIsThatOfTheModel();
};

void TestOutputLog::linesEndAtLineFeeds()
{
    OutputLog log;
    QCOMPARE(log.rows(OutputFilter::All), (OutputRows{0, 0}));
    const quint64 before = log.revision();
    log.append(OutputStream::Stdout, "one\ntwo\r\n\nthree\rfour", Start);
    QVERIFY(log.revision() != before);
    QCOMPARE(contents(log), (QByteArrayList{"one", "two\r", "", "three\rfour"}));
    QVERIFY(allLines(log)[2].isEnded);
    QVERIFY(!allLines(log)[3].isEnded);
    QVERIFY(allLines(log)[3].isOpen);
    log.append(OutputStream::Stdout, "th\n", Start);
    QCOMPARE(contents(log).last(), "three\rfourth");
    QCOMPARE(log.totals(OutputStream::Stdout), (OutputCounts{4, 23}));
}

void TestOutputLog::anUnfinishedLineDoesNotSwallowTheOtherStream()
{
    OutputLog log;
    log.append(OutputStream::Stdout, "name? ", Start);
    log.append(OutputStream::Stderr, "warning\n", Start);
    log.append(OutputStream::Stdin, "Ada\n", Start);
    log.append(OutputStream::Stdout, "hello\n", Start);
    QCOMPARE(contents(log), (QByteArrayList{"name? hello", "warning", "Ada"}));
    QCOMPARE(contents(log, OutputFilter::Stdout), (QByteArrayList{"name? hello"}));
    QCOMPARE(contents(log, OutputFilter::Stderr), (QByteArrayList{"warning"}));
    QCOMPARE(allLines(log)[2].stream, OutputStream::Stdin);
}

void TestOutputLog::notesEndTheirLine()
{
    OutputLog log;
    log.append(OutputStream::Note, "stdin closed", Start);
    log.append(OutputStream::Note, "stopped", Start);
    QCOMPARE(contents(log), (QByteArrayList{"stdin closed", "stopped"}));
    QVERIFY(allLines(log)[0].isEnded);
}

void TestOutputLog::anyChunkingGivesTheSameLines_data()
{
    QTest::addColumn<qsizetype>("chunk");
    for (const qsizetype chunk : {1, 2, 3, 7, 64, 4095, 65'535, 65'536, 65'537, 100'000})
        QTest::addRow("chunks of %lld", static_cast<long long>(chunk)) << chunk;
}

void TestOutputLog::anyChunkingGivesTheSameLines()
{
    QFETCH(const qsizetype, chunk);
    const QByteArray bytes = variedOutput();
    OutputLog whole;
    whole.append(OutputStream::Stdout, bytes, Start);
    OutputLog chunked;
    appendInChunks(chunked, OutputStream::Stdout, bytes, chunk);

    const QList<OutputLine> expected = allLines(whole);
    const QList<OutputLine> actual = allLines(chunked);
    QCOMPARE(actual.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].bytes, expected[i].bytes);
        QCOMPARE(actual[i].isEnded, expected[i].isEnded);
        QCOMPARE(actual[i].isContinuation, expected[i].isContinuation);
        QVERIFY(actual[i].style == expected[i].style);
    }
}

void TestOutputLog::noByteIsLostAndNoEntryIsTooLarge()
{
    const QByteArray bytes = variedOutput();
    OutputLog log;
    appendInChunks(log, OutputStream::Stderr, bytes, 10'000);
    for (const qsizetype batch : {qsizetype{1}, qsizetype{1000}, bytes.size() * 2}) {
        QCOMPARE(rawBytes(log, OutputFilter::Stderr, batch), bytes);
        QCOMPARE(rawBytes(log, OutputFilter::All, batch), bytes);
    }
    bool hasContinuation = false;
    for (const OutputLine &line : allLines(log)) {
        QVERIFY(line.bytes.size() < 2 * OutputLog::MaxRowBytes);
        hasContinuation = hasContinuation || line.isContinuation;
        const QString text = styledText(line.bytes, line.style).text;
        QVERIFY2(!text.contains(QChar::ReplacementCharacter), "a character was cut in two");
    }
    QVERIFY(hasContinuation);
}

void TestOutputLog::colourCarriesOverPerStream()
{
    OutputLog log;
    log.append(OutputStream::Stdout, "\x1b[31mred\n", Start);
    log.append(OutputStream::Stderr, "plain\n", Start);
    log.append(OutputStream::Stdout, "red too\x1b[0m\nplain\n", Start);
    const QList<OutputLine> lines = allLines(log);
    QVERIFY(lines[0].style == TextStyle{});
    QVERIFY(lines[1].style == TextStyle{});
    QVERIFY(lines[2].style.foreground == TextColor::fromIndex(1));
    QVERIFY(lines[3].style == TextStyle{});
}

void TestOutputLog::arrivalOfTheFirstByteIsKept()
{
    OutputLog log;
    log.append(OutputStream::Stdout, "a", Start + 5ms);
    log.append(OutputStream::Stdout, "b\nc\n", Start + 9ms);
    QVERIFY(allLines(log)[0].when == Start + 5ms - log.clock().steady);
    QVERIFY(allLines(log)[1].when == Start + 9ms - log.clock().steady);
}

void TestOutputLog::filtersCountTheirOwnRows()
{
    OutputLog log;
    for (int i = 0; i < 5000; ++i) {
        const auto stream = i % 7 == 0 ? OutputStream::Stderr : OutputStream::Stdout;
        log.append(stream, QByteArray::number(i) + '\n', Start);
    }
    QCOMPARE(log.rows(OutputFilter::Stderr).count(), 715);
    QCOMPARE(log.rows(OutputFilter::Stdout).count(), 5000 - 715);
    for (const qint64 row : {0, 1, 300, 714}) {
        const QList<OutputLine> lines = log.lines(OutputFilter::Stderr, row, 1);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].bytes, QByteArray::number(row * 7));
        QCOMPARE(lines[0].row, row);
        QCOMPARE(lines[0].number, row * 7);
    }
    QCOMPARE(log.lines(OutputFilter::Stderr, 714, 100).size(), 1);
    QVERIFY(log.lines(OutputFilter::Stderr, 715, 100).isEmpty());
}

void TestOutputLog::rowsAndNumbersMapBothWays()
{
    OutputLog log;
    for (int i = 0; i < 3000; ++i)
        log.append(i % 3 ? OutputStream::Stdout : OutputStream::Stderr, "x\n", Start);
    for (qint64 number = 0; number < 3000; number += 11) {
        QCOMPARE(log.rowOfLine(OutputFilter::All, number), number);
        const qint64 row = log.rowOfLine(OutputFilter::Stderr, number);
        QCOMPARE(row, (number + 2) / 3);
    }
    QCOMPARE(log.rowOfLine(OutputFilter::Stdout, 99'999), log.rows(OutputFilter::Stdout).end);
}

void TestOutputLog::droppingIsCountedExactly_data()
{
    QTest::addColumn<qsizetype>("limit");
    for (const qsizetype limit : {4096, 20'000, 300'000, 2'000'000})
        QTest::addRow("%lld bytes", static_cast<long long>(limit)) << limit;
}

void TestOutputLog::droppingIsCountedExactly()
{
    QFETCH(const qsizetype, limit);
    OutputLog log(limit);
    QRandomGenerator random(1);
    for (int i = 0; i < 20'000; ++i) {
        const auto stream = static_cast<OutputStream>(random.bounded(4));
        log.append(stream, QByteArray(random.bounded(60), 'x') + (i % 5 ? "\n" : ""), Start);
    }
    for (const OutputFilter filter :
         {OutputFilter::All, OutputFilter::Stdout, OutputFilter::Stderr}) {
        const OutputRows rows = log.rows(filter);
        qint64 kept = 0;
        for (const OutputLine &line : allLines(log, filter))
            kept += line.bytes.size() + (line.isEnded ? 1 : 0);
        qint64 totalBytes = 0;
        for (const auto stream : {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin,
                                  OutputStream::Note}) {
            const bool isMeant = filter == OutputFilter::All
                || stream
                    == (filter == OutputFilter::Stdout ? OutputStream::Stdout
                                                       : OutputStream::Stderr);
            totalBytes += isMeant ? log.totals(stream).bytes : 0;
        }
        QCOMPARE(log.gap(filter).rows.count(), rows.first);
        QCOMPARE(log.gap(filter).bytes + kept, totalBytes);
    }
    QCOMPARE(log.gap(OutputFilter::All).rows.count() + log.rows(OutputFilter::All).count(),
             log.totalLines());
    QCOMPARE(log.gap(OutputFilter::All).rows.count() > 0, limit < 2'000'000);
}

void TestOutputLog::rowsKeepTheirNumbersWhenOldLinesAreDropped()
{
    OutputLog log(16 * 1024);
    for (int i = 0; i < 10'000; ++i)
        log.append(OutputStream::Stdout, QByteArray::number(i) + '\n', Start);
    const OutputRows rows = log.rows(OutputFilter::All);
    QVERIFY(rows.first > 0);
    QCOMPARE(rows.end, 10'000);
    for (const OutputLine &line : allLines(log)) {
        QCOMPARE(line.bytes, QByteArray::number(line.row));
        QCOMPARE(line.number, line.row);
    }
    // Asking for what is gone gives what is left of it.
    QCOMPARE(log.lines(OutputFilter::All, rows.first - 5, 10).size(), 5);
}

void TestOutputLog::anOpenLineIsGivenUpWithItsEnd()
{
    OutputLog log(8 * 1024);
    log.append(OutputStream::Stdout, "\x1b[31mstart of a long wait", Start);
    for (int i = 0; i < 2000; ++i)
        log.append(OutputStream::Stderr, "noise\n", Start);
    QVERIFY(log.rows(OutputFilter::Stdout).first == 1);
    log.append(OutputStream::Stdout, " and its end\nnext\n", Start);
    const QList<OutputLine> lines = allLines(log, OutputFilter::Stdout);
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines[0].bytes, "next");
    QVERIFY(lines[0].style.foreground == TextColor::fromIndex(1));
    const qint64 lost = qstrlen("\x1b[31mstart of a long wait and its end\n");
    QCOMPARE(log.gap(OutputFilter::Stdout), (OutputGap{{0, 1}, lost}));
    QVERIFY(log.readBytes(OutputStream::Stdout, 0, 100).isEmpty());
    QCOMPARE(log.readBytes(OutputStream::Stdout, lost, 100), "next\n");
}

void TestOutputLog::readersNeverSeeMoreGivenUpThanIs()
{
    const WatchedLog watched = WatchedLog::make(16 * 1024);
    OutputLog &log = *watched.log;
    log.append(OutputStream::Stdout, "an open line", Start);
    const auto flood = [&] {
        for (int i = 0; i < 400; ++i)
            log.append(OutputStream::Stderr, QByteArray(80, 'x') + '\n', Start);
    };
    flood();
    QCOMPARE(log.rows(OutputFilter::Stdout).count(), 0);
    int looks = 0;
    // The gap is written just when it changes, which is where readers might see half of it.
    watched.gap->beforeWrite = [&] {
        qint64 kept = 0;
        for (const OutputLine &line : allLines(log))
            kept += line.bytes.size() + (line.isEnded ? 1 : 0);
        const qint64 all = log.totals(OutputStream::Stdout).bytes
            + log.totals(OutputStream::Stderr).bytes;
        QCOMPARE(kept, all - log.gap(OutputFilter::All).bytes);
        ++looks;
    };
    log.append(OutputStream::Stdout, "its end\nanother line\n", Start);
    QCOMPARE(contents(log, OutputFilter::Stdout), (QByteArrayList{"another line"}));
    flood();
    QVERIFY(looks > 1);
}

void TestOutputLog::aBlockHasWhatIsKeptWhenRowsGoWhileItIsRead()
{
    const WatchedLog watched = WatchedLog::make(16 * 1024);
    OutputLog &log = *watched.log;
    const auto append = [&](int lines) {
        for (int i = 0; i < lines; ++i)
            log.append(OutputStream::Stdout, QByteArray(80, 'x') + '\n', Start);
    };
    append(150);
    QCOMPARE(log.rows(OutputFilter::All), (OutputRows{0, 150}));
    watched.output->beforeRead = [&] {
        watched.output->beforeRead = {};
        append(100);
        return true;
    };
    OutputBlock block;
    log.readBlock(OutputFilter::All, 0, 150, &block);
    const OutputRows kept{log.rows(OutputFilter::All).first, 150};
    QVERIFY(kept.first > 0);
    QVERIFY(!kept.isEmpty());
    QCOMPARE(block.end, 150);
    QCOMPARE(block.parts.size(), size_t{1});
    QCOMPARE(block.parts[0].rows, (std::vector<OutputRows>{kept}));
    QCOMPARE(block.parts[0].bytes.size(), kept.count() * 81);
}

void TestOutputLog::aRowReadBeforeItsEndIsOpen()
{
    for (const bool isBlock : {false, true}) {
        const WatchedLog watched = WatchedLog::make(16 * 1024);
        OutputLog &log = *watched.log;
        log.append(OutputStream::Stdout, "a line and", Start);
        watched.output->beforeRead = [&] {
            watched.output->beforeRead = {};
            log.append(OutputStream::Stdout, " its end", Start);
            log.finish();
            return true;
        };
        if (isBlock) {
            OutputBlock block;
            log.readBlock(OutputFilter::All, 0, 1, &block);
            QCOMPARE(block.parts[0].bytes, "a line and");
            QVERIFY(block.parts[0].isLastOpen);
        } else {
            const OutputLine line = log.lines(OutputFilter::All, 0, 1).first();
            QCOMPARE(line.bytes, "a line and");
            QVERIFY(line.isOpen);
        }
        QVERIFY(!log.lines(OutputFilter::All, 0, 1).first().isOpen);
    }
}

void TestOutputLog::memoryStaysBounded()
{
    constexpr qsizetype Limit = 4 * 1024 * 1024;
    OutputLog log(Limit);
    const QByteArray burst = QByteArray("y\n").repeated(32 * 1024);
    for (int i = 0; i < 80; ++i) {
        log.append(OutputStream::Stdout, burst, Start);
        QVERIFY(log.memoryBytes() <= Limit);
    }
    QCOMPARE(log.totalLines(), 80 * 32 * 1024);
    QVERIFY(log.rows(OutputFilter::All).count() > 50'000);
    log.append(OutputStream::Stdout, QByteArray(16 * 1024 * 1024, 'x'), Start);
    QVERIFY(log.memoryBytes() <= Limit + 2 * OutputLog::MaxRowBytes);
}

void TestOutputLog::rawBytesOfBothStreamsStayApart()
{
    OutputLog log;
    log.append(OutputStream::Stdout, "prompt> ", Start);
    log.append(OutputStream::Stdin, "quit\n", Start);
    log.append(OutputStream::Stderr, "bye\r\n", Start);
    log.append(OutputStream::Note, "exited", Start);
    QCOMPARE(rawBytes(log, OutputFilter::All, 1000), "prompt> \nbye\r\n");
    QCOMPARE(rawBytes(log, OutputFilter::Stdout, 1000), "prompt> ");
    QCOMPARE(rawBytes(log, OutputFilter::Stderr, 1000), "bye\r\n");
}

void TestOutputLog::batchesEndAtTheirSize()
{
    OutputLog log;
    for (int i = 0; i < 100; ++i)
        log.append(OutputStream::Stdout, QByteArray(99, 'x') + '\n', Start);
    QCOMPARE(log.lines(OutputFilter::All, 0, 100, 1000).size(), 10);
    QCOMPARE(log.lines(OutputFilter::All, 0, 100, 1).size(), 1);
    QCOMPARE(log.lines(OutputFilter::All, 90, 100).size(), 10);
}

void TestOutputLog::readingWhileAppendingIsSafe()
{
    OutputLog log(1024 * 1024);
    std::thread writer([&log] {
        for (int i = 0; i < 20'000; ++i) {
            const auto stream = i % 2 ? OutputStream::Stdout : OutputStream::Stderr;
            log.append(stream, QByteArray::number(i) + " some text\nopen ", Start);
        }
    });
    qint64 seen = 0;
    while (seen < 20'000) {
        const OutputRows rows = log.rows(OutputFilter::Stdout);
        qint64 expected = -1;
        for (const OutputLine &line : log.lines(OutputFilter::Stdout, rows.end - 50, 50)) {
            QVERIFY(expected < 0 || line.row == expected);
            expected = line.row + 1;
        }
        seen = log.totalLines();
    }
    writer.join();
    QCOMPARE(log.totalLines(), 20'002);
}

void TestOutputLog::everyAnswerIsThatOfTheModel_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("hasManyStreams");
    for (quint32 seed = 1; seed <= 6; ++seed) {
        QTest::addRow("one stream, %u", seed) << seed << false;
        QTest::addRow("all streams, %u", seed) << seed << true;
    }
}

void TestOutputLog::everyAnswerIsThatOfTheModel()
{
    QFETCH(const quint32, seed);
    QFETCH(const bool, hasManyStreams);
    QRandomGenerator random(seed);
    const auto chunks = randomChunks(&random, 1'000'000, streams(hasManyStreams));
    OutputLog log;
    appendChunks(log, chunks);
    QCOMPARE(differences(log, LogModel(chunks, false), &random), QString());
    log.finish();
    QCOMPARE(differences(log, LogModel(chunks, true), &random), QString());
}

void TestOutputLog::whatIsKeptIsThatOfTheModel_data()
{
    everyAnswerIsThatOfTheModel_data();
}

void TestOutputLog::whatIsKeptIsThatOfTheModel()
{
    QFETCH(const quint32, seed);
    QFETCH(const bool, hasManyStreams);
    QRandomGenerator random(seed);
    const auto chunks = randomChunks(&random, 1'000'000, streams(hasManyStreams));
    OutputLog log(200'000);
    appendChunks(log, chunks);
    QVERIFY(!log.gap(OutputFilter::All).isEmpty());
    QCOMPARE(differences(log, LogModel(chunks, false), &random), QString());
}

QTEST_GUILESS_MAIN(TestOutputLog)
#include "tst_outputlog.moc"
