// SPDX-License-Identifier: MIT
#include "record/recordview.h"
#include "record/runrecord.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <thread>

using namespace Spawnscope;

class TestRecordView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSetIsThereAgain();
    void aRecordWithoutItHasNothingSet();
    void whatMakesNoSenseIsLeftOut_data();
    void whatMakesNoSenseIsLeftOut();
    void itIsWrittenAlthoughSomebodyReads();
    void aFolderThatIsGoneIsSaid();
    void theRecordStaysWhole();
};

void TestRecordView::whatWasSetIsThereAgain()
{
    const QTemporaryDir folder;
    const RecordView view{.bookmarks = {3, 70, qint64(1) << 40}, .encoding = "ISO-8859-1"};
    QVERIFY(writeRecordView(folder.path(), view));
    QCOMPARE(readRecordView(folder.path()), view);
    QVERIFY(writeRecordView(folder.path(), {}));
    QCOMPARE(readRecordView(folder.path()), RecordView());
}

void TestRecordView::aRecordWithoutItHasNothingSet()
{
    const QTemporaryDir folder;
    QCOMPARE(readRecordView(folder.path()), RecordView());
}

void TestRecordView::whatMakesNoSenseIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<qint64>>("bookmarks");
    QTest::newRow("empty") << QByteArray() << QList<qint64>();
    QTest::newRow("cut off") << QByteArray("{\"bookmarks\":[1,") << QList<qint64>();
    QTest::newRow("a list") << QByteArray("[1,2]") << QList<qint64>();
    QTest::newRow("other values") << QByteArray(R"({"bookmarks":[5,"x",-1,2,2,{}],"encoding":7})")
                                  << QList<qint64>{2, 5};
}

void TestRecordView::whatMakesNoSenseIsLeftOut()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QList<qint64>, bookmarks);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QLatin1StringView(RecordView::FileName)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(readRecordView(folder.path()), (RecordView{.bookmarks = bookmarks, .encoding = {}}));
}

/// Windows does not replace a file that is open, so writing has to outlast the reader.
void TestRecordView::itIsWrittenAlthoughSomebodyReads()
{
    static constexpr std::chrono::milliseconds readingTime{30};
    const QTemporaryDir folder;
    QVERIFY(writeRecordView(folder.path(), {}));
    const RecordView view{.bookmarks = {3}, .encoding = {}};
    QFile file(folder.filePath(QLatin1StringView(RecordView::FileName)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    std::thread reader([&file] {
        std::this_thread::sleep_for(readingTime);
        file.close();
    });
    const auto written = writeRecordView(folder.path(), view);
    reader.join();
    QVERIFY(written);
    QCOMPARE(readRecordView(folder.path()), view);
}

void TestRecordView::aFolderThatIsGoneIsSaid()
{
    const QTemporaryDir folder;
    const auto written = writeRecordView(folder.filePath(QStringLiteral("gone")), {});
    QVERIFY(!written);
    QVERIFY(written.error().code == std::errc::no_such_file_or_directory);
}

void TestRecordView::theRecordStaysWhole()
{
    const QTemporaryDir root;
    auto record = RunRecord::create(root.path(), {});
    QVERIFY(record);
    const QString folder = (*record)->folder();
    (*record)->log()->append(OutputStream::Stdout, "one\ntwo\n", {});
    QVERIFY(writeRecordView(folder, {.bookmarks = {1}, .encoding = {}}));
    QVERIFY(!(*record)->finish());
    record->reset();
    const auto again = RunRecord::open(folder);
    QVERIFY(again);
    QVERIFY(!(*again)->repair().isNeeded());
    QCOMPARE((*again)->log()->totalLines(), 2);
}

QTEST_GUILESS_MAIN(TestRecordView)
#include "tst_recordview.moc"
