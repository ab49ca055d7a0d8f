// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// The high level: waiting, signals, reading, deletion, threads.
class TestProcess : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Exit
    void everyExitCodeIsReported();
    void theShellsExitCodeIsReported();
    void timesAreReported();
    void signalsComeInOrder();
    void aChildThatExitsAtOnceLosesNothing();
    void waitEndsAtTheExitThoughAGrandchildHoldsThePipe();
    void waitEndsThoughNobodyReadsWhatADeadChildWrote();
    void waitMayBeAskedManyTimes();
    void cancellingAWaitLeavesTheProcessAlone();
    void aWaitCanBeBounded();
    void theStreamsAreGivenUpAfterTheGraceTime();
    void heldInputStaysOpenUntilItIsReleased();

    // Signals
    void signalsAfterTheExitAreRefused();
    void aZombieNotSeenYetMayBeSignalled();
    void badSignalNumbersAreRefused();
    void racingSignalsNeverLoseTheStatus();
    void groupSignalsReachTheGrandchild();
    void groupSignalsNeedAGroup();

    // Reading while it runs
    void slowReadingAfterTheExitGetsEverything();
    void linesAreReadWhileTheChildRuns();
    void closingTheReaderGivesTheChildABrokenPipe();

    // Deletion
    void deletingAnswersWhoStillWaits();
    void deletingMayLeaveTheChildRunning();
    void deletingLeavesAloneWhatADeadChildLeftBehind();
    void aDeadContextWithdrawsItsQuestion();
    void aBoundForEverIsNoBound();

    // Threads
    void processesRunInThreadsWithAnEventLoop();
    void aThreadMayEndWithRunningChildren();
};

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    return options;
}

} // namespace

void TestProcess::everyExitCodeIsReported()
{
    for (const int code : exitCodes()) {
        auto process = startChild({"exit", QByteArray::number(code)}, {});
        const auto status = waitFor(process->wait());
        QCOMPARE(status->kind, ExitStatus::Kind::Exited);
        QCOMPARE(process->returncode(), code);
    }
}

void TestProcess::theShellsExitCodeIsReported()
{
    auto process = createSubprocessShell("exit 7", forThisSystem({}));
    QVERIFY(process);
    QCOMPARE((*process)->returncode(), std::nullopt);
    QCOMPARE(waitFor((*process)->wait())->returncode(), 7);
}

void TestProcess::timesAreReported()
{
    const auto before = std::chrono::system_clock::now();
    auto process = startChild({"sleep", "30"}, {});
    QVERIFY(waitFor(process->wait()));
    QVERIFY(process->startTime() >= before);
    QVERIFY(process->elapsed() >= 30ms);
    const auto elapsed = process->elapsed();
    QCOMPARE(process->elapsed(), elapsed);
}

void TestProcess::signalsComeInOrder()
{
    QByteArrayList events;
    auto process = startChild({"out", "x"});
    connect(process.get(), &Process::started, this, [&] { events += "started"; });
    connect(process.get(), &Process::outputReady, this,
            [&](int fd) { events += "output" + QByteArray::number(fd); });
    connect(process.get(), &Process::exited, this, [&] { events += "exited"; });
    connect(process.get(), &Process::finished, this, [&] { events += "finished"; });
    QTRY_VERIFY(process->isFinished());
    QCOMPARE(events.size(), 4);
    QCOMPARE(events.first(), "started");
    QCOMPARE(events.last(), "finished");
    QVERIFY(events.contains("output1"));
}

void TestProcess::aChildThatExitsAtOnceLosesNothing()
{
    for (int i = 0; i < 100; ++i) {
        auto process = startChild({"out", "o", "then", "err", "e"});
        waitUntilDead(process->pid());
        const auto output = waitFor(process->communicate());
        QCOMPARE(*output->standardOutput, "o\n");
        QCOMPARE(*output->standardError, "e\n");
    }
}

void TestProcess::waitEndsAtTheExitThoughAGrandchildHoldsThePipe()
{
    auto process = startChild({"forkhold", "60000"}, grouped());
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    QVERIFY(!process->isFinished());
    QVERIFY(!process->standardOutput()->hasEnded());
    QVERIFY(process->killGroup()); // the leader is dead, its group is not
    QVERIFY(waitFor(process->waitFinished()));
}

void TestProcess::waitEndsThoughNobodyReadsWhatADeadChildWrote()
{
    SubprocessOptions options = piped();
    options.limit = 1000;
    // More than twice the limit, so that reading pauses, and less than a pipe holds.
    auto process = startChild({"flood", "50000"}, options);
    waitUntilDead(process->pid());
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    QVERIFY(waitFor(process->waitFinished())); // its end is known although nothing was taken
    QCOMPARE(process->standardOutput()->bufferedBytes(), qsizetype(50000));
}

