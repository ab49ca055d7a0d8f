// SPDX-License-Identifier: MIT
#include "base/ntstatus.h"
#include "base/windowsapi_windows.h"
#include "support/standingchecks.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.processGroup = 0;
    return options;
}

bool isWine()
{
    return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
}

/// Waits for the "ready" of a child.
bool isReady(Process *process)
{
    return waitFor(process->standardOutput()->readLine())->bytes == "ready\n";
}

bool isRunning(qint64 pid)
{
    const UniqueFd process(
        int(reinterpret_cast<intptr_t>(::OpenProcess(SYNCHRONIZE, false, DWORD(pid)))));
    return process.get() > 0
        && ::WaitForSingleObject(reinterpret_cast<HANDLE>(intptr_t(process.get())), 0)
        == WAIT_TIMEOUT;
}

} // namespace

/// The life of children on Windows. Cases bear the names of those for Unix (tst_process,
/// tst_subprocesstransport, tst_stop) that they stand for.
class TestWindowsProcess : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Exit
    void everyExitCodeIsReported();
    void aCrashIsReportedByItsStatus();
    void usageAndTimesAreReported();
    void signalsComeInOrder();
    void aChildThatExitsAtOnceLosesNothing();
    void moreChildrenThanAWaitTakesAreAllTold();
    void waitEndsAtTheExitThoughAGrandchildHoldsThePipe();
    void waitEndsThoughNobodyReadsWhatADeadChildWrote();
    void waitMayBeAskedManyTimes();
    void theStreamsAreGivenUpAfterTheGraceTime();

    // Ending
    void terminateAndKillEndTheChild();
    void signalsAfterTheExitAreRefused();
    void aDeadChildNotSeenYetMayBeSignalled();
    void badSignalNumbersAreRefused();
    void groupSignalsReachTheGrandchild();
    void groupSignalsNeedAGroup();
    void controlCReachesAChildOfTheSameGroup();
    void controlCIsRefusedForAGroupOfItsOwn();
    void controlBreakReachesAGroupOfItsOwn();
    void windowsAreAskedToClose();
    void theFirstStepThatHelpsIsReported();
    void survivorsAreNamed();

    // Streams
    void linesAreReadWhileTheChildRuns();
    void aDialogueKeepsItsOrder();
    void anEmptyWriteIsNoEnd();
    void closingTheReaderGivesTheChildABrokenPipe();
    void aChildThatPrintsMoreThanIsTakenIsHeldBack();
    void theWriterIsHeldBackWhileTheChildDoesNotRead();
    void bytesThatTheChildDoesNotTakeAreAnError();
    void anInputThatTheChildClosesIsNoError();
    void megabytesArriveWhole();

    // Deletion
    void deletingInsideAnySignalIsSafe_data();
    void deletingInsideAnySignalIsSafe();
    void deletingARunningProcessEndsItWithoutBlocking();
    void deletingMayLeaveTheChildRunning();
    void manyDeletedAtOnceAreAllEnded();
    void processesRunInThreadsWithAnEventLoop();
};

void TestWindowsProcess::everyExitCodeIsReported()
{
    // 259 is what Windows says of a process that still runs.
    for (const int code : {0, 1, 2, 127, 255, 256, 259, 65536}) {
        auto process = startChild({"exit", QByteArray::number(code)});
        const auto status = waitFor(process->wait());
        QCOMPARE(status->kind, ExitStatus::Kind::Exited);
        QCOMPARE(status->code, code);
        QCOMPARE(process->returncode(), code);
    }
}

void TestWindowsProcess::aCrashIsReportedByItsStatus()
{
    auto process = startChild({"crash"});
    const auto status = waitFor(process->wait());
    QCOMPARE(quint32(status->code), 0xC0000005U);
    QCOMPARE(ntStatusName(quint32(status->code)), "STATUS_ACCESS_VIOLATION");
}

