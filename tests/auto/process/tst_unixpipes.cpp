// SPDX-License-Identifier: MIT
// What only Unix has in the way of pipes; tst_pipetransport has the rest.
#include "pipeprotocols.h"
#include "support/pipes.h"
#include "support/standingchecks.h"

#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <termios.h>

using namespace Spawnscope;

namespace {

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

} // namespace

class TestUnixPipes : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Qt Test has put a handler of its own here, which the first transport would respect.
        ::signal(SIGPIPE, SIG_DFL);
        {
            PipeEnds ends = newPipe();
            const Writing first(std::move(ends.write));
        }
        struct sigaction action = {};
        QCOMPARE(::sigaction(SIGPIPE, nullptr, &action), 0);
        QVERIFY(action.sa_handler == SIG_IGN);
        StandingChecks::initTestCase();
    }

    void aBrokenPipeDoesNotEndTheProgram()
    {
        // The first transport has seen to it, and the others leave it so.
        PipeEnds ends = newPipe();
        Writing writing(std::move(ends.write));
        ends.read.reset();
        QVERIFY(!writing.transport->write("x"));
        QTRY_VERIFY(writing.isLost());
    }

    void aDescriptorBecomesNonBlocking()
    {
        PipeEnds ends = newPipe();
        const Reading reading(std::move(ends.read));
        const Writing writing(std::move(ends.write));
        QVERIFY(::fcntl(reading.transport->descriptor(), F_GETFL) & O_NONBLOCK);
        QVERIFY(::fcntl(writing.transport->descriptor(), F_GETFL) & O_NONBLOCK);
    }

    void socketsAndCharacterDevicesAreTaken()
    {
        PipeEnds sockets = newTwoWayPipe();
        Reading reading(std::move(sockets.read));
        put(sockets.write, "socket");
        QTRY_COMPARE(reading.data, "socket");

        Writing writing(UniqueFd(::open("/dev/null", O_WRONLY | O_CLOEXEC)));
        QVERIFY(writing.transport->write("nothing"));
        writing.transport->close();
        QTRY_VERIFY(writing.isLost());
        QVERIFY(!writing.error);
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
        Reading reading(duplicate(terminal.master.get()));
        Writing writing(std::move(terminal.master));
        Reading slaveReading(duplicate(terminal.slave.get()));
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

QTEST_GUILESS_MAIN(TestUnixPipes)
#include "tst_unixpipes.moc"