void TestProcess::waitMayBeAskedManyTimes()
{
    auto process = startChild({"exit", "3"}, {});
    std::vector<Pending<ExitStatus>> waits;
    for (int i = 0; i < 10; ++i)
        waits.push_back(process->wait());
    for (auto &wait : waits)
        QCOMPARE(waitFor(std::move(wait))->returncode(), 3);
    QVERIFY(process->wait().isReady());
}

void TestProcess::cancellingAWaitLeavesTheProcessAlone()
{
    auto process = startChild({"block"}, {});
    std::stop_source stop;
    auto cancelled = process->wait().cancelledBy(stop.get_token());
    auto other = process->wait();
    stop.request_stop();
    stop.request_stop();
    const auto answer = waitFor(std::move(cancelled));
    QVERIFY(answer.error().code == std::errc::operation_canceled);
    QVERIFY(!process->hasExited());
    QVERIFY(process->kill());
    QCOMPARE(waitFor(std::move(other))->returncode(), returncodeAfter(killSignal));
}

void TestProcess::aWaitCanBeBounded()
{
    auto process = startChild({"block"}, {});
    const auto answer = waitFor(process->wait().within(10ms));
    QVERIFY(answer.error().code == std::errc::timed_out);
    QVERIFY(process->kill());
    QCOMPARE(waitFor(process->wait().within(30s))->returncode(), returncodeAfter(killSignal));
}

void TestProcess::theStreamsAreGivenUpAfterTheGraceTime()
{
    SubprocessOptions options = grouped();
    options.pipeGrace = 20ms;
    auto process = startChild({"out", "before", "then", "forkhold", "60000"}, options);
    QVERIFY(waitFor(process->waitFinished()));
    QCOMPARE(process->standardOutput()->takeBuffered(), "before\n");
    QVERIFY(process->killGroup());
}

void TestProcess::heldInputStaysOpenUntilItIsReleased()
{
    SubprocessOptions options;
    options.standardInput = Pipe;
    options.standardOutput = options.standardError = DevNull;
    options.newSession = true;
    const auto process = startChild({"forkhold", "60000"}, options);
    const QSignalSpy finished(process.get(), &Process::finished);
    process->holdInput();
    QVERIFY(waitFor(process->wait()));
    QCoreApplication::processEvents();
    QVERIFY(!process->isFinished());
    QVERIFY(process->standardInput()->write("x"));
    process->releaseInput();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!process->standardInput()->write("x"));
    QVERIFY(process->killGroup());
}

void TestProcess::signalsAfterTheExitAreRefused()
{
    auto process = startChild({"exit", "0"}, grouped());
    QVERIFY(waitFor(process->waitFinished()));
    for (const auto &answer : {process->sendSignal(terminateSignal), process->terminate(),
                               process->kill(), process->killGroup(), process->terminateGroup()}) {
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().stage), int(ProcessStage::Signal));
        QVERIFY(answer.error().code == std::errc::no_such_process);
    }
}

void TestProcess::aZombieNotSeenYetMayBeSignalled()
{
    auto process = startChild({"exit", "5"}, {});
    waitUntilDead(process->pid());
    QVERIFY(process->terminate());
    QVERIFY(process->kill());
    QCOMPARE(waitFor(process->wait())->returncode(), 5);
}

void TestProcess::badSignalNumbersAreRefused()
{
    auto process = startChild({"block"}, grouped());
    for (const int signal : {999, -1, -9}) {
        QVERIFY(process->sendSignal(signal).error().code == std::errc::invalid_argument);
        QVERIFY(process->sendSignalToGroup(signal).error().code == std::errc::invalid_argument);
    }
    QVERIFY(!process->hasExited());
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->wait()));
}

void TestProcess::racingSignalsNeverLoseTheStatus()
{
    for (int i = 0; i < 50; ++i) {
        auto process = startChild({"sleep", "1"}, {});
        QTest::qWait(1);
        const auto sent = process->sendSignal(terminateSignal);
        const auto status = waitFor(process->wait());
        QVERIFY(status->kind != ExitStatus::Kind::Unknown);
        QVERIFY(sent || sent.error().code == std::errc::no_such_process);
    }
}

void TestProcess::groupSignalsReachTheGrandchild()
{
    auto process = startChild({"forkhold", "60000", "then", "block"}, grouped());
    QVERIFY(process->leadsGroup());
    QTRY_COMPARE(process->transport()->groupMembers().size(), 2);
    QVERIFY(process->terminateGroup());
    QCOMPARE(waitFor(process->waitFinished())->returncode(), returncodeAfter(terminateSignal));
}

void TestProcess::groupSignalsNeedAGroup()
{
    auto process = startChild({"block"}, {});
    QVERIFY(!process->leadsGroup());
    QVERIFY(process->killGroup().error().code == std::errc::not_supported
            || process->killGroup().error().code == std::errc::operation_not_supported);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->wait()));
}

