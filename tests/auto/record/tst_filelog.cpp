// SPDX-License-Identifier: MIT
#include "record/filelog.h"
#include "support/testfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Spawnscope;

namespace {

void write(const QString &path, const QByteArray &bytes,
           QIODevice::OpenMode mode = QIODevice::WriteOnly)
{
    QFile file(path);
    QVERIFY(file.open(mode));
    QCOMPARE(file.write(bytes), bytes.size());
}

void append(const QString &path, const QByteArray &bytes)
{
    write(path, bytes, QIODevice::Append);
}

QByteArrayList contents(const OutputLog &log)
{
    QByteArrayList result;
    const OutputRows rows = log.rows(OutputFilter::All);
    for (const OutputLine &line : log.lines(OutputFilter::All, rows.first, rows.count()))
        result += line.bytes;
    return result;
}

OutputLine lastLine(const OutputLog &log)
{
    return log.lines(OutputFilter::All, log.rows(OutputFilter::All).end - 1, 1).value(0);
}

QByteArray numberedLines(int first, int count)
{
    QByteArray bytes;
    for (int i = first; i < first + count; ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    return bytes;
}

/// A file that is being looked at.
class Opened
{
public:
    explicit Opened(const QByteArray &bytes)
    {
        write(path(), bytes);
        open();
    }
    void open()
    {
        auto result = FileLog::open(path());
        Q_ASSERT(result);
        file = std::move(*result);
    }
    QString path() const { return m_folder.filePath(QStringLiteral("file")); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }
    const OutputLog &log() const { return *file->log(); }
    /// Looks again and again until all is counted or it is over.
    bool isCounted(qint64 bytes) const
    {
        file->watch();
        const FileLog::Progress progress = file->progress();
        return progress.counted == bytes && progress.isComplete();
    }

    std::unique_ptr<FileLog> file;

private:
    QTemporaryDir m_folder;
};

RecordError refusal(const QString &path)
{
    const auto result = FileLog::open(path);
    return result ? RecordError{RecordStage::Version, {}, {}, 0, false} : result.error();
}

} // namespace

class TestFileLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLinesOfAFileAreRows();
    void anEmptyFileHasNoRows();
    void theLastLineIsOpenWithoutALineFeed();
    void aLargeFileIsCountedToItsEnd();
    void aLineOfManyMegabytesIsCut();

    void whatIsAppendedIsTakenUp();
    void aFileGrowsWhileItIsCounted();
    void anotherThreadReadsMeanwhile();
    void aFileThatIsCutOffHasShrunk();
    void aFileThatIsCutOffAndGrowsAgainHasShrunk();
    void aFileThatIsCutOffWhileItIsCountedHasShrunk();
    void aReplacedFileIsCountedToItsEnd();
    void aFileThatIsGoneStaysAsItWas();

    void countingEndsWithTheObject();
    void theLogOutlivesTheObject();

    void whatIsNoRegularFileIsRefused();
    void whatIsBelowAFileIsRefused();
    void aBrokenLinkIsRefused();
    void aFileThatMayNotBeReadIsRefused();
    void aLinkIsFollowed();
};

void TestFileLog::theLinesOfAFileAreRows()
{
    const Opened opened("first\n\n\x1b[31mred\nlast\r\n");
    QTRY_VERIFY(opened.isCounted(22));
    QCOMPARE(contents(opened.log()), QByteArrayList({"first", "", "\x1b[31mred", "last\r"}));
    for (const OutputLine &line : opened.log().lines(OutputFilter::Stdout, 0, 4)) {
        QCOMPARE(line.stream, OutputStream::Stdout);
        QCOMPARE(line.when, OutputLine::NoTime);
        QVERIFY(line.isEnded);
        QVERIFY(!line.isOpen);
    }
    QCOMPARE(opened.log().rows(OutputFilter::Stderr).count(), 0);
    QCOMPARE(opened.log().streamSize(OutputStream::Stdout), 22);
    QCOMPARE(opened.log().readBytes(OutputStream::Stdout, 1, 4), "irst");
    QVERIFY(!opened.log().isFinished());
    QCOMPARE(opened.file->path(), opened.path());
}

