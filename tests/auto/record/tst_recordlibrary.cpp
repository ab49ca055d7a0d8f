// SPDX-License-Identifier: MIT
#include "record/recordlibrary.h"
#include "record/runjournal.h"
#include "record/writerlock.h"
#include "support/testfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

const QDateTime Noon({2026, 3, 1}, {12, 0}, Qt::UTC);

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A folder of records with what a test needs to fill it.
class Records
{
public:
    QString root() const { return m_folder.path(); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }
    RecordLibrary library() const { return RecordLibrary(root()); }

    /// A finished record that started @p minute minutes after noon; its output is of
    /// @p outputBytes.
    QString add(const char *name, int minute, qsizetype outputBytes = 0) const
    {
        const QString folder = addUnfinished(name, minute, outputBytes);
        QFile journal(folder + QStringLiteral("/events.jsonl"));
        const bool isOpen = journal.open(QIODevice::Append);
        Q_ASSERT(isOpen);
        journal.write("{\"t\":2000000000,\"event\":\"exit\",\"returncode\":3}\n"
                      "{\"t\":2500000000,\"event\":\"finish\"}\n");
        return folder;
    }

    QString addUnfinished(const char *name, int minute, qsizetype outputBytes = 0) const
    {
        const QString folder = path(name);
        QDir().mkdir(folder);
        (void)WriterLock::take(folder);
        (void)writeRunHeader(folder, {Noon.addSecs(60 * minute), 4096, {}, false});
        auto journal = RunJournal::create(folder);
        journal->add({1s, RunEventName::Start, {{QStringLiteral("pid"), 42}}});
        write(folder + QStringLiteral("/stdout.0"), QByteArray(outputBytes, 'x'));
        return folder;
    }

private:
    QTemporaryDir m_folder;
};

QStringList folders(const QList<RecordSummary> &records)
{
    QStringList result;
    for (const RecordSummary &record : records)
        result.append(record.folder);
    return result;
}

qint64 sizeOfFiles(const QString &folder)
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
        bytes += file.size();
    return bytes;
}

} // namespace

class TestRecordLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderThatIsMissingHoldsNothing();
    void recordsAreListedNewestFirst();
    void aSummarySaysHowTheRunWent();
    void aRecordWithoutFinishIsInterrupted();
    void aLockedRecordIsBeingWritten();
    void aLongJournalIsReadAtItsEnds();
    void whatIsNoRecordIsLeftOut();
    void aDamagedRecordIsListed_data();
    void aDamagedRecordIsListed();
    void whatMayNotBeReadIsListedAsSuch();
    void manyRecordsAreListedInOrder();

    void aRecordIsRemoved();
    void aRecordInUseIsNotRemoved();
    void whatIsNoRecordIsNotRemoved();
    void removingFollowsNoLink();
    void aRecordWithAFolderInItIsNotRemoved();
    void aRecordThatMayNotBeRemovedIsAnError();

    void theOldestGoFirst();
    void whatIsKeptCountsToo();
    void whatIsKeptMayBeNamedThroughALink();
    void allCanBeRemoved();
    void oneFailureDoesNotStopTheOthers();
};

void TestRecordLibrary::aFolderThatIsMissingHoldsNothing()
{
    const QTemporaryDir folder;
    const RecordLibrary library(folder.filePath(QStringLiteral("none")));
    QVERIFY(library.list().isEmpty());
    QCOMPARE(library.bytesOnDisk(), 0);
    QVERIFY(library.removeAll({}).folders.isEmpty());
    QVERIFY(!QFile::exists(library.root()));
}

void TestRecordLibrary::recordsAreListedNewestFirst()
{
    const Records records;
    const QString second = records.add("a", 2);
    const QString first = records.add("b", 1);
    const QString third = records.add("c", 3);
    QCOMPARE(folders(records.library().list()), QStringList({third, second, first}));
}

void TestRecordLibrary::aSummarySaysHowTheRunWent()
{
    const Records records;
    const QString folder = records.add("a", 2, 5000);
    const QList<RecordSummary> list = records.library().list();
    QCOMPARE(list.size(), 1);
    const RecordSummary &summary = list[0];
    QCOMPARE(summary.folder, folder);
    QCOMPARE(summary.state, RecordState::Complete);
    QVERIFY(summary.isReadable);
    QCOMPARE(summary.started, Noon.addSecs(120));
    QCOMPARE(summary.duration, std::chrono::nanoseconds(2500ms));
    QCOMPARE(summary.start, QJsonObject({{QStringLiteral("pid"), 42}}));
    QCOMPARE(summary.exit, QJsonObject({{QStringLiteral("returncode"), 3}}));
    QCOMPARE(summary.bytesOnDisk, sizeOfFiles(folder));
    QVERIFY(summary.bytesOnDisk > 5000);
    QCOMPARE(records.library().bytesOnDisk(), summary.bytesOnDisk);
}

