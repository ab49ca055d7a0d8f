// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "record/runjournal.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

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

} // namespace

class TestRunRecording : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void recordsARun()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        LaunchSpec spec = child({"copyline", "then", "err", "err", "then", "exit", "3"});
        spec.environment.changes = {{"SOME", "value"}};
        spec.workingDirectory = OsString(QDir::rootPath()).bytes();
        Session *session = launcher.start(spec);
        QSignalSpy logChanged(session, &Session::logChanged);
        QVERIFY(session->log());
        session->sendInput("hello\n");
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(logChanged.size(), 1);
        QVERIFY(!session->recordError());
        QCOMPARE(QFileInfo(session->recordFolder()).absolutePath(), m_folder->path());
        QCOMPARE(launcher.recordFolders(), QStringList(session->recordFolder()));

        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        QCOMPARE((*record)->state(), RecordState::Complete);
        QCOMPARE((*record)->log()->readBytes(OutputStream::Stdout, 0, 100), "hello\n");
        QCOMPARE((*record)->log()->readBytes(OutputStream::Stdin, 0, 100), "hello\n");
        const QList<RunEvent> events = (*record)->events();
        QCOMPARE(namesOf(events), QStringLiteral("start input exit finish").split(u' '));
        const QJsonObject start = fieldsOf(events, RunEventName::Start);
        QCOMPARE(start[QLatin1StringView("argv")].toArray().at(2).toString(),
                 QStringLiteral("then"));
        QCOMPARE(start[QLatin1StringView("executable")].toString().toUtf8(), testChild());
        QCOMPARE(start[QLatin1StringView("cwd")].toString(), QDir::rootPath());
        QCOMPARE(start[QLatin1StringView("pid")].toInteger(), session->pid());
        QVERIFY(start[QLatin1StringView("environment")].toArray().contains(
            QJsonObject{{QStringLiteral("name"), QStringLiteral("SOME")},
                        {QStringLiteral("value"), QStringLiteral("value")}}));
        QCOMPARE(fieldsOf(events, RunEventName::Input)[QLatin1StringView("bytes")].toInteger(), 6);
        const QJsonObject exit = fieldsOf(events, RunEventName::Exit);
        QCOMPARE(exit[QLatin1StringView("returncode")].toInteger(), 3);
        QVERIFY(exit[QLatin1StringView("elapsedNanoseconds")].toInteger() > 0);
        for (const char *name :
             {"maxResidentBytes", "minorFaults", "userMicroseconds", "systemMicroseconds",
              "majorFaults", "voluntarySwitches", "involuntarySwitches"})
            QVERIFY2(exit[QLatin1StringView(name)].isDouble(), name);
        const QDateTime started = (*record)->log()->clock().wall;
        QVERIFY(started.msecsTo(session->startTime()) >= -1);
        QVERIFY(started <= QDateTime::currentDateTime());
    }

    void recordsWhyItCouldNotStart()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        LaunchSpec spec;
        spec.argv = {"/no/such/program"};
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::FailedToStart);
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        const QJsonObject failed = fieldsOf((*record)->events(), RunEventName::StartFailed);
        QCOMPARE(failed[QLatin1StringView("stage")].toString(), QStringLiteral("execute"));
        QVERIFY(failed[QLatin1StringView("text")].toString().contains(
            QStringLiteral("/no/such/program")));
        QVERIFY(!failed[QLatin1StringView("environment")].toArray().isEmpty());
        QCOMPARE((*record)->state(), RecordState::Complete);
    }

    void recordsThatARunningChildWasLetGo_data()
    {
        QTest::addColumn<bool>("isLeft");
        QTest::newRow("stopped") << false;
        QTest::newRow("left running") << true;
    }

    void recordsThatARunningChildWasLetGo()
    {
        QFETCH(const bool, isLeft);
        QString folder;
        qint64 pid = 0;
        {
            Launcher launcher;
            launcher.setRecordSettings(settings());
            Session *session = launcher.start(child({"out", "x", "then", "block"}));
            QTRY_VERIFY(session->pid() > 0);
            QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 2u);
            folder = session->recordFolder();
            pid = session->pid();
            if (isLeft)
                session->setLeaveRunning();
        }
        const auto record = RunRecord::open(folder);
        QVERIFY(record);
        const QList<RunEvent> events = (*record)->events();
        const QString last = isLeft ? QStringLiteral("leave") : QStringLiteral("stop");
        QCOMPARE(namesOf(events),
                 (QStringList{QStringLiteral("start"), last, QStringLiteral("finish")}));
        if (!isLeft) {
            QCOMPARE(fieldsOf(events, RunEventName::Stop)[QLatin1StringView("by")].toString(),
                     QStringLiteral("quit"));
            return;
        }
        killUnasked(pid);
        // Nobody waits for who was left, but it is reaped.
        QTRY_VERIFY(!isRunning(pid));
    }

    void recordsTheOrderAndTheWriters()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        LaunchSpec spec = child({"scatter", "2000"});
        spec.exactOrder = true;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        if (!session->log()->isExactOrder())
            QSKIP("This system does not tell the order of writes.");
        const auto record = RunRecord::open(session->recordFolder());
        QVERIFY(record);
        QVERIFY((*record)->log()->isExactOrder());
        const QList<OutputLine> lines = (*record)->log()->lines(OutputFilter::All, 0, 2000);
        QCOMPARE(lines.size(), 2000);
        for (int i = 0; i < 2000; ++i) {
            QCOMPARE(lines.at(i).bytes.toInt(), i);
            QCOMPARE(lines.at(i).writer, session->pid());
        }
    }

    void runsInMemoryWhereNoRecordCanBeMade()
    {
        Launcher launcher;
        RecordSettings records = settings();
        records.folder = m_folder->filePath(QStringLiteral("file/folder"));
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        launcher.setRecordSettings(records);
        Session *session = launcher.start(child({"out", "out"}));
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(session->recordError());
        QVERIFY(session->recordFolder().isEmpty());
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 4u);
    }

    void recordsNothingWhenItIsOff()
    {
        Launcher launcher;
        RecordSettings records = settings();
        records.isOn = false;
        launcher.setRecordSettings(records);
        Session *session = launcher.start(child({"out", "out"}));
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(!session->recordError());
        QVERIFY(session->recordFolder().isEmpty());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void forgettingARunFinishesItsRecord()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        QString folder;
        {
            Launcher closing;
            closing.setRecordSettings(settings());
            Session *session = closing.start(child({"out", "x", "then", "block"}));
            QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 2u);
            folder = session->recordFolder();
        }
        const auto record = RunRecord::open(folder);
        QVERIFY(record);
        QCOMPARE((*record)->state(), RecordState::Complete);
        QCOMPARE((*record)->log()->streamSize(OutputStream::Stdout), 2);
    }

    void keepsAllRecordsWithinTheirLimitButThoseOfItsRuns()
    {
        QString first;
        {
            Launcher earlier;
            earlier.setRecordSettings(settings());
            Session *session = earlier.start(child({"out", "earlier"}));
            QTRY_COMPARE(session->state(), State::Finished);
            first = session->recordFolder();
        }
        QVERIFY(QFileInfo::exists(first));
        Launcher launcher;
        RecordSettings records = settings();
        launcher.setRecordSettings(records);
        Session *session = launcher.start(child({"out", "later"}));
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(QFileInfo::exists(first));
        records.totalLimitBytes = 0;
        launcher.setRecordSettings(records);
        QTRY_VERIFY(!QFileInfo::exists(first));
        QVERIFY(QFileInfo::exists(session->recordFolder()));
    }

    /// Locks tell files that are open twice apart as if they were those of two programs.
    void leavesTheRecordsThatAnotherProgramUses()
    {
        const QString folder = m_folder->filePath(QStringLiteral("records"));
        RecordSettings records = settings();
        records.folder = folder;
        QStringList others;
        {
            Launcher other;
            other.setRecordSettings(records);
            Session *ended = other.start(child({"out", "ended"}));
            QTRY_COMPARE(ended->state(), State::Finished);
            Session *running = other.start(child({"out", "x", "then", "block"}));
            QTRY_COMPARE(running->bytesReceived(OutputStream::Stdout), 2u);
            others = other.recordFolders();
            QCOMPARE(others.size(), 2);

            Launcher launcher;
            QSignalSpy failed(&launcher, &Launcher::recordsNotDeleted);
            RecordSettings none = records;
            none.totalLimitBytes = 0;
            launcher.setRecordSettings(none);
            Session *own = launcher.start(child({"out", "own"}));
            QTRY_COMPARE(own->state(), State::Finished);
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
            for (const QString &path : others)
                QVERIFY(QFileInfo::exists(path));
            QCOMPARE(failed.size(), 0);
            QCOMPARE(ended->log()->readBytes(OutputStream::Stdout, 0, 100), "ended\n");
        }
        const auto open = RunRecord::open(others.first());
        QVERIFY(open);
        Launcher later;
        RecordSettings none = records;
        none.totalLimitBytes = 0;
        later.setRecordSettings(none);
        QTRY_COMPARE(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                     QStringList(QFileInfo(others.first()).fileName()));
    }

    void deletesTheRecordOfARun()
    {
        Launcher launcher;
        launcher.setRecordSettings(settings());
        QSignalSpy failed(&launcher, &Launcher::recordsNotDeleted);
        Session *session = launcher.start(child({"out", "x"}));
        QTRY_COMPARE(session->state(), State::Finished);
        const QString folder = session->recordFolder();
        QVERIFY(QFileInfo::exists(folder));
        launcher.removeWithRecord(session);
        QCOMPARE(launcher.count(), 0);
        QTRY_VERIFY(!QFileInfo::exists(folder));
        QCOMPARE(failed.size(), 0);
    }

    void settingsComeBackAsTheyWere()
    {
        const QString path = m_folder->filePath(QStringLiteral("settings.ini"));
        QSettings file(path, QSettings::IniFormat);
        QCOMPARE(RecordSettings::load(file), RecordSettings());
        RecordSettings changed;
        changed.isOn = false;
        changed.folder = QStringLiteral("/somewhere");
        changed.retention = {Retention::Keep::HeadAndTail, 5 * 1024 * 1024};
        changed.totalLimitBytes = 7;
        changed.reserveBytes = 0;
        changed.save(&file);
        QCOMPARE(RecordSettings::load(file), changed);
        RecordSettings().save(&file);
        QCOMPARE(RecordSettings::load(file), RecordSettings());
        file.setValue(QStringLiteral("records/keep"), QStringLiteral("tail"));
        file.setValue(QStringLiteral("records/runLimitBytes"), QStringLiteral("none"));
        QCOMPARE(RecordSettings::load(file), RecordSettings());
    }

    void theReserveGrowsWithTheDisk()
    {
        QCOMPARE(RecordSettings::automaticReserve(10 * RecordSettings::GiB), RecordSettings::GiB);
        QCOMPARE(RecordSettings::automaticReserve(1000 * RecordSettings::GiB),
                 20 * RecordSettings::GiB);
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

QTEST_GUILESS_MAIN(TestRunRecording)
#include "tst_runrecording.moc"