void TestFileLog::anEmptyFileHasNoRows()
{
    const Opened opened("");
    QVERIFY(opened.file->progress().isComplete());
    QCOMPARE(opened.log().rows(OutputFilter::All).count(), 0);
    append(opened.path(), "now\n");
    QTRY_VERIFY(opened.isCounted(4));
    QCOMPARE(contents(opened.log()), QByteArrayList({"now"}));
}

void TestFileLog::theLastLineIsOpenWithoutALineFeed()
{
    const Opened opened("first\nsec");
    QTRY_VERIFY(opened.isCounted(9));
    QCOMPARE(contents(opened.log()), QByteArrayList({"first", "sec"}));
    QVERIFY(lastLine(opened.log()).isOpen);
    QVERIFY(!lastLine(opened.log()).isEnded);
    append(opened.path(), "ond");
    QTRY_VERIFY(opened.isCounted(12));
    QCOMPARE(contents(opened.log()), QByteArrayList({"first", "second"}));
    append(opened.path(), "\n");
    QTRY_VERIFY(opened.isCounted(13));
    QVERIFY(lastLine(opened.log()).isEnded);
    QVERIFY(!lastLine(opened.log()).isOpen);
}

void TestFileLog::aLargeFileIsCountedToItsEnd()
{
    const int count = 2'000'000;
    const QByteArray bytes = numberedLines(0, count);
    const Opened opened(bytes);
    QTRY_VERIFY(opened.log().rows(OutputFilter::All).count() > 0);
    QCOMPARE(opened.log().lines(OutputFilter::All, 0, 1).at(0).bytes, "line 0");
    QTRY_VERIFY(opened.isCounted(bytes.size()));
    QCOMPARE(opened.log().rows(OutputFilter::All), (OutputRows{0, count}));
    QCOMPARE(opened.log().lines(OutputFilter::All, 1'234'567, 1).at(0).bytes, "line 1234567");
    QCOMPARE(opened.log().lines(OutputFilter::All, 1'234'567, 1).at(0).lineNumber, 1'234'568);
    QCOMPARE(opened.log().totals(OutputStream::Stdout), (OutputCounts{count, bytes.size()}));
    QVERIFY(opened.log().gap(OutputFilter::All).isEmpty());
    QVERIFY(opened.log().memoryBytes() < 1024 * 1024);
    QCOMPARE(opened.log().readBytes(OutputStream::Stdout, 0, bytes.size()), bytes);
}

void TestFileLog::aLineOfManyMegabytesIsCut()
{
    const QByteArray bytes = "first\n" + QByteArray("0123456789").repeated(1 << 20) + "\nlast\n";
    const Opened opened(bytes);
    QTRY_VERIFY(opened.isCounted(bytes.size()));
    QCOMPARE(lastLine(opened.log()).bytes, "last");
    QCOMPARE(lastLine(opened.log()).lineNumber, 3);
    QVERIFY(opened.log().rows(OutputFilter::All).count() > 100);
    QCOMPARE(contents(opened.log()).join(), QByteArray(bytes).replace("\n", ""));
}

void TestFileLog::whatIsAppendedIsTakenUp()
{
    const Opened opened("");
    QByteArray bytes;
    for (int i = 0; i < 50; ++i) {
        const QByteArray more = numberedLines(i * 100, 100) + "open";
        append(opened.path(), more);
        bytes += more;
        QTRY_VERIFY(opened.isCounted(bytes.size()));
        QCOMPARE(opened.log().readBytes(OutputStream::Stdout, 0, bytes.size()), bytes);
        QCOMPARE(opened.log().rows(OutputFilter::All).count(), bytes.count('\n') + 1);
    }
}

