// SPDX-License-Identifier: MIT
#include "logmodel.h"

#include "record/runjournal.h"
#include "record/runrecord.h"
#include "record/writerlock.h"
#include "support/testfiles.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MiB = 1024 * 1024;

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
        QVERIFY(!appended.error);
    }
}

QString copyOf(const QString &folder, const QString &target)
{
    QDir().mkpath(target);
    for (const QString &name : QDir(folder).entryList(QDir::Files))
        QFile::copy(folder + u'/' + name, target + u'/' + name);
    return target;
}

qint64 keptBytes(const OutputLog &log)
{
    qint64 bytes = 0;
    for (const OutputLine &line : log.lines(OutputFilter::All, 0, log.totalLines()))
        bytes += line.bytes.size() + (line.isEnded ? 1 : 0);
    return bytes;
}

qint64 allBytes(const OutputLog &log)
{
    qint64 bytes = 0;
    for (const auto stream :
         {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin, OutputStream::Note})
        bytes += log.totals(stream).bytes;
    return bytes;
}

} // namespace

class TestRunRecord final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aNewRecordIsLocked();
    void aFinishedRecordReadsAsItWas_data();
    void aFinishedRecordReadsAsItWas();
    void whatIsKeptReadsAsItWas_data();
    void whatIsKeptReadsAsItWas();
    void theFirstAndTheNewestAreKept();
    void filesInTheGapAreDeleted();
    void eventsAreReadAgain();
    void aRecordCanBeReadWhileItIsWritten();
    void anInterruptedRecordIsMadeWhole_data();
    void anInterruptedRecordIsMadeWhole();
    void missingIndexesAreMadeAgain();
    void aReadOnlyRecordIsRepairedInMemory();
    void damageInTheMiddleLeavesWhatCameBefore();
    void damageOfABlockCostsItsOrderAlone_data();
    void damageOfABlockCostsItsOrderAlone();
    void openingReadsTheLastBlockAlone();
    void whatIsBeingWrittenIsFollowed();
    void aFollowedRecordThatIsGivenUpFromIsToBeOpenedAnew();
    void otherVersionsAreRefused();
    void theReserveIsLeftAlone();
    void whatIsBeingGivenUpCanBeOpened();
    void readingOnOtherThreadsIsSafe();
    void aScriptCanReadIt_data();
    void aScriptCanReadIt();

private:
    std::shared_ptr<RunRecord> create(const RunRecord::Options &options = {});
    std::shared_ptr<RunRecord> createWithRecords(int count);
    std::shared_ptr<RunRecord> open(const QString &folder);

    std::unique_ptr<QTemporaryDir> m_root;
};

void TestRunRecord::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

std::shared_ptr<RunRecord> TestRunRecord::create(const RunRecord::Options &options)
{
    auto record = RunRecord::create(m_root->path(), options);
    return record ? *record : nullptr;
}

std::shared_ptr<RunRecord> TestRunRecord::open(const QString &folder)
{
    auto record = RunRecord::open(folder);
    return record ? *record : nullptr;
}

void TestRunRecord::aNewRecordIsLocked()
{
    const auto record = create();
    QVERIFY(record);
    record->log()->append(OutputStream::Stdout, "a line\n", record->log()->clock().steady);
    record->flush();
    const QStringList files = QDir(record->folder()).entryList(QDir::Files);
    QCOMPARE(files,
             QStringLiteral("chunks.blocks chunks.idx events.jsonl lock run.json stdout-000000")
                 .split(u' '));
    QVERIFY(WriterLock::isHeld(record->folder()));
    QCOMPARE(record->state(), RecordState::Writing);
    QVERIFY(!record->finish());
    QVERIFY(!WriterLock::isHeld(record->folder()));
    QCOMPARE(record->state(), RecordState::Complete);
}

