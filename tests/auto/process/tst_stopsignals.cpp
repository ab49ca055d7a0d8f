// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include <QTest>

#include <csignal>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// stop(policy) with signals of Unix, which a child can resist. tst_stop has the rest.
class TestStopSignals : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstStepThatHelpsIsReported_data();
    void theFirstStepThatHelpsIsReported();
    void theWholeGroupMustBeGone();
    void survivorsAreNamed();
    void survivorsInOtherGroupsOfTheSessionAreNamed();
};

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    return options;
}

/// A child that runs through the behaviours and says when it is ready to be stopped.
std::unique_ptr<Process> startReady(const QByteArrayList &before, const QByteArrayList &after)
{
    QByteArrayList arguments = before;
    if (!before.isEmpty())
        arguments += "then";
    arguments += QByteArrayList{"out", "ready", "then"} + after;
    auto process = startChild(arguments, grouped());
    if (waitFor(process->standardOutput()->readLine())->bytes != "ready\n")
        qFatal("the child is not ready");
    return process;
}

StopPolicy quick()
{
    return {{StopPolicy::closeStdin(40ms), StopPolicy::sendSignal(SIGINT, 40ms),
             StopPolicy::sendSignal(SIGTERM, 40ms), StopPolicy::sendSignal(SIGKILL, 20s)},
            StopPolicy::Target::Group};
}

} // namespace

void TestStopSignals::theFirstStepThatHelpsIsReported_data()
{
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<QByteArrayList>("after");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("returncode");
    const QByteArray sigint = QByteArray::number(SIGINT);
    const QByteArray sigterm = QByteArray::number(SIGTERM);
    QTest::newRow("end of stdin") << QByteArrayList{} << QByteArrayList{"cat"} << 0 << 0;
    QTest::newRow("SIGINT") << QByteArrayList{} << QByteArrayList{"block"} << 1 << -SIGINT;
    QTest::newRow("SIGTERM") << QByteArrayList{"ignore", sigint} << QByteArrayList{"block"} << 2
                             << -SIGTERM;
    QTest::newRow("SIGKILL") << QByteArrayList{"ignore", sigint, "then", "ignore", sigterm}
                             << QByteArrayList{"block"} << 3 << -SIGKILL;
}

void TestStopSignals::theFirstStepThatHelpsIsReported()
{
    QFETCH(QByteArrayList, before);
    QFETCH(QByteArrayList, after);
    QFETCH(int, step);
    QFETCH(int, returncode);
    auto process = startReady(before, after);
    StopPolicy policy = quick();
    policy.steps[step].grace = 20s; // a slow machine must not be given up on too early
    const auto report = waitFor(process->stop(policy));
    QVERIFY(report);
    QCOMPARE(report->endedByStep, step);
    QCOMPARE(report->exitStatus->returncode(), returncode);
    QVERIFY(report->survivors.isEmpty());
}

void TestStopSignals::theWholeGroupMustBeGone()
{
    // The leader obeys SIGINT; its child, which ignores SIGTERM too, needs SIGKILL.
    auto process = startReady({"ignore", QByteArray::number(SIGINT), "then", "forkignoreterm"},
                              {"block"});
    StopPolicy policy = quick();
    policy.steps[2].grace = 200ms;
    const auto report = waitFor(process->stop(policy));
    QCOMPARE(report->endedByStep, 3);
    QCOMPARE(report->exitStatus->returncode(), -SIGTERM);
    QVERIFY(report->survivors.isEmpty());
}

void TestStopSignals::survivorsAreNamed()
{
    auto process = startReady({"forkignoreterm"}, {"block"});
    const StopPolicy gentle = {{StopPolicy::sendSignal(SIGTERM, 300ms)}, StopPolicy::Target::Group};
    const auto report = waitFor(process->stop(gentle));
    QVERIFY(!report->endedByStep);
    QCOMPARE(report->exitStatus->returncode(), -SIGTERM);
    QCOMPARE(report->survivors.size(), 1);
    QCOMPARE(report->survivors.first().name, "testchild");
    QVERIFY(report->survivors.first().pid != process->pid());
    ::kill(pid_t(report->survivors.first().pid), SIGKILL);
}

void TestStopSignals::survivorsInOtherGroupsOfTheSessionAreNamed()
{
    // Job control gives the background job a group of its own in the same session.
    SubprocessOptions options = grouped();
    auto process = createSubprocessExec("bash", {"-c", "set -m; sleep 600 & echo ready; wait"},
                                        options);
    QVERIFY(process);
    QVERIFY(waitFor((*process)->standardOutput()->readLine()));
    const auto report = waitFor((*process)->stop(StopPolicy::killNow()));
    QCOMPARE(report->endedByStep, 0);
    QCOMPARE(report->survivors.size(), 1);
    QVERIFY(report->survivors.first().pid != (*process)->pid());
    ::kill(pid_t(report->survivors.first().pid), SIGKILL);
}

QTEST_GUILESS_MAIN(TestStopSignals)
#include "tst_stopsignals.moc"
