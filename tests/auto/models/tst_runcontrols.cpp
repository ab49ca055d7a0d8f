// SPDX-License-Identifier: MIT
#include "models/runcontrols.h"

#include <QTest>

using namespace Spawnscope;
using Target = SentSignal::Target;

namespace {

const QList<SignalName> unixSignals = {{1, "SIGHUP"},   {2, "SIGINT"},   {9, "SIGKILL"},
                                       {15, "SIGTERM"}, {18, "SIGCONT"}, {19, "SIGSTOP"},
                                       {34, "SIGRTMIN"}};
const QList<SignalName> windowsSignals = {
    {1, "SIGHUP"}, {2, "SIGINT"}, {9, "SIGKILL"}, {15, "SIGTERM"}, {21, "SIGBREAK"}};

} // namespace

class TestRunControls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unixHasThemAll();
    void windowsHasWhatItHas();
    void thisSystemCanKill();
    void everySignalIsAChoice();
};

void TestRunControls::unixHasThemAll()
{
    const RunControls controls = runControls(unixSignals);
    QCOMPARE(controls.interrupt->signal, 2);
    QCOMPARE(controls.interrupt->target, Target::Group);
    QCOMPARE(controls.terminate->signal, 15);
    QCOMPARE(controls.terminate->target, Target::Process);
    QCOMPARE(controls.kill->signal, 9);
    QCOMPARE(controls.pause->signal, 19);
    QCOMPARE(controls.resume->signal, 18);
    QVERIFY(controls.pause->explanation.contains(QStringLiteral("SIGSTOP")));
}

void TestRunControls::windowsHasWhatItHas()
{
    const RunControls controls = runControls(windowsSignals);
    QCOMPARE(controls.interrupt->signal, 2);
    QCOMPARE(controls.terminate->signal, 1); // SIGTERM would not ask
    QCOMPARE(controls.kill->signal, 9);
    QCOMPARE(controls.kill->target, Target::Group);
    QVERIFY(!controls.pause);
    QVERIFY(!controls.resume);
}

void TestRunControls::thisSystemCanKill()
{
    const RunControls controls = runControls(allSignals());
    QCOMPARE(controls.kill->signal, killSignal);
    QCOMPARE(controls.interrupt->signal, interruptSignal);
    QCOMPARE(controls.pause.has_value(), suspendSignal().has_value());
    QCOMPARE(controls.resume.has_value(), continueSignal().has_value());
}

void TestRunControls::everySignalIsAChoice()
{
    const QList<SignalChoice> ofUnix = signalChoices(unixSignals);
    QCOMPARE(ofUnix.size(), unixSignals.size());
    QCOMPARE(ofUnix.first().text, QStringLiteral("1 SIGHUP"));
    QVERIFY(ofUnix.last().isRealTime);
    const QList<SignalChoice> ofWindows = signalChoices(windowsSignals);
    QCOMPARE(ofWindows.size(), windowsSignals.size());
    QVERIFY(ofWindows.first().text.startsWith(QStringLiteral("WM_CLOSE")));
    QCOMPARE(ofWindows.last().text, QStringLiteral("CTRL_BREAK_EVENT"));
    for (qsizetype i = 0; i < ofWindows.size(); ++i)
        QCOMPARE(ofWindows[i].signal, windowsSignals[i].number);
}

QTEST_GUILESS_MAIN(TestRunControls)

#include "tst_runcontrols.moc"
