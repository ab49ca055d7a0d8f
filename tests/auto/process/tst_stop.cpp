// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// stop(policy): which step ended it, and who survived.
class TestStop : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstStepThatHelpsIsReported_data();
    void theFirstStepThatHelpsIsReported();
    void aChildWithoutGroupIsStoppedAlone();
    void anExitBeforeIsReportedAsSuch();
    void aNewerStopReplacesAnOlder();
    void stoppingDoesNotNeedAListener();
    void deletingWhileStoppingCancels();
    void deletingInsideTheReportIsSafe();
    void twentyAreStoppedAtOnce();
};

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    return options;
}

/// A child that runs through the behaviours and says when it is ready to be stopped.
std::unique_ptr<Process> startReady(const QByteArrayList &behaviours)
{
    auto process = startChild(QByteArrayList{"out", "ready", "then"} + behaviours, grouped());
    if (waitFor(process->standardOutput()->readLine())->bytes != "ready\n")
        qFatal("the child is not ready");
    return process;
}

StopPolicy quick()
{
    return {{StopPolicy::closeStdin(40ms), StopPolicy::sendSignal(terminateSignal, 40ms),
             StopPolicy::sendSignal(killSignal, 20s)},
            StopPolicy::Target::Group};
}

/// What a child that does not read resists.
StopPolicy patient()
{
    return {{StopPolicy::closeStdin(60s)}, StopPolicy::Target::Group};
}

} // namespace

void TestStop::theFirstStepThatHelpsIsReported_data()
{
    QTest::addColumn<QByteArrayList>("after");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("returncode");
    QTest::newRow("end of stdin") << QByteArrayList{"cat"} << 0 << 0;
    QTest::newRow("terminate") << QByteArrayList{"block"} << 1 << returncodeAfter(terminateSignal);
}

void TestStop::theFirstStepThatHelpsIsReported()
{
    QFETCH(QByteArrayList, after);
    QFETCH(int, step);
    QFETCH(int, returncode);
    auto process = startReady(after);
    StopPolicy policy = quick();
    policy.steps[step].grace = 20s; // a slow machine must not be given up on too early
    const auto report = waitFor(process->stop(policy));
    QVERIFY(report);
    QCOMPARE(report->endedByStep, step);
    QCOMPARE(report->exitStatus->returncode(), returncode);
    QVERIFY(report->survivors.isEmpty());
}

void TestStop::aChildWithoutGroupIsStoppedAlone()
{
    auto process = startChild({"block"}, {});
    const auto report = waitFor(process->stop(StopPolicy::killNow()));
    QCOMPARE(report->endedByStep, 0);
    QCOMPARE(report->exitStatus->returncode(), returncodeAfter(killSignal));
}

void TestStop::anExitBeforeIsReportedAsSuch()
{
    auto process = startChild({"exit", "4"}, grouped());
    QVERIFY(waitFor(process->wait()));
    const auto report = waitFor(process->stop(quick()));
    QCOMPARE(report->endedByStep, -1);
    QCOMPARE(report->exitStatus->returncode(), 4);
}

void TestStop::aNewerStopReplacesAnOlder()
{
    auto process = startReady({"block"});
    auto older = process->stop(patient());
    const auto report = waitFor(process->stop(StopPolicy::killNow()));
    QCOMPARE(report->endedByStep, 0);
    QVERIFY(waitFor(std::move(older)).error().code == std::errc::operation_canceled);
}

void TestStop::stoppingDoesNotNeedAListener()
{
    auto process = startReady({"block"});
    {
        const auto dropped = process->stop(quick());
    }
    QCOMPARE(waitFor(process->waitFinished())->returncode(), returncodeAfter(terminateSignal));
}

void TestStop::deletingWhileStoppingCancels()
{
    auto process = startReady({"block"});
    auto stop = process->stop(patient());
    process->setOnDestruction(StopPolicy::killNow());
    process.reset();
    QVERIFY(waitFor(std::move(stop)).error().code == std::errc::operation_canceled);
}

void TestStop::deletingInsideTheReportIsSafe()
{
    auto process = startReady({"block"});
    bool reported = false;
    process->stop(StopPolicy::killNow()).then(this, [&](const ProcessResult<StopReport> &report) {
        reported = report.has_value();
        process.reset();
    });
    QTRY_VERIFY(reported);
    QVERIFY(!process);
}

void TestStop::twentyAreStoppedAtOnce()
{
    std::vector<std::unique_ptr<Process>> processes;
    std::vector<Pending<StopReport>> reports;
    for (int i = 0; i < 20; ++i)
        processes.push_back(startReady({"block"}));
    for (auto &process : processes)
        reports.push_back(process->stop(quick()));
    for (auto &report : reports)
        QVERIFY(waitFor(std::move(report))->exitStatus);
}

QTEST_GUILESS_MAIN(TestStop)
#include "tst_stop.moc"
