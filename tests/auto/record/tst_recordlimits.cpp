// SPDX-License-Identifier: MIT
// What records have to do with modes and limits of Unix; the rest is in tst_runrecord and
// tst_runjournal.
#include "record/runjournal.h"
#include "record/runrecord.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Spawnscope;

namespace {

RunEvent someEvent(int number)
{
    return {std::chrono::nanoseconds(number),
            QStringLiteral("signal"),
            {{QStringLiteral("number"), number}}};
}

/// Holds how large a file of this process may become, while it lives.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        set(bytes);
    }
    ~FileSizeLimit() { set(m_before.rlim_cur); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

    void set(rlim_t bytes) const
    {
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }

private:
    rlimit m_before{};
};

} // namespace

class TestRecordLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewRecordIsPrivate();
    void whatTheDiskRefusesIsWrittenLater();
    void aFullDiskTakesWhatFits();
    void aNoteEndsItsLineOnceThereIsRoom();
};

void TestRecordLimits::aNewRecordIsPrivate()
{
    const QTemporaryDir root;
    const mode_t mask = ::umask(0);
    const auto record = *RunRecord::create(root.path(), {});
    record->log()->append(OutputStream::Stdout, "a line\n", record->log()->clock().steady);
    record->flush();
    ::umask(mask);
    struct stat status;
    QCOMPARE(::stat(QFile::encodeName(record->folder()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0700U);
    const QStringList files = QDir(record->folder()).entryList(QDir::Files);
    QVERIFY(files.size() >= 6);
    for (const QString &file : files) {
        const QByteArray path = QFile::encodeName(record->folder() + u'/' + file);
        QCOMPARE(::stat(path.constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0600U);
    }
}

void TestRecordLimits::whatTheDiskRefusesIsWrittenLater()
{
    const QTemporaryDir folder;
    auto journal = RunJournal::create(folder.path());
    QVERIFY(journal);
    QVERIFY(!journal->add(someEvent(0)));
    const qint64 lineBytes =
        QFileInfo(folder.filePath(QLatin1StringView(RunJournal::FileName))).size();
    {
        const FileSizeLimit limit(rlim_t(lineBytes + 10));
        const auto refused = journal->add(someEvent(1));
        QVERIFY(refused);
        QCOMPARE(refused->stage, RecordStage::WriteFile);
        QCOMPARE(refused->code, std::errc::file_too_large);
        QVERIFY(journal->add(someEvent(2)));
        QCOMPARE(journal->heldBackBytes(), 2 * lineBytes - 10);
        const auto meanwhile = readRunEvents(folder.path());
        QCOMPARE(meanwhile->events.size(), 1);
        QVERIFY(meanwhile->hasTornEnd);

        limit.set(rlim_t(2 * lineBytes + 1));
        QVERIFY(journal->flush());
        QCOMPARE(readRunEvents(folder.path())->events.size(), 2);
    }
    QVERIFY(!journal->flush());
    QCOMPARE(journal->heldBackBytes(), 0);
    QVERIFY(!journal->add(someEvent(3)));
    const auto read = readRunEvents(folder.path());
    QCOMPARE(read->damagedLines, 0);
    QCOMPARE(read->events.size(), 4);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(read->events[i].when, std::chrono::nanoseconds(i));
}

void TestRecordLimits::aFullDiskTakesWhatFits()
{
    const QTemporaryDir root;
    const auto record = *RunRecord::create(root.path(), {});
    OutputLog &log = *record->log();
    const QByteArray bytes = QByteArray("0123456789012345678901234567890\n").repeated(10'000);
    const auto when = log.clock().steady;
    OutputLog::Appended first;
    {
        const FileSizeLimit limit(100'000);
        first = log.append(OutputStream::Stdout, bytes, when);
        QCOMPARE(first.bytes, 100'000);
        QVERIFY(first.error);
        QVERIFY(first.error->isDiskFull);
        QCOMPARE(first.error->stage, RecordStage::WriteFile);
        const OutputLog::Appended second = log.append(OutputStream::Stdout, "x", when);
        QCOMPARE(second.bytes, 0);
        QVERIFY(second.error);
    }
    const OutputLog::Appended rest = log.append(OutputStream::Stdout, bytes.sliced(first.bytes),
                                                when);
    QVERIFY(!rest.error);
    QCOMPARE(log.readBytes(OutputStream::Stdout, 0, bytes.size() + 1), bytes);
    QCOMPARE(log.totalLines(), 10'000);
    QVERIFY(!record->finish());
    const auto again = RunRecord::open(record->folder());
    QVERIFY(again);
    QVERIFY(!(*again)->repair().isNeeded());
    QCOMPARE((*again)->log()->totalLines(), 10'000);
}

void TestRecordLimits::aNoteEndsItsLineOnceThereIsRoom()
{
    const QTemporaryDir root;
    const auto record = *RunRecord::create(root.path(), {});
    OutputLog &log = *record->log();
    const auto when = log.clock().steady;
    {
        const FileSizeLimit limit(4);
        const OutputLog::Appended text = log.append(OutputStream::Note, "text", when);
        QCOMPARE(text.bytes, 4);
        QVERIFY(text.error);
        QCOMPARE(log.append(OutputStream::Note, "more", when).bytes, 0);
    }
    QCOMPARE(log.append(OutputStream::Note, "more", when).bytes, 4);
    QCOMPARE(log.readBytes(OutputStream::Note, 0, 100), "text\nmore\n");
}

QTEST_GUILESS_MAIN(TestRecordLimits)
#include "tst_recordlimits.moc"
