// SPDX-License-Identifier: MIT
#include "process/streamwriter.h"
#include "support/pipes.h"
#include "support/standingchecks.h"

#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

/// A writer on a real pipe whose other end the test reads.
struct Piped : ReadPipeProtocol
{
    Piped()
    {
        PipeEnds ends = newPipe();
        readEnd = std::move(ends.read);
        transport = connectWritePipe(std::move(ends.write), &writer).value();
        writer.setTransport(transport.get());
    }

    /// Writes until more than the high-water mark is waiting.
    void fill()
    {
        if (!writer.write(QByteArray(1024 * 1024, 'x')))
            qFatal("the pipe does not take anything");
    }

    /// From now on everything is read.
    void startReading() { reading = connectReadPipe(std::move(readEnd), this).value(); }

    void dataReceived(QByteArrayView data) override { total += data.size(); }
    void eofReceived() override { atEnd = true; }
    void connectionLost(const std::optional<ProcessError> &) override {}

    StreamWriter writer;
    UniqueFd readEnd;
    std::unique_ptr<WritePipeTransport> transport;
    std::unique_ptr<ReadPipeTransport> reading;
    qsizetype total = 0;
    bool atEnd = false;
};

ProcessResult<void> answerOf(Pending<void> pending)
{
    if (!pending.isReady())
        qFatal("there is no answer yet");
    return pending.await_resume();
}

bool isCode(const ProcessResult<void> &result, std::errc code)
{
    return !result && result.error().code == code;
}

} // namespace

