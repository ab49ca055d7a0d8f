// SPDX-License-Identifier: MIT
#include "pipeprotocols.h"
#include "support/pipes.h"
#include "support/standingchecks.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Spawnscope;

namespace {

/// Bytes that tell their place.
QByteArray pattern(qsizetype size)
{
    QByteArray data(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        data[i] = char((i * 31 + i / 251) % 256);
    return data;
}

bool isBrokenPipe(const std::optional<ProcessError> &error)
{
    return error && error->stage == ProcessStage::Write && error->code == std::errc::broken_pipe;
}

constexpr qsizetype muchMoreThanAPipe = 4 * 1024 * 1024;

} // namespace

class TestPipeTransport : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // --- connecting ---

    void whatIsNoPipeIsRefused()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        Writing writing(std::move(ends.write));
        const auto read = connectReadPipe(openFile(file.fileName()), &reading);
        const auto write = connectWritePipe(openFile(file.fileName()), &writing);
        QVERIFY(!read && read.error().code == std::errc::invalid_argument);
        QVERIFY(!write && write.error().code == std::errc::invalid_argument);
        const auto none = connectReadPipe(UniqueFd(), &reading);
        QVERIFY(!none && none.error().code == std::errc::bad_file_descriptor);
        QCOMPARE(none.error().stage, ProcessStage::Read);
    }

    void theConnectionIsMadeFromTheEventLoopAndFirst()
    {
        PipeEnds ends = newPipe();
        put(ends.write, "early");
        ends.write.reset();
        Reading reading(std::move(ends.read));
        QVERIFY(reading.events.isEmpty());
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.events, (QList{Event::Made, Event::Data, Event::Eof, Event::Lost}));
        QCOMPARE(reading.data, "early");
    }

    // --- reading ---

    void dataArrivesThenTheEnd()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        put(ends.write, "1");
        QTRY_COMPARE(reading.data, "1");
        put(ends.write, "2345");
        QTRY_COMPARE(reading.data, "12345");
        QVERIFY(!reading.transport->isClosing());
        const int number = reading.transport->descriptor();
        ends.write.reset();
        QTRY_VERIFY(reading.isLost());
        QVERIFY(!reading.error);
        QVERIFY(reading.transport->isClosing());
        QVERIFY(!isOpen(number));
        QCOMPARE(reading.events.count(Event::Eof), 1);
        QCOMPARE(reading.events.count(Event::Lost), 1);
    }

    void pausedNothingArrivesNotEvenTheEnd()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        QTRY_COMPARE(reading.events, QList{Event::Made});
        reading.transport->pauseReading();
        reading.transport->pauseReading();
        QVERIFY(!reading.transport->isReading());
        put(ends.write, "data");
        ends.write.reset();
        turn();
        QCOMPARE(reading.events, QList{Event::Made});
        reading.transport->resumeReading();
        reading.transport->resumeReading();
        QVERIFY(reading.transport->isReading());
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.data, "data");
    }

    void pausingFromTheDataStopsAtOnce()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        reading.at[Event::Data] = [&reading] { reading.transport->pauseReading(); };
        put(ends.write, "first");
        QTRY_COMPARE(reading.data, "first");
        put(ends.write, "second");
        turn();
        QCOMPARE(reading.data, "first");
        reading.transport->resumeReading();
        QTRY_COMPARE(reading.data, "firstsecond");
    }

    void pausingAClosedPipeHasNoEffect()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        reading.transport->close();
        reading.transport->pauseReading();
        reading.transport->resumeReading();
        QVERIFY(!reading.transport->isReading());
        QTRY_VERIFY(reading.isLost());
    }

    void closingGivesUpWhatIsUnread()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        put(ends.write, "unread");
        const int number = reading.transport->descriptor();
        reading.transport->close();
        reading.transport->close();
        QVERIFY(reading.transport->isClosing());
        QVERIFY(!isOpen(number));
        QVERIFY(!reading.isLost()); // from the event loop
        QTRY_VERIFY(reading.isLost());
        turn();
        QCOMPARE(reading.events, (QList{Event::Made, Event::Lost}));
        QVERIFY(!reading.error);
    }

    void closingFromTheDataEndsIt()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        reading.at[Event::Data] = [&reading] { reading.transport->close(); };
        put(ends.write, "data");
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.events, (QList{Event::Made, Event::Data, Event::Lost}));
    }

    void theRestOfADeadPipeIsReadEvenWhilePaused()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        QTRY_COMPARE(reading.events, QList{Event::Made});
        reading.transport->pauseReading();
        put(ends.write, QByteArray(60000, 'x'));
        reading.transport->readRemaining(); // a writer is left
        QVERIFY(reading.data.isEmpty());
        QVERIFY(!reading.transport->isReading());
        ends.write.reset();
        reading.transport->readRemaining();
        QCOMPARE(reading.data.size(), 60000);
        QVERIFY(reading.isLost());
        reading.transport->readRemaining(); // nothing is left
        QCOMPARE(reading.events.count(Event::Lost), 1);
    }

    void aReadErrorIsTold()
    {
        PipeEnds ends = newOneWayPipe();
        Reading reading(duplicate(ends.write.get())); // which cannot be read
        ends.read.reset(); // makes it "readable"
        QTRY_VERIFY(reading.isLost());
        QVERIFY(reading.error);
        QCOMPARE(reading.error->stage, ProcessStage::Read);
        QVERIFY(reading.error->code == std::errc::bad_file_descriptor
                || reading.error->code == std::errc::permission_denied);
        QVERIFY(!reading.events.contains(Event::Eof));
    }

    void oneTurnOfTheLoopDoesNotReadWithoutBound()
    {
        // A writer that is faster than the reader must leave room for others.
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        bool hasOthers = false;
        QTimer::singleShot(0, this, [&hasOthers] { hasOthers = true; });
        reading.at[Event::Data] = [&] {
            if (!hasOthers)
                put(ends.write, "more");
        };
        put(ends.write, "more");
        QTRY_VERIFY(hasOthers);
    }

    void deletingTheReadingTransportInACallbackIsSafe_data()
    {
        QTest::addColumn<Event>("event");
        QTest::newRow("made") << Event::Made;
        QTest::newRow("data") << Event::Data;
        QTest::newRow("eof") << Event::Eof;
        QTest::newRow("lost") << Event::Lost;
    }

    void deletingTheReadingTransportInACallbackIsSafe()
    {
        QFETCH(Event, event);
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        reading.at[event] = [&reading] { reading.transport.reset(); };
        put(ends.write, "data");
        ends.write.reset();
        QTRY_VERIFY(!reading.transport);
        turn();
        QCOMPARE(reading.events.last(), event);
        QCOMPARE(reading.events.count(event), 1);
    }

    void deletingTheReadingTransportWhileTheRestIsReadIsSafe()
    {
        for (const Event event : {Event::Data, Event::Eof, Event::Lost}) {
            PipeEnds ends = newPipe();
            Reading reading(std::move(ends.read));
            reading.transport->pauseReading();
            reading.at[event] = [&reading] { reading.transport.reset(); };
            put(ends.write, "data");
            ends.write.reset();
            reading.transport->readRemaining();
            QVERIFY(!reading.transport);
        }
    }

    void deletingItMakesNoCallback()
    {
        PipeEnds ends = newPipe();
        Reading reading(std::move(ends.read));
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(QByteArray(muchMoreThanAPipe, 'x')));
        writing.events.clear();
        reading.transport->close();
        reading.transport.reset();
        writing.transport->close();
        writing.transport.reset();
        turn();
        QVERIFY(reading.events.isEmpty());
        QVERIFY(writing.events.isEmpty());
    }

    // --- writing ---

    void writingGoesOutAtOnceWhileNothingWaits()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(QByteArray()));
        QVERIFY(writing.transport->write("1"));
        QCOMPARE(get(ends.read), "1");
        QVERIFY(writing.transport->write("23"));
        QVERIFY(writing.transport->write("45"));
        QCOMPARE(get(ends.read), "2345");
        QCOMPARE(writing.transport->bufferedBytes(), 0);
        writing.transport->close();
        QCOMPARE(get(ends.read), "");
        QTRY_VERIFY(writing.isLost());
        QCOMPARE(writing.events, (QList{Event::Made, Event::Lost}));
    }

    void whatAPipeDoesNotTakeWaits()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        const QByteArray data = pattern(muchMoreThanAPipe);
        QVERIFY(writing.transport->write(data.left(1'000'000)));
        const qsizetype waiting = writing.transport->bufferedBytes();
        QVERIFY(waiting > 0 && waiting < 1'000'000);
        QVERIFY(writing.transport->write(data.mid(1'000'000)));
        QCOMPARE(writing.transport->bufferedBytes(), waiting + data.size() - 1'000'000);
        writing.transport->writeEof();

        Reading reading(std::move(ends.read));
        QTRY_VERIFY(reading.isLost());
        QVERIFY(reading.data == data);
        QTRY_VERIFY(writing.isLost());
        QVERIFY(!writing.error);
        QCOMPARE(writing.transport->bufferedBytes(), 0);
    }

    void manySmallChunksKeepTheirOrder()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QByteArray expected;
        for (int i = 0; i < 40000; ++i) {
            const QByteArray chunk = QByteArray::number(i) + ' ';
            expected += chunk;
            QVERIFY(writing.transport->write(chunk));
        }
        QVERIFY(writing.transport->bufferedBytes() > 0);
        writing.transport->close();
        Reading reading(std::move(ends.read));
        QTRY_VERIFY(reading.isLost());
        QVERIFY(reading.data == expected);
        QTRY_VERIFY(writing.isLost());
    }

    void megabytesGoBothWaysAtOnce()
    {
        PipeEnds sockets = newTwoWayPipe();
        Reading here(duplicate(sockets.read.get()));
        Writing fromHere(std::move(sockets.read));
        Reading there(duplicate(sockets.write.get()));
        Writing fromThere(std::move(sockets.write));
        const QByteArray data = pattern(muchMoreThanAPipe);
        QVERIFY(fromHere.transport->write(data));
        QVERIFY(fromThere.transport->write(data));
        QTRY_COMPARE(here.data.size(), data.size());
        QTRY_COMPARE(there.data.size(), data.size());
        QVERIFY(here.data == data);
        QVERIFY(there.data == data);
        QCOMPARE(fromHere.transport->bufferedBytes(), 0);
        QVERIFY(!fromHere.isLost() && !fromThere.isLost());
    }

    void theWriterIsHeldBackAboveTheHighMarkAndLetGoAtTheLowOne()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        WritePipeTransport *transport = writing.transport.get();
        QCOMPARE(transport->highWaterMark(), 64 * 1024);
        QCOMPARE(transport->lowWaterMark(), 16 * 1024);
        QTRY_COMPARE(writing.events, QList{Event::Made});

        QVERIFY(transport->write(QByteArray(1024 * 1024, 'x')));
        const qsizetype taken = 1024 * 1024 - transport->bufferedBytes();
        QCOMPARE(writing.events, (QList{Event::Made, Event::Pause}));
        QVERIFY(transport->write("more"));
        QCOMPARE(writing.events.count(Event::Pause), 1); // once

        qsizetype waitingAtResume = -1;
        writing.at[Event::Resume] = [&] { waitingAtResume = transport->bufferedBytes(); };
        Reading reading(std::move(ends.read));
        QTRY_COMPARE(reading.data.size(), 1024 * 1024 + 4);
        QCOMPARE(writing.events.count(Event::Resume), 1);
        QVERIFY(waitingAtResume >= 0 && waitingAtResume <= 16 * 1024);
        QVERIFY(taken > 0);
    }

    void exactlyTheHighMarkDoesNotHoldBack()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        WritePipeTransport *transport = writing.transport.get();
        while (transport->bufferedBytes() == 0)
            QVERIFY(transport->write(QByteArray(4096, 'x')));
        QVERIFY(transport->write(QByteArray(64 * 1024 - transport->bufferedBytes(), 'x')));
        QCOMPARE(transport->bufferedBytes(), 64 * 1024);
        QVERIFY(!writing.events.contains(Event::Pause));
        QVERIFY(transport->write("x"));
        QVERIFY(writing.events.contains(Event::Pause));
    }

    void waterMarksCanBeChanged()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        WritePipeTransport *transport = writing.transport.get();
        QVERIFY(transport->setWaterMarks(1000));
        QCOMPARE(transport->highWaterMark(), 1000);
        QCOMPARE(transport->lowWaterMark(), 250);
        QVERIFY(transport->setWaterMarks(1000, 1000));
        for (const auto &[high, low] : {std::pair(10, 11), std::pair(-1, -1), std::pair(10, -1)}) {
            const auto result = transport->setWaterMarks(high, low);
            QVERIFY(!result && result.error().code == std::errc::invalid_argument);
        }
        QCOMPARE(transport->highWaterMark(), 1000);

        QVERIFY(transport->setWaterMarks(0));
        QCOMPARE(transport->lowWaterMark(), 0);
        while (transport->bufferedBytes() == 0)
            QVERIFY(transport->write(QByteArray(4096, 'x')));
        QVERIFY(writing.events.contains(Event::Pause)); // on any buffering
        QVERIFY(transport->setWaterMarks(1024 * 1024));
        QVERIFY(writing.events.contains(Event::Resume)); // the new marks count at once
    }

    void aReaderThatGoesAwayBeforeAllArrivedIsAnError()
    {
        for (const bool isTwoWay : {false, true}) {
            PipeEnds ends = isTwoWay ? newTwoWayPipe() : newPipe();
            Writing writing(std::move(ends.write));
            QVERIFY(writing.transport->write(QByteArray(muchMoreThanAPipe, 'x')));
            QVERIFY(writing.transport->bufferedBytes() > 0);
            ends.read.reset();
            QTRY_VERIFY(writing.isLost());
            turn();
            QCOMPARE(writing.events.count(Event::Lost), 1);
            QVERIFY(isBrokenPipe(writing.error)
                    || (isTwoWay && writing.error->code == std::errc::connection_reset));
            QVERIFY(writing.transport->isClosing());
            QCOMPARE(writing.transport->bufferedBytes(), 0);
        }
    }

    void aReaderThatGoesAwayWhileNothingWaitsIsNoError()
    {
        for (const bool isTwoWay : {false, true}) {
            PipeEnds ends = isTwoWay ? newTwoWayPipe() : newPipe();
            Writing writing(std::move(ends.write));
            QVERIFY(writing.transport->write("taken"));
            ends.read.reset();
            QTRY_VERIFY(writing.isLost());
            turn();
            QCOMPARE(writing.events, (QList{Event::Made, Event::Lost}));
            QVERIFY(!writing.error);
        }
    }

    void aSocketThatAnswersIsNotTakenForClosed()
    {
        PipeEnds sockets = newTwoWayPipe();
        Writing writing(std::move(sockets.write));
        put(sockets.read, "an answer that nobody reads");
        turn();
        turn();
        QVERIFY(!writing.isLost());
        QVERIFY(writing.transport->write("still open"));
        QCOMPARE(get(sockets.read), "still open");
    }

    void writingToABrokenPipeIsRefusedAtOnce()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        ends.read.reset();
        const auto first = writing.transport->write("x"); // before the loop can notice
        QVERIFY(!first && isBrokenPipe(first.error()));
        QVERIFY(writing.transport->isClosing());
        for (int i = 0; i < 10; ++i) {
            const auto again = writing.transport->write("x");
            QVERIFY(!again && isBrokenPipe(again.error()));
        }
        QTRY_VERIFY(writing.isLost());
        turn();
        QCOMPARE(writing.events.count(Event::Lost), 1);
        QVERIFY(isBrokenPipe(writing.error));
    }

    void writingAfterCloseIsRefused()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        writing.transport->close();
        QVERIFY(writing.transport->isClosing());
        const auto closing = writing.transport->write("x");
        QVERIFY(!closing && isBrokenPipe(closing.error()));
        QTRY_VERIFY(writing.isLost());
        QVERIFY(!writing.transport->write("x"));
        QVERIFY(!writing.error);
    }

    void closingSendsWhatWaitsFirst()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(pattern(1'000'000)));
        writing.transport->close();
        writing.transport->close();
        QVERIFY(writing.transport->isClosing());
        QVERIFY(!writing.transport->write("not any more"));
        turn();
        QVERIFY(!writing.isLost());
        Reading reading(std::move(ends.read));
        QTRY_VERIFY(writing.isLost());
        QTRY_VERIFY(reading.isLost());
        QVERIFY(reading.data == pattern(1'000'000));
        QVERIFY(!writing.error);
        writing.transport->close();
        turn();
        QCOMPARE(writing.events.count(Event::Lost), 1);
    }

    void aReaderThatGoesAwayWhileClosingIsAnError()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(pattern(1'000'000)));
        writing.transport->close();
        ends.read.reset();
        QTRY_VERIFY(writing.isLost());
        QVERIFY(isBrokenPipe(writing.error));
    }

    void abortDropsWhatWaits()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(QByteArray(1'000'000, 'x')));
        const qsizetype sent = 1'000'000 - writing.transport->bufferedBytes();
        writing.transport->abort();
        writing.transport->abort();
        QVERIFY(writing.transport->isClosing());
        QCOMPARE(writing.transport->bufferedBytes(), 0);
        QVERIFY(!writing.isLost()); // from the event loop
        QTRY_VERIFY(writing.isLost());
        turn();
        QCOMPARE(writing.events.count(Event::Lost), 1);
        QVERIFY(writing.error && writing.error->code == std::errc::operation_canceled);
        Reading reading(std::move(ends.read));
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.data.size(), sent);
    }

    void abortWithNothingWaitingIsNoError()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        writing.transport->abort();
        QTRY_VERIFY(writing.isLost());
        QVERIFY(!writing.error);
        writing.transport->close();
        turn();
        QCOMPARE(writing.events.count(Event::Lost), 1);
    }

    void abortEndsACloseThatWaits()
    {
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(QByteArray(1'000'000, 'x')));
        writing.transport->close();
        writing.transport->abort();
        QTRY_VERIFY(writing.isLost());
        turn();
        QCOMPARE(writing.events.count(Event::Lost), 1);
    }

    void deletingTheWritingTransportInACallbackIsSafe_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<bool>("readerStays");
        QTest::newRow("made") << Event::Made << true;
        QTest::newRow("pause") << Event::Pause << true;
        QTest::newRow("resume") << Event::Resume << true;
        QTest::newRow("lost at the end") << Event::Lost << true;
        QTest::newRow("lost by the reader") << Event::Lost << false;
    }

    void deletingTheWritingTransportInACallbackIsSafe()
    {
        QFETCH(Event, event);
        QFETCH(bool, readerStays);
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        writing.at[event] = [&writing] { writing.transport.reset(); };
        (void)writing.transport->write(QByteArray(1'000'000, 'x'));
        if (writing.transport)
            writing.transport->close();
        std::unique_ptr<Reading> reading;
        if (readerStays)
            reading = std::make_unique<Reading>(std::move(ends.read));
        else
            ends.read.reset();
        QTRY_VERIFY(!writing.transport);
        turn();
        QCOMPARE(writing.events.count(event), 1);
    }
};

QTEST_GUILESS_MAIN(TestPipeTransport)
#include "tst_pipetransport.moc"