void TestFileLog::aFileGrowsWhileItIsCounted()
{
    const Opened opened(numberedLines(0, 100'000));
    for (int i = 1; i < 20; ++i) {
        append(opened.path(), numberedLines(i * 100'000, 100'000));
        opened.file->watch();
    }
    QTRY_VERIFY(opened.isCounted(QFileInfo(opened.path()).size()));
    QCOMPARE(opened.log().rows(OutputFilter::All).count(), 2'000'000);
    QCOMPARE(lastLine(opened.log()).bytes, "line 1999999");
}

void TestFileLog::anotherThreadReadsMeanwhile()
{
    const Opened opened(numberedLines(0, 1'000'000));
    std::atomic<qint64> wrongLines = 0;
    std::thread reader([&] {
        const auto log = opened.file->log();
        for (qint64 rows = 0; rows < 1'000'000;) {
            rows = log->rows(OutputFilter::All).end;
            for (const OutputLine &line : log->lines(OutputFilter::All, rows - 10, 9))
                wrongLines += line.bytes != "line " + QByteArray::number(line.number) ? 1 : 0;
        }
    });
    reader.join();
    QCOMPARE(wrongLines, 0);
    QTRY_VERIFY(opened.isCounted(QFileInfo(opened.path()).size()));
}

void TestFileLog::aFileThatIsCutOffHasShrunk()
{
    const QByteArray bytes = numberedLines(0, 1000);
    const Opened opened(bytes + "open");
    QTRY_VERIFY(opened.isCounted(bytes.size() + 4));
    QVERIFY(QFile::resize(opened.path(), 100));
    opened.file->watch();
    QTRY_VERIFY(opened.file->progress().hasShrunk);
    QTRY_VERIFY(opened.log().isFinished());
    QVERIFY(!opened.file->progress().error);
    QCOMPARE(opened.file->progress().counted, bytes.size() + 4);
    QCOMPARE(opened.log().rows(OutputFilter::All).count(), 1001);
    // What is gone reads as nothing.
    QCOMPARE(opened.log().readBytes(OutputStream::Stdout, 0, 1000), bytes.first(100));
    QVERIFY(opened.log().lines(OutputFilter::All, 900, 1).isEmpty());
}

void TestFileLog::aFileThatIsCutOffAndGrowsAgainHasShrunk()
{
    const QByteArray bytes = numberedLines(0, 1000);
    const Opened opened(bytes);
    QTRY_VERIFY(opened.isCounted(bytes.size()));
    write(opened.path(), numberedLines(5000, 5000), QIODevice::WriteOnly | QIODevice::Truncate);
    opened.file->watch();
    QTRY_VERIFY(opened.file->progress().hasShrunk);
    QCOMPARE(opened.file->progress().counted, bytes.size());
}

void TestFileLog::aFileThatIsCutOffWhileItIsCountedHasShrunk()
{
    Opened opened("");
    QVERIFY(resizeSparse(opened.path(), qint64(1) << 40));
    opened.open();
    QTRY_VERIFY(opened.file->progress().counted > 0);
    QVERIFY(QFile::resize(opened.path(), 10));
    QTRY_VERIFY(opened.file->progress().hasShrunk);
    QTRY_VERIFY(opened.log().isFinished());
}

void TestFileLog::aReplacedFileIsCountedToItsEnd()
{
    const Opened opened("old\n");
    QTRY_VERIFY(opened.isCounted(4));
    append(opened.path(), "the last words\n");
    write(opened.path("new"), "new\n");
    QVERIFY(QFile::rename(opened.path(), opened.path("rotated")));
    QVERIFY(QFile::rename(opened.path("new"), opened.path()));
    opened.file->watch();
    QTRY_VERIFY(opened.file->progress().hasShrunk);
    QTRY_VERIFY(opened.log().isFinished());
    QVERIFY(opened.file->progress().isComplete());
    QCOMPARE(contents(opened.log()), QByteArrayList({"old", "the last words"}));
}

void TestFileLog::aFileThatIsGoneStaysAsItWas()
{
    const Opened opened("old\n");
    QTRY_VERIFY(opened.isCounted(4));
    QVERIFY(QFile::rename(opened.path(), opened.path("elsewhere")));
    append(opened.path("elsewhere"), "more\n");
    QTRY_VERIFY(opened.isCounted(9));
    QVERIFY(QFile::remove(opened.path("elsewhere")));
    QTRY_VERIFY(opened.isCounted(9));
    QVERIFY(!opened.file->progress().hasShrunk);
    QCOMPARE(contents(opened.log()), QByteArrayList({"old", "more"}));
}

void TestFileLog::countingEndsWithTheObject()
{
    Opened opened("");
    QVERIFY(resizeSparse(opened.path(), qint64(1) << 40));
    for (int i = 0; i < 20; ++i) {
        opened.open();
        QVERIFY(!opened.file->progress().isComplete());
        opened.file.reset();
    }
}

void TestFileLog::theLogOutlivesTheObject()
{
    Opened opened("first\nsecond\n");
    QTRY_VERIFY(opened.isCounted(13));
    const std::shared_ptr<OutputLog> log = opened.file->log();
    opened.file.reset();
    QCOMPARE(contents(*log), QByteArrayList({"first", "second"}));
}

void TestFileLog::whatIsNoRegularFileIsRefused()
{
    const QTemporaryDir folder;
    QString place = folder.filePath(QStringLiteral("none"));
    const auto compare = [&place](std::errc code) {
        const RecordError error = refusal(place);
        QCOMPARE(error.stage, RecordStage::OpenFile);
        QCOMPARE(error.code, code);
        QCOMPARE(error.path, place);
    };
    compare(std::errc::no_such_file_or_directory);
    for (const Stranger &stranger : strangers()) {
        place = folder.filePath(QLatin1StringView(stranger.name));
        QVERIFY2(stranger.make(place), stranger.name);
        compare(stranger.refusal);
    }
    place = QProcess::nullDevice();
    compare(std::errc::not_supported);
    place.clear();
    compare(std::errc::no_such_file_or_directory);
}

void TestFileLog::whatIsBelowAFileIsRefused()
{
    const Opened opened("text\n");
    const RecordError error = refusal(opened.path() + QStringLiteral("/x"));
    QCOMPARE(error.stage, RecordStage::OpenFile);
    QVERIFY(error.code == std::errc::not_a_directory // Windows looks no further than for a folder
            || error.code == std::errc::no_such_file_or_directory);
}

void TestFileLog::aBrokenLinkIsRefused()
{
    if (!canMakeLinks())
        QSKIP("Wine 8 makes no symbolic links.");
    const QTemporaryDir folder;
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(makeLink(folder.filePath(QStringLiteral("none")), link));
    QCOMPARE(refusal(link).code, std::errc::no_such_file_or_directory);
}

void TestFileLog::aFileThatMayNotBeReadIsRefused()
{
    if (!obeysRights())
        QSKIP("The superuser may read everything, and so may everybody under Wine 8.");
    const Opened opened("secret\n");
    QVERIFY(denyAll(opened.path()));
    const RecordError error = refusal(opened.path());
    QCOMPARE(error.stage, RecordStage::OpenFile);
    QCOMPARE(error.code, std::errc::permission_denied);
}

void TestFileLog::aLinkIsFollowed()
{
    if (!canMakeLinks())
        QSKIP("Wine 8 makes no symbolic links.");
    const Opened opened("first\n");
    QVERIFY(makeLink(opened.path(), opened.path("link")));
    const auto linked = FileLog::open(opened.path("link"));
    QVERIFY(linked);
    QTRY_COMPARE(contents(*(*linked)->log()), QByteArrayList({"first"}));
}

QTEST_GUILESS_MAIN(TestFileLog)
#include "tst_filelog.moc"