void TestWindowsProcess::usageAndTimesAreReported()
{
    auto process = startChild({"flood", "1000000"});
    QCOMPARE(process->resourceUsage().maxResidentBytes, 0);
    QVERIFY(waitFor(process->communicate()));
    QVERIFY(process->elapsed() > 0ns);
    if (isWine())
        QSKIP("Wine 8 forgets what a dead process had in memory");
    QVERIFY(process->resourceUsage().maxResidentBytes > 0);
}

void TestWindowsProcess::signalsComeInOrder()
{
    auto process = startChild({"out", "x"});
    QByteArray order;
    connect(process.get(), &Process::started, this, [&order] { order += 's'; });
    connect(process.get(), &Process::outputReady, this, [&order] { order += 'o'; });
    connect(process.get(), &Process::exited, this, [&order] { order += 'e'; });
    connect(process.get(), &Process::finished, this, [&order] { order += 'f'; });
    QVERIFY(waitFor(process->waitFinished()));
    QTRY_VERIFY(order == "soef" || order == "seof");
}

void TestWindowsProcess::aChildThatExitsAtOnceLosesNothing()
{
    for (int i = 0; i < 20; ++i)
        QCOMPARE(outputOf({"out", "last words"}), "last words\n");
}

void TestWindowsProcess::moreChildrenThanAWaitTakesAreAllTold()
{
    std::vector<std::unique_ptr<Process>> processes;
    for (int i = 0; i < 80; ++i)
        processes.push_back(startChild({"cat"}));
    for (int i = 0; i < 80; ++i) {
        const QByteArray text = QByteArray::number(i);
        QCOMPARE(*waitFor(processes[size_t(i)]->communicate(text))->standardOutput, text);
        QCOMPARE(processes[size_t(i)]->returncode(), 0);
    }
}

void TestWindowsProcess::waitEndsAtTheExitThoughAGrandchildHoldsThePipe()
{
    auto process = startChild({"forkblock", "then", "exit", "3"}, grouped());
    QCOMPARE(waitFor(process->wait())->code, 3);
    QVERIFY(!process->isFinished());
    QVERIFY(process->killGroup());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsProcess::waitEndsThoughNobodyReadsWhatADeadChildWrote()
{
    SubprocessOptions options = piped();
    options.limit = 1000;
    auto process = startChild({"flood", "100000"}, options);
    QCOMPARE(waitFor(process->wait())->code, 0);
    QVERIFY(waitFor(process->waitFinished()));
    QCOMPARE(waitFor(process->standardOutput()->readAll())->size(), qsizetype(100000));
}

void TestWindowsProcess::waitMayBeAskedManyTimes()
{
    auto process = startChild({"exit", "4"});
    auto first = process->wait();
    auto second = process->wait();
    QCOMPARE(waitFor(std::move(second))->code, 4);
    QCOMPARE(waitFor(std::move(first))->code, 4);
    QCOMPARE(waitFor(process->wait())->code, 4);
}

void TestWindowsProcess::theStreamsAreGivenUpAfterTheGraceTime()
{
    SubprocessOptions options = grouped();
    options.pipeGrace = 50ms;
    auto process = startChild({"forkblock", "then", "exit", "3"}, options);
    QCOMPARE(waitFor(process->waitFinished())->code, 3);
    QVERIFY(process->killGroup());
    QTRY_VERIFY(process->transport()->isGone(StopPolicy::Target::Group));
}

void TestWindowsProcess::terminateAndKillEndTheChild()
{
    for (const auto end : {&Process::terminate, &Process::kill}) {
        auto process = startChild({"block"});
        QVERIFY((process.get()->*end)());
        QCOMPARE(waitFor(process->wait())->code, 1); // as CPython has it
    }
}

void TestWindowsProcess::signalsAfterTheExitAreRefused()
{
    auto process = startChild({"exit"});
    QVERIFY(waitFor(process->wait()));
    for (const int signal : {0, SIGTERM, SIGINT, SIGBREAK}) {
        const auto sent = process->sendSignal(signal);
        QVERIFY(!sent);
        QVERIFY(sent.error().code == std::errc::no_such_process);
    }
}

void TestWindowsProcess::aDeadChildNotSeenYetMayBeSignalled()
{
    auto process = startChild({"exit", "5"});
    while (isRunning(process->pid())) // the event loop does not turn
        QThread::yieldCurrentThread();
    QVERIFY(process->sendSignal(0));
    QVERIFY(process->kill());
    QCOMPARE(waitFor(process->wait())->code, 5);
}

void TestWindowsProcess::badSignalNumbersAreRefused()
{
    auto process = startChild({"block"}, grouped());
    for (const int signal : {-1, 3, SIGABRT, 10, 999}) {
        QVERIFY(process->sendSignal(signal).error().code == std::errc::invalid_argument);
        QVERIFY(process->sendSignalToGroup(signal).error().code == std::errc::invalid_argument);
    }
    QVERIFY(process->sendSignal(0));
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->wait()));
}

