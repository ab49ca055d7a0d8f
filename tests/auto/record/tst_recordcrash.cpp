// SPDX-License-Identifier: MIT
// Records whose writer was killed, or whose disk was full.
#include "record/recordlibrary.h"
#include "record/runrecord.h"
#include "recordpattern.h"
#include "recordwriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

/// The program of recordwriter.cpp, killed at the end at the latest.
class Writer
{
public:
    explicit Writer(const QStringList &arguments)
    {
        QByteArrayList encoded{RECORDWRITER};
        for (const QString &argument : arguments)
            encoded.append(QFile::encodeName(argument));
        std::vector<char *> argv;
        for (QByteArray &argument : encoded)
            argv.push_back(argument.data());
        argv.push_back(nullptr);
        if (::posix_spawn(&m_pid, RECORDWRITER, nullptr, nullptr, argv.data(), environ) != 0)
            m_pid = -1;
    }
    ~Writer() { kill(); }
    Q_DISABLE_COPY_MOVE(Writer)

    bool isStarted() const { return m_pid > 0; }
    bool isRunning()
    {
        if (m_pid > 0 && ::waitpid(m_pid, &m_status, WNOHANG) != 0)
            m_pid = -1;
        return m_pid > 0;
    }
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        wait();
    }
    /// Its exit status.
    int wait()
    {
        if (m_pid > 0)
            ::waitpid(m_pid, &m_status, 0);
        m_pid = -1;
        return WIFEXITED(m_status) ? WEXITSTATUS(m_status) : -1;
    }

private:
    pid_t m_pid = -1;
    int m_status = 0;
};

/// What a writer says of itself until it is killed.
class Progress
{
public:
    explicit Progress(const QString &path)
    {
        const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                              0600);
        if (::ftruncate(fd, sizeof(WriterProgress)) == 0)
            m_memory = ::mmap(nullptr, sizeof(WriterProgress), PROT_READ | PROT_WRITE, MAP_SHARED,
                              fd, 0);
        ::close(fd);
        Q_ASSERT(m_memory != MAP_FAILED);
        new (m_memory) WriterProgress;
    }
    ~Progress() { ::munmap(m_memory, sizeof(WriterProgress)); }
    Q_DISABLE_COPY_MOVE(Progress)

    const WriterProgress *operator->() const { return static_cast<WriterProgress *>(m_memory); }

private:
    void *m_memory = MAP_FAILED;
};

/// All that a record says.
struct Snapshot
{
    QList<OutputLine> lines;
    std::array<QByteArray, OutputStreamCount> bytes;
    QList<RunEvent> events;
    RecordState state = RecordState::Writing;
    qint64 bytesIndexedAnew = 0;
    QDateTime lastWritten;
    QDateTime started;
};

Snapshot snapshotOf(const RunRecord &record)
{
    const OutputLog &log = *record.log();
    Snapshot snapshot;
    snapshot.lines = log.lines(OutputFilter::All, 0, log.rows(OutputFilter::All).end);
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const auto stream = static_cast<OutputStream>(i);
        snapshot.bytes[i] = log.readBytes(stream, 0, log.streamSize(stream));
    }
    snapshot.events = record.events();
    snapshot.state = record.state();
    snapshot.bytesIndexedAnew = record.repair().bytesIndexedAnew;
    snapshot.lastWritten = record.lastWritten();
    snapshot.started = log.clock().wall;
    return snapshot;
}

bool isSame(const OutputLine &a, const OutputLine &b)
{
    return a.number == b.number && a.row == b.row && a.lineNumber == b.lineNumber
        && a.offset == b.offset && a.stream == b.stream && a.isEnded == b.isEnded
        && a.isOpen == b.isOpen && a.isContinuation == b.isContinuation && a.when == b.when
        && a.style == b.style && a.bytes == b.bytes;
}

bool isSame(const Snapshot &a, const Snapshot &b)
{
    return std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                      [](const OutputLine &x, const OutputLine &y) { return isSame(x, y); })
        && std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                      [](const RunEvent &x, const RunEvent &y) {
                          return x.when == y.when && x.name == y.name && x.fields == y.fields;
                      })
        && a.bytes == b.bytes && a.state == b.state && a.started == b.started;
}

WrittenPattern written(unsigned seed, unsigned chunks)
{
    RecordPattern pattern(seed);
    WrittenPattern result;
    for (unsigned i = 0; i < chunks; ++i)
        result.add(pattern.next());
    return result;
}

