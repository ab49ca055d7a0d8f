// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// What a child's life has on Unix alone: signals, stops, statuses that somebody else may reap.
class TestSignalledProcess : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalIsANegativeReturncode_data();
    void aSignalIsANegativeReturncode();
    void killingAShellEndsTheWaitThoughItsChildLives();
    void aStoppedChildIsStillRunning();
    void aStatusReapedElsewhereIsUnknown();
    void ignoringSigchldMakesTheStatusUnknown();
    void signalsReachTheChild_data();
    void signalsReachTheChild();
    void deletingARunningProcessDoesNotBlock();
    void usageIsReported();
};

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    return options;
}

} // namespace

void TestSignalledProcess::aSignalIsANegativeReturncode_data()
{
    QTest::addColumn<QByteArrayList>("arguments");
    QTest::addColumn<int>("signal");
    QTest::newRow("abort") << QByteArrayList{"abort"} << SIGABRT;
    for (const int signal : {SIGTERM, SIGKILL, SIGHUP, SIGSEGV, SIGINT, SIGUSR2})
        QTest::newRow(QByteArray::number(signal).constData())
            << QByteArrayList{"raise", QByteArray::number(signal)} << signal;
}

void TestSignalledProcess::aSignalIsANegativeReturncode()
{
    QFETCH(QByteArrayList, arguments);
    QFETCH(int, signal);
    SubprocessOptions options;
    options.resourceLimits = {{RLIMIT_CORE, 0, 0}};
    auto process = startChild(arguments, options);
    const auto status = waitFor(process->wait());
    QCOMPARE(status->kind, ExitStatus::Kind::Signalled);
    QCOMPARE(status->code, signal);
    QCOMPARE(status->dumpedCore, false);
    QCOMPARE(process->returncode(), -signal);
}

void TestSignalledProcess::killingAShellEndsTheWaitThoughItsChildLives()
{
    SubprocessOptions options = grouped();
    auto process = createSubprocessShell("sleep 60; sleep 60", options);
    QVERIFY(process);
    QTRY_COMPARE((*process)->transport()->groupMembers().size(), 2);
    QVERIFY((*process)->kill());
    QCOMPARE(waitFor((*process)->wait())->returncode(), -SIGKILL);
    QVERIFY((*process)->killGroup());
    QVERIFY(waitFor((*process)->waitFinished()));
}

void TestSignalledProcess::aStoppedChildIsStillRunning()
{
    auto process = startChild({"cat"});
    QVERIFY(process->sendSignal(SIGSTOP));
    siginfo_t info;
    QCOMPARE(::waitid(P_PID, id_t(process->pid()), &info, WSTOPPED | WNOWAIT), 0);
    QVERIFY(waitFor(process->wait().within(20ms)).error().code == std::errc::timed_out);
    QVERIFY(process->sendSignal(SIGCONT));
    QCOMPARE(*waitFor(process->communicate("on"))->standardOutput, "on");
}

void TestSignalledProcess::aStatusReapedElsewhereIsUnknown()
{
    auto process = startChild({"exit", "3"}, {});
    QCOMPARE(::waitpid(pid_t(process->pid()), nullptr, 0), pid_t(process->pid()));
    const auto status = waitFor(process->wait());
    QCOMPARE(status->kind, ExitStatus::Kind::Unknown);
    QCOMPARE(process->returncode(), std::nullopt);
    QVERIFY(process->hasExited());
    QVERIFY(process->kill().error().code == std::errc::no_such_process);
}

void TestSignalledProcess::ignoringSigchldMakesTheStatusUnknown()
{
    ::signal(SIGCHLD, SIG_IGN);
    auto process = startChild({"exit", "3"}, {});
    const auto status = waitFor(process->wait());
    ::signal(SIGCHLD, SIG_DFL);
    QCOMPARE(status->kind, ExitStatus::Kind::Unknown);
}

void TestSignalledProcess::signalsReachTheChild_data()
{
    QTest::addColumn<int>("signal");
    for (const int signal : {SIGKILL, SIGTERM, SIGHUP, SIGINT, SIGUSR1})
        QTest::newRow(QByteArray::number(signal).constData()) << signal;
}

void TestSignalledProcess::signalsReachTheChild()
{
    QFETCH(int, signal);
    auto process = startChild({"out", "sleeping", "then", "block"});
    QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "sleeping\n");
    QVERIFY(process->sendSignal(0));
    QVERIFY(signal == SIGTERM       ? process->terminate()
                : signal == SIGKILL ? process->kill()
                                    : process->sendSignal(signal));
    QCOMPARE(waitFor(process->wait())->returncode(), -signal);
}

void TestSignalledProcess::deletingARunningProcessDoesNotBlock()
{
    // A child that ignores SIGTERM: whoever waited for its end would wait for the grace time.
    SubprocessOptions options = grouped();
    options.onDestruction = {
        {StopPolicy::sendSignal(SIGTERM, 500ms), StopPolicy::sendSignal(SIGKILL, 5s)},
        StopPolicy::Target::Group};
    auto process = startChild({"ignore", "15", "then", "out", "ready", "then", "block"}, options);
    QVERIFY(waitFor(process->standardOutput()->readLine()));
    const qint64 pid = process->pid();
    process.reset();
    QVERIFY(isRunning(pid)); // still there: the destructor did not wait
    QVERIFY(waitForReaper(30s));
    QVERIFY(!isRunning(pid));
}

void TestSignalledProcess::usageIsReported()
{
    auto process = startChild({"exit"}, {});
    QVERIFY(waitFor(process->wait()));
    QVERIFY(process->resourceUsage().maxResidentBytes > 100'000);
}

QTEST_GUILESS_MAIN(TestSignalledProcess)
#include "tst_signalledprocess.moc"