void TestWindowsProcess::groupSignalsReachTheGrandchild()
{
    auto process = startChild({"forkblock", "then", "out", "ready", "then", "block"}, grouped());
    QVERIFY(isReady(process.get()));
    QVERIFY(process->leadsGroup());
    QCOMPARE(process->transport()->groupMembers().size(), 2);
    QVERIFY(process->terminateGroup());
    QCOMPARE(waitFor(process->waitFinished())->code, 1); // the pipes ended, so both are gone
    QTRY_VERIFY(process->transport()->isGone(StopPolicy::Target::Group));
    QVERIFY(process->killGroup().error().code == std::errc::no_such_process);
}

void TestWindowsProcess::groupSignalsNeedAGroup()
{
    auto process = startChild({"block"});
    QVERIFY(!process->leadsGroup());
    QVERIFY(process->killGroup().error().code == std::errc::not_supported);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->wait()));
}

void TestWindowsProcess::controlCReachesAChildOfTheSameGroup()
{
    SubprocessOptions options = piped();
    ::FreeConsole(); // none can have two, and this program is to have the child's
    ::SetStdHandle(STD_INPUT_HANDLE, nullptr); // it was the console's
    options.windows.emplace().newProcessGroup = false;
    auto process = startChild({"catchcontrol"}, options);
    QVERIFY(isReady(process.get()));
    const auto sent = process->sendSignal(SIGINT);
    QVERIFY2(sent, sent ? "" : sent.error().code.message().c_str());
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "caught 0\n");
    QCOMPARE(waitFor(process->wait())->code, 7);
}

void TestWindowsProcess::controlCIsRefusedForAGroupOfItsOwn()
{
    auto process = startChild({"catchcontrol"});
    QVERIFY(isReady(process.get()));
    QVERIFY(process->sendSignal(SIGINT).error().code == std::errc::not_supported);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->wait()));
}

void TestWindowsProcess::controlBreakReachesAGroupOfItsOwn()
{
    SubprocessOptions options = piped();
    ::FreeConsole(); // none can have two, and this program is to have the child's
    ::SetStdHandle(STD_INPUT_HANDLE, nullptr); // it was the console's
    options.windows.emplace();
    auto process = startChild({"catchcontrol"}, options);
    QVERIFY(isReady(process.get()));
    const auto sent = process->sendSignal(SIGBREAK);
    if (!sent && isWine()) {
        QVERIFY(process->kill());
        QVERIFY(waitFor(process->wait()));
        QSKIP("Wine 8 does not deliver CTRL_BREAK to a group");
    }
    QVERIFY(sent);
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "caught 1\n");
    QCOMPARE(waitFor(process->wait())->code, 7);
}

void TestWindowsProcess::windowsAreAskedToClose()
{
    auto process = startChild({"window"});
    const QByteArray line = waitFor(process->standardOutput()->readLine())->bytes;
    if (line == "no window\n") {
        QVERIFY(waitFor(process->wait()));
        QSKIP("no window can be made here: Wine has no display");
    }
    QCOMPARE(line, "ready\n");
    QVERIFY(process->sendSignal(1));
    QCOMPARE(waitFor(process->wait())->code, 8);
}

