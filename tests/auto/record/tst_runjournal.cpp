// SPDX-License-Identifier: MIT
#include "base/jsontext.h"
#include "record/runjournal.h"
#include "record/writerlock.h"
#include "support/testfiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

QString pathIn(const QTemporaryDir &folder, const char *file)
{
    return folder.filePath(QLatin1StringView(file));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

RunHeader someHeader()
{
    return {QDateTime({2026, 3, 1}, {9, 30, 15, 250}, QTimeZone(5400)),
            qint64(1) << 40,
            {Retention::Keep::HeadAndTail, qint64(1) << 33},
            true};
}

RunEvent someEvent(int number)
{
    return {std::chrono::nanoseconds(number),
            QStringLiteral("signal"),
            {{QStringLiteral("number"), number}}};
}

} // namespace

class TestRunJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeaderIsReadAsItWasWritten();
    void aHeaderIsWrittenOnce();
    void aHeaderIsRefused_data();
    void aHeaderIsRefused();
    void whatIsNoFileIsNotRead();

    void eventsAreReadAsTheyWereWritten();
    void anEventIsOnDiskAtOnce();
    void timeAndNameStandInFront();
    void fieldsCannotReplaceTimeAndName();
    void aJournalIsNotWrittenOver();
    void damagedLinesAreLeftOut_data();
    void damagedLinesAreLeftOut();
    void everyCutKeepsTheLinesBeforeIt();

    void aLockIsHeldByOne();
    void aLockIsFreeWithoutAFile();
    void aLockIsNoLink();
};

void TestRunJournal::aHeaderIsReadAsItWasWritten()
{
    const QTemporaryDir folder;
    const RunHeader header = someHeader();
    QVERIFY(writeRunHeader(folder.path(), header));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    QVERIFY(contentOf(pathIn(folder, RunHeader::FileName))
                .contains("\"2026-03-01T09:30:15.250+01:30\""));

    const auto read = readRunHeader(folder.path());
    QVERIFY(read);
    QCOMPARE(read->started, header.started);
    QCOMPARE(read->started.offsetFromUtc(), 5400);
    QCOMPARE(read->segmentBytes, header.segmentBytes);
    QVERIFY(read->retention == header.retention);
    QCOMPARE(read->exactOrder, true);
}

void TestRunJournal::aHeaderIsWrittenOnce()
{
    const QTemporaryDir folder;
    QVERIFY(QDir().mkdir(pathIn(folder, RunHeader::FileName)));
    const auto written = writeRunHeader(folder.path(), someHeader());
    QVERIFY(!written);
    QCOMPARE(written.error().stage, RecordStage::WriteFile);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());

    const auto nowhere = writeRunHeader(folder.filePath(QStringLiteral("none")), someHeader());
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().stage, RecordStage::CreateFile);
    QCOMPARE(nowhere.error().code, std::errc::no_such_file_or_directory);
}

void TestRunJournal::aHeaderIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<RecordStage>("stage");
    QTest::addColumn<qint64>("detail");
    const QByteArray good = R"({"format":"spawnscope-run","version":1,)"
                            R"("started":"2026-03-01T09:30:15.250Z","segmentBytes":4096,)"
                            R"("retention":{"keep":"tail","limitBytes":1048576}})";
    const auto with = [&good](const char *before, const char *after) {
        return QByteArray(good).replace(before, after);
    };
    const auto identify = RecordStage::Identify;
    QTest::newRow("empty") << QByteArray("") << identify << qint64(0);
    QTest::newRow("no JSON") << QByteArray("{\"a\":1,]") << identify << qint64(-1);
    QTest::newRow("a list") << QByteArray("[1]") << identify << qint64(0);
    QTest::newRow("another format") << with("spawnscope-run", "else") << identify << qint64(0);
    QTest::newRow("no version") << with("\"version\":1,", "") << identify << qint64(0);
    QTest::newRow("half a version") << with("n\":1,", "n\":1.5,") << identify << qint64(0);
    QTest::newRow("later version") << with("n\":1,", "n\":7,") << RecordStage::Version << qint64(7);
    QTest::newRow("no time") << with("2026-03-01T", "") << identify << qint64(0);
    QTest::newRow("no segments") << with("4096", "0") << identify << qint64(0);
    QTest::newRow("negative segments") << with("4096", "-4096") << identify << qint64(0);
    QTest::newRow("endless segments") << with("4096", "1e300") << identify << qint64(0);
    QTest::newRow("unknown retention") << with("tail", "some") << identify << qint64(0);
    QTest::newRow("negative limit") << with("1048576", "-1") << identify << qint64(0);
    QTest::newRow("far too long") << good + QByteArray(1 << 20, ' ') << identify
                                  << qint64(64 * 1024);
}