void TestRecordLibrary::aRecordWithoutFinishIsInterrupted()
{
    const Records records;
    records.addUnfinished("a", 1);
    const RecordSummary summary = records.library().list().at(0);
    QCOMPARE(summary.state, RecordState::Interrupted);
    QVERIFY(summary.isReadable);
    QCOMPARE(summary.duration, std::chrono::nanoseconds(1s));
    QVERIFY(summary.exit.isEmpty());
}

void TestRecordLibrary::aLockedRecordIsBeingWritten()
{
    const Records records;
    const QString folder = records.addUnfinished("a", 1);
    {
        const auto lock = WriterLock::take(folder);
        QVERIFY(lock);
        QCOMPARE(records.library().list().at(0).state, RecordState::Writing);
    }
    QCOMPARE(records.library().list().at(0).state, RecordState::Interrupted);
}

void TestRecordLibrary::aLongJournalIsReadAtItsEnds()
{
    const Records records;
    const QString folder = records.addUnfinished("a", 1);
    QFile journal(folder + QStringLiteral("/events.jsonl"));
    QVERIFY(journal.open(QIODevice::Append));
    const QByteArray line = "{\"t\":1500000000,\"event\":\"input\",\"bytes\":1}\n";
    journal.write(line.repeated((8 << 20) / line.size()));
    journal.write("{\"t\":9000000000,\"event\":\"exit\",\"returncode\":0}\n"
                  "{\"t\":9000000001,\"event\":\"finish\"}\n");
    journal.close();
    const RecordSummary summary = records.library().list().at(0);
    QCOMPARE(summary.state, RecordState::Complete);
    QCOMPARE(summary.duration, std::chrono::nanoseconds(9'000'000'001));
    QCOMPARE(summary.start.value(QLatin1StringView("pid")).toInt(), 42);
    QCOMPARE(summary.exit.value(QLatin1StringView("returncode")).toInt(-1), 0);
}

void TestRecordLibrary::whatIsNoRecordIsLeftOut()
{
    const Records records;
    const QString folder = records.add("record", 1);
    write(records.path("file"), "run.json");
    QVERIFY(QDir().mkdir(records.path("empty")));
    QVERIFY(QDir().mkdir(records.path("foreign")));
    write(records.path("foreign/run.json"), "{\"name\":\"something else\"}");
    QVERIFY(QDir().mkdir(records.path("just-begun")));
    QVERIFY(WriterLock::take(records.path("just-begun")));
    QVERIFY(QDir().mkpath(records.path("strange/run.json")));
    if (canMakeLinks()) {
        QVERIFY(makeLink(folder, records.path("link")));
        QVERIFY(makeLink(records.path("nowhere"), records.path("broken")));
    }
    for (const Stranger &stranger : strangers())
        QVERIFY(stranger.make(records.path(stranger.name)));
    QCOMPARE(folders(records.library().list()), QStringList({folder}));
    QCOMPARE(records.library().bytesOnDisk(), sizeOfFiles(folder));
}

void TestRecordLibrary::aDamagedRecordIsListed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    const QString header = QStringLiteral("/run.json");
    QTest::newRow("empty header") << header << QByteArray();
    QTest::newRow("garbage header") << header << QByteArray(5000, '\xff');
    QTest::newRow("later version")
        << header << QByteArray("{\"format\":\"spawnscope-run\",\"version\":2}");
}

void TestRecordLibrary::aDamagedRecordIsListed()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, bytes);
    const Records records;
    const QString folder = records.add("a", 1);
    write(folder + file, bytes);
    const QList<RecordSummary> list = records.library().list();
    QCOMPARE(list.size(), 1);
    QVERIFY(!list[0].isReadable);
    QVERIFY(list[0].started.isValid());
    QCOMPARE(list[0].exit.value(QLatin1StringView("returncode")).toInt(), 3);
    QVERIFY(records.library().remove(folder));
    QVERIFY(!QFile::exists(folder));
}

