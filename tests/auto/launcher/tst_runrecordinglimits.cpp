// SPDX-License-Identifier: MIT
// What the record of a run has to do with signals and limits of Unix; the rest is in
// tst_runrecording.
#include "launcher/launcher.h"
#include "record/runjournal.h"
#include "support/standingchecks.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <csignal>
#include <sys/resource.h>

using namespace Spawnscope;
using State = Session::State;

namespace {

LaunchSpec shell(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    return spec;
}

LaunchSpec child(QByteArrayList arguments)
{
    LaunchSpec spec;
    spec.argv = std::move(arguments);
    spec.argv.prepend(testChild());
    return spec;
}

QJsonObject fieldsOf(const QList<RunEvent> &events, QLatin1StringView name)
{
    for (const RunEvent &event : events) {
        if (event.name == name)
            return event.fields;
    }
    return {};
}

QStringList namesOf(const QList<RunEvent> &events)
{
    QStringList names;
    for (const RunEvent &event : events)
        names.append(event.name);
    return names;
}

/// Bounds the size of the files that this process may write.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_handler = ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { lift(); }
    void lift()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before;
    sighandler_t m_handler;
};

} // namespace

class TestRunRecordingLimits : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void recordsWhoSentWhichSignal()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        Session *session = launcher.start(
            child({"ignore", QByteArray::number(SIGTERM), "then", "out", "x", "then", "block"}));
        QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 2u);
        session->sendSignal(SIGCONT, SentSignal::Target::Process);
        StopPolicy policy;
        policy.steps = {StopPolicy::sendSignal(SIGTERM, std::chrono::milliseconds(20)),
                        StopPolicy::sendSignal(SIGKILL, std::chrono::milliseconds(30000))};
        session->stop(policy);
        QTRY_COMPARE(session->state(), State::Finished);
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        QStringList told;
        const QList<RunEvent> events = (*record)->events();
        for (const RunEvent &event : events) {
            if (event.name == RunEventName::Signal)
                told.append(event.fields[QLatin1StringView("name")].toString()
                            + event.fields[QLatin1StringView("by")].toString());
        }
        QCOMPARE(told,
                 QStringLiteral("SIGCONTuser SIGTERMstopPolicy SIGKILLstopPolicy").split(u' '));
        const QJsonObject stop = fieldsOf(events, RunEventName::Stop);
        QCOMPARE(stop[QLatin1StringView("steps")].toArray().size(), 2);
        QCOMPARE(stop[QLatin1StringView("by")].toString(), QStringLiteral("user"));
        QCOMPARE(
            fieldsOf(events, RunEventName::StopEnd)[QLatin1StringView("endedByStep")].toInteger(-2),
            1);
        QCOMPARE(fieldsOf(events, RunEventName::Exit)[QLatin1StringView("signal")].toInteger(),
                 SIGKILL);
    }

    /// Of what a stop needs, the user has sent nothing.
    void recordsThatAStoppedProcessWasContinuedByTheStop()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        Session *session = launcher.start(child({"out", "x", "then", "block"}));
        QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 2u);
        session->sendSignal(SIGSTOP, SentSignal::Target::Group);
        session->stop(StopPolicy::terminateThenKill(), StopSource::WindowClosed);
        QTRY_COMPARE(session->state(), State::Finished);
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        QStringList told;
        const QList<RunEvent> events = (*record)->events();
        for (const RunEvent &event : events) {
            if (event.name == RunEventName::Signal)
                told.append(event.fields[QLatin1StringView("name")].toString()
                            + event.fields[QLatin1StringView("by")].toString());
        }
        told.sort(); // the stop may send its first signal before or after
        QCOMPARE(told,
                 QStringLiteral("SIGCONTstopPolicy SIGSTOPuser SIGTERMstopPolicy").split(u' '));
        QCOMPARE(fieldsOf(events, RunEventName::Stop)[QLatin1StringView("by")].toString(),
                 QStringLiteral("close"));
    }

    void waitsForRoomOnTheDisk()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        FileSizeLimit limit(1024 * 1024);
        Session *session = launcher.start(child({"flood", "4000000"}));
        QTRY_VERIFY(session->pauseReason());
        QVERIFY(session->pauseReason()->isDiskFull);
        QVERIFY(session->pauseReason()->isFileSizeLimit());
        QCOMPARE(session->state(), State::Running);
        QVERIFY(session->bytesReceived(OutputStream::Stdout) <= 1024 * 1024);
        limit.lift();
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(!session->pauseReason());
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 4000000u);
        QCOMPARE(session->bytesLost(), 0);
        QCOMPARE(session->returncode(), 0);
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        QCOMPARE((*record)->log()->streamSize(OutputStream::Stdout), 4000000);
        const QStringList names = namesOf((*record)->events());
        QCOMPARE(fieldsOf((*record)->events(), RunEventName::Pause),
                 (QJsonObject{{QStringLiteral("reason"), QStringLiteral("fileSizeLimit")}}));
        QVERIFY(names.contains(QStringLiteral("resume")));
        QCOMPARE(names.last(), QStringLiteral("finish"));
    }

    void theLimitEndsAChildAsItWouldElsewhere()
    {
        Launcher launcher;
        FileSizeLimit limit(1024 * 1024); // ignores the signal here
        Session *session = launcher.start(shell("ulimit -c 0; kill -XFSZ $$"));
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->exitStatus()->kind, ExitStatus::Kind::Signalled);
        QCOMPARE(session->exitStatus()->code, SIGXFSZ);
    }

    void aRunThatWaitsForRoomCanBeStoppedAndGivenUp()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        FileSizeLimit limit(1024 * 1024);
        Session *session = launcher.start(child({"flood", "400000000"}));
        QTRY_VERIFY(session->pauseReason());
        session->discardOutput(); // of a running program it waits
        session->sendSignal(SIGCONT, SentSignal::Target::Process);
        QTRY_COMPARE(session->sentSignals().size(), 1);
        session->stop(StopPolicy::killNow());
        QTRY_COMPARE(session->state(), State::Exited);
        QVERIFY(session->pauseReason());
        session->discardOutput();
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(session->bytesLost() > 0);
        limit.lift();
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        const QJsonObject lost = fieldsOf((*record)->events(), RunEventName::Lost);
        QCOMPARE(lost[QLatin1StringView("bytes")].toInteger(), session->bytesLost());
        QCOMPARE(lost[QLatin1StringView("offset")].toInteger(),
                 (*record)->log()->streamSize(OutputStream::Stdout));
    }

    void init()
    {
        StandingChecks::init();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_folder.reset();
        QThreadPool::globalInstance()->waitForDone(); // its threads hold descriptors
        StandingChecks::cleanup();
    }

private:
    RecordSettings settings() const
    {
        RecordSettings settings;
        settings.folder = m_folder->path();
        settings.reserveBytes = 0;
        return settings;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRunRecordingLimits)
#include "tst_runrecordinglimits.moc"
