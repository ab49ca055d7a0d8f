// SPDX-License-Identifier: MIT
#include "base/ntstatus.h"
#include "base/windowsapi_windows.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

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

} // namespace

/// The life of children on Windows beside what tst_process and tst_stop hold everywhere. Cases
/// bear the names of those for Unix (tst_subprocesstransport, tst_signalledprocess,
/// tst_stopsignals) that they stand for.
class TestWindowsProcess : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Exit
    void aCrashIsReportedByItsStatus();
    void usageAndTimesAreReported();
    void moreChildrenThanAWaitTakesAreAllTold();

    // Ending
    void terminateAndKillEndTheChild();
    void signalsAfterTheExitAreRefused();
    void badSignalNumbersAreRefused();
    void groupSignalsReachTheGrandchild();
    void windowsAreAskedToClose();
    void theFirstStepThatHelpsIsReported();
    void survivorsAreNamed();

    // Streams
    void aDialogueKeepsItsOrder();
    void anEmptyWriteIsNoEnd();
    void aChildThatPrintsMoreThanIsTakenIsHeldBack();
    void theWriterIsHeldBackWhileTheChildDoesNotRead();
    void bytesThatTheChildDoesNotTakeAreAnError();
    void anInputThatTheChildClosesIsNoError();
    void megabytesArriveWhole();

    // Deletion
    void deletingARunningProcessEndsItWithoutBlocking();
    void manyDeletedAtOnceAreAllEnded();

    // Consoles. Last, since these give this program's up: each later child would start one, and in
    // Wine a child that is killed meanwhile leaves it behind, with this program's output open.
    void controlCReachesAChildOfTheSameGroup();
    void controlCIsRefusedForAGroupOfItsOwn();
    void controlBreakReachesAGroupOfItsOwn();
};

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

/// SPAWNSCOPE_MANY_CHILDREN=1000 makes it the long run, which tells how long the notice takes.
void TestWindowsProcess::moreChildrenThanAWaitTakesAreAllTold()
{
    const int asked = qEnvironmentVariableIntValue("SPAWNSCOPE_MANY_CHILDREN");
    const int count = asked > 0 ? asked : 80;
    std::vector<std::unique_ptr<Process>> processes;
    int exits = 0;
    for (int i = 0; i < count; ++i) {
        processes.push_back(startChild({"cat", "then", "exit", QByteArray::number(i)}));
        connect(processes.back().get(), &Process::exited, this, [&exits] { ++exits; });
    }
    for (int i = 0; i < count; ++i) {
        const QByteArray text = QByteArray::number(i);
        QVERIFY(processes[size_t(i)]->standardInput()->write(text));
        QCOMPARE(*waitFor(processes[size_t(i)]->standardOutput()->readExactly(text.size())), text);
    }
    QCOMPARE(exits, 0);
    QElapsedTimer timer;
    timer.start();
    for (const auto &process : processes)
        process->standardInput()->close(); // all of them end at once
    QTRY_COMPARE_WITH_TIMEOUT(exits, count, 120'000);
    if (asked > 0)
        qInfo("%d exits were told within %lld ms", count, timer.elapsed());
    for (int i = 0; i < count; ++i)
        QCOMPARE(processes[size_t(i)]->returncode(), i);
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

QTEST_GUILESS_MAIN(TestWindowsProcess)
#include "tst_windowsprocess.moc"