void TestProcess::slowReadingAfterTheExitGetsEverything()
{
    auto process = startChild({"flood", "262144", "then", "exit", "1"});
    StreamReader *reader = process->standardOutput();
    qsizetype total = 0;
    while (!reader->atEnd()) {
        const auto chunk = waitFor(reader->read(65536));
        QVERIFY(chunk);
        total += chunk->size();
        QTest::qWait(2);
    }
    QCOMPARE(total, qsizetype(262144));
    QCOMPARE(waitFor(process->wait())->returncode(), 1);
}

void TestProcess::linesAreReadWhileTheChildRuns()
{
    auto process = startChild({"cat"});
    for (int i = 0; i < 100; ++i) {
        const QByteArray line = "line " + QByteArray::number(i) + '\n';
        QVERIFY(process->standardInput()->write(line));
        QVERIFY(waitFor(process->standardInput()->drain()));
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, line);
    }
    process->standardInput()->writeEof();
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "");
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
}

void TestProcess::closingTheReaderGivesTheChildABrokenPipe()
{
    auto process = startChild({"writewhentold"});
    process->transport()->readPipe(1)->close();
    QVERIFY(process->standardInput()->write("go\n"));
    const auto answer = waitFor(process->standardError()->readAll());
    QVERIFY2(answer->contains("Broken pipe"), answer->constData());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestProcess::deletingAnswersWhoStillWaits()
{
    auto process = startChild({"block"});
    auto wait = process->wait();
    auto finish = process->waitFinished();
    auto line = process->standardOutput()->readLine();
    auto closed = process->standardInput()->waitClosed();
    auto stop = process->stop(StopPolicy::leaveRunning());
    process->setOnDestruction(StopPolicy::killNow());
    process.reset();
    QVERIFY(!wait.isReady()); // not from the destructor
    QVERIFY(waitFor(std::move(wait)).error().code == std::errc::operation_canceled);
    QVERIFY(waitFor(std::move(finish)).error().code == std::errc::operation_canceled);
    QCOMPARE(int(waitFor(std::move(line)).error().kind), int(StreamError::Kind::Cancelled));
    QVERIFY(waitFor(std::move(closed)).error().code == std::errc::operation_canceled);
    QVERIFY(waitFor(std::move(stop)));
}

void TestProcess::deletingMayLeaveTheChildRunning()
{
    SubprocessOptions options;
    options.onDestruction = StopPolicy::leaveRunning();
    auto process = startChild({"block"}, options);
    const qint64 pid = process->pid();
    process.reset();
    QVERIFY(waitForReaper(30s)); // which does not wait for those that may go on
    QVERIFY(isRunning(pid));
    killUnasked(pid);
    QTRY_VERIFY(!isRunning(pid)); // and no zombie stays
}

void TestProcess::deletingLeavesAloneWhatADeadChildLeftBehind()
{
    for (const bool isNoticed : {false, true}) {
        auto process = startChild({"forkhold", "60000"}, grouped());
        waitUntilDead(process->pid());
        if (isNoticed)
            QVERIFY(waitFor(process->wait()));
        QTRY_COMPARE(process->transport()->groupMembers().size(), 1);
        const auto left = process->transport()->groupMembers();
        process.reset();
        QVERIFY(waitForReaper(30s));
        QVERIFY(isRunning(left.first().pid));
        killUnasked(left.first().pid);
    }
}

void TestProcess::aDeadContextWithdrawsItsQuestion()
{
    auto process = startChild({"cat"});
    {
        QObject context;
        process->standardOutput()->readLine().then(&context, [](const auto &) { QFAIL("called"); });
    }
    QVERIFY(process->standardInput()->write("kept\n"));
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "kept\n");
    QVERIFY(waitFor(process->communicate()));
}

void TestProcess::aBoundForEverIsNoBound()
{
    auto process = startChild({"sleep", "20"}, {});
    QVERIFY(waitFor(process->wait().within(std::chrono::milliseconds::max())));
    QVERIFY(waitForReaper(std::chrono::milliseconds::max()));
}

void TestProcess::processesRunInThreadsWithAnEventLoop()
{
    constexpr int threadCount = 10;
    std::atomic<int> good = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < threadCount; ++i) {
        threads.emplace_back(QThread::create([i, &good] {
            for (int round = 0; round < 10; ++round) {
                const QByteArray text = QByteArray::number(i * 100 + round).repeated(1000);
                auto process = startChild({"cat"});
                const auto output = waitFor(process->communicate(text));
                if (output && *output->standardOutput == text && process->returncode() == 0)
                    ++good;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(60'000));
    QCOMPARE(good.load(), threadCount * 10);
}

void TestProcess::aThreadMayEndWithRunningChildren()
{
    qint64 pid = 0;
    const std::unique_ptr<QThread> thread(QThread::create([&pid] {
        auto process = startChild({"block"});
        process->setOnDestruction(StopPolicy::killNow());
        pid = process->pid();
    }));
    thread->start();
    QVERIFY(thread->wait(30'000));
    QVERIFY(waitForReaper(30s));
    QVERIFY(!isRunning(pid));
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
