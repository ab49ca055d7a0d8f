// SPDX-License-Identifier: MIT
#include "record/runjournal.h"
#include "record/runrecord.h"
#include "record/terminallog.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;
using Kind = TerminalEvent::Kind;

namespace {

constexpr qint64 MiB = 1024 * 1024;

/// Neighbouring events of one kind as one, for how bytes are cut up does not matter.
std::vector<TerminalEvent> joined(const std::vector<TerminalEvent> &events)
{
    std::vector<TerminalEvent> result;
    for (const TerminalEvent &event : events) {
        const bool joins = !result.empty() && event.kind != Kind::Size
            && result.back().kind == event.kind && !event.isAfterGap;
        if (joins)
            result.back().bytes += event.bytes;
        else
            result.push_back(event);
    }
    return result;
}

std::vector<TerminalEvent> readAll(const std::shared_ptr<OutputLog> &log, qsizetype piece)
{
    TerminalLogReader reader(log);
    std::vector<TerminalEvent> events;
    while (!reader.isAtEnd()) {
        for (TerminalEvent &event : reader.next(piece))
            events.push_back(std::move(event));
    }
    return events;
}

void append(OutputLog *log, const TerminalEvent &event)
{
    const auto when = log->clock().steady + event.when;
    if (event.kind == Kind::Size)
        log->append(OutputStream::Note, terminalSizeNote(event.columns, event.rows), when);
    else
        log->append(event.kind == Kind::Output ? OutputStream::Stdout : OutputStream::Stdin,
                    event.bytes, when);
}

/// 10 ms apart, so that each has its own time.
std::vector<TerminalEvent> randomEvents(QRandomGenerator *random, int count)
{
    std::vector<TerminalEvent> events;
    for (int i = 0; i < count; ++i) {
        TerminalEvent event{.when = i * 10ms};
        const int what = random->bounded(10);
        if (what == 0) {
            event.kind = Kind::Size;
            event.columns = random->bounded(2, 300);
            event.rows = random->bounded(1, 100);
        } else {
            event.kind = what < 3 ? Kind::Input : Kind::Output;
            const int size = random->bounded(20) == 0 ? 100000 : random->bounded(1, 100);
            for (int at = 0; at < size; ++at)
                event.bytes += char(random->bounded(256));
        }
        events.push_back(event);
    }
    return events;
}

RunRecord::Options inTerminal(const Retention &retention = {})
{
    RunRecord::Options options;
    options.retention = retention;
    options.hasTerminal = true;
    return options;
}

} // namespace

class TestTerminalLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsAreReadInTheirOrder_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 7, 1000, 65536, 1000000})
            QTest::addRow("%d bytes at once", piece) << piece;
    }

    void eventsAreReadInTheirOrder()
    {
        QFETCH(int, piece);
        QRandomGenerator random(1);
        const auto events = randomEvents(&random, piece < 1000 ? 20 : 300);
        const auto log = std::make_shared<OutputLog>();
        for (const TerminalEvent &event : events)
            append(log.get(), event);
        QVERIFY(joined(readAll(log, piece)) == joined(events));
        QCOMPARE(log->lastArrival(), events.back().when);
    }

    void whatIsNotASizeIsPassedOver()
    {
        const auto log = std::make_shared<OutputLog>();
        for (const char *note : {"size", "size 80", "size 80x", "size x24", "size 0x24", "hello",
                                 "size -1x3", "size 80x24 ", "size 80x24"})
            log->append(OutputStream::Note, note, log->clock().steady);
        const auto events = readAll(log, 3);
        QVERIFY(!events.empty());
        for (const TerminalEvent &event : events) {
            QCOMPARE(event.columns, 80);
            QCOMPARE(event.rows, 24);
        }
    }

    void aPlaceInTimeIsFound()
    {
        const auto log = std::make_shared<OutputLog>();
        for (int i = 0; i < 1000; ++i)
            append(log.get(), {.kind = Kind::Output, .when = i * 10ms, .bytes = "four"});
        QCOMPARE(log->arrivalsAt(0ms), 0);
        QCOMPARE(log->arrivalsAt(10ms), 4);
        QCOMPARE(log->arrivalsAt(11ms), 8);
        QCOMPARE(log->arrivalsAt(20s), 4000);
        QCOMPARE(log->arrivalsEnd(), 4000);
        QCOMPARE(log->arrivals(4, 4).chunks.first().when, 10ms);
    }

    void whatIsGivenUpIsMissingAndSaid()
    {
        const auto log = std::make_shared<OutputLog>(2 * MiB);
        const QByteArray line(99, 'x');
        QByteArray all;
        for (int i = 0; i < 100000; ++i) {
            const QByteArray bytes = QByteArray::number(i).rightJustified(10) + line + '\n';
            append(log.get(), {.kind = Kind::Output, .when = i * 2ms, .bytes = bytes});
            all += bytes;
        }
        const auto events = readAll(log, 100000);
        QVERIFY(events.front().isAfterGap);
        QByteArray read;
        for (size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i].isAfterGap, i == 0);
            read += events[i].bytes;
        }
        QVERIFY(read.size() > MiB / 4);
        QVERIFY(all.endsWith(read));
    }

    void aRecordKeepsBothLogs()
    {
        QRandomGenerator random(2);
        const auto events = randomEvents(&random, 500);
        const QTemporaryDir root;
        QString folder;
        {
            const auto record = RunRecord::create(root.path(), inTerminal());
            QVERIFY(record);
            folder = (*record)->folder();
            for (const TerminalEvent &event : events)
                append((*record)->terminalLog().get(), event);
            (*record)->log()->append(OutputStream::Stdout, "line\n",
                                     (*record)->log()->clock().steady);
            QVERIFY(!(*record)->finish());
        }
        const auto record = RunRecord::open(folder);
        QVERIFY(record);
        QVERIFY(!(*record)->repair().isNeeded());
        QVERIFY((*record)->terminalLog()->isFinished());
        QVERIFY(joined(readAll((*record)->terminalLog(), 5000)) == joined(events));
        QCOMPARE((*record)->log()->readBytes(OutputStream::Stdout, 0, 100), "line\n");
        QVERIFY(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }

    void aRecordWithoutATerminalHasNoSecondLog()
    {
        const QTemporaryDir root;
        const auto record = RunRecord::create(root.path(), {});
        QVERIFY(record);
        QVERIFY(!(*record)->terminalLog());
        QVERIFY(!(*record)->finish());
        QVERIFY(QDir((*record)->folder()).entryList({QStringLiteral("terminal*")}).isEmpty());
        QVERIFY(!(*RunRecord::open((*record)->folder()))->terminalLog());
    }

    void anInterruptedRecordIsMadeWhole()
    {
        QRandomGenerator random(3);
        const auto events = randomEvents(&random, 300);
        const QTemporaryDir root;
        QString folder;
        {
            const auto record = RunRecord::create(root.path(), inTerminal());
            folder = (*record)->folder();
            for (const TerminalEvent &event : events)
                append((*record)->terminalLog().get(), event);
            QVERIFY(!(*record)->flush());
            append((*record)->terminalLog().get(),
                   {.kind = Kind::Output, .when = 10s, .bytes = "not indexed"});
        }
        // As if the indexes had not reached the disk.
        QVERIFY(QFile::resize(folder + QStringLiteral("/terminal-chunks.idx"), 32 * 100 + 5));
        const auto record = RunRecord::open(folder);
        QVERIFY(record);
        QCOMPARE((*record)->state(), RecordState::Interrupted);
        QVERIFY((*record)->repair().isNeeded());
        QByteArray written;
        for (const TerminalEvent &event : events)
            written += event.kind == Kind::Output ? event.bytes : QByteArray();
        QByteArray read;
        for (const TerminalEvent &event : readAll((*record)->terminalLog(), 5000))
            read += event.kind == Kind::Output ? event.bytes : QByteArray();
        QVERIFY(read == written + "not indexed");
    }

    void bothLogsTogetherKeepWithinTheLimit()
    {
        const QTemporaryDir root;
        const Retention retention{.keep = Retention::Keep::Tail, .limitBytes = 4 * MiB};
        const auto record = RunRecord::create(root.path(), inTerminal(retention));
        QVERIFY(record);
        const QByteArray line = QByteArray(999, 'y') + '\n';
        for (int i = 0; i < 10000; ++i) {
            for (OutputLog *log : {(*record)->log().get(), (*record)->terminalLog().get()})
                log->append(OutputStream::Stdout, line, log->clock().steady + i * 2ms);
        }
        QVERIFY(!(*record)->finish());
        qint64 bytes = 0;
        for (const QFileInfo &file : QDir((*record)->folder()).entryInfoList(QDir::Files))
            bytes += file.size();
        QVERIFY2(bytes < 6 * MiB, QByteArray::number(bytes).constData());
        QVERIFY2(bytes > 3 * MiB, QByteArray::number(bytes).constData());
    }

    void aRecordIsFollowedInBothLogs()
    {
        const QTemporaryDir root;
        const auto written = *RunRecord::create(root.path(), inTerminal());
        append(written->terminalLog().get(), {.kind = Kind::Output, .when = 0ms, .bytes = "one"});
        QVERIFY(!written->flush());
        const auto followed = RunRecord::open(written->folder(), RunRecord::Growth::Followed);
        QVERIFY(followed);
        QCOMPARE((*followed)->state(), RecordState::Writing);
        append(written->terminalLog().get(), {.kind = Kind::Output, .when = 1s, .bytes = "two"});
        QVERIFY(!written->finish());
        QCOMPARE((*followed)->follow(), RunRecord::Followed::Yes);
        const auto events = readAll((*followed)->terminalLog(), 100);
        QCOMPARE(events.size(), size_t(2));
        QCOMPARE(events[1].bytes, "two");
        QCOMPARE(events[1].when, 1s);
    }
};

QTEST_GUILESS_MAIN(TestTerminalLog)
#include "tst_terminallog.moc"
