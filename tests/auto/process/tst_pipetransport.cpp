// SPDX-License-Identifier: MIT
#include "process/pipetransport.h"
#include "support/standingchecks.h"

#include <QTemporaryFile>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <map>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

using namespace Spawnscope;

namespace {

struct Ends
{
    UniqueFd read;
    UniqueFd write;
};

Ends makeEnds()
{
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        qFatal("no pipe");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

Ends makeSockets()
{
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        qFatal("no socket pair");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

struct TerminalEnds
{
    UniqueFd master;
    UniqueFd slave;
};

/// A pseudo-terminal without echo and line editing.
TerminalEnds makeTerminal()
{
    TerminalEnds terminal{UniqueFd(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)), {}};
    if (!terminal.master || ::grantpt(terminal.master.get()) != 0
        || ::unlockpt(terminal.master.get()) != 0)
        return {};
    terminal.slave.reset(::open(::ptsname(terminal.master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    termios mode;
    if (::tcgetattr(terminal.slave.get(), &mode) != 0)
        return {};
    ::cfmakeraw(&mode);
    ::tcsetattr(terminal.slave.get(), TCSANOW, &mode);
    return terminal;
}

UniqueFd duplicate(const UniqueFd &fd)
{
    return UniqueFd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 3));
}

bool isOpen(int fd)
{
    return ::fcntl(fd, F_GETFD) >= 0;
}

void put(const UniqueFd &fd, const QByteArray &data)
{
    if (::write(fd.get(), data.constData(), size_t(data.size())) != data.size())
        qFatal("a descriptor did not take %lld bytes", qlonglong(data.size()));
}

/// What can be had now, of a non-blocking or blocking descriptor that has something.
QByteArray get(const UniqueFd &fd)
{
    QByteArray data(1024 * 1024, Qt::Uninitialized);
    data.resize(std::max<qsizetype>(0, ::read(fd.get(), data.data(), size_t(data.size()))));
    return data;
}

/// Bytes that tell their place.
QByteArray pattern(qsizetype size)
{
    QByteArray data(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        data[i] = char((i * 31 + i / 251) % 256);
    return data;
}

enum class Event { Made, Data, Eof, Lost, Pause, Resume };

/// Records what it is told, and does what a test asks for at an event.
template <typename Transport>
struct Recorder
{
    std::unique_ptr<Transport> transport;
    QList<Event> events;
    QByteArray data;
    std::optional<ProcessError> error;
    std::map<Event, std::function<void()>> at;

    bool isLost() const { return events.contains(Event::Lost); }

protected:
    void record(Event event)
    {
        events.append(event);
        const auto action = at.find(event);
        if (action != at.end())
            action->second();
    }
};

struct Reading final : Recorder<ReadPipeTransport>, ReadPipeProtocol
{
    explicit Reading(UniqueFd fd) { transport = connectReadPipe(std::move(fd), this).value(); }

private:
    void connectionMade(ReadPipeTransport *made) override
    {
        QCOMPARE(made, transport.get());
        record(Event::Made);
    }
    void dataReceived(QByteArrayView received) override
    {
        QVERIFY(!received.isEmpty());
        data += received;
        record(Event::Data);
    }
    void eofReceived() override { record(Event::Eof); }
    void connectionLost(const std::optional<ProcessError> &reason) override
    {
        error = reason;
        record(Event::Lost);
    }
};

struct Writing final : Recorder<WritePipeTransport>, WritePipeProtocol
{
    explicit Writing(UniqueFd fd) { transport = connectWritePipe(std::move(fd), this).value(); }

private:
    void connectionMade(WritePipeTransport *made) override
    {
        QCOMPARE(made, transport.get());
        record(Event::Made);
    }
    void pauseWriting() override { record(Event::Pause); }
    void resumeWriting() override { record(Event::Resume); }
    void connectionLost(const std::optional<ProcessError> &reason) override
    {
        error = reason;
        record(Event::Lost);
    }
};

bool isBrokenPipe(const std::optional<ProcessError> &error)
{
    return error && error->stage == ProcessStage::Write && error->code == std::errc::broken_pipe;
}

/// Turns the event loop until everything that is pending now has happened.
void turn()
{
    bool turned = false;
    QTimer::singleShot(0, qApp, [&turned] { turned = true; });
    QTRY_VERIFY(turned);
}

constexpr qsizetype muchMoreThanAPipe = 4 * 1024 * 1024;

} // namespace

class TestPipeTransport : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Qt Test has put a handler of its own here, which the first transport would respect.
        ::signal(SIGPIPE, SIG_DFL);
        StandingChecks::initTestCase();
    }

    // --- connecting ---

    void whatIsNoPipeIsRefused()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        Ends ends = makeEnds();
        Reading reading(std::move(ends.read));
        Writing writing(std::move(ends.write));
        const auto read = connectReadPipe(UniqueFd(::dup(file.handle())), &reading);
        const auto write = connectWritePipe(UniqueFd(::dup(file.handle())), &writing);
        QVERIFY(!read && read.error().code == std::errc::invalid_argument);
        QVERIFY(!write && write.error().code == std::errc::invalid_argument);
        const auto none = connectReadPipe(UniqueFd(), &reading);
        QVERIFY(!none && none.error().code == std::errc::bad_file_descriptor);
        QCOMPARE(none.error().stage, ProcessStage::Read);
    }

