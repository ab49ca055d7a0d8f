// SPDX-License-Identifier: MIT
#include "base/signalnames.h"

#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Spawnscope;

class TestSignalNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalHasItsUsualName()
    {
        QCOMPARE(signalName(terminateSignal), "SIGTERM");
        QCOMPARE(signalName(killSignal), "SIGKILL");
        QCOMPARE(signalName(interruptSignal), "SIGINT");
#ifdef SIGCHLD
        QCOMPARE(signalName(SIGABRT), "SIGABRT");
        QCOMPARE(signalName(SIGCHLD), "SIGCHLD");
#endif
    }

    void aNumberWithoutANameIsShownAsANumber()
    {
        QCOMPARE(signalName(0), "signal 0");
        QCOMPARE(signalName(-1), "signal -1");
        QCOMPARE(signalName(9999), "signal 9999");
    }

    void realTimeSignalsCountFromTheFirst()
    {
#ifdef SIGRTMIN
        QCOMPARE(signalName(SIGRTMIN), "SIGRTMIN");
        QCOMPARE(signalName(SIGRTMIN + 3), "SIGRTMIN+3");
        QCOMPARE(signalNumber("SIGRTMIN"), SIGRTMIN);
        QCOMPARE(signalNumber("RTMIN+3"), SIGRTMIN + 3);
        QCOMPARE(signalName(SIGRTMAX + 1), "signal " + QByteArray::number(SIGRTMAX + 1));
        QVERIFY(!signalNumber("SIGRTMIN+999"));
#else
        QVERIFY(!signalNumber("SIGRTMIN"));
        QVERIFY(!signalNumber("RTMIN+3"));
#endif
    }

    void everyNameLeadsBackToItsNumber()
    {
        for (const SignalName &signal : allSignals()) {
            QCOMPARE(signalName(signal.number), signal.name);
            QCOMPARE(signalNumber(signal.name), signal.number);
            QCOMPARE(signalNumber(signal.name.mid(3).toLower()), signal.number);
            QCOMPARE(signalNumber(QByteArray::number(signal.number)), signal.number);
        }
    }

    void allSignalsStandOnceAndInOrder()
    {
        const QList<SignalName> all = allSignals();
        for (const int number : {interruptSignal, killSignal, terminateSignal}) {
            QVERIFY(std::any_of(all.begin(), all.end(), [number](const SignalName &signal) {
                return signal.number == number;
            }));
        }
        for (qsizetype i = 1; i < all.size(); ++i)
            QVERIFY(all[i - 1].number < all[i].number);
    }

    void anythingElseIsNoSignal()
    {
        for (const char *text :
             {"", "SIG", "FOO", "SIGFOO", "TERM ", " TERM", "15x", "-9", "TERM,KILL"})
            QVERIFY2(!signalNumber(text), text);
    }
};

QTEST_GUILESS_MAIN(TestSignalNames)
#include "tst_signalnames.moc"
