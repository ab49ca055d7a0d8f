// SPDX-License-Identifier: MIT
#include "record/filelog.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

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

    void whatIsNoRegularFileIsRefused_data();
    void whatIsNoRegularFileIsRefused();
    void aFileThatMayNotBeReadIsRefused();
    void aLinkIsFollowed();
    void aFileOfProcIsCopied();
    void aFileOfSysIsCopied();
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
    QVERIFY(QFile::resize(opened.path(), qint64(1) << 40));
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
    QVERIFY(QFile::resize(opened.path(), qint64(1) << 40));
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

void TestFileLog::whatIsNoRegularFileIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::errc>("code");
    QTest::newRow("missing") << QStringLiteral("none") << std::errc::no_such_file_or_directory;
    QTest::newRow("folder") << QStringLiteral("folder") << std::errc::is_a_directory;
    QTest::newRow("FIFO") << QStringLiteral("fifo") << std::errc::not_supported;
    QTest::newRow("socket") << QStringLiteral("socket") << std::errc::not_supported;
    QTest::newRow("device") << QStringLiteral("/dev/null") << std::errc::not_supported;
    QTest::newRow("broken link") << QStringLiteral("link") << std::errc::no_such_file_or_directory;
    QTest::newRow("below a file") << QStringLiteral("/proc/version/x")
                                  << std::errc::not_a_directory;
    QTest::newRow("nothing") << QString() << std::errc::no_such_file_or_directory;
}

void TestFileLog::whatIsNoRegularFileIsRefused()
{
    const QTemporaryDir folder;
    QVERIFY(QDir().mkdir(folder.filePath(QStringLiteral("folder"))));
    const QByteArray fifo = QFile::encodeName(folder.filePath(QStringLiteral("fifo")));
    QVERIFY(::mkfifo(fifo.constData(), 0600) == 0);
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("none")),
                        folder.filePath(QStringLiteral("link"))));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray socketName = QFile::encodeName(folder.filePath(QStringLiteral("socket")));
    qstrncpy(address.sun_path, socketName.constData(), sizeof address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    QVERIFY(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    ::close(socket);

    QFETCH(const QString, name);
    QFETCH(const std::errc, code);
    const bool isComplete = name.isEmpty() || name.startsWith(u'/');
    const QString path = isComplete ? name : folder.filePath(name);
    const RecordError error = refusal(path);
    QCOMPARE(error.stage, RecordStage::OpenFile);
    QCOMPARE(error.code, code);
    QCOMPARE(error.path, path);
}

void TestFileLog::aFileThatMayNotBeReadIsRefused()
{
    if (::geteuid() == 0)
        QSKIP("The superuser may read everything");
    const Opened opened("secret\n");
    QVERIFY(QFile::setPermissions(opened.path(), {}));
    const RecordError error = refusal(opened.path());
    QCOMPARE(error.stage, RecordStage::OpenFile);
    QCOMPARE(error.code, std::errc::permission_denied);
}

void TestFileLog::aLinkIsFollowed()
{
    const Opened opened("first\n");
    QVERIFY(QFile::link(opened.path(), opened.path("link")));
    const auto linked = FileLog::open(opened.path("link"));
    QVERIFY(linked);
    QTRY_COMPARE(contents(*(*linked)->log()), QByteArrayList({"first"}));
}

void TestFileLog::aFileOfProcIsCopied()
{
    const QString path = QStringLiteral("/proc/self/environ");
    QFile environment(path);
    if (!environment.open(QIODevice::ReadOnly))
        QSKIP("There is no /proc here");
    const QByteArray bytes = environment.readAll();
    QVERIFY(!bytes.isEmpty());
    const auto opened = FileLog::open(path);
    QVERIFY(opened);
    QTRY_VERIFY((*opened)->progress().isComplete());
    QTRY_VERIFY((*opened)->log()->isFinished());
    QVERIFY(!(*opened)->progress().error);
    (*opened)->watch();
    QCOMPARE((*opened)->log()->readBytes(OutputStream::Stdout, 0, 1 << 20), bytes);
    QCOMPARE((*opened)->progress().counted, bytes.size());

    const auto maps = FileLog::open(QStringLiteral("/proc/self/maps"));
    QVERIFY(maps);
    QTRY_VERIFY((*maps)->log()->isFinished());
    QVERIFY((*maps)->log()->totalLines() > 10);
    QVERIFY(lastLine(*(*maps)->log()).isEnded);
}

void TestFileLog::aFileOfSysIsCopied()
{
    const QString path = QStringLiteral("/sys/kernel/mm/transparent_hugepage/enabled");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("There is no such file here");
    const QByteArray bytes = file.readAll();
    const auto opened = FileLog::open(path);
    QVERIFY(opened);
    QTRY_VERIFY((*opened)->log()->isFinished());
    QVERIFY(!(*opened)->progress().hasShrunk);
    QVERIFY((*opened)->progress().isComplete());
    QCOMPARE(contents(*(*opened)->log()).join('\n') + '\n', bytes);
}

QTEST_GUILESS_MAIN(TestFileLog)
#include "tst_filelog.moc"
