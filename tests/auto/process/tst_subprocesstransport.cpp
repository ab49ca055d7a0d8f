// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "childlife.h"
#include "support/pipes.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <cstdlib>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

/// As a word of any shell.
QByteArray inQuotes(const QByteArray &path)
{
    return '"' + QFile::encodeName(QDir::toNativeSeparators(QFile::decodeName(path))) + '"';
}

} // namespace

class TestSubprocessTransport : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // --- the order of events ---

    void theLifeOfAChildIsToldInOrder()
    {
        Life life({"echoboth"});
        life.write("hello");
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.events.first(), Event::Made);
        QCOMPARE(life.events.last(), Event::Lost);
        QCOMPARE(life.count(Event::PipeLost), 3);
        QCOMPARE(life.count(Event::Exited), 1);
        QCOMPARE(life.data[1], "OUT:hello");
        QCOMPARE(life.data[2], "ERR:hello");
        for (const auto &[fd, error] : life.pipeErrors)
            QVERIFY2(!error, QByteArray::number(fd));
        QCOMPARE(life.status, exited(0));
    }

    void theConnectionIsMadeFirstAlsoForAChildThatExitsAtOnce()
    {
        Life life({"out", "quick", "then", "exit", "5"});
        waitUntilDead(life.transport->pid());
        QVERIFY(life.events.isEmpty());
        QVERIFY(!life.transport->exitStatus());
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.events.first(), Event::Made);
        QCOMPARE(life.data[1], "quick\n");
        QCOMPARE(life.status, exited(5));
    }

    void aChildWithoutPipesHasTheShortestLife()
    {
        Life life({"exit", "7"}, SubprocessOptions());
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.events, (QList{Event::Made, Event::Exited, Event::Lost}));
        QCOMPARE(life.status, exited(7));
    }

    void twoHundredChildrenThatExitAtOnceAreAllTold()
    {
        std::vector<std::unique_ptr<Life>> lives;
        for (int i = 0; i < 200; ++i)
            lives.push_back(std::make_unique<Life>(
                OsStringList{"out", QByteArray::number(i), "then", "exit", QByteArray::number(i)},
                onlyOutput()));
        for (int i = 0; i < 200; ++i) {
            QTRY_VERIFY(lives[size_t(i)]->isOver());
            QCOMPARE(lives[size_t(i)]->status, exited(i));
            QCOMPARE(lives[size_t(i)]->data[1], QByteArray::number(i) + '\n');
        }
    }

    void theExitIsToldThoughAGrandchildHoldsTheOutput()
    {
        Life life({"forkhold", "600000", "then", "exit", "3"}, inOwnGroup());
        QTRY_COMPARE(life.status, exited(3));
        turn();
        QVERIFY(!life.isOver());
        QVERIFY(life.transport->sendSignalToGroup(killSignal));
        QTRY_VERIFY(life.isOver());
    }

    void theGraceTimeClosesStreamsThatAGrandchildHolds()
    {
        SubprocessOptions options = inOwnGroup();
        options.pipeGrace = 1ms;
        Life life({"out", "mine", "then", "forkhold", "600000", "then", "exit", "3"}, options);
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(3));
        QCOMPARE(life.data[1], "mine\n");
        QVERIFY(life.pipeErrors.contains(1) && !life.pipeErrors[1]);
        // The grandchild is there and would have held it.
        QVERIFY(life.transport->sendSignalToGroup(killSignal));
    }

    void theGraceTimeBeginsWithTheExit()
    {
        SubprocessOptions options = piped();
        options.pipeGrace = 1ms;
        Life life({"cat"}, options);
        life.write("slow");
        QTRY_COMPARE(life.data[1], "slow");
        life.write(" and steady");
        QTRY_COMPARE(life.data[1], "slow and steady");
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(0));
    }

    // --- data ---

    void whatIsWrittenComesBack()
    {
        Life life({"cat"});
        life.write("Python The Winner");
        QTRY_COMPARE(life.data[1], "Python The Winner");
        life.transport->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, statusAfter(killSignal));
        QCOMPARE(life.data[1], "Python The Winner");
    }

    void aDialogueKeepsItsOrder()
    {
        Life life({"cat"});
        life.write("Python ");
        QTRY_COMPARE(life.data[1], "Python ");
        life.write("The Winner");
        QTRY_COMPARE(life.data[1], "Python The Winner");
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void aShellCommandIsRunByTheShell()
    {
        Life life(InShell(), inQuotes(testChild()) + " out Python");
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(0));
        QCOMPARE(life.data[1], "Python\n");
        QVERIFY(life.data[2].isEmpty());
        QVERIFY(life.pipeErrors.contains(1) && life.pipeErrors.contains(2));
    }

    void errorOutputIsSeparate()
    {
        Life life({"echoboth"});
        life.write("test");
        QTRY_COMPARE(life.data[1], "OUT:test");
        QTRY_COMPARE(life.data[2], "ERR:test");
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void errorOutputCanFollowTheOutput()
    {
        SubprocessOptions options = piped();
        options.standardError = Stdout;
        Life life({"echoboth"}, options);
        QVERIFY(!life.transport->readPipe(2));
        life.write("test");
        QTRY_COMPARE(life.data[1], "OUT:testERR:test");
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
        QVERIFY(!life.data.contains(2));
        QVERIFY(!life.pipeErrors.contains(2));
    }

    void extraDescriptorsLeadBothWays()
    {
        SubprocessOptions options;
        options.extraDescriptors = {{3, Pipe, ExtraDescriptor::Direction::ToChild},
                                    {7, Pipe, ExtraDescriptor::Direction::FromChild}};
        Life life({"catfd", "3", "7"}, options);
        QVERIFY(!life.transport->readPipe(3) && !life.transport->writePipe(7));
        QVERIFY(life.transport->readPipe(7));
        const QByteArray much(1'000'000, 'x');
        life.at[Event::Pause] = life.at[Event::Resume] = [] {};
        QVERIFY(life.transport->writePipe(3)->setWaterMarks(10'000'000));
        QVERIFY(life.transport->writePipe(3)->write(much));
        life.transport->writePipe(3)->close();
        QTRY_VERIFY(life.isOver());
        QVERIFY(life.data[7] == much);
        QCOMPARE(life.count(Event::PipeLost), 2);
        QCOMPARE(life.status, exited(0));
    }

    void pipesAreFoundByTheirDescriptorAndDirection()
    {
        const Life life({"exit"});
        QVERIFY(life.transport->writePipe(0) && !life.transport->readPipe(0));
        QVERIFY(life.transport->readPipe(1) && !life.transport->writePipe(1));
        QVERIFY(life.transport->readPipe(2));
        QVERIFY(!life.transport->readPipe(3) && !life.transport->readPipe(-1));

        const Life without({"exit"}, SubprocessOptions());
        for (int fd = 0; fd < 3; ++fd)
            QVERIFY(!without.transport->readPipe(fd) && !without.transport->writePipe(fd));
    }

    void theWriterIsHeldBackWhileTheChildDoesNotRead()
    {
        Life life({"cat"});
        QTRY_COMPARE(life.count(Event::Made), 1);
        life.write(QByteArray(3'000'000, 'x'));
        QCOMPARE(life.count(Event::Pause), 1); // from within the write
        QTRY_COMPARE(life.data[1].size(), 3'000'000);
        QCOMPARE(life.count(Event::Resume), 1);
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
    }

    void bytesThatTheChildDoesNotTakeAreAnError()
    {
        Life life({"writewhentold", "then", "closestdin", "then", "block"});
        QTRY_COMPARE(life.count(Event::Made), 1);
        // Refused if the child is quick enough to close while the first part is being sent.
        (void)life.transport->writePipe(0)->write("now\n" + QByteArray(1'000'000, 'x'));
        QTRY_VERIFY(life.pipeErrors.contains(0));
        QVERIFY(life.pipeErrors[0] && life.pipeErrors[0]->code == std::errc::broken_pipe);
        QVERIFY(!life.status);
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void anInputThatTheChildClosesIsNoError()
    {
        Life life({"closestdin", "then", "block"});
        QTRY_VERIFY(life.pipeErrors.contains(0));
        QVERIFY(!life.pipeErrors[0]);
        QVERIFY(life.transport->writePipe(0)->isClosing());
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void closingOneStreamLeavesTheOthers()
    {
        Life life({"writewhentold", "then", "block"});
        QTRY_COMPARE(life.count(Event::Made), 1);
        life.transport->readPipe(1)->close();
        QTRY_VERIFY(life.pipeErrors.contains(1));
        QVERIFY(!life.pipeErrors[1]);
        life.write("now\n");
        QTRY_COMPARE(life.data[2], "ERR:Broken pipe");
        QVERIFY(!life.status);
        life.transport->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, statusAfter(killSignal));
    }

    void aShellCommandSeesTheEnvironmentGiven()
    {
        SubprocessOptions options = onlyOutput();
        options.environment.changes["FOO"] = "bar";
        Life life(InShell(), inQuotes(testChild()) + " environment", options);
        QTRY_VERIFY(life.isOver());
        QVERIFY(life.data[1].split('\n').contains("FOO=bar"));
    }

    void twoChildrenCanBeJoinedByAPipe()
    {
        PipeEnds ends = newChildrensPipe();
        SubprocessOptions first;
        first.standardOutput = Stdio::descriptor(ends.write.get());
        SubprocessOptions second = onlyOutput();
        second.standardInput = Stdio::descriptor(ends.read.get());
        Life producer({"flood", "1000000"}, first);
        Life consumer({"count"}, second);
        ends = {};
        QTRY_VERIFY(consumer.isOver());
        QCOMPARE(consumer.data[1], "bytes=1000000\n");
        QTRY_VERIFY(producer.isOver());
    }

    // --- pausing ---

    void aChildThatPrintsMoreThanIsTakenIsHeldBack()
    {
        Life life({"flood", "4000000"}, onlyOutput());
        life.at[Event::Data] = [&life] { life.transport->readPipe(1)->pauseReading(); };
        QTRY_COMPARE(life.count(Event::Data), 1);
        turn();
        QVERIFY(!life.status);
        QCOMPARE(life.count(Event::Data), 1);
        life.at.clear();
        life.transport->readPipe(1)->resumeReading();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.data[1].size(), 4'000'000);
    }

    void theEndOfADeadChildIsSeenAlthoughItsOutputIsPaused()
    {
        // Twice what a pipe holds: the second half is in it when the child dies.
        Life life({"flood", "100000"}, onlyOutput());
        life.at[Event::Data] = [&life] {
            if (life.data[1].size() >= 40'000)
                life.transport->readPipe(1)->pauseReading();
        };
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.data[1].size(), 100'000);
        QCOMPARE(life.status, exited(0));
    }

    void pausingAtTheStartIsRespected()
    {
        Life life({"flood", "30000", "then", "cat"});
        ReadPipeTransport *output = life.transport->readPipe(1);
        waitUntilReadable(output->descriptor()); // without the event loop
        life.at[Event::Made] = [output] { output->pauseReading(); };
        QTRY_COMPARE(life.count(Event::Made), 1);
        turn();
        turn();
        QCOMPARE(life.count(Event::Data), 0);
        output->resumeReading();
        QTRY_COMPARE(life.data[1].size(), 30'000);
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
    }

    // --- signals, close ---

    void signalsReachTheChild_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("kill") << killSignal;
        QTest::newRow("terminate") << terminateSignal;
        QTest::newRow("by number") << -killSignal;
    }

    void signalsReachTheChild()
    {
        QFETCH(int, number);
        Life life({"block"});
        QVERIFY(life.transport->sendSignal(0));
        const auto sent = number == killSignal ? life.transport->kill()
            : number == terminateSignal        ? life.transport->terminate()
                                               : life.transport->sendSignal(-number);
        QVERIFY(sent);
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, statusAfter(std::abs(number)));
    }

    void aSignalThatDoesNotExistIsRefused()
    {
        Life life({"block"}, SubprocessOptions());
        const auto sent = life.transport->sendSignal(999);
        QVERIFY(!sent && sent.error().code == std::errc::invalid_argument);
        QCOMPARE(sent.error().stage, ProcessStage::Signal);
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void signallingAZombieSucceedsAndChangesNothing()
    {
        Life life({"exit", "4"}, SubprocessOptions());
        waitUntilDead(life.transport->pid());
        QVERIFY(life.transport->sendSignal(0));
        QVERIFY(life.transport->terminate());
        QVERIFY(life.transport->kill());
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(4));
    }

    void signallingAfterTheExitIsRefused()
    {
        Life life({"exit", "4"});
        ProcessResult<void> atExit;
        life.at[Event::Exited] = [&] { atExit = life.transport->kill(); };
        QTRY_VERIFY(life.isOver());
        const ProcessResult<void> results[] = {atExit, life.transport->sendSignal(0),
                                               life.transport->terminate(), life.transport->kill()};
        for (const auto &result : results)
            QVERIFY(!result && result.error().code == std::errc::no_such_process);
    }

    void closeKillsARunningChild()
    {
        Life life({"block"});
        QVERIFY(!life.transport->exitStatus());
        QVERIFY(!life.transport->isClosing());
        life.transport->close();
        life.transport->close();
        QVERIFY(life.transport->isClosing());
        QVERIFY(life.events.isEmpty());
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, statusAfter(killSignal));
        QCOMPARE(life.count(Event::PipeLost), 3);
    }

    void closeAfterTheEndDoesNothing()
    {
        Life life({"exit", "7"}, SubprocessOptions());
        QTRY_VERIFY(life.isOver());
        life.transport->close();
        turn();
        QCOMPARE(life.count(Event::Lost), 1);
        QCOMPARE(life.status, exited(7));
    }

    void closeDoesNotKillAChildThatHasFinished()
    {
        Life life({"exit", "7"});
        waitUntilDead(life.transport->pid());
        life.transport->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(7));
    }

    void aSessionLeaderIsWaitedForLikeAnyOther()
    {
        SubprocessOptions options;
        options.newSession = true;
        Life life({"exit", "7"}, options);
        QVERIFY(life.transport->leadsGroup());
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(7));
    }

    void groupSignalsNeedAGroup()
    {
        Life life({"block"}, SubprocessOptions());
        QVERIFY(!life.transport->leadsGroup());
        const auto sent = life.transport->sendSignalToGroup(terminateSignal);
        QVERIFY(!sent
                && (sent.error().code == std::errc::operation_not_supported
                    || sent.error().code == std::errc::not_supported));
        life.transport->close();
        QTRY_VERIFY(life.isOver());
    }

    void whatIsKnownOfTheChildCanBeAsked()
    {
        const auto before = std::chrono::system_clock::now();
        Life life({"block"}, SubprocessOptions());
        QVERIFY(life.transport->pid() > 0);
        QVERIFY(life.transport->startTime() >= before);
        QVERIFY(life.transport->startTime() <= std::chrono::system_clock::now());
        const auto running = life.transport->elapsed();
        QVERIFY(running > 0ns);
        QVERIFY(life.transport->elapsed() >= running);
        QVERIFY(!life.transport->isGone(StopPolicy::Target::Process));
        life.transport->close();
        QTRY_VERIFY(life.isOver());
        const auto total = life.transport->elapsed();
        QVERIFY(total >= running);
        QCOMPARE(life.transport->elapsed(), total);
        QVERIFY(life.transport->isGone(StopPolicy::Target::Group));
    }

    // --- refused starts ---

    void badInputIsRefusedBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<int>("standardInput");
        QTest::newRow("no program") << QByteArray() << QByteArray("a") << int(Pipe);
        QTest::newRow("NUL in the program") << QByteArray("a\0b", 3) << QByteArray() << int(Pipe);
        QTest::newRow("NUL in an argument") << QByteArray("a") << QByteArray("\0", 1) << int(Pipe);
        QTest::newRow("Stdout for input") << QByteArray("a") << QByteArray("a") << int(Stdout);
    }

    void badInputIsRefusedBeforeAnythingIsMade()
    {
        QFETCH(QByteArray, program);
        QFETCH(QByteArray, argument);
        QFETCH(int, standardInput);
        class Silent final : public SubprocessProtocol
        {
            void connectionMade(SubprocessTransport *) override { QFAIL("told of no child"); }
            void pipeDataReceived(int, QByteArrayView) override {}
        } silent;
        SubprocessOptions options = piped();
        options.standardInput = Stdio::Kind(standardInput);
        const auto started = subprocessExec(&silent, program, {argument}, options);
        QVERIFY(!started);
        QCOMPARE(started.error().stage, ProcessStage::Arguments);
        QVERIFY(started.error().code == std::errc::invalid_argument);
        turn();
    }

    void aProgramThatDoesNotExistIsToldByTheStart()
    {
        class Silent final : public SubprocessProtocol
        {
            void connectionMade(SubprocessTransport *) override { QFAIL("told of no child"); }
            void pipeDataReceived(int, QByteArrayView) override {}
        } silent;
        const auto started = subprocessExec(&silent, "/nonexistent/program", {});
        QVERIFY(!started);
        QCOMPARE(started.error().stage, ProcessStage::Execute);
        QVERIFY(started.error().code == std::errc::no_such_file_or_directory);
        QCOMPARE(started.error().context, "/nonexistent/program");
        turn();
    }

    void anExecutableThatDoesNotExistIsNamed()
    {
        SubprocessOptions options = piped();
        options.executable = "/nonexistent/program";
        Life other({"exit"});
        const auto started = subprocessExec(&other, "/bin/true", {}, options);
        QVERIFY(!started && started.error().code == std::errc::no_such_file_or_directory);
        QCOMPARE(started.error().context, "/nonexistent/program");
        QTRY_VERIFY(other.isOver());
    }

    // --- what a child is given ---

    void aRelativeExecutableIsLookedForInTheChildsDirectory()
    {
        const QFileInfo child(QFile::decodeName(testChild()));
        SubprocessOptions options = onlyOutput();
        options.executable = "./" + QFile::encodeName(child.fileName());
        options.workingDirectory = child.path();
        Life life({"out", "found"}, options);
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.data[1], "found\n");
    }

    // --- deletion ---

    void deletingTheTransportInACallbackIsSafe_data()
    {
        QTest::addColumn<Event>("event");
        QTest::newRow("made") << Event::Made;
        QTest::newRow("data") << Event::Data;
        QTest::newRow("pipe lost") << Event::PipeLost;
        QTest::newRow("exited") << Event::Exited;
        QTest::newRow("lost") << Event::Lost;
        QTest::newRow("pause") << Event::Pause;
        QTest::newRow("resume") << Event::Resume;
    }

    void deletingTheTransportInACallbackIsSafe()
    {
        QFETCH(Event, event);
        Life life({"cat"});
        life.at[event] = [&life] { life.transport.reset(); };
        if (event != Event::Made) {
            QTRY_COMPARE(life.count(Event::Made), 1);
            (void)life.transport->writePipe(0)->write(QByteArray(1'000'000, 'x'));
        }
        if (life.transport && event != Event::Made)
            life.transport->writePipe(0)->close();
        QTRY_VERIFY(!life.transport);
        const auto told = life.events;
        turn();
        QVERIFY(waitForReaper(30s));
        turn();
        QCOMPARE(life.events, told); // nothing after it
        QCOMPARE(life.events.last(), event);
    }

    void deletingTheTransportOfADeadChildInACallbackIsSafe_data()
    {
        QTest::addColumn<Event>("event");
        QTest::newRow("made") << Event::Made;
        QTest::newRow("data") << Event::Data;
        QTest::newRow("pipe lost") << Event::PipeLost;
        QTest::newRow("exited") << Event::Exited;
    }

    /// Also from within the reading of what a dead child left.
    void deletingTheTransportOfADeadChildInACallbackIsSafe()
    {
        QFETCH(Event, event);
        Life life({"flood", "30000", "then", "flood", "30000", "2"});
        waitUntilDead(life.transport->pid());
        life.at[Event::Made] = [&life] {
            life.transport->readPipe(1)->pauseReading();
            life.transport->readPipe(2)->pauseReading();
        };
        life.at[event] = [&life] { life.transport.reset(); };
        QTRY_VERIFY(!life.transport);
        turn();
        QCOMPARE(life.events.last(), event);
    }

    void closingInACallbackEndsTheLifeOnce_data() { deletingTheTransportInACallbackIsSafe_data(); }

    void closingInACallbackEndsTheLifeOnce()
    {
        QFETCH(Event, event);
        Life life({"cat"});
        life.at[event] = [&life] { life.transport->close(); };
        QTRY_COMPARE(life.count(Event::Made), 1);
        if (event != Event::Made) {
            (void)life.transport->writePipe(0)->write(QByteArray(1'000'000, 'x'));
            life.transport->writePipe(0)->close();
        }
        QTRY_VERIFY(life.isOver());
        turn();
        QCOMPARE(life.count(Event::PipeLost), 3);
        QCOMPARE(life.count(Event::Lost), 1);
    }

    void deletingARunningChildsTransportEndsTheChildAndTellsNothing()
    {
        Life life({"block"});
        const qint64 pid = life.transport->pid();
        QTRY_COMPARE(life.events, QList{Event::Made});
        life.transport.reset();
        QVERIFY(waitForReaper(30s));
        turn();
        QCOMPARE(life.events, QList{Event::Made});
        QVERIFY(!isRunning(pid));
    }

    void deletingItBeforeTheEventLoopTurnsTellsNothing()
    {
        Life life({"block"});
        life.transport.reset();
        turn();
        QVERIFY(life.events.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSubprocessTransport)
#include "tst_subprocesstransport.moc"
