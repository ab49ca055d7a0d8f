// SPDX-License-Identifier: MIT
#include "support/soak.h"
#include "support/standingchecks.h"

#include <QTest>

using namespace Spawnscope;

/// The short form of `bench_process soak`.
class TestSoak : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void childrenOfEveryKindComeAndGo();
};

void TestSoak::childrenOfEveryKindComeAndGo()
{
    Soak soak(testChild());
    soak.run(600, 12);
    QVERIFY2(soak.faults().isEmpty(), soak.faults().join("; ").constData());
    QCOMPARE(soak.exits(), 480);
    QCOMPARE(soak.refused(), 60);
    QCOMPARE(soak.dropped(), 60);
    QVERIFY(soak.bytes() > 0);
}

QTEST_GUILESS_MAIN(TestSoak)
#include "tst_soak.moc"