void TestWindowsProcess::theFirstStepThatHelpsIsReported()
{
    const StopPolicy policy{{StopPolicy::closeStdin(20s), StopPolicy::sendSignal(SIGTERM, 20s)},
                            StopPolicy::Target::Group};
    auto obedient = startChild({"cat"}, grouped());
    auto report = waitFor(obedient->stop(policy));
    QCOMPARE(report->endedByStep, 0);
    QCOMPARE(report->exitStatus->code, 0);

    StopPolicy quick = policy;
    quick.steps[0].grace = 40ms;
    auto stubborn = startChild({"forkblock", "then", "block"}, grouped());
    report = waitFor(stubborn->stop(quick));
    QCOMPARE(report->endedByStep, 1);
    QCOMPARE(report->exitStatus->code, 1);
    QVERIFY(report->survivors.isEmpty());

    auto patient = startChild({"block"}, grouped());
    StopPolicy escalating = StopPolicy::escalating();
    for (StopPolicy::Step &step : escalating.steps)
        step.grace = std::min(step.grace, 40ms);
    escalating.steps.last().grace = 20s;
    report = waitFor(patient->stop(escalating));
    QVERIFY(report->endedByStep.has_value());
    QVERIFY(report->exitStatus.has_value());
}

void TestWindowsProcess::survivorsAreNamed()
{
    auto process = startChild({"forkblock", "then", "out", "ready", "then", "exit"}, grouped());
    QVERIFY(isReady(process.get()));
    QVERIFY(waitFor(process->wait()));
    // A process is in its job for a moment after it is told to have ended.
    QTRY_COMPARE(process->transport()->groupMembers().size(), 1);
    const auto report = waitFor(process->stop({}));
    QVERIFY(!report->endedByStep);
    QCOMPARE(report->survivors.size(), 1);
    QCOMPARE(report->survivors.first().name.toLower(), "testchild.exe");
    QVERIFY(process->killGroup());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsProcess::linesAreReadWhileTheChildRuns()
{
    auto process = startChild({"out", "one", "then", "out", "two", "then", "cat"});
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "one\n");
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "two\n");
    QVERIFY(!process->hasExited());
    process->standardInput()->close();
    QVERIFY(waitFor(process->standardOutput()->readLine())->bytes.isEmpty());
    QVERIFY(waitFor(process->wait()));
}

void TestWindowsProcess::aDialogueKeepsItsOrder()
{
    auto process = startChild({"cat"});
    for (int i = 0; i < 200; ++i) {
        const QByteArray line = QByteArray::number(i) + '\n';
        QVERIFY(process->standardInput()->write(line));
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, line);
    }
    process->standardInput()->close();
    QCOMPARE(waitFor(process->wait())->code, 0);
}

void TestWindowsProcess::anEmptyWriteIsNoEnd()
{
    QCOMPARE(outputOf({"writeempty", "5"}), "x");
}

void TestWindowsProcess::closingTheReaderGivesTheChildABrokenPipe()
{
    auto process = startChild({"writewhentold"});
    process->transport()->readPipe(1)->close();
    QVERIFY(process->standardInput()->write("\n"));
    QCOMPARE(*waitFor(process->standardError()->readAll()), "ERR");
    QVERIFY(waitFor(process->wait()));
}

void TestWindowsProcess::aChildThatPrintsMoreThanIsTakenIsHeldBack()
{
    SubprocessOptions options = piped();
    options.limit = 1000;
    auto process = startChild({"flood", "3000000", "then", "err", "done"}, options);
    QTRY_VERIFY(process->standardOutput()->bufferedBytes() > 2000);
    QVERIFY(!process->hasExited());
    QVERIFY(process->standardOutput()->bufferedBytes() < 1'000'000);
    QCOMPARE(waitFor(process->standardOutput()->readAll())->size(), qsizetype(3'000'000));
    QCOMPARE(waitFor(process->waitFinished())->code, 0);
}