    void aDescriptorBecomesNonBlocking()
    {
        Ends ends = makeEnds();
        const Reading reading(std::move(ends.read));
        const Writing writing(std::move(ends.write));
        QVERIFY(::fcntl(reading.transport->descriptor(), F_GETFL) & O_NONBLOCK);
        QVERIFY(::fcntl(writing.transport->descriptor(), F_GETFL) & O_NONBLOCK);
    }

    void socketsAndCharacterDevicesAreTaken()
    {
        Ends sockets = makeSockets();
        Reading reading(std::move(sockets.read));
        put(sockets.write, "socket");
        QTRY_COMPARE(reading.data, "socket");

        Writing writing(UniqueFd(::open("/dev/null", O_WRONLY | O_CLOEXEC)));
        QVERIFY(writing.transport->write("nothing"));
        writing.transport->close();
        QTRY_VERIFY(writing.isLost());
        QVERIFY(!writing.error);
    }

    void theConnectionIsMadeFromTheEventLoopAndFirst()
    {
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
        Reading reading(std::move(ends.read));
        reading.transport->close();
        reading.transport->pauseReading();
        reading.transport->resumeReading();
        QVERIFY(!reading.transport->isReading());
        QTRY_VERIFY(reading.isLost());
    }

    void closingGivesUpWhatIsUnread()
    {
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
        Reading reading(std::move(ends.read));
        reading.at[Event::Data] = [&reading] { reading.transport->close(); };
        put(ends.write, "data");
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.events, (QList{Event::Made, Event::Data, Event::Lost}));
    }

    void theRestOfADeadPipeIsReadEvenWhilePaused()
    {
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
        // The write end of a pipe cannot be read: EBADF.
        Reading reading(duplicate(ends.write));
        ends.read.reset(); // makes it "readable"
        QTRY_VERIFY(reading.isLost());
        QVERIFY(reading.error);
        QCOMPARE(reading.error->stage, ProcessStage::Read);
        QVERIFY(reading.error->code == std::errc::bad_file_descriptor);
        QVERIFY(!reading.events.contains(Event::Eof));
    }

    void oneTurnOfTheLoopDoesNotReadWithoutBound()
    {
        // A writer that is faster than the reader must leave room for others.
        Ends ends = makeEnds();
        ::fcntl(ends.write.get(), F_SETFL, O_NONBLOCK);
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
        Ends ends = makeEnds();
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
            Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends sockets = makeSockets();
        Reading here(duplicate(sockets.read));
        Writing fromHere(std::move(sockets.read));
        Reading there(duplicate(sockets.write));
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        for (const bool socket : {false, true}) {
            Ends ends = socket ? makeSockets() : makeEnds();
            Writing writing(std::move(ends.write));
            QVERIFY(writing.transport->write(QByteArray(muchMoreThanAPipe, 'x')));
            QVERIFY(writing.transport->bufferedBytes() > 0);
            ends.read.reset();
            QTRY_VERIFY(writing.isLost());
            turn();
            QCOMPARE(writing.events.count(Event::Lost), 1);
            QVERIFY(isBrokenPipe(writing.error)
                    || (socket && writing.error->code == std::errc::connection_reset));
            QVERIFY(writing.transport->isClosing());
            QCOMPARE(writing.transport->bufferedBytes(), 0);
        }
    }

    void aReaderThatGoesAwayWhileNothingWaitsIsNoError()
    {
        for (const bool socket : {false, true}) {
            Ends ends = socket ? makeSockets() : makeEnds();
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
        Ends sockets = makeSockets();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
        Writing writing(std::move(ends.write));
        QVERIFY(writing.transport->write(pattern(1'000'000)));
        writing.transport->close();
        ends.read.reset();
        QTRY_VERIFY(writing.isLost());
        QVERIFY(isBrokenPipe(writing.error));
    }

    void abortDropsWhatWaits()
    {
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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
        Ends ends = makeEnds();
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

    void aBrokenPipeDoesNotEndTheProgram()
    {
        struct sigaction action = {};
        QCOMPARE(::sigaction(SIGPIPE, nullptr, &action), 0);
        QVERIFY(action.sa_handler == SIG_IGN);
    }

    // --- pseudo-terminals ---

    void theOutputOfATerminalIsReadAndItsEndIsNoError()
    {
        TerminalEnds terminal = makeTerminal();
        if (!terminal.slave)
            QSKIP("no pseudo-terminal here");
        Reading reading(std::move(terminal.master));
        put(terminal.slave, "1");
        QTRY_COMPARE(reading.data, "1");
        put(terminal.slave, "2345");
        QTRY_COMPARE(reading.data, "12345");
        put(terminal.slave, "last");
        terminal.slave.reset();
        QTRY_VERIFY(reading.isLost());
        QCOMPARE(reading.data, "12345last");
        QVERIFY(!reading.error); // read(2) says EIO
        QCOMPARE(reading.events.count(Event::Eof), 1);
    }

    void whatIsWrittenToATerminalAppearsOnItsOtherSide()
    {
        TerminalEnds terminal = makeTerminal();
        if (!terminal.slave)
            QSKIP("no pseudo-terminal here");
        Reading slave(std::move(terminal.slave));
        Writing master(std::move(terminal.master));
        QVERIFY(master.transport->write("1"));
        QTRY_COMPARE(slave.data, "1");
        QVERIFY(master.transport->write("2345"));
        QTRY_COMPARE(slave.data, "12345");
        master.transport->close();
        QTRY_VERIFY(master.isLost());
        QVERIFY(!master.error);
        QTRY_VERIFY(slave.isLost());
    }

    void aTerminalIsReadAndWrittenThroughOneDescriptor()
    {
        TerminalEnds terminal = makeTerminal();
        if (!terminal.slave)
            QSKIP("no pseudo-terminal here");
        Reading reading(duplicate(terminal.master));
        Writing writing(std::move(terminal.master));
        Reading slaveReading(duplicate(terminal.slave));
        Writing slaveWriting(std::move(terminal.slave));
        QVERIFY(writing.transport->write("to the slave"));
        QTRY_COMPARE(slaveReading.data, "to the slave");
        QVERIFY(slaveWriting.transport->write("to the master"));
        QTRY_COMPARE(reading.data, "to the master");
        QVERIFY(writing.transport->write(", again"));
        QTRY_COMPARE(slaveReading.data, "to the slave, again");
        slaveReading.transport->close();
        slaveWriting.transport->close();
        QTRY_VERIFY(reading.isLost());
        QVERIFY(!reading.error);
    }
};

QTEST_GUILESS_MAIN(TestPipeTransport)
#include "tst_pipetransport.moc"