qint64 sizeOf(const Snapshot &snapshot)
{
    qint64 sum = 0;
    for (const QByteArray &bytes : snapshot.bytes)
        sum += bytes.size();
    return sum;
}

} // namespace

class TestRecordCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledWritersRecordIsWhole_data();
    void aKilledWritersRecordIsWhole();
    void aKilledWritersRecordKeepsWhatItMay_data();
    void aKilledWritersRecordKeepsWhatItMay();
    void aRecordIsReadWhileItIsWritten();
    void aRecordIsFollowedUntilItsWriterDies();
    void aFullDiskLosesNothing_data();
    void aFullDiskLosesNothing();

private:
    static void checkBytes(const Snapshot &snapshot, const WrittenPattern &atLeast,
                           const WrittenPattern &atMost);
    static void checkRows(const Snapshot &snapshot);
    static void checkOrder(const Snapshot &snapshot, const WrittenPattern &pattern);
    static void checkEvents(const Snapshot &snapshot, unsigned atLeast);
};

/// Nothing is missing of what was taken, and nothing is there that was not written.
void TestRecordCrash::checkBytes(const Snapshot &snapshot, const WrittenPattern &atLeast,
                                 const WrittenPattern &atMost)
{
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        QVERIFY(snapshot.bytes[i].size() >= atLeast.bytes[i].size());
        QVERIFY(atMost.bytes[i].startsWith(snapshot.bytes[i]));
    }
}

/// The rows are what the bytes of each stream say, one after another.
void TestRecordCrash::checkRows(const Snapshot &snapshot)
{
    std::array<qint64, OutputStreamCount> end{};
    std::chrono::nanoseconds last = 0ns;
    for (qsizetype i = 0; i < snapshot.lines.size(); ++i) {
        const OutputLine &line = snapshot.lines[i];
        const auto stream = static_cast<size_t>(line.stream);
        QCOMPARE(line.number, i);
        QCOMPARE(line.offset, end[stream]);
        QCOMPARE(line.bytes, snapshot.bytes[stream].sliced(line.offset, line.bytes.size()));
        QVERIFY(!line.bytes.contains('\n'));
        end[stream] += line.bytes.size() + (line.isEnded ? 1 : 0);
        QVERIFY(!line.isOpen);
        QVERIFY(line.when >= last);
        last = line.when;
    }
    for (size_t i = 0; i < OutputStreamCount; ++i)
        QCOMPARE(end[i], snapshot.bytes[i].size());
}

/// As far as the order of arrival had reached the disk, lines stand in it and have their times.
void TestRecordCrash::checkOrder(const Snapshot &snapshot, const WrittenPattern &pattern)
{
    constexpr auto LongestSpan = 1ms; // within which bytes may share a time
    const qint64 indexed = sizeOf(snapshot) - snapshot.bytesIndexedAnew;
    QVERIFY(indexed >= 0);
    size_t next = 0;
    qint64 seen = 0;
    for (const OutputLine &line : snapshot.lines) {
        seen += line.bytes.size() + (line.isEnded ? 1 : 0);
        if (line.isContinuation)
            continue;
        // Lines that were still open when the index ended count with their bytes after it, too.
        if (seen > indexed)
            break;
        QVERIFY(next < pattern.lines.size());
        const WrittenPattern::LineStart &expected = pattern.lines[next++];
        QCOMPARE(line.stream, expected.stream);
        QCOMPARE(line.offset, expected.offset);
        QVERIFY(line.when <= expected.when);
        QVERIFY(line.when >= expected.when - LongestSpan);
    }
}

void TestRecordCrash::checkEvents(const Snapshot &snapshot, unsigned atLeast)
{
    QVERIFY(snapshot.events.size() >= qsizetype(atLeast));
    QVERIFY(snapshot.events.size() <= qsizetype(atLeast) + 1);
    for (qsizetype i = 0; i < snapshot.events.size(); ++i) {
        QCOMPARE(snapshot.events[i].name, QStringLiteral("mark"));
        QCOMPARE(snapshot.events[i].fields,
                 QJsonObject({{QStringLiteral("number"), static_cast<int>(i)}}));
    }
}

void TestRecordCrash::aKilledWritersRecordIsWhole_data()
{
    QTest::addColumn<unsigned>("round");
    for (unsigned round = 0; round < 300; ++round)
        QTest::addRow("%u", round) << round;
}