void TestRecordLibrary::whatMayNotBeReadIsListedAsSuch()
{
    if (!obeysRights())
        QSKIP("The superuser may read everything, and so may everybody under Wine 8.");
    const Records records;
    const QString folder = records.add("a", 1);
    QVERIFY(denyAll(folder + QStringLiteral("/run.json")));
    const QList<RecordSummary> list = records.library().list();
    QCOMPARE(list.size(), 1);
    QVERIFY(!list[0].isReadable);
}

void TestRecordLibrary::manyRecordsAreListedInOrder()
{
    const Records records;
    for (int i = 0; i < 200; ++i)
        records.add(QByteArray::number(i).constData(), i);
    const QList<RecordSummary> list = records.library().list();
    QCOMPARE(list.size(), 200);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(list[i].folder, records.path(QByteArray::number(199 - i).constData()));
}

void TestRecordLibrary::aRecordIsRemoved()
{
    const Records records;
    const QString gone = records.add("a", 1);
    const QString stays = records.add("b", 2);
    QVERIFY(records.library().remove(gone));
    QVERIFY(!QFile::exists(gone));
    QCOMPARE(folders(records.library().list()), QStringList({stays}));
    QVERIFY(records.library().remove(stays + u'/'));
    QVERIFY(!QFile::exists(stays));
}

void TestRecordLibrary::aRecordInUseIsNotRemoved()
{
    const Records records;
    const QString folder = records.addUnfinished("a", 1, 100);
    const qint64 bytes = sizeOfFiles(folder);
    const auto lock = WriterLock::take(folder);
    QVERIFY(lock);
    const auto result = records.library().remove(folder);
    QVERIFY(!result);
    QCOMPARE(result.error().stage, RecordStage::Lock);
    QVERIFY(records.library().removeAll({}).folders.isEmpty());
    QCOMPARE(sizeOfFiles(folder), bytes);
}

void TestRecordLibrary::whatIsNoRecordIsNotRemoved()
{
    const Records records;
    const Records others;
    const QString elsewhere = others.add("a", 1);
    QVERIFY(QDir().mkdir(records.path("foreign")));
    write(records.path("foreign/notes"), "mine");
    QVERIFY(QDir().mkpath(records.path("deep/down")));
    const QString deep = records.path("deep/down");
    QVERIFY(writeRunHeader(deep, {Noon, 1, {}, false}));
    QVERIFY(writeRunHeader(records.root(), {Noon, 1, {}, false}));
    const QStringList refused{records.path("foreign"),
                              records.path("none"),
                              records.path("foreign/.."),
                              records.path("foreign/../deep/down"),
                              deep,
                              elsewhere,
                              records.root(),
                              QString(),
                              QStringLiteral("/"),
                              QStringLiteral("..")};
    for (const QString &folder : refused) {
        const auto result = records.library().remove(folder);
        QVERIFY2(!result, qPrintable(folder));
        QCOMPARE(result.error().stage, RecordStage::Identify);
    }
    QVERIFY(QFile::exists(records.path("foreign/notes")));
    QVERIFY(QFile::exists(deep + QStringLiteral("/run.json")));
    QVERIFY(QFile::exists(elsewhere));
}

void TestRecordLibrary::removingFollowsNoLink()
{
    const Records records;
    const Records others;
    const QString elsewhere = others.add("a", 1, 100);
    const qint64 bytes = sizeOfFiles(elsewhere);
    if (!canMakeLinks())
        QSKIP("Wine 8 makes no symbolic links.");
    QVERIFY(makeLink(elsewhere, records.path("link")));
    QVERIFY(!records.library().remove(records.path("link")));

    const QString folder = records.add("b", 1);
    QVERIFY(makeLink(elsewhere, folder + QStringLiteral("/linked-folder")));
    QVERIFY(
        makeLink(elsewhere + QStringLiteral("/stdout.0"), folder + QStringLiteral("/linked-file")));
    QVERIFY(records.library().remove(folder));
    QVERIFY(!QFile::exists(folder));
    QCOMPARE(sizeOfFiles(elsewhere), bytes);
}