void TestRunJournal::aHeaderIsRefused()
{
    QFETCH(const QByteArray, text);
    const QTemporaryDir folder;
    write(pathIn(folder, RunHeader::FileName), text);
    const auto read = readRunHeader(folder.path());
    QVERIFY(!read);
    QTEST(read.error().stage, "stage");
    QFETCH(const qint64, detail); // -1: where Qt's parser stumbles, which is its own matter
    if (detail >= 0)
        QCOMPARE(read.error().detail, detail);
    QCOMPARE(read.error().path, pathIn(folder, RunHeader::FileName));
}

void TestRunJournal::whatIsNoFileIsNotRead()
{
    const QTemporaryDir folder;
    const QString path = pathIn(folder, RunHeader::FileName);
    const auto missing = readRunHeader(folder.path());
    QVERIFY(!missing);
    QCOMPARE(missing.error().stage, RecordStage::OpenFile);
    QCOMPARE(missing.error().code, std::errc::no_such_file_or_directory);

    for (const Stranger &stranger : strangers()) {
        const QTemporaryDir other;
        QVERIFY(stranger.make(pathIn(other, RunHeader::FileName)));
        const auto read = readRunHeader(other.path());
        QVERIFY2(!read, stranger.name);
        QCOMPARE(read.error().stage, RecordStage::OpenFile);
    }
}

void TestRunJournal::eventsAreReadAsTheyWereWritten()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    const QList<RunEvent> written{
        {0ns,
         RunEventName::Start,
         {{QStringLiteral("argv"),
           QJsonArray{bytesToJson("printf"), bytesToJson("a\nb\xff"), bytesToJson("")}}}},
        {std::chrono::nanoseconds(std::numeric_limits<qint64>::max()),
         QStringLiteral("caf\u00e9 \"quoted\""),
         {}},
        {-5ns, RunEventName::Finish, {}},
    };
    for (const RunEvent &event : written)
        QVERIFY(!journal->add(event));

    const auto read = readRunEvents(folder.path());
    QVERIFY(read);
    QCOMPARE(read->damagedLines, 0);
    QVERIFY(!read->hasTornEnd);
    QCOMPARE(read->events.size(), written.size());
    for (qsizetype i = 0; i < written.size(); ++i) {
        QCOMPARE(read->events[i].when, written[i].when);
        QCOMPARE(read->events[i].name, written[i].name);
        QCOMPARE(read->events[i].fields, written[i].fields);
    }
}

void TestRunJournal::anEventIsOnDiskAtOnce()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(!journal->add(someEvent(i)));
        QCOMPARE(readRunEvents(folder.path())->events.size(), i);
    }
}

void TestRunJournal::timeAndNameStandInFront()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    QVERIFY(!journal->add(someEvent(15)));
    QVERIFY(!journal->add({7ns, RunEventName::Finish, {}}));
    QCOMPARE(contentOf(pathIn(folder, RunJournal::FileName)),
             "{\"t\":15,\"event\":\"signal\",\"number\":15}\n{\"t\":7,\"event\":\"finish\"}\n");
}

void TestRunJournal::fieldsCannotReplaceTimeAndName()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    QVERIFY(!journal->add(
        {1ns, QStringLiteral("a"), {{QStringLiteral("t"), 2}, {QStringLiteral("event"), 3}}}));
    const auto read = readRunEvents(folder.path());
    QCOMPARE(read->events.size(), 1);
    QCOMPARE(read->events[0].when, 1ns);
    QCOMPARE(read->events[0].name, QStringLiteral("a"));
    QCOMPARE(read->events[0].fields, QJsonObject());
}

void TestRunJournal::aJournalIsNotWrittenOver()
{
    const QTemporaryDir folder;
    QVERIFY(RunJournal::create(folder.path()));
    const auto again = RunJournal::create(folder.path());
    QVERIFY(!again);
    QCOMPARE(again.error().stage, RecordStage::CreateFile);
    QCOMPARE(again.error().code, std::errc::file_exists);
}

