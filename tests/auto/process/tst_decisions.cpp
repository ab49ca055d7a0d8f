// SPDX-License-Identifier: MIT
#include "process/procstat_p.h"
#include "process/spawnplan_p.h"
#include "process/stopsequence_p.h"

#include <QTest>

#include <csignal>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// Decisions and parsers of the core, as functions of values.
class TestDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStatLineIsParsed_data();
    void aStatLineIsParsed();
    void theCandidatesOfAProgram_data();
    void theCandidatesOfAProgram();
    void thePathSearchedIsTheChilds();
    void aStopGoesThroughItsStepsInTime();
    void aStopEndsWithTheStepThatHelped();
    void aLingeringGroupIsLookedAtLessAndLess();
    void aGraceTimeForEverIsLong();
    void aStopWithoutStepsIsOverAtOnce();
};

void TestDecisions::aStatLineIsParsed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("numbers");
    QTest::newRow("plain") << QByteArray("42 (cat) S 1 40 39 0 -1 4194304 88\n")
                           << QByteArray("cat") << QByteArray("42 S 1 40 39");
    QTest::newRow("brackets and blanks")
        << QByteArray("7 (a) (b c) R 2 3 4 0") << QByteArray("a) (b c") << QByteArray("7 R 2 3 4");
    QTest::newRow("newline in name")
        << QByteArray("7 (a\nb) Z 2 3 4 0") << QByteArray("a\nb") << QByteArray("7 Z 2 3 4");
    QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("cut off") << QByteArray("42 (cat") << QByteArray() << QByteArray();
    QTest::newRow("no fields") << QByteArray("42 (cat)") << QByteArray() << QByteArray();
    QTest::newRow("no pid") << QByteArray("x (cat) S 1 2 3") << QByteArray() << QByteArray();
    QTest::newRow("reversed") << QByteArray(") 42 (cat S 1 2 3") << QByteArray() << QByteArray();
}

void TestDecisions::aStatLineIsParsed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, numbers);
    const auto stat = parseProcStat(text);
    QCOMPARE(stat.has_value(), !numbers.isEmpty());
    if (!stat)
        return;
    QCOMPARE(stat->name, name);
    QCOMPARE(QByteArray::number(stat->pid) + ' ' + stat->state + ' '
                 + QByteArray::number(stat->parent) + ' ' + QByteArray::number(stat->group) + ' '
                 + QByteArray::number(stat->session),
             numbers);
    QCOMPARE(stat->isZombie(), stat->state == 'Z');
}

void TestDecisions::theCandidatesOfAProgram_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("candidates");
    QTest::newRow("absolute") << QByteArray("/bin/ls") << QByteArray("/x") << QByteArray("/bin/ls");
    QTest::newRow("relative") << QByteArray("./ls") << QByteArray("/x") << QByteArray("./ls");
    QTest::newRow("name") << QByteArray("ls") << QByteArray("/a:/b") << QByteArray("/a/ls /b/ls");
    QTest::newRow("empty entries")
        << QByteArray("ls") << QByteArray(":/b:") << QByteArray("./ls /b/ls ./ls");
}

void TestDecisions::theCandidatesOfAProgram()
{
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, candidates);
    QCOMPARE(candidatePaths(program, path.split(':')).join(' '), candidates);
}

void TestDecisions::thePathSearchedIsTheChilds()
{
    Environment environment;
    QCOMPARE(searchPath(environment).join(':'), qgetenv("PATH"));
    environment.changes["PATH"] = "/one:/two";
    QCOMPARE(searchPath(environment), (QByteArrayList{"/one", "/two"}));
    environment.changes["PATH"] = std::nullopt;
    QCOMPARE(searchPath(environment), (QByteArrayList{"/bin", "/usr/bin"}));
    environment = {Environment::Base::Empty, {}};
    QCOMPARE(searchPath(environment), (QByteArrayList{"/bin", "/usr/bin"}));
}

void TestDecisions::aStopGoesThroughItsStepsInTime()
{
    StopSequence sequence({{StopPolicy::closeStdin(1s), StopPolicy::sendSignal(SIGTERM, 5s)},
                           StopPolicy::Target::Group});
    const StopSequence::Time start;
    auto decision = sequence.advance(start, StopSequence::Target::Running);
    QCOMPARE(decision.perform->action, StopPolicy::Step::Action::CloseStdin);
    QVERIFY(decision.lookAgain == start + 1s);
    decision = sequence.advance(start + 999ms, StopSequence::Target::Running);
    QVERIFY(!decision.perform && !decision.isOver);
    decision = sequence.advance(start + 1s, StopSequence::Target::Running);
    QCOMPARE(decision.perform->signal, SIGTERM);
    QVERIFY(decision.lookAgain == start + 6s);
    decision = sequence.advance(start + 6s, StopSequence::Target::Running);
    QVERIFY(decision.isOver);
    QVERIFY(!sequence.endedByStep());
}

void TestDecisions::aStopEndsWithTheStepThatHelped()
{
    StopSequence sequence(StopPolicy::escalating());
    const StopSequence::Time start;
    (void)sequence.advance(start, StopSequence::Target::Running);
    (void)sequence.advance(start + 1s, StopSequence::Target::Running);
    QVERIFY(sequence.advance(start + 1100ms, StopSequence::Target::Gone).isOver);
    QCOMPARE(sequence.endedByStep(), 1);

    StopSequence late(StopPolicy::escalating());
    QVERIFY(late.advance(start, StopSequence::Target::Gone).isOver);
    QCOMPARE(late.endedByStep(), -1);
}

void TestDecisions::aLingeringGroupIsLookedAtLessAndLess()
{
    StopSequence sequence({{StopPolicy::sendSignal(SIGTERM, 5s)}, StopPolicy::Target::Group});
    StopSequence::Time now;
    (void)sequence.advance(now, StopSequence::Target::Running);
    for (const auto interval : {25ms, 50ms, 100ms, 200ms, 200ms}) {
        const auto decision = sequence.advance(now, StopSequence::Target::Lingering);
        QVERIFY(decision.lookAgain == now + interval);
        now = decision.lookAgain;
    }
    QVERIFY(sequence.advance(now, StopSequence::Target::Gone).isOver);
}

void TestDecisions::aGraceTimeForEverIsLong()
{
    StopSequence sequence({{StopPolicy::sendSignal(SIGTERM, std::chrono::milliseconds::max()),
                            StopPolicy::sendSignal(SIGKILL, 0s)},
                           StopPolicy::Target::Group});
    const StopSequence::Time start;
    (void)sequence.advance(start, StopSequence::Target::Running);
    const auto decision = sequence.advance(start + std::chrono::hours(24),
                                           StopSequence::Target::Running);
    QVERIFY(!decision.perform && !decision.isOver);
}

void TestDecisions::aStopWithoutStepsIsOverAtOnce()
{
    StopSequence sequence(StopPolicy::leaveRunning());
    QVERIFY(sequence.advance({}, StopSequence::Target::Running).isOver);
    QVERIFY(!sequence.endedByStep());
}

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