void TestRunRecord::aFinishedRecordReadsAsItWas_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("hasManyStreams");
    for (quint32 seed = 1; seed <= 3; ++seed) {
        QTest::addRow("one stream, %u", seed) << seed << false;
        QTest::addRow("all streams, %u", seed) << seed << true;
    }
}

void TestRunRecord::aFinishedRecordReadsAsItWas()
{
    QFETCH(const quint32, seed);
    QFETCH(const bool, hasManyStreams);
    QRandomGenerator random(seed);
    const auto chunks = randomChunks(&random, 1'000'000, streams(hasManyStreams));
    auto record = create();
    QVERIFY(record);
    appendChunks(*record->log(), chunks);
    QCOMPARE(differences(*record->log(), LogModel(chunks, false), &random), QString());
    QVERIFY(!record->flush());
    QCOMPARE(differences(*record->log(), LogModel(chunks, false), &random), QString());
    QVERIFY(!record->finish());

    const auto again = open(record->folder());
    QVERIFY(again);
    QCOMPARE(again->state(), RecordState::Complete);
    QVERIFY(!again->repair().isNeeded());
    QVERIFY(again->log()->isFinished());
    QCOMPARE(again->log()->clock().wall, record->log()->clock().wall);
    QCOMPARE(differences(*again->log(), LogModel(chunks, true), &random), QString());
}

void TestRunRecord::whatIsKeptReadsAsItWas_data()
{
    QTest::addColumn<Retention::Keep>("keep");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("hasManyStreams");
    for (quint32 seed = 1; seed <= 2; ++seed) {
        for (const bool hasMany : {false, true}) {
            QTest::addRow("tail, %d, %u", hasMany, seed)
                << Retention::Keep::Tail << seed << hasMany;
            QTest::addRow("head and tail, %d, %u", hasMany, seed)
                << Retention::Keep::HeadAndTail << seed << hasMany;
        }
    }
}

void TestRunRecord::whatIsKeptReadsAsItWas()
{
    QFETCH(const Retention::Keep, keep);
    QFETCH(const quint32, seed);
    QFETCH(const bool, hasManyStreams);
    QRandomGenerator random(seed);
    const auto chunks = randomChunks(&random, 3 * MiB, streams(hasManyStreams));
    auto record = create({.retention = {keep, MiB}});
    QVERIFY(record);
    const OutputLog &log = *record->log();
    appendChunks(*record->log(), chunks);
    QVERIFY(!log.gap(OutputFilter::All).isEmpty());
    QCOMPARE(log.gap(OutputFilter::All).bytes + keptBytes(log), allBytes(log));
    QVERIFY(keptBytes(log) <= MiB + 2 * OutputLog::MaxRowBytes * 4);
    QVERIFY(keptBytes(log) >= MiB / 2);
    QCOMPARE(log.rows(OutputFilter::All).first == 0, keep == Retention::Keep::HeadAndTail);
    QCOMPARE(differences(log, LogModel(chunks, false), &random), QString());

    const QString interrupted = copyOf(record->folder(), m_root->filePath(QStringLiteral("copy")));
    QVERIFY(!record->finish());
    const auto again = open(record->folder());
    QVERIFY(again);
    QVERIFY(!again->repair().isNeeded());
    QCOMPARE(again->log()->gap(OutputFilter::All), log.gap(OutputFilter::All));
    QCOMPARE(again->log()->gap(OutputFilter::Stderr), log.gap(OutputFilter::Stderr));
    QCOMPARE(differences(*again->log(), LogModel(chunks, true), &random), QString());

    const auto repaired = open(interrupted);
    QVERIFY(repaired);
    QCOMPARE(repaired->state(), RecordState::Interrupted);
    QCOMPARE(repaired->log()->gap(OutputFilter::All), log.gap(OutputFilter::All));
}

