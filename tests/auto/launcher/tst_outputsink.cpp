// SPDX-License-Identifier: MIT
#include "launcher/outputsink.h"

#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;

namespace {

RecordError diskFull()
{
    RecordError error;
    error.stage = RecordStage::WriteFile;
    error.code = std::make_error_code(std::errc::no_space_on_device);
    error.isDiskFull = true;
    return error;
}

/// A log with a number of bytes of room.
struct Disk
{
    qsizetype room = 1'000'000;
    bool flushes = true;
    QByteArray written; ///< "1" before each stretch of stdout, "2" of stderr
    QList<OutputSink::Moment> moments;
    QList<qint64> writers;

    OutputSink::Target target()
    {
        const auto append = [this](OutputStream stream, QByteArrayView bytes,
                                   OutputSink::Moment when, qint64 writer) {
            const qsizetype taken = std::min(room, bytes.size());
            room -= taken;
            written += stream == OutputStream::Stderr ? "2" : "1";
            written += bytes.first(taken);
            moments.append(when);
            writers.append(writer);
            OutputLog::Appended appended;
            appended.bytes = taken;
            if (taken < bytes.size())
                appended.error = diskFull();
            return appended;
        };
        return {append, [this] { return flushes ? std::nullopt : std::optional(diskFull()); }};
    }
};

} // namespace

class TestOutputSink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesOnWhatItGets()
    {
        Disk disk;
        OutputSink sink(disk.target());
        QSignalSpy grew(&sink, &OutputSink::grew);
        const auto when = OutputSink::Moment(std::chrono::seconds(7));
        sink.append(OutputStream::Stdout, "one", when, 42);
        sink.append(OutputStream::Stderr, "two");
        sink.append(OutputStream::Stdout, "");
        QCOMPARE(disk.written, "1one2two");
        QVERIFY(disk.moments[0] == when);
        QCOMPARE(disk.writers, (QList<qint64>{42, 0}));
        QCOMPARE(grew.size(), 2);
        QVERIFY(!sink.isBlocked());
    }

    void keepsWhatFindsNoRoomInItsOrder()
    {
        Disk disk;
        disk.room = 2;
        OutputSink sink(disk.target());
        QSignalSpy blocked(&sink, &OutputSink::blocked);
        QSignalSpy unblocked(&sink, &OutputSink::unblocked);
        const auto when = OutputSink::Moment(std::chrono::seconds(7));
        sink.append(OutputStream::Stdout, "one", when, 42);
        QCOMPARE(blocked.size(), 1);
        QVERIFY(sink.isBlocked());
        QVERIFY(sink.error()->isDiskFull);
        disk.room = 1; // what comes now must not overtake
        sink.append(OutputStream::Stderr, "two");
        QCOMPARE(sink.keptBytes(), 4);
        QCOMPARE(disk.written, "1on");

        disk.written.clear();
        disk.room = 100;
        QTRY_COMPARE(unblocked.size(), 1);
        QCOMPARE(disk.written, "1e2two");
        QVERIFY(disk.moments.at(disk.moments.size() - 2) == when);
        QCOMPARE(disk.writers.at(disk.writers.size() - 2), 42);
        QCOMPARE(blocked.size(), 1);
        QCOMPARE(sink.keptBytes(), 0);
        QVERIFY(!sink.isBlocked());
    }

    void goesOnPieceByPieceWhileRoomIsShort()
    {
        Disk disk;
        disk.room = 0;
        OutputSink sink(disk.target());
        QSignalSpy unblocked(&sink, &OutputSink::unblocked);
        sink.append(OutputStream::Stdout, "abcdef");
        disk.written.clear();
        disk.room = 4;
        QTRY_COMPARE(sink.keptBytes(), 2);
        QCOMPARE(unblocked.size(), 0);
        QCOMPARE(disk.written, "1abcd");
        disk.room = 2;
        QTRY_COMPARE(unblocked.size(), 1);
        QVERIFY(disk.written.endsWith("1ef"));
    }

    void isBlockedByAFlushThatFails()
    {
        Disk disk;
        disk.flushes = false;
        OutputSink sink(disk.target());
        QSignalSpy blocked(&sink, &OutputSink::blocked);
        QSignalSpy unblocked(&sink, &OutputSink::unblocked);
        sink.flush();
        sink.flush();
        QCOMPARE(blocked.size(), 1);
        disk.flushes = true;
        QTRY_COMPARE(unblocked.size(), 1);
    }

    void countsWhatItGivesUp()
    {
        Disk disk;
        disk.room = 2;
        OutputSink sink(disk.target());
        QSignalSpy unblocked(&sink, &OutputSink::unblocked);
        sink.append(OutputStream::Stdout, "abcdef");
        disk.room = 1; // of which use is made
        sink.discard();
        QCOMPARE(disk.written.right(2), "1c");
        QCOMPARE(sink.lostBytes(), 3);
        QCOMPARE(unblocked.size(), 1);
        disk.room = 1000; // too late: the output would have a hole
        sink.append(OutputStream::Stderr, "gh");
        QVERIFY(!sink.isBlocked());
        QCOMPARE(sink.lostBytes(), 5);
        QCOMPARE(sink.lostBytes(OutputStream::Stderr), 2);
        sink.block(diskFull());
        QVERIFY(!sink.isBlocked());
    }

    void givingUpLosesNothingWhereThereIsRoomAgain()
    {
        Disk disk;
        disk.room = 0;
        OutputSink sink(disk.target());
        sink.append(OutputStream::Stdout, "ab");
        disk.room = 100;
        sink.discard();
        sink.append(OutputStream::Stdout, "c");
        QCOMPARE(sink.lostBytes(), 0);
        QVERIFY(disk.written.endsWith("1ab1c"));
    }

    void writesToALog()
    {
        const auto log = std::make_shared<OutputLog>();
        OutputSink sink(OutputSink::targetOf(log));
        sink.append(OutputStream::Stdout, "line\n");
        sink.note(QStringLiteral("said"));
        sink.flush();
        QCOMPARE(log->totals(OutputStream::Stdout).bytes, 5);
        QCOMPARE(log->totals(OutputStream::Note).lines, 1);
    }
};

QTEST_GUILESS_MAIN(TestOutputSink)
#include "tst_outputsink.moc"