void TestRecordLibrary::aRecordWithAFolderInItIsNotRemoved()
{
    const Records records;
    const QString folder = records.add("a", 1, 100);
    const qint64 bytes = sizeOfFiles(folder);
    QVERIFY(QDir().mkdir(folder + QStringLiteral("/mine")));
    const auto result = records.library().remove(folder);
    QVERIFY(!result);
    QCOMPARE(result.error().stage, RecordStage::Identify);
    QCOMPARE(sizeOfFiles(folder), bytes);
}

void TestRecordLibrary::aRecordThatMayNotBeRemovedIsAnError()
{
    if (!obeysRights())
        QSKIP("The superuser may remove everything, and so may everybody under Wine 8.");
    const Records records;
    const QString folder = records.add("a", 1);
    QVERIFY(denyChange(folder));
    const auto result = records.library().remove(folder);
    QVERIFY(allow(folder));
    QVERIFY(!result);
    QCOMPARE(result.error().stage, RecordStage::Remove);
    QCOMPARE(result.error().code, std::errc::permission_denied);
}

void TestRecordLibrary::theOldestGoFirst()
{
    const Records records;
    const QString third = records.add("a", 3, 10'000);
    const QString first = records.add("b", 1, 10'000);
    const QString second = records.add("c", 2, 10'000);
    const RecordLibrary library = records.library();
    const qint64 each = library.bytesOnDisk() / 3;

    QVERIFY(library.shrinkTo(3 * each, {}).folders.isEmpty());
    const auto removed = library.shrinkTo(3 * each - 1, {});
    QCOMPARE(removed.folders, QStringList({first}));
    QCOMPARE(removed.bytes, each);
    QVERIFY(!removed.error);
    QCOMPARE(library.bytesOnDisk(), 2 * each);
    QCOMPARE(library.shrinkTo(1, {}).folders, QStringList({second, third}));
}

void TestRecordLibrary::whatIsKeptCountsToo()
{
    const Records records;
    const QString kept = records.add("a", 1, 10'000);
    const QString written = records.addUnfinished("b", 2, 10'000);
    const QString first = records.add("c", 3, 10'000);
    const QString second = records.add("d", 4, 10'000);
    const auto lock = WriterLock::take(written);
    QVERIFY(lock);
    const RecordLibrary library = records.library();
    const auto removed = library.shrinkTo(library.bytesOnDisk() - 1, {kept});
    QCOMPARE(removed.folders, QStringList({first}));
    QCOMPARE(library.shrinkTo(0, {kept}).folders, QStringList({second}));
    QCOMPARE(folders(library.list()), QStringList({written, kept}));
}

void TestRecordLibrary::whatIsKeptMayBeNamedThroughALink()
{
    const Records records;
    const QString kept = records.add("a", 1);
    const QTemporaryDir elsewhere;
    const QString link = elsewhere.filePath(QStringLiteral("link"));
    if (!canMakeLinks())
        QSKIP("Wine 8 makes no symbolic links.");
    QVERIFY(makeLink(records.root(), link));
    QVERIFY(records.library().removeAll({link + QStringLiteral("/a/")}).folders.isEmpty());
    QVERIFY(RecordLibrary(link).removeAll({kept}).folders.isEmpty());
    QCOMPARE(RecordLibrary(link).removeAll({}).folders, QStringList({link + QStringLiteral("/a")}));
    QVERIFY(!QFile::exists(kept));
}

void TestRecordLibrary::allCanBeRemoved()
{
    const Records records;
    records.add("a", 1);
    const QString kept = records.add("b", 2);
    records.addUnfinished("c", 3);
    write(records.path("foreign"), "mine");
    const auto removed = records.library().removeAll({kept});
    QCOMPARE(removed.folders.size(), 2);
    QVERIFY(!removed.error);
    QCOMPARE(QDir(records.root()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList({QStringLiteral("b"), QStringLiteral("foreign")}));
}

void TestRecordLibrary::oneFailureDoesNotStopTheOthers()
{
    const Records records;
    const QString first = records.add("a", 1);
    const QString stuck = records.add("b", 2);
    const QString third = records.add("c", 3);
    QVERIFY(QDir().mkdir(stuck + QStringLiteral("/mine")));
    const auto removed = records.library().removeAll({});
    QCOMPARE(removed.folders, QStringList({first, third}));
    QVERIFY(removed.error);
    QCOMPARE(removed.error->stage, RecordStage::Identify);
    QCOMPARE(removed.error->path, stuck);
}

QTEST_GUILESS_MAIN(TestRecordLibrary)
#include "tst_recordlibrary.moc"