void TestRunRecord::theFirstAndTheNewestAreKept()
{
    auto record = create({.retention = {Retention::Keep::HeadAndTail, 2 * MiB}});
    QVERIFY(record);
    OutputLog &log = *record->log();
    constexpr int Lines = 1'000'000;
    QByteArray chunk;
    for (int i = 0; i < Lines; ++i) {
        chunk += QByteArray::number(i) + '\n';
        if (chunk.size() < 10'000 && i + 1 < Lines)
            continue;
        log.append(OutputStream::Stdout, chunk, log.clock().steady);
        chunk.clear();
    }
    const OutputGap gap = log.gap(OutputFilter::All);
    QVERIFY(gap.rows.first > 30'000);
    QVERIFY(gap.rows.end < Lines - 100'000);
    for (const qint64 row : {qint64(0), gap.rows.first - 1, gap.rows.end, qint64(Lines - 1)})
        QCOMPARE(log.lines(OutputFilter::All, row, 1).value(0).bytes, QByteArray::number(row));
    const QList<OutputLine> around = log.lines(OutputFilter::All, gap.rows.first - 2,
                                               gap.rows.count() + 4);
    QCOMPARE(around.size(), 4);
    QCOMPARE(around[2].row, gap.rows.end);
    QCOMPARE(log.rowAfterBytes(OutputFilter::All, gap.rows.first - 5, 10 * MiB), gap.rows.first);
    OutputBlock block;
    log.readBlock(OutputFilter::All, gap.rows.first - 2, Lines, &block);
    QCOMPARE(block.end, gap.rows.end);
    QCOMPARE(block.parts.at(0).rows, (std::vector{OutputRows{gap.rows.first - 2, gap.rows.first}}));
    const OutputLog::RawBatch batch = log.rawBytes(OutputFilter::All, gap.rows.first - 1, MiB);
    QCOMPARE(batch.bytes, QByteArray::number(gap.rows.first - 1) + '\n');
    QCOMPARE(batch.nextRow, gap.rows.end);
}

void TestRunRecord::filesInTheGapAreDeleted()
{
    auto record = create({.retention = {Retention::Keep::Tail, 4 * MiB}});
    QVERIFY(record);
    OutputLog &log = *record->log();
    for (int i = 0; i < 2000; ++i)
        log.append(OutputStream::Stdout, QByteArray(64 * 1024 - 1, 'x') + '\n',
                   log.clock().steady + i * 1ms);
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(record->folder()).entryInfoList({QStringLiteral("stdout-*")}))
        bytes += file.size();
    QVERIFY2(bytes <= 5 * MiB, QByteArray::number(bytes).constData());
    QCOMPARE(log.totals(OutputStream::Stdout).bytes, 2000 * 64 * 1024);
}

void TestRunRecord::eventsAreReadAgain()
{
    auto record = create();
    QVERIFY(record);
    QVERIFY(!record->addEvent(QStringLiteral("start"), {{QStringLiteral("pid"), 42}}));
    QVERIFY(!record->addEvent(QStringLiteral("exit")));
    QVERIFY(!record->finish());
    QCOMPARE(record->events().size(), 3);
    const auto again = open(record->folder());
    QVERIFY(again);
    const QList<RunEvent> events = again->events();
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[0].name, QStringLiteral("start"));
    QCOMPARE(events[0].fields.value(QStringLiteral("pid")).toInt(), 42);
    QCOMPARE(events[0].when, record->events()[0].when);
    QCOMPARE(events[2].name, QStringLiteral("finish"));
}

void TestRunRecord::aRecordCanBeReadWhileItIsWritten()
{
    QRandomGenerator random(7);
    const auto chunks = randomChunks(&random, 500'000, streams(true));
    auto record = create();
    QVERIFY(record);
    appendChunks(*record->log(), chunks);
    QVERIFY(!record->flush());
    const auto other = open(record->folder());
    QVERIFY(other);
    QCOMPARE(other->state(), RecordState::Writing);
    QVERIFY(!other->repair().isNeeded());
    QCOMPARE(differences(*other->log(), LogModel(chunks, true), &random), QString());
}

void TestRunRecord::anInterruptedRecordIsMadeWhole_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("cut");
    QTest::newRow("nothing is missing") << "" << qint64(0);
    QTest::newRow("the last record of arrival is torn") << "chunks.idx" << qint64(7);
    QTest::newRow("records of arrival are missing") << "chunks.idx" << qint64(32 * 50);
    QTest::newRow("all records of arrival are missing") << "chunks.idx" << qint64(1 << 30);
    QTest::newRow("an entry of a block is torn") << "chunks.blocks" << qint64(5);
    QTest::newRow("all entries of blocks are missing") << "chunks.blocks" << qint64(1 << 30);
    QTest::newRow("a mark is torn") << "stdout.lines" << qint64(3);
    QTest::newRow("all marks are missing") << "stdout.lines" << qint64(1 << 30);
    QTest::newRow("bytes are missing") << "stdout-000000" << qint64(100'000);
    QTest::newRow("bytes of the other stream are missing") << "stderr-000000" << qint64(1000);
}

void TestRunRecord::anInterruptedRecordIsMadeWhole()
{
    QFETCH(const QString, file);
    QFETCH(const qint64, cut);
    QRandomGenerator random(3);
    const auto chunks = randomChunks(&random, 1'000'000, streams(true));
    auto record = create();
    QVERIFY(record);
    appendChunks(*record->log(), chunks);
    QVERIFY(!record->flush());
    const QString copy = copyOf(record->folder(), m_root->filePath(QStringLiteral("copy")));
    if (cut > 0) {
        QFile damaged(copy + u'/' + file);
        QVERIFY(damaged.resize(std::max<qint64>(damaged.size() - cut, 0)));
    }
    const LogModel model(chunks, true);
    for (int i = 0; i < 2; ++i) {
        const auto again = open(copy);
        QVERIFY(again);
        QCOMPARE(again->state(), RecordState::Interrupted);
        QVERIFY(again->lastWritten().isValid());
        // The second time, all is well.
        if (i == 1)
            QVERIFY(!again->repair().isNeeded());
        const OutputLog &log = *again->log();
        for (const auto stream :
             {OutputStream::Stdout, OutputStream::Stderr, OutputStream::Stdin}) {
            const QByteArray bytes = log.readBytes(stream, 0, 10 * MiB);
            QVERIFY(model.bytes(stream).startsWith(bytes));
            const bool isCut = cut > 0 && file.endsWith(u"000000");
            if (!isCut)
                QCOMPARE(bytes.size(), model.bytes(stream).size());
        }
        if (!file.endsWith(u"000000") && file != u"chunks.idx")
            QCOMPARE(differences(log, model, &random), QString());
        QCOMPARE(log.lines(OutputFilter::All, 0, log.totalLines()).size(), log.totalLines());
        QCOMPARE(keptBytes(log), allBytes(log));
    }
}

void TestRunRecord::missingIndexesAreMadeAgain()
{
    QRandomGenerator random(4);
    const auto chunks = randomChunks(&random, 1'000'000, streams(false));
    QString copy;
    {
        auto record = create();
        QVERIFY(record);
        appendChunks(*record->log(), chunks);
        copy = copyOf(record->folder(), m_root->filePath(QStringLiteral("copy")));
    }
    QFile::remove(copy + QStringLiteral("/chunks.idx"));
    QFile::remove(copy + QStringLiteral("/stdout.lines"));
    const auto again = open(copy);
    QVERIFY(again);
    QCOMPARE(again->repair().bytesIndexedAnew,
             LogModel(chunks, true).bytes(OutputStream::Stdout).size());
    const OutputLog &log = *again->log();
    const QList<OutputLine> expected = LogModel(chunks, true).lines(OutputFilter::All);
    const QList<OutputLine> actual = log.lines(OutputFilter::All, 0, log.totalLines());
    QCOMPARE(actual.size(), expected.size());
    for (qsizetype i = 0; i < actual.size(); ++i) {
        QCOMPARE(actual[i].bytes, expected[i].bytes);
        QCOMPARE(actual[i].lineNumber, expected[i].lineNumber);
        QVERIFY(actual[i].style == expected[i].style);
    }
}

void TestRunRecord::aReadOnlyRecordIsRepairedInMemory()
{
    if (!obeysRights())
        QSKIP("Nothing is read-only for root, and for nobody under Wine 8.");
    auto record = create();
    QVERIFY(record);
    record->log()->append(OutputStream::Stdout, "one\ntwo\n", record->log()->clock().steady);
    const QString copy = copyOf(record->folder(), m_root->filePath(QStringLiteral("copy")));
    QVERIFY(denyChange(copy));
    for (int i = 0; i < 2; ++i) {
        const auto again = open(copy);
        QVERIFY(again);
        QVERIFY(again->repair().isNeeded());
        QCOMPARE(again->log()->totalLines(), 2);
    }
    QVERIFY(allow(copy));
}

void TestRunRecord::damageInTheMiddleLeavesWhatCameBefore()
{
    QRandomGenerator random(5);
    const auto chunks = randomChunks(&random, 1'000'000, streams(true));
    auto record = create();
    QVERIFY(record);
    appendChunks(*record->log(), chunks);
    QVERIFY(!record->finish());
    QVERIFY(QFile::remove(record->folder() + QStringLiteral("/chunks.blocks")));
    QFile file(record->folder() + QStringLiteral("/chunks.idx"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    file.write("garbage in the middle of it");
    file.close();
    const auto again = open(record->folder());
    QVERIFY(again);
    QVERIFY(again->repair().entriesDropped > 0);
    QVERIFY(again->repair().bytesIndexedAnew > 0);
    const OutputLog &log = *again->log();
    QCOMPARE(keptBytes(log), allBytes(log));
    const QList<OutputLine> expected = LogModel(chunks, true).lines(OutputFilter::All);
    for (const OutputLine &line : log.lines(OutputFilter::All, 0, 10))
        QCOMPARE(line.bytes, expected[line.row].bytes);
}

/// Lines of one record of arrival each, on both streams in turn.
std::shared_ptr<RunRecord> TestRunRecord::createWithRecords(int count)
{
    auto record = create({.retention = {}, .exactOrder = true});
    OutputLog &log = *record->log();
    for (int i = 0; i < count; ++i)
        log.append(i % 2 ? OutputStream::Stderr : OutputStream::Stdout,
                   QByteArray::number(i) + '\n', log.clock().steady + i * 1us);
    return record->finish() ? nullptr : record;
}

void TestRunRecord::damageOfABlockCostsItsOrderAlone_data()
{
    QTest::addColumn<int>("record");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zeros") << 1000 << QByteArray(32, '\0');
    QTest::newRow("the records of another block") << 2560 << QByteArray();
}

void TestRunRecord::damageOfABlockCostsItsOrderAlone()
{
    QFETCH(const int, record);
    QFETCH(const QByteArray, bytes);
    constexpr int Records = 3000;
    constexpr int Block = 128;
    const auto written = createWithRecords(Records);
    QVERIFY(written);
    QFile file(written->folder() + QStringLiteral("/chunks.idx"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(qint64(32) * Block * 10));
    const QByteArray other = file.read(qint64(32) * Block);
    QVERIFY(file.seek(qint64(32) * record));
    file.write(bytes.isEmpty() ? other : bytes);
    file.close();

    const auto again = open(written->folder());
    QVERIFY(again);
    const OutputLog &log = *again->log();
    QCOMPARE(log.totalLines(), Records);
    const QList<OutputLine> lines = log.lines(OutputFilter::All, 0, Records);
    QCOMPARE(lines.size(), Records);
    const int begin = record / Block * Block;
    for (int i = 0; i < Records; ++i) {
        const OutputLine &line = lines[i];
        const int within = i - begin;
        const bool isDamaged = within >= 0 && within < Block;
        // There, one stream comes after the other.
        const int expected = isDamaged ? begin + within % (Block / 2) * 2 + within / (Block / 2)
                                       : i;
        QCOMPARE(line.bytes, QByteArray::number(expected));
        QCOMPARE(line.number, i);
        QCOMPARE(line.lineNumber, i + 1);
        QCOMPARE(line.when, std::chrono::nanoseconds((isDamaged ? begin : i) * 1us));
    }
    OutputBlock block;
    log.readBlock(OutputFilter::All, begin - 1, begin + Block + 1, &block);
    qint64 rows = 0;
    for (const OutputBlock::Part &part : block.parts) {
        for (const OutputRows &stretch : part.rows)
            rows += stretch.count();
    }
    QCOMPARE(rows, Block + 2);
}

/// What is wrong before it does not show.
void TestRunRecord::openingReadsTheLastBlockAlone()
{
    const auto written = createWithRecords(3000);
    QVERIFY(written);
    QFile file(written->folder() + QStringLiteral("/chunks.idx"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(32 * 2800, '\0'));
    file.close();
    const auto again = open(written->folder());
    QVERIFY(again);
    QVERIFY(!again->repair().isNeeded());
    QCOMPARE(keptBytes(*again->log()), allBytes(*written->log()));

    // Not removed: on Windows it would stay until everybody has closed it.
    const QTemporaryDir elsewhere;
    QVERIFY(QFile::rename(written->folder() + QStringLiteral("/chunks.blocks"),
                          elsewhere.filePath(QStringLiteral("chunks.blocks"))));
    const auto anew = open(written->folder());
    QVERIFY(anew);
    QVERIFY(anew->repair().isNeeded());
    QCOMPARE(keptBytes(*anew->log()), allBytes(*written->log()));
}

void TestRunRecord::whatIsBeingWrittenIsFollowed()
{
    QRandomGenerator random(8);
    const auto chunks = randomChunks(&random, 2'000'000, streams(true));
    auto record = create();
    QVERIFY(record);
    const auto followed = RunRecord::open(record->folder(), RunRecord::Growth::Followed);
    QVERIFY(followed);
    QCOMPARE((*followed)->state(), RecordState::Writing);
    QCOMPARE((*followed)->writerPid(), QCoreApplication::applicationPid());
    const OutputLog &log = *(*followed)->log();
    size_t taken = 0;
    while (taken < chunks.size()) {
        const size_t count = std::min<size_t>(1 + random.bounded(200), chunks.size() - taken);
        appendChunks(*record->log(),
                     {chunks.begin() + static_cast<std::ptrdiff_t>(taken),
                      chunks.begin() + static_cast<std::ptrdiff_t>(taken + count)});
        taken += count;
        const bool isFlushed = random.bounded(2) == 0;
        if (isFlushed)
            QVERIFY(!record->flush());
        const quint64 revision = log.revision();
        QCOMPARE((*followed)->follow(), RunRecord::Followed::Yes);
        QVERIFY(log.revision() != revision);
        QVERIFY(!log.isFinished());
        if (isFlushed)
            QCOMPARE(allBytes(log), allBytes(*record->log()));
        else
            QVERIFY(allBytes(log) <= allBytes(*record->log()));
        QCOMPARE(keptBytes(log), allBytes(log));
    }
    QVERIFY(!record->addEvent(QStringLiteral("exit")));
    QVERIFY(!record->finish());
    QCOMPARE((*followed)->follow(), RunRecord::Followed::Yes);
    QCOMPARE((*followed)->state(), RecordState::Complete);
    QCOMPARE((*followed)->events().size(), 2);
    QVERIFY(log.isFinished());
    QCOMPARE(differences(log, LogModel(chunks, true), &random), QString());
    QCOMPARE((*followed)->follow(), RunRecord::Followed::Yes);
}

void TestRunRecord::aFollowedRecordThatIsGivenUpFromIsToBeOpenedAnew()
{
    auto record = create({.retention = {Retention::Keep::Tail, MiB}});
    QVERIFY(record);
    const auto followed = RunRecord::open(record->folder(), RunRecord::Growth::Followed);
    QVERIFY(followed);
    OutputLog &log = *record->log();
    const auto append = [&log](int count) {
        for (int i = 0; i < count; ++i)
            log.append(OutputStream::Stdout, QByteArray(999, 'x') + '\n',
                       log.clock().steady + i * 2ms);
    };
    append(100);
    QVERIFY(!record->flush());
    QCOMPARE((*followed)->follow(), RunRecord::Followed::Yes);
    QCOMPARE((*followed)->log()->totalLines(), 100);
    append(2000);
    QVERIFY(!record->flush());
    QCOMPARE((*followed)->follow(), RunRecord::Followed::Not);
    const auto anew = RunRecord::open(record->folder(), RunRecord::Growth::Followed);
    QVERIFY(anew);
    QCOMPARE((*anew)->log()->totalLines(), 2100);
    QVERIFY(!(*anew)->log()->gap(OutputFilter::All).isEmpty());
}

void TestRunRecord::otherVersionsAreRefused()
{
    auto record = create();
    QVERIFY(record);
    record->finish();
    QFile header(record->folder() + QStringLiteral("/run.json"));
    QVERIFY(header.open(QIODevice::ReadWrite));
    QByteArray text = header.readAll();
    text.replace("\"version\": 1", "\"version\": 7");
    header.resize(0);
    header.seek(0);
    header.write(text);
    header.close();
    const auto again = RunRecord::open(record->folder());
    QVERIFY(!again);
    QCOMPARE(again.error().stage, RecordStage::Version);
    QCOMPARE(again.error().detail, 7);
}

void TestRunRecord::theReserveIsLeftAlone()
{
    auto record = create({.retention = {}, .reserveBytes = std::numeric_limits<qint64>::max() / 2});
    QVERIFY(record);
    const OutputLog::Appended appended = record->log()->append(OutputStream::Stdout, "text\n",
                                                               record->log()->clock().steady);
    QCOMPARE(appended.bytes, 0);
    QVERIFY(appended.error);
    QVERIFY(appended.error->isDiskFull);
}

void TestRunRecord::whatIsBeingGivenUpCanBeOpened()
{
    auto record = create({.retention = {Retention::Keep::HeadAndTail, MiB}});
    QVERIFY(record);
    std::atomic<bool> isDone = false;
    std::thread writer([&] {
        OutputLog &log = *record->log();
        for (int i = 0; !isDone; ++i) {
            const auto stream = i / 100 % 2 ? OutputStream::Stdout : OutputStream::Stderr;
            log.append(stream, QByteArray::number(i).rightJustified(99, ' ') + '\n',
                       log.clock().steady + i * 2ms);
            if (i % 100 == 0)
                log.flush();
        }
    });
    const auto end = qScopeGuard([&] {
        isDone = true;
        writer.join();
    });
    int opened = 0;
    for (int i = 0; i < 200; ++i) {
        const auto other = RunRecord::open(record->folder());
        if (!other) { // what it had read was given up before it read the rest
            QCOMPARE(other.error().stage, RecordStage::Identify);
            continue;
        }
        ++opened;
        const OutputLog &log = *(*other)->log();
        const OutputRows rows = log.rows(OutputFilter::All);
        for (const OutputLine &line : log.lines(OutputFilter::All, rows.end - 100, 100)) {
            if (line.isEnded)
                QCOMPARE(line.bytes.size(), 99);
        }
    }
    QVERIFY(opened > 0);
}

void TestRunRecord::readingOnOtherThreadsIsSafe()
{
    auto record = create({.retention = {Retention::Keep::HeadAndTail, MiB}});
    QVERIFY(record);
    OutputLog &log = *record->log();
    std::atomic<bool> isDone = false;
    std::atomic<int> failures = 0;
    const auto read = [&](quint32 seed) {
        QRandomGenerator random(seed);
        OutputBlock block;
        while (!isDone) {
            const qint64 end = log.rows(OutputFilter::All).end;
            const qint64 row = random.bounded(static_cast<int>(end + 1));
            for (const OutputLine &line : log.lines(OutputFilter::All, row, 50)) {
                const bool isRight = line.isOpen
                    || line.bytes.startsWith(QByteArray::number(line.row));
                failures += isRight ? 0 : 1;
            }
            log.readBlock(OutputFilter::All, row, row + 1000, &block);
            for (const OutputBlock::Part &part : block.parts) {
                const QByteArray number = QByteArray::number(part.rows.front().first);
                failures += part.bytes.startsWith(number) || part.isLastOpen ? 0 : 1;
            }
        }
    };
    std::thread first(read, 1);
    std::thread second(read, 2);
    for (int i = 0; i < 60'000; ++i) {
        const auto stream = i / 100 % 2 ? OutputStream::Stdout : OutputStream::Stderr;
        const QByteArray line = QByteArray::number(i) + " and some text after it to make it long\n";
        log.append(stream, line, log.clock().steady + i * 2ms);
        if (i % 1000 == 0)
            log.flush();
    }
    isDone = true;
    first.join();
    second.join();
    QCOMPARE(failures, 0);
    QCOMPARE(log.totalLines(), 60'000);
    QVERIFY(!log.gap(OutputFilter::All).isEmpty());
}

void TestRunRecord::aScriptCanReadIt_data()
{
    QTest::addColumn<Retention::Keep>("keep");
    QTest::newRow("all of it") << Retention::Keep::Everything;
    QTest::newRow("the newest") << Retention::Keep::Tail;
}

/// The script stands for whoever reads FORMAT.md.
void TestRunRecord::aScriptCanReadIt()
{
    QFETCH(const Retention::Keep, keep);
    if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
        QSKIP("There is no python3.");
    QRandomGenerator random(6);
    auto record = create({.retention = {keep, MiB}});
    QVERIFY(record);
    appendChunks(*record->log(), randomChunks(&random, 2 * MiB, streams(true)));
    QVERIFY(!record->finish());
    const OutputLog &log = *record->log();
    QCOMPARE(log.gap(OutputFilter::All).isEmpty(), keep == Retention::Keep::Everything);
    // Pieces of a line are put together where it began, as the script has them.
    QByteArrayList expected;
    std::array<qsizetype, OutputStreamCount> last{};
    const QByteArray names[] = {"stdout", "stderr", "stdin", "note"};
    if (keep == Retention::Keep::Tail)
        expected.append("0.000 gap lines were given up here\n");
    for (const OutputLine &line : log.lines(OutputFilter::All, 0, log.totalLines())) {
        const auto stream = static_cast<size_t>(line.stream);
        if (line.isContinuation && last[stream] > 0) {
            expected[last[stream]].chop(1);
            expected[last[stream]] += line.bytes + '\n';
            continue;
        }
        last[stream] = expected.size();
        const auto seconds = static_cast<double>(line.when.count()) / 1e9;
        expected.append(QByteArray::number(seconds, 'f', 3) + ' ' + names[stream] + ' ' + line.bytes
                        + '\n');
    }
    const QString script = QStringLiteral(READRECORD);
    QProcess python;
    python.start(QStringLiteral("python3"), {script, record->folder()});
    QVERIFY(python.waitForFinished());
    const QByteArray actual = python.readAllStandardOutput();
    QCOMPARE(python.exitCode(), 0);
    const QByteArray all = expected.join();
    for (qsizetype i = 0; i < std::min(actual.size(), all.size()); ++i) {
        if (actual[i] != all[i])
            QCOMPARE(actual.mid(i, 60), all.mid(i, 60));
    }
    QCOMPARE(actual.size(), all.size());
}

QTEST_GUILESS_MAIN(TestRunRecord)
#include "tst_runrecord.moc"
