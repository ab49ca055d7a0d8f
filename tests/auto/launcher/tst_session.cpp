// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "launcher/launcher.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"
#include "support/testfiles.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace Spawnscope;
using State = Session::State;
using InputState = Session::InputState;

namespace {

LaunchSpec child(QByteArrayList arguments)
{
    LaunchSpec spec;
    spec.argv = std::move(arguments);
    spec.argv.prepend(testChild());
    return spec;
}

LaunchSpec shell(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    return spec;
}

QByteArray printed(const Session &session, OutputFilter filter)
{
    const OutputLog &log = *session.log();
    return log.rawBytes(filter, log.rows(filter).first, OutputLog::DefaultLimitBytes).bytes;
}

} // namespace

class TestSession : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowARunGoes()
    {
        Launcher launcher;
        QSignalSpy added(&launcher, &Launcher::added);
        Session *session = launcher.start(
            child({"out", "out", "then", "err", "err", "then", "exit", "3"}));
        QCOMPARE(added.size(), 1);
        QCOMPARE(session->state(), State::Starting);
        QCOMPARE(session->id(), 1u);
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(session->pid() > 0);
        QCOMPARE(session->returncode(), 3);
        QCOMPARE(printed(*session, OutputFilter::Stdout), "out\n");
        QCOMPARE(printed(*session, OutputFilter::Stderr), "err\n");
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 4u);
        QVERIFY(session->elapsed().count() > 0);
        QCOMPARE(session->inputState(), InputState::NotRunning);
        QVERIFY(session->startTime().isValid());
    }

    void runsAShellCommand()
    {
        Launcher launcher;
        Session *session = launcher.start(shell("echo out&& exit 3"));
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), 3);
        QCOMPARE(printed(*session, OutputFilter::Stdout).trimmed(), "out");
    }

    void tellsWhenItCannotStart()
    {
        Launcher launcher;
        LaunchSpec spec;
        spec.argv = {"/no/such/program"};
        Session *session = launcher.start(spec);
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::FailedToStart);
        QVERIFY(session->startError());
        QVERIFY(session->startError()->code == std::errc::no_such_file_or_directory);
        QVERIFY(!session->isActive());
        QVERIFY(!session->isStopping());
        QCOMPARE(session->pid(), 0);
    }

    void talksToStandardInput()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"cat"}));
        session->sendInput("one\n");
        QTRY_COMPARE(printed(*session, OutputFilter::Stdout), "one\n");
        QTRY_COMPARE(session->inputState(), InputState::Open); // told, unlike the output
        session->sendInput("two\n");
        session->sendEof();
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(printed(*session, OutputFilter::Stdout), "one\ntwo\n");
        QCOMPARE(session->bytesReceived(OutputStream::Stdin), 8u);
        QCOMPARE(session->returncode(), 0);
    }

    void sendsAFileInItsPlace()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QByteArray content;
        for (int i = 0; i < 300000; ++i)
            content += QByteArray::number(i) + '\n';
        QVERIFY(file.write(content) == content.size() && file.flush());

        Launcher launcher;
        Session *session = launcher.start(child({"cat"}));
        session->sendInput("before\n");
        session->sendFile(file.fileName());
        session->sendInput("after\n");
        session->sendEof();
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(printed(*session, OutputFilter::Stdout) == "before\n" + content + "after\n");
    }

    void tellsThatAFileIsBeingSentAndThatItWasNotSentToItsEnd()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(QByteArray(4 * 1024 * 1024, 'x'));
        file.close();
        Launcher launcher;
        Session *session = launcher.start(child({"block"}));
        QSignalSpy grown(session, &Session::outputChanged);
        session->sendFile(file.fileName());
        QTRY_COMPARE(session->log()->totals(OutputStream::Note).lines, 1);
        QTRY_VERIFY(!grown.isEmpty());
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::Finished);
        QTRY_COMPARE(session->log()->totals(OutputStream::Note).lines, 2);
    }

    void saysWhenInputCannotBeSent()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"cat"}));
        QSignalSpy failed(session, &Session::inputFailed);
        session->sendFile(QStringLiteral("/no/such/file"));
        QTRY_COMPARE(failed.size(), 1);
        session->sendFile(QDir::tempPath());
        QTRY_COMPARE(failed.size(), 2);
        session->sendEof();
        session->sendInput("late");
        QTRY_COMPARE(failed.size(), 3);
        QTRY_COMPARE(session->state(), State::Finished);
        session->sendInput("too late");
        QTRY_COMPARE(failed.size(), 4);
    }

    void noticesThatTheChildReadsNoMore()
    {
        if (isUnderWine())
            QSKIP("Wine 8 lets a helper program, its console, have the child's streams too.");
        Launcher launcher;
        Session *session = launcher.start(child({"closestdin", "then", "block"}));
        QSignalSpy failed(session, &Session::inputFailed);
        QTRY_COMPARE(session->inputState(), InputState::ClosedByChild);
        session->sendInput("x");
        QTRY_COMPARE(failed.size(), 1);
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void killsAndRemembersIt()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"out", "ready", "then", "block"}));
        // In Wine a program that is killed before its console is there leaves a conhost behind,
        // which holds the pipes.
        QTRY_COMPARE(printed(*session, OutputFilter::Stdout), "ready\n");
        session->sendSignal(killSignal, SentSignal::Target::Process);
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(session->exitStatus() == statusAfter(killSignal));
        QCOMPARE(session->sentSignals().size(), 1);
        session->sendSignal(terminateSignal, SentSignal::Target::Process);
        QTRY_COMPARE(session->sentSignals().size(), 2);
        QVERIFY(!session->sentSignals()[0].error);
        QVERIFY(session->sentSignals()[1].error);
        QVERIFY(session->sentSignals()[1].error->code == std::errc::no_such_process);
    }

    void tellsWhatTheSystemHasNoSignalFor()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"block"}));
        QTRY_COMPARE(session->state(), State::Running);
        session->sendSignal(12345, SentSignal::Target::Process);
        QTRY_COMPARE(session->sentSignals().size(), 1);
        QVERIFY(session->sentSignals()[0].error);
        QCOMPARE(session->state(), State::Running);
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->stopReport()->endedByStep, 0);
    }

    void hasNoInputWhereThereIsNoPipe()
    {
        Launcher launcher;
        LaunchSpec spec = child({"block"});
        spec.input = LaunchSpec::Input::Null;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Running);
        QTRY_COMPARE(session->inputState(), InputState::NotAPipe);
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void tellsExitFromTheEndOfTheStreams()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"forkhold", "100000", "then", "out", "x"}));
        QTRY_COMPARE(session->state(), State::Exited);
        QTRY_VERIFY(!printed(*session, OutputFilter::Stdout).isEmpty());
        QVERIFY(!session->isActive());
        session->sendSignal(killSignal, SentSignal::Target::Group);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), 0);
    }

    void tellsOfOutputAtMostOnceAFrame()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"flood", "40000000"}));
        QSignalSpy changed(session, &Session::outputChanged);
        QElapsedTimer time;
        time.start();
        int turns = 0; // of this thread's event loop
        QTimer ticker;
        connect(&ticker, &QTimer::timeout, this, [&turns] { ++turns; });
        ticker.start(1);
        QTRY_COMPARE_WITH_TIMEOUT(session->state(), State::Finished, 60000);
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 40000000u);
        QVERIFY(changed.size() >= 1);
        QVERIFY(changed.size() <= time.elapsed() / 16 + 2);
        QVERIFY(turns > changed.size());
    }

    void keepsQuietWhileNobodyLooks()
    {
        Launcher launcher;
        Session *session = launcher.start(
            child({"waitforline", "then", "out",   "1",     "then",  "sleep", "50",
                   "then",        "out",  "2",     "then",  "sleep", "50",    "then",
                   "out",         "3",    "then",  "sleep", "50",    "then",  "out",
                   "4",           "then", "sleep", "50",    "then",  "out",   "5"}));
        QTRY_COMPARE(session->state(), State::Running);
        QSignalSpy changed(session, &Session::outputChanged);
        session->sendInput("go\n");
        // This thread does not turn its event loop; one announcement waits for it, not five.
        QElapsedTimer time;
        time.start();
        while (session->bytesReceived(OutputStream::Stdout) < 10 && time.elapsed() < 30000)
            QThread::yieldCurrentThread();
        QCoreApplication::sendPostedEvents(session);
        QCOMPARE(changed.size(), 1);
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void deletingARunningSessionEndsTheChildWithoutWaiting()
    {
        qint64 pid = 0;
        {
            Launcher launcher;
            Session *session = launcher.start(child({"out", "x", "then", "flood", "2000000000"}));
            QTRY_COMPARE(session->state(), State::Running);
            pid = session->pid();
        }
        QTRY_VERIFY(!isRunning(pid));
    }

    void leavesAChildRunningIfAskedTo()
    {
        qint64 pid = 0;
        {
            Launcher launcher;
            Session *session = launcher.start(child({"block"}));
            QTRY_COMPARE(session->state(), State::Running);
            pid = session->pid();
            session->setLeaveRunning();
        }
        QVERIFY(isRunning(pid));
        killUnasked(pid);
        QTRY_VERIFY(!isRunning(pid));
    }

    void endsRightAfterAStart()
    {
        Launcher launcher;
        for (int i = 0; i < 20; ++i)
            launcher.start(child({"block"}));
    }

    void removesOnlyWhatIsNotActive()
    {
        Launcher launcher;
        Session *running = launcher.start(child({"block"}));
        Session *ended = launcher.start(child({"exit", "0"}));
        QTRY_COMPARE(ended->state(), State::Finished);
        QTRY_COMPARE(running->state(), State::Running);
        QCOMPARE(launcher.active(), QList<Session *>{running});

        QSignalSpy about(&launcher, &Launcher::aboutToBeRemoved);
        QSignalSpy removed(&launcher, &Launcher::removed);
        launcher.remove(running);
        QCOMPARE(launcher.count(), 2);
        launcher.removeFinished();
        QCOMPARE(launcher.count(), 1);
        QCOMPARE(about.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][0].toLongLong(), 1);

        launcher.stopAll(StopPolicy::killNow());
        QTRY_COMPARE(running->state(), State::Finished);
        QCOMPARE(launcher.active().size(), 0);
    }

    void mergesAndRedirects()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        Launcher launcher;
        LaunchSpec spec = child({"out", "out", "then", "err", "err"});
        spec.output = LaunchSpec::Output::File;
        spec.outputPath = OsString(file.fileName()).bytes();
        spec.mergeError = true;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(file.readAll(), "out\nerr\n");
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 0u);
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