void TestWindowsProcess::theWriterIsHeldBackWhileTheChildDoesNotRead()
{
    auto process = startChild({"block"});
    QVERIFY(process->standardInput()->write(QByteArray(1'000'000, 'x')));
    QVERIFY(process->standardInput()->bufferedBytes() > 64 * 1024);
    auto drained = process->standardInput()->drain();
    QVERIFY(process->kill());
    QVERIFY(!waitFor(std::move(drained)));
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsProcess::bytesThatTheChildDoesNotTakeAreAnError()
{
    auto process = startChild({"closestdin", "then", "out", "closed", "then", "block"});
    StreamWriter *input = process->standardInput();
    const bool isTaken = input->write(QByteArray(1'000'000, 'x')).has_value();
    const auto closed = waitFor(input->waitClosed());
    QVERIFY(!isTaken || !closed);
    QVERIFY(!input->write("more"));
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsProcess::anInputThatTheChildClosesIsNoError()
{
    auto process = startChild({"closestdin", "then", "block"});
    QVERIFY(waitFor(process->standardInput()->waitClosed()));
    QVERIFY(!process->hasExited());
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsProcess::megabytesArriveWhole()
{
    const QByteArray output = outputOf({"flood", "20000000"});
    QCOMPARE(output.size(), qsizetype(20'000'000));
    QCOMPARE(output.count('\n'), qsizetype(20'000'000 / 80));
}

void TestWindowsProcess::deletingInsideAnySignalIsSafe_data()
{
    QTest::addColumn<int>("signal");
    for (int signal = 0; signal < 4; ++signal)
        QTest::addRow("%d", signal) << signal;
}

void TestWindowsProcess::deletingInsideAnySignalIsSafe()
{
    QFETCH(int, signal);
    QPointer<Process> process = startChild({"flood", "100000"}).release();
    const auto destroy = [&process] { delete process.data(); };
    switch (signal) {
    case 0:
        connect(process, &Process::started, this, destroy);
        break;
    case 1:
        connect(process, &Process::outputReady, this, destroy);
        break;
    case 2:
        connect(process, &Process::exited, this, destroy);
        break;
    default:
        connect(process, &Process::finished, this, destroy);
    }
    QTRY_VERIFY(!process);
}

void TestWindowsProcess::deletingARunningProcessEndsItWithoutBlocking()
{
    SubprocessOptions options = grouped();
    options.onDestruction = StopPolicy::killNow();
    auto process = startChild({"forkblock", "then", "out", "ready", "then", "block"}, options);
    QVERIFY(isReady(process.get()));
    const qint64 pid = process->pid();
    process.reset();
    QVERIFY(waitForReaper(30s));
    QVERIFY(!isRunning(pid));
}

void TestWindowsProcess::deletingMayLeaveTheChildRunning()
{
    SubprocessOptions options;
    options.onDestruction = StopPolicy::leaveRunning();
    auto process = startChild({"block"}, options);
    const DWORD pid = DWORD(process->pid());
    process.reset();
    QVERIFY(waitForReaper(30s));
    QVERIFY(isRunning(pid));
    const UniqueFd left(int(
        reinterpret_cast<intptr_t>(::OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, false, pid))));
    const auto handle = reinterpret_cast<HANDLE>(intptr_t(left.get()));
    QVERIFY(::TerminateProcess(handle, 1));
    QCOMPARE(::WaitForSingleObject(handle, 30000), DWORD(WAIT_OBJECT_0));
}

void TestWindowsProcess::manyDeletedAtOnceAreAllEnded()
{
    SubprocessOptions options;
    options.onDestruction = StopPolicy::killNow();
    std::vector<std::unique_ptr<Process>> processes;
    for (int i = 0; i < 70; ++i)
        processes.push_back(startChild({"block"}, options));
    processes.clear();
    QVERIFY(waitForReaper(60s));
}

void TestWindowsProcess::processesRunInThreadsWithAnEventLoop()
{
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&good] {
            for (int round = 0; round < 5; ++round)
                good += outputOf({"out", "x"}) == "x\n" ? 1 : 0;
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(60000));
    QCOMPARE(good, 20);
}

QTEST_GUILESS_MAIN(TestWindowsProcess)
#include "tst_windowsprocess.moc"
