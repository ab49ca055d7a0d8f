// SPDX-License-Identifier: MIT
// What a session does by the signals and sessions of Unix; the rest is in tst_session.
#include "launcher/launcher.h"
#include "support/standingchecks.h"

#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>

using namespace Spawnscope;
using State = Session::State;

namespace {

LaunchSpec child(QByteArrayList arguments)
{
    LaunchSpec spec;
    spec.argv = std::move(arguments);
    spec.argv.prepend(testChild());
    return spec;
}

QByteArray printed(const Session &session, OutputFilter filter)
{
    const OutputLog &log = *session.log();
    return log.rawBytes(filter, log.rows(filter).first, OutputLog::DefaultLimitBytes).bytes;
}

} // namespace

class TestSessionSignals : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void leadsItsOwnSession()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"describe"}));
        QTRY_COMPARE(session->state(), State::Finished);
        const auto fields = fieldsOf(printed(*session, OutputFilter::Stdout));
        QCOMPARE(fields.value("sid"), fields.value("pid"));
        QCOMPARE(fields.value("pgid"), fields.value("pid"));
    }

    void sendsSignalsAndRemembersThem()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"block"}));
        QTRY_COMPARE(session->state(), State::Running);
        session->sendSignal(SIGSTOP, SentSignal::Target::Process);
        QTRY_VERIFY(session->isStopped());
        session->sendSignal(SIGCONT, SentSignal::Target::Group);
        QTRY_VERIFY(!session->isStopped());
        session->sendSignal(SIGKILL, SentSignal::Target::Process);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), -SIGKILL);
        QCOMPARE(session->sentSignals().size(), 3);
        session->sendSignal(SIGTERM, SentSignal::Target::Process);
        QTRY_COMPARE(session->sentSignals().size(), 4);
        QVERIFY(!session->sentSignals()[2].error);
        QVERIFY(session->sentSignals()[3].error);
        QVERIFY(session->sentSignals()[3].error->code == std::errc::no_such_process);
    }

    void stopsByPolicy()
    {
        Launcher launcher;
        Session *session = launcher.start(child(
            {"ignore", QByteArray::number(SIGTERM), "then", "out", "ready", "then", "block"}));
        QTRY_VERIFY(printed(*session, OutputFilter::Stdout).contains("ready"));
        StopPolicy policy;
        policy.steps = {StopPolicy::sendSignal(SIGTERM, std::chrono::milliseconds(100)),
                        StopPolicy::sendSignal(SIGKILL, std::chrono::milliseconds(5000))};
        session->stop(policy);
        QVERIFY(session->isStopping());
        QTRY_VERIFY(!session->isStopping());
        QVERIFY(session->stopReport());
        QCOMPARE(session->stopReport()->endedByStep, 1);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), -SIGKILL);
    }

    void stopsAStoppedProcessAtTheFirstStep()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"block"}));
        session->sendSignal(SIGSTOP, SentSignal::Target::Process);
        QTRY_VERIFY(session->isStopped());
        session->stop(StopPolicy::terminateThenKill());
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), -SIGTERM);
    }

    void tellsThatAFileWasNotSentThoughItsPipeIsHeld()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("enough\n" + QByteArray(4 * 1024 * 1024, 'x'));
        file.close();
        Launcher launcher;
        LaunchSpec spec;
        spec.mode = LaunchSpec::Mode::Shell;
        spec.command = "exec 3<&0; sleep 1000 <&3 >/dev/null 2>&1 & echo $!; read -r line";
        Session *session = launcher.start(spec);
        const auto holder = [session] {
            return printed(*session, OutputFilter::Stdout).trimmed().toInt();
        };
        QTRY_VERIFY(holder() > 0);
        const auto killHolder = qScopeGuard([pid = holder()] { ::kill(pid, SIGKILL); });
        QSignalSpy failed(session, &Session::inputFailed);
        session->sendFile(file.fileName());
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(session->log()->totals(OutputStream::Note).lines, 2); // begun, and broken off
        QCOMPARE(::kill(holder(), 0), 0); // it holds the pipe still
    }
};

QTEST_GUILESS_MAIN(TestSessionSignals)
#include "tst_sessionsignals.moc"