void TestRecordCrash::aKilledWritersRecordIsWhole()
{
    QFETCH(const unsigned, round);
    std::mt19937 random(round);
    const unsigned bounds[] = {2, 40, 400, 2000};
    const unsigned target = static_cast<unsigned>(random() % bounds[round % 4]);
    const QTemporaryDir folder;
    const QString root = folder.filePath(QStringLiteral("records"));
    const QString progressFile = folder.filePath(QStringLiteral("progress"));
    const Progress progress(progressFile);

    Writer writer({QStringLiteral("pattern"), root, QString::number(round), progressFile});
    QVERIFY(writer.isStarted());
    const bool isKilledEarly = round % 20 == 0; // most likely before the record is made
    while (!isKilledEarly && (!progress->isCreated || progress->chunks < target)
           && writer.isRunning())
        std::this_thread::yield();
    for (unsigned turns = random() % 20'000; turns > 0; --turns)
        std::atomic_signal_fence(std::memory_order_seq_cst);
    QVERIFY(writer.isRunning());
    writer.kill();

    const QList<RecordSummary> list = RecordLibrary(root).list();
    if (!progress->isCreated && list.isEmpty())
        return;
    QCOMPARE(list.size(), 1);
    const RecordSummary &summary = list[0];
    if (!progress->isCreated && !RunRecord::open(summary.folder))
        return;
    QVERIFY(summary.isReadable);
    QCOMPARE(summary.state, RecordState::Interrupted);

    const auto record = RunRecord::open(summary.folder);
    QVERIFY(record);
    const Snapshot first = snapshotOf(**record);
    const WrittenPattern atLeast = written(round, progress->chunks);
    const WrittenPattern atMost = written(round, progress->chunks + 1);
    checkBytes(first, atLeast, atMost);
    checkRows(first);
    checkOrder(first, atMost);
    checkEvents(first, progress->events);
    QCOMPARE(first.state, RecordState::Interrupted);
    QVERIFY(first.lastWritten >= first.started.addSecs(-1));
    QVERIFY(first.lastWritten <= QDateTime::currentDateTime().addSecs(1));
    QVERIFY((*record)->log()->isFinished());

    const auto again = RunRecord::open(summary.folder);
    QVERIFY(again);
    QVERIFY(isSame(snapshotOf(**again), first));
}

void TestRecordCrash::aKilledWritersRecordKeepsWhatItMay_data()
{
    QTest::addColumn<QString>("retention");
    QTest::addColumn<unsigned>("round");
    for (unsigned round = 0; round < 30; ++round) {
        QTest::addRow("head and tail %u", round) << QStringLiteral("head-and-tail") << round;
        QTest::addRow("tail %u", round) << QStringLiteral("tail") << round;
    }
}

void TestRecordCrash::aKilledWritersRecordKeepsWhatItMay()
{
    QFETCH(const QString, retention);
    QFETCH(const unsigned, round);
    std::mt19937 random(round);
    const unsigned target = 1000 + static_cast<unsigned>(random() % 4000);
    const QTemporaryDir folder;
    const QString root = folder.filePath(QStringLiteral("records"));
    const QString progressFile = folder.filePath(QStringLiteral("progress"));
    const Progress progress(progressFile);
    Writer writer(
        {QStringLiteral("pattern"), root, QString::number(round), progressFile, retention});
    while (progress->chunks < target && writer.isRunning())
        std::this_thread::yield();
    QVERIFY(writer.isRunning());
    writer.kill();

    const WrittenPattern atLeast = written(round, progress->chunks);
    const WrittenPattern atMost = written(round, progress->chunks + 1);
    const QString path = RecordLibrary(root).list().value(0).folder;
    const auto record = RunRecord::open(path);
    QVERIFY(record);
    const OutputLog &log = *(*record)->log();
    const Snapshot first = snapshotOf(**record);
    qint64 total = 0;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const qint64 size = log.streamSize(static_cast<OutputStream>(i));
        QVERIFY(size >= atLeast.bytes[i].size());
        QVERIFY(size <= atMost.bytes[i].size());
        total += size;
    }
    qint64 kept = 0;
    for (const OutputLine &line : first.lines) {
        const QByteArray &bytes = atMost.bytes[static_cast<size_t>(line.stream)];
        QCOMPARE(line.bytes, bytes.mid(line.offset, line.bytes.size()));
        if (line.isEnded)
            QCOMPARE(bytes.at(line.offset + line.bytes.size()), '\n');
        if (line.stream != OutputStream::Note)
            kept += line.bytes.size() + (line.isEnded ? 1 : 0);
    }
    const OutputGap gap = log.gap(OutputFilter::All);
    const OutputRows rows = log.rows(OutputFilter::All);
    QCOMPARE(first.lines.size() + gap.rows.count(), rows.end);
    // Rows at the ends of what is kept are kept whole.
    QVERIFY(kept <= 1024 * 1024 + qint64(OutputStreamCount) * 2 * OutputLog::MaxRowBytes);
    // Notes among what was given up are not counted.
    QVERIFY(gap.bytes + kept <= total);
    QVERIFY(gap.bytes + kept >= total - atMost.bytes[size_t(OutputStream::Note)].size());

    const auto again = RunRecord::open(path);
    QVERIFY(again);
    QVERIFY(isSame(snapshotOf(**again), first));
}