void TestRunJournal::damagedLinesAreLeftOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("events");
    QTest::addColumn<qint64>("damaged");
    QTest::addColumn<bool>("torn");
    const QByteArray a = R"({"t":1,"event":"a"})";
    QTest::newRow("empty") << QByteArray() << qsizetype(0) << qint64(0) << false;
    QTest::newRow("whole") << a + '\n' << qsizetype(1) << qint64(0) << false;
    QTest::newRow("no line feed") << a + '\n' + a << qsizetype(2) << qint64(0) << false;
    QTest::newRow("torn") << a + '\n' + a.first(9) << qsizetype(1) << qint64(0) << true;
    QTest::newRow("torn in the middle") << a.first(9) + '\n' + a + '\n'
                                        << qsizetype(1) << qint64(1) << false;
    QTest::newRow("zeros at the end")
        << a + '\n' + QByteArray(512, '\0') << qsizetype(1) << qint64(0) << true;
    QTest::newRow("empty line") << a + "\n\n" + a + '\n' << qsizetype(2) << qint64(1) << false;
    QTest::newRow("no object") << QByteArray("[1]\n3\n") << qsizetype(0) << qint64(2) << false;
    QTest::newRow("no time") << QByteArray("{\"event\":\"a\"}\n") << qsizetype(0) << qint64(1)
                             << false;
    QTest::newRow("half a nanosecond")
        << QByteArray("{\"t\":0.5,\"event\":\"a\"}\n") << qsizetype(0) << qint64(1) << false;
    QTest::newRow("no name") << QByteArray("{\"t\":1}\n") << qsizetype(0) << qint64(1) << false;
    QTest::newRow("no text") << QByteArray("{\"t\":1,\"event\":\"\xff\"}\n") << qsizetype(0)
                             << qint64(1) << false;
    QTest::newRow("deep") << QByteArray(100'000, '[') + '\n' + a + '\n'
                          << qsizetype(1) << qint64(1) << false;
}

void TestRunJournal::damagedLinesAreLeftOut()
{
    QFETCH(const QByteArray, text);
    const RunEvents read = runEventsFromJson(text);
    QTEST(read.events.size(), "events");
    QTEST(read.damagedLines, "damaged");
    QTEST(read.hasTornEnd, "torn");
}

void TestRunJournal::everyCutKeepsTheLinesBeforeIt()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    for (int i = 0; i < 20; ++i)
        QVERIFY(!journal->add(someEvent(i)));
    const QByteArray whole = contentOf(pathIn(folder, RunJournal::FileName));
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        const QByteArrayView cut = QByteArrayView(whole).first(size);
        const RunEvents read = runEventsFromJson(cut);
        const bool isWholeWithoutEnd = cut.endsWith('}');
        QCOMPARE(read.events.size(), cut.count('\n') + (isWholeWithoutEnd ? 1 : 0));
        QCOMPARE(read.damagedLines, 0);
        QCOMPARE(read.hasTornEnd, !cut.isEmpty() && !cut.endsWith('\n') && !isWholeWithoutEnd);
    }
}

void TestRunJournal::aLockIsHeldByOne()
{
    const QTemporaryDir folder;
    {
        const auto lock = WriterLock::take(folder.path());
        QVERIFY(lock);
        QVERIFY(WriterLock::isHeld(folder.path()));
        const auto second = WriterLock::take(folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().stage, RecordStage::Lock);
        QCOMPARE(second.error().code, std::errc::operation_would_block);
    }
    QVERIFY(!WriterLock::isHeld(folder.path()));
    QVERIFY(WriterLock::take(folder.path()));
}

void TestRunJournal::aLockIsFreeWithoutAFile()
{
    const QTemporaryDir folder;
    QVERIFY(!WriterLock::isHeld(folder.path()));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(!WriterLock::take(folder.filePath(QStringLiteral("none"))));
}

void TestRunJournal::aLockIsNoLink()
{
    const QTemporaryDir folder;
    const QTemporaryDir elsewhere;
    const QString target = elsewhere.filePath(QStringLiteral("file"));
    if (!canMakeLinks())
        QSKIP("Wine 8 makes no symbolic links.");
    QVERIFY(makeLink(target, pathIn(folder, WriterLock::FileName)));
    QVERIFY(!WriterLock::take(folder.path()));
    QVERIFY(!QFile::exists(target));
}

QTEST_GUILESS_MAIN(TestRunJournal)
#include "tst_runjournal.moc"
