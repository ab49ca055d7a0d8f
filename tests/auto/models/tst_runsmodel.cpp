// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "launcher/launcher.h"
#include "models/runsfilter.h"
#include "models/runsmodel.h"
#include "models/runstate.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestRunsModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aRunTellsHowItEnded_data();
    void aRunTellsHowItEnded();
    void aRunningRunHasNoReturncode();
    void aSignalIsNamed();
    void anExitOfItsOwnIsNoSignal();
    void aStoppedRunWasSignalled();
    void runningAndNewestComeFirst();
    void onlyDurationsTick();
    void byteCountsFollow();
    void theFilterWantsEveryWord();
    void removedRunsLeave();

private:
    QString text(const Session *session, RunsModel::Column column) const;

    static LaunchSpec exec(const QByteArrayList &argv)
    {
        LaunchSpec spec;
        spec.argv = argv;
        return spec;
    }

    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<RunsModel> m_model;
    std::unique_ptr<RunsFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestRunsModel::init()
{
    m_launcher = std::make_unique<Launcher>();
    m_model = std::make_unique<RunsModel>(m_launcher.get());
    m_filter = std::make_unique<RunsFilter>(m_model.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(m_filter.get());
}

void TestRunsModel::cleanup()
{
    m_launcher->stopAll(StopPolicy::killNow());
    QTRY_VERIFY(m_launcher->active().isEmpty());
    m_tester.reset();
    m_filter.reset();
    m_model.reset();
    m_launcher.reset();
}

QString TestRunsModel::text(const Session *session, RunsModel::Column column) const
{
    return m_model->index(m_model->rowOf(session), column).data().toString();
}

void TestRunsModel::aRunTellsHowItEnded_data()
{
    QTest::addColumn<QByteArrayList>("argv");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("returncode");
    QTest::newRow("succeeded") << QByteArrayList{testChild(), "exit", "0"} << u"Succeeded"_s
                               << u"0"_s;
    QTest::newRow("failed") << QByteArrayList{testChild(), "exit", "3"} << u"Failed"_s << u"3"_s;
    QTest::newRow("not started") << QByteArrayList{"no-such-program"} << u"Not started"_s
                                 << QString();
}

void TestRunsModel::aRunTellsHowItEnded()
{
    QFETCH(QByteArrayList, argv);
    QFETCH(QString, state);
    const Session *session = m_launcher->start(exec(argv));
    QTRY_COMPARE(text(session, RunsModel::State), state);
    QTEST(text(session, RunsModel::Returncode), "returncode");
}

void TestRunsModel::aRunningRunHasNoReturncode()
{
    const Session *session = m_launcher->start(exec({testChild(), "cat"}));
    QTRY_COMPARE(text(session, RunsModel::State), u"Running"_s);
    QCOMPARE(text(session, RunsModel::Returncode), QString());
    QCOMPARE(text(session, RunsModel::Pid), QString::number(session->pid()));
    QCOMPARE(text(session, RunsModel::Mode), u"Exec"_s);
    QVERIFY(text(session, RunsModel::Command).endsWith(u" cat"_s));
}

void TestRunsModel::aSignalIsNamed()
{
    Session *session = m_launcher->start(exec({testChild(), "out", "ready", "then", "cat"}));
    // In Wine a program that is killed before its console is there leaves a conhost behind, which
    // holds the pipes.
    QTRY_VERIFY(session->bytesReceived(OutputStream::Stdout) > 0);
    session->sendSignal(killSignal, SentSignal::Target::Process);
    const bool isSignalled = statusAfter(killSignal).kind == ExitStatus::Kind::Signalled;
    QTRY_COMPARE(text(session, RunsModel::State), u"Signalled"_s);
    QCOMPARE(text(session, RunsModel::Returncode), isSignalled ? u"-9 SIGKILL"_s : u"1"_s);
    QCOMPARE(m_model->index(0, RunsModel::Returncode).data(RunsModel::SortRole).toInt(),
             *statusAfter(killSignal).returncode());
}

/// What a program says of itself is not taken for what was done to it.
void TestRunsModel::anExitOfItsOwnIsNoSignal()
{
    Session *session = m_launcher->start(exec({testChild(), "exit", "1"}));
    QTRY_COMPARE(text(session, RunsModel::State), u"Failed"_s);
}

void TestRunsModel::aStoppedRunWasSignalled()
{
    Session *session = m_launcher->start(exec({testChild(), "block"}));
    QTRY_COMPARE(text(session, RunsModel::State), u"Running"_s);
    session->stop(StopPolicy::killNow());
    QTRY_COMPARE(text(session, RunsModel::State), u"Signalled"_s);
}

void TestRunsModel::runningAndNewestComeFirst()
{
    const Session *running = m_launcher->start(exec({testChild(), "cat"}));
    const Session *first = m_launcher->start(exec({testChild(), "exit", "0"}));
    const Session *second = m_launcher->start(exec({testChild(), "exit", "0"}));
    QTRY_COMPARE(text(first, RunsModel::State), u"Succeeded"_s);
    QTRY_COMPARE(text(second, RunsModel::State), u"Succeeded"_s);
    QCOMPARE(m_filter->sessionAt(m_filter->index(0, 0)), running);
    QCOMPARE(m_filter->sessionAt(m_filter->index(1, 0)), second);
    QCOMPARE(m_filter->sessionAt(m_filter->index(2, 0)), first);
}

void TestRunsModel::onlyDurationsTick()
{
    m_launcher->start(exec({testChild(), "cat"}));
    QTRY_COMPARE(text(m_launcher->at(0), RunsModel::State), u"Running"_s);
    QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(changes.wait(3000));
    const QList<QVariant> change = changes.constLast();
    QCOMPARE(change.at(0).toModelIndex().column(), int(RunsModel::Duration));
    QCOMPARE(change.at(1).toModelIndex().column(), int(RunsModel::Duration));
}

void TestRunsModel::byteCountsFollow()
{
    Session *session = m_launcher->start(exec({testChild(), "cat"}));
    QTRY_COMPARE(session->inputState(), Session::InputState::Open);
    session->sendInput("12345\n");
    QTRY_COMPARE(text(session, RunsModel::StdoutBytes), u"6 B"_s);
    QCOMPARE(text(session, RunsModel::StderrBytes), u"0 B"_s);
}

void TestRunsModel::theFilterWantsEveryWord()
{
    m_launcher->start(exec({testChild(), "out", "apple"}));
    m_launcher->start(exec({testChild(), "out", "pear"}));
    for (const int i : {0, 1})
        QTRY_COMPARE(text(m_launcher->at(i), RunsModel::State), u"Succeeded"_s);
    QCOMPARE(m_filter->rowCount(), 2);
    m_filter->setFilterText(u"OUT appl"_s);
    QCOMPARE(m_filter->rowCount(), 1);
    m_filter->setFilterText(u"failed"_s);
    QCOMPARE(m_filter->rowCount(), 0);
    QVERIFY(!m_filter->indexOf(m_launcher->at(0)).isValid());
}

void TestRunsModel::removedRunsLeave()
{
    m_launcher->start(exec({testChild(), "cat"}));
    m_launcher->start(exec({testChild(), "exit", "0"}));
    QTRY_COMPARE(m_launcher->at(1)->state(), Session::State::Finished);
    m_launcher->removeFinished();
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(m_model->sessionAt(0), m_launcher->at(0));
}

QTEST_GUILESS_MAIN(TestRunsModel)

#include "tst_runsmodel.moc"