void TestRecordCrash::aRecordIsReadWhileItIsWritten()
{
    const unsigned seed = 1;
    const QTemporaryDir folder;
    const QString root = folder.filePath(QStringLiteral("records"));
    const QString progressFile = folder.filePath(QStringLiteral("progress"));
    const Progress progress(progressFile);
    Writer writer({QStringLiteral("pattern"), root, QString::number(seed), progressFile});
    QTRY_VERIFY(progress->isCreated);
    for (int i = 0; i < 20; ++i) {
        const unsigned chunks = progress->chunks;
        const QList<RecordSummary> list = RecordLibrary(root).list();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list[0].state, RecordState::Writing);
        const auto record = RunRecord::open(list[0].folder);
        QVERIFY(record);
        QCOMPARE((*record)->state(), RecordState::Writing);
        const Snapshot snapshot = snapshotOf(**record);
        checkBytes(snapshot, written(seed, chunks), written(seed, progress->chunks + 1));
        QVERIFY(!RecordLibrary(root).remove(list[0].folder));
        if (progress->chunks > 3000)
            break;
    }
    QVERIFY(writer.isRunning());
}

void TestRecordCrash::aRecordIsFollowedUntilItsWriterDies()
{
    const unsigned seed = 7;
    const QTemporaryDir folder;
    const QString root = folder.filePath(QStringLiteral("records"));
    const QString progressFile = folder.filePath(QStringLiteral("progress"));
    const Progress progress(progressFile);
    Writer writer({QStringLiteral("pattern"), root, QString::number(seed), progressFile});
    QTRY_VERIFY(progress->chunks > 10);
    const QString path = RecordLibrary(root).list().value(0).folder;
    const auto record = RunRecord::open(path, RunRecord::Growth::Followed);
    QVERIFY(record);
    while (progress->chunks < 3000 && writer.isRunning()) {
        QCOMPARE((*record)->follow(), RunRecord::Followed::Yes);
        QCOMPARE((*record)->state(), RecordState::Writing);
    }
    QVERIFY(writer.isRunning());
    writer.kill();
    const auto sizes = [&path] {
        QMap<QString, qint64> result;
        for (const QFileInfo &file : QDir(path).entryInfoList(QDir::Files))
            result.insert(file.fileName(), file.size());
        return result;
    };
    const auto before = sizes();
    QCOMPARE((*record)->follow(), RunRecord::Followed::Yes);
    QCOMPARE((*record)->state(), RecordState::Interrupted);
    QCOMPARE(sizes(), before); // who only looks repairs nothing
    const Snapshot snapshot = snapshotOf(**record);
    checkBytes(snapshot, written(seed, progress->chunks), written(seed, progress->chunks + 1));
    checkRows(snapshot);
}

void TestRecordCrash::aFullDiskLosesNothing_data()
{
    QTest::addColumn<QString>("behaviour");
    for (const char *behaviour : {"full-disk", "reserve", "end-on-full-disk"})
        QTest::newRow(behaviour) << QString::fromLatin1(behaviour);
}

void TestRecordCrash::aFullDiskLosesNothing()
{
    QFETCH(const QString, behaviour);
    const QTemporaryDir folder;
    Writer writer({behaviour, folder.path()});
    const int status = writer.wait();
    if (status == NotPermitted)
        QSKIP("A file system of its own may not be mounted here");
    QCOMPARE(status, 0);
}

QTEST_GUILESS_MAIN(TestRecordCrash)
#include "tst_recordcrash.moc"