class TestStreamWriter : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenArrives()
    {
        Piped piped;
        QVERIFY(piped.writer.write("one "));
        QVERIFY(piped.writer.writeLines({"two ", "three"}));
        QCOMPARE(get(piped.readEnd), "one two three");
        QCOMPARE(piped.writer.bufferedBytes(), 0);
    }

    void drainIsAnsweredAtOnceWhileThereIsRoom()
    {
        Piped piped;
        QVERIFY(piped.writer.write("little"));
        QVERIFY(answerOf(piped.writer.drain()));
    }

    void drainWaitsUntilLittleIsWaiting()
    {
        Piped piped;
        const QSignalSpy drained(&piped.writer, &StreamWriter::drained);
        piped.fill();
        auto pending = piped.writer.drain();
        QVERIFY(!pending.isReady());
        qsizetype waiting = -1;
        connect(&piped.writer, &StreamWriter::drained, this,
                [&] { waiting = piped.writer.bufferedBytes(); });
        piped.startReading();
        QVERIFY(waitFor(std::move(pending)));
        QCOMPARE(drained.count(), 1);
        QVERIFY(waiting >= 0 && waiting <= 16 * 1024);
        QVERIFY(answerOf(piped.writer.drain()));
    }

    void severalMayWaitForTheDrain()
    {
        Piped piped;
        piped.fill();
        auto first = piped.writer.drain();
        auto second = piped.writer.drain();
        std::stop_source stop;
        auto cancelled = piped.writer.drain().cancelledBy(stop.get_token());
        {
            const auto dropped = piped.writer.drain();
        }
        stop.request_stop();
        QVERIFY(isCode(answerOf(std::move(cancelled)), std::errc::operation_canceled));
        QVERIFY(!first.isReady() && !second.isReady());
        piped.startReading();
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(answerOf(std::move(second)));
    }

    void drainCanBeBoundedInTime()
    {
        Piped piped;
        piped.fill();
        auto pending = piped.writer.drain().within(1ms);
        QTRY_VERIFY(pending.isReady());
        QVERIFY(isCode(answerOf(std::move(pending)), std::errc::timed_out));
    }

    void everyDrainLearnsThatTheReaderHasGone()
    {
        Piped piped;
        piped.fill();
        auto first = piped.writer.drain();
        auto second = piped.writer.drain();
        auto closed = piped.writer.waitClosed();
        piped.readEnd.reset();
        QTRY_VERIFY(first.isReady());
        QVERIFY(isCode(answerOf(std::move(first)), std::errc::broken_pipe));
        QVERIFY(isCode(answerOf(std::move(second)), std::errc::broken_pipe));
        QVERIFY(isCode(answerOf(std::move(closed)), std::errc::broken_pipe));
        // And so does everybody who asks later.
        QVERIFY(isCode(answerOf(piped.writer.drain()), std::errc::broken_pipe));
        QVERIFY(isCode(answerOf(piped.writer.waitClosed()), std::errc::broken_pipe));
        QVERIFY(isCode(piped.writer.write("x"), std::errc::broken_pipe));
    }

    void aReaderThatGoesAwayWhileNothingWaitsClosesWithoutError()
    {
        Piped piped;
        const QSignalSpy closed(&piped.writer, &StreamWriter::closed);
        QVERIFY(piped.writer.write("taken"));
        auto pending = piped.writer.waitClosed();
        piped.readEnd.reset();
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(answerOf(std::move(pending)));
        QVERIFY(piped.writer.isClosing());
        QVERIFY(isCode(piped.writer.write("x"), std::errc::broken_pipe));
        QVERIFY(isCode(answerOf(piped.writer.drain()), std::errc::connection_reset));
        QVERIFY(answerOf(piped.writer.waitClosed()));
    }

    void closingSendsWhatWaitsAndThenTheEnd()
    {
        Piped piped;
        const QSignalSpy closed(&piped.writer, &StreamWriter::closed);
        piped.fill();
        piped.writer.writeEof();
        piped.writer.close();
        QVERIFY(piped.writer.isClosing());
        QVERIFY(isCode(piped.writer.write("x"), std::errc::broken_pipe));
        auto pending = piped.writer.waitClosed();
        QVERIFY(!pending.isReady());
        piped.startReading();
        QTRY_VERIFY(piped.atEnd);
        QCOMPARE(piped.total, 1024 * 1024);
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(answerOf(std::move(pending)));
    }

    void waitClosedIsAnsweredFromTheEventLoop()
    {
        Piped piped;
        piped.writer.close();
        auto first = piped.writer.waitClosed();
        auto second = piped.writer.waitClosed();
        QVERIFY(!first.isReady());
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(answerOf(std::move(second)));
        piped.writer.close();
        QVERIFY(answerOf(piped.writer.waitClosed()));
    }

    void waterMarksDecideWhenDrainWaits()
    {
        Piped piped;
        QVERIFY(isCode(piped.writer.setWaterMarks(1, 2), std::errc::invalid_argument));
        QVERIFY(piped.writer.setWaterMarks(4 * 1024 * 1024));
        piped.fill();
        QVERIFY(piped.writer.bufferedBytes() > 64 * 1024);
        QVERIFY(answerOf(piped.writer.drain()));
        QVERIFY(piped.writer.setWaterMarks(0));
        QVERIFY(!piped.writer.drain().isReady());
    }

    void aWriterWithoutAPipeRefuses()
    {
        StreamWriter writer;
        QVERIFY(writer.isClosing());
        QVERIFY(isCode(writer.write("x"), std::errc::broken_pipe));
        QVERIFY(isCode(writer.setWaterMarks(1), std::errc::broken_pipe));
        QCOMPARE(writer.bufferedBytes(), 0);
        writer.close();
    }

    void destroyingTheWriterCancelsFromTheEventLoop()
    {
        Piped piped;
        auto writer = std::make_unique<StreamWriter>();
        writer->setTransport(piped.transport.get());
        auto closed = writer->waitClosed();
        auto second = writer->waitClosed();
        writer.reset();
        QVERIFY(!closed.isReady());
        QVERIFY(isCode(waitFor(std::move(closed)), std::errc::operation_canceled));
        QVERIFY(isCode(waitFor(std::move(second)), std::errc::operation_canceled));
    }

    void anAnswerMayDestroyTheWriter_data()
    {
        QTest::addColumn<bool>("lost");
        QTest::newRow("drained") << false;
        QTest::newRow("lost") << true;
    }

    void anAnswerMayDestroyTheWriter()
    {
        QFETCH(bool, lost);
        Piped piped; // for its pipe
        auto writer = std::make_unique<StreamWriter>();
        auto transport =
            connectWritePipe(duplicate(piped.transport->descriptor()), writer.get()).value();
        piped.transport->abort();
        writer->setTransport(transport.get());
        QVERIFY(writer->write(QByteArray(1024 * 1024, 'x')));
        int answers = 0;
        const auto destroy = [&](const ProcessResult<void> &) {
            ++answers;
            transport.reset();
            writer.reset();
        };
        QObject context;
        writer->drain().then(&context, destroy);
        writer->drain().then(&context, destroy); // answered although the writer is gone by then
        if (lost)
            piped.readEnd.reset();
        else
            piped.startReading();
        QTRY_COMPARE(answers, 2);
        QVERIFY(!writer && !transport);
    }
};

QTEST_GUILESS_MAIN(TestStreamWriter)
#include "tst_streamwriter.moc"
