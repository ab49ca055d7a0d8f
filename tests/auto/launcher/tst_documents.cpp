// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "launcher/document.h"
#include "launcher/launcher.h"
#include "launcher/openpath.h"
#include "launcher/recordedrun.h"
#include "support/standingchecks.h"
#include "support/testpipe.h"

#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void appendTo(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentOf(const Session &session)
{
    return session.log()->readBytes(OutputStream::Stdout, 0, 1'000'000);
}

RunEvent entry(const char *name, std::chrono::nanoseconds when, const QJsonObject &fields)
{
    return {.when = when, .name = QString::fromLatin1(name), .fields = fields};
}

} // namespace

class TestDocuments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileIsASessionWithoutAProcess();
    void aFileIsFollowedWhileItGrows();
    void aFileThatIsCutOffIsSaidSo();
    void whatIsNotThereIsAnError();
    void aPipeIsReadToItsEnd();
    void whatComesThroughAPipeIsRecorded();
    void aClosedDocumentClosesThePipe();
    void removingWhatIsFinishedKeepsDocuments();
    void aFolderThatIsNoRecordIsAnError();
    void aRecordIsASessionWithItsRun();
    void anInterruptedRecordSaysSo();
    void aRecordThatIsBeingWrittenIsFollowed();
    void aJournalTellsOfTheRun();
    void aJournalOfAShellCommandThatWasKilled();
    void aJournalWithoutEndIsInterrupted();
    void anEmptyJournalTellsNothing();
};

void TestDocuments::aFileIsASessionWithoutAProcess()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"log.txt"_s);
    appendTo(path, "one\ntwo\n");
    auto opened = openPath(path);
    QVERIFY(opened);
    Launcher launcher;
    Session *session = launcher.open(makeDocument(std::move(*opened)));
    QCOMPARE(session->state(), Session::State::Opened);
    QCOMPARE(session->document()->kind(), Document::Kind::File);
    QCOMPARE(session->document()->path(), path);
    QVERIFY(!session->isActive());
    QCOMPARE(session->pid(), 0);
    QVERIFY(!session->returncode());
    QTRY_COMPARE(session->log()->totalLines(), 2);
    QCOMPARE(contentOf(*session), "one\ntwo\n");

    // Orders to it do nothing.
    session->sendInput("x");
    session->stop(StopPolicy::killNow());
    QVERIFY(!session->isStopping());
    launcher.remove(session);
    QCOMPARE(launcher.count(), 0);
}

void TestDocuments::aFileIsFollowedWhileItGrows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"log.txt"_s);
    appendTo(path, "one\n");
    Launcher launcher;
    Session *session = launcher.open(makeDocument(std::move(*openPath(path))));
    QSignalSpy grown(session, &Session::outputChanged);
    QTRY_COMPARE(session->log()->totalLines(), 1);
    appendTo(path, "two\nthree");
    QTRY_COMPARE(contentOf(*session), "one\ntwo\nthree");
    QTRY_COMPARE(session->document()->status().countedBytes, 13);
    QVERIFY(!grown.isEmpty());
}

void TestDocuments::aFileThatIsCutOffIsSaidSo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"log.txt"_s);
    appendTo(path, QByteArray("one\n").repeated(1000));
    Launcher launcher;
    Session *session = launcher.open(makeDocument(std::move(*openPath(path))));
    QTRY_COMPARE(session->log()->totalLines(), 1000);
    QSignalSpy changed(session, &Session::stateChanged);
    QVERIFY(QFile::resize(path, 8));
    QTRY_VERIFY(session->document()->status().isReplaced);
    QTRY_VERIFY(!changed.isEmpty());
}

void TestDocuments::whatIsNotThereIsAnError()
{
    const auto opened = openPath(u"/nonexistent/file"_s);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::errc::no_such_file_or_directory);
}

void TestDocuments::aPipeIsReadToItsEnd()
{
    TestPipe pipe;
    Launcher launcher;
    Session *session = launcher.openInput(std::move(pipe.read));
    QCOMPARE(session->document()->kind(), Document::Kind::Input);
    QVERIFY(session->document()->status().isReading);
    QVERIFY(pipe.send("one\ntw"));
    QTRY_COMPARE(contentOf(*session), "one\ntw");
    QVERIFY(pipe.send("o\n"));
    pipe.write.reset();
    QTRY_VERIFY(!session->document()->status().isReading);
    QCOMPARE(contentOf(*session), "one\ntwo\n");
    QVERIFY(session->log()->isFinished());
    QVERIFY(!session->document()->status().error);
}

void TestDocuments::whatComesThroughAPipeIsRecorded()
{
    const QTemporaryDir root;
    QString folder;
    TestPipe pipe;
    {
        Launcher launcher;
        RecordSettings settings;
        settings.folder = root.path();
        settings.reserveBytes = 0;
        launcher.setRecordSettings(settings);
        Session *session = launcher.openInput(std::move(pipe.read));
        QTRY_VERIFY(!session->recordFolder().isEmpty());
        folder = session->recordFolder();
        QVERIFY(pipe.send("kept on disk\n"));
        pipe.write.reset();
        QTRY_VERIFY(!session->document()->status().isReading);
        QCOMPARE(contentOf(*session), "kept on disk\n");
    }
    auto opened = openPath(folder);
    QVERIFY(opened);
    Launcher launcher;
    const Session *session = launcher.open(makeDocument(std::move(*opened)));
    QCOMPARE(session->document()->run()->state, RecordState::Complete);
    QVERIFY(!session->document()->run()->hasCommand);
    QVERIFY(session->document()->run()->isInput);
    QCOMPARE(contentOf(*session), "kept on disk\n");
}

void TestDocuments::aClosedDocumentClosesThePipe()
{
    TestPipe pipe;
    Launcher launcher;
    Session *session = launcher.openInput(std::move(pipe.read));
    QVERIFY(pipe.send("one\n"));
    QTRY_COMPARE(contentOf(*session), "one\n");
    launcher.remove(session);
    QTRY_VERIFY(!pipe.send("x"));
}

void TestDocuments::removingWhatIsFinishedKeepsDocuments()
{
    Launcher launcher;
    TestPipe pipe;
    launcher.openInput(std::move(pipe.read));
    QVERIFY(!launcher.hasFinished());
    LaunchSpec spec;
    spec.argv = {testChild(), "exit", "0"};
    launcher.start(spec);
    QTRY_VERIFY(launcher.hasFinished());
    launcher.removeFinished();
    QCOMPARE(launcher.count(), 1);
    QVERIFY(launcher.at(0)->document());
}

void TestDocuments::aFolderThatIsNoRecordIsAnError()
{
    const QTemporaryDir folder;
    const auto opened = openPath(folder.path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().stage, RecordStage::Identify);
    QCOMPARE(opened.error().path, folder.path());
    QVERIFY(!opened.error().code);
    appendTo(folder.filePath(u"run.json"_s), "{}");
    const auto damaged = openPath(folder.path());
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().stage, RecordStage::Identify);
    QVERIFY(damaged.error().path != folder.path());
}

void TestDocuments::aRecordIsASessionWithItsRun()
{
    const QTemporaryDir root;
    QString path;
    {
        const auto record = RunRecord::create(root.path(), {});
        QVERIFY(record);
        path = (*record)->folder();
        (*record)->addEvent(u"start"_s,
                            {{u"argv"_s, QJsonArray{u"ls"_s, u"/zzz"_s}}, {u"pid"_s, 4711}});
        (*record)->log()->append(OutputStream::Stderr, "no such file\n",
                                 std::chrono::steady_clock::now());
        (*record)->addEvent(u"exit"_s, {{u"returncode"_s, 2}, {u"elapsedNanoseconds"_s, 5}});
        QVERIFY(!(*record)->finish());
    }
    auto opened = openPath(path);
    QVERIFY(opened);
    Launcher launcher;
    const Session *session = launcher.open(makeDocument(std::move(*opened)));
    QCOMPARE(session->state(), Session::State::Opened);
    QCOMPARE(session->document()->kind(), Document::Kind::Record);
    QCOMPARE(session->document()->path(), path);
    QCOMPARE(session->document()->run()->state, RecordState::Complete);
    QCOMPARE(session->document()->run()->pid, 4711);
    QCOMPARE(session->pid(), 0); // nobody is to signal it
    QCOMPARE(session->returncode(), 2);
    QCOMPARE(session->spec().argv, (QByteArrayList{"ls", "/zzz"}));
    QCOMPARE(session->log()->readBytes(OutputStream::Stderr, 0, 100), "no such file\n");
    QVERIFY(!session->startTime().isNull());
}

void TestDocuments::anInterruptedRecordSaysSo()
{
    const QTemporaryDir root;
    QString path;
    {
        const auto record = RunRecord::create(root.path(), {});
        QVERIFY(record);
        path = (*record)->folder();
        (*record)->addEvent(u"start"_s, {{u"argv"_s, QJsonArray{u"ls"_s}}});
        (*record)->log()->append(OutputStream::Stdout, "so far", std::chrono::steady_clock::now());
        QVERIFY(!(*record)->flush());
    }
    auto opened = openPath(path);
    QVERIFY(opened);
    Launcher launcher;
    const Session *session = launcher.open(makeDocument(std::move(*opened)));
    QCOMPARE(session->document()->run()->state, RecordState::Interrupted);
    QVERIFY(session->document()->run()->lastWritten.isValid());
    QCOMPARE(contentOf(*session), "so far");
    QVERIFY(!session->exitStatus());
}

void TestDocuments::aRecordThatIsBeingWrittenIsFollowed()
{
    const QTemporaryDir root;
    auto record = RunRecord::create(root.path(), {});
    QVERIFY(record);
    OutputLog &log = *(*record)->log();
    log.append(OutputStream::Stdout, "one\n", log.clock().steady);
    (*record)->flush();
    Launcher launcher;
    Session *session = launcher.open(makeDocument(std::move(*openPath((*record)->folder()))));
    QSignalSpy changed(session, &Session::outputChanged);
    QCOMPARE(session->document()->run()->state, RecordState::Writing);
    QCOMPARE(session->document()->run()->writerPid, QCoreApplication::applicationPid());
    QCOMPARE(contentOf(*session), "one\n");
    const auto shown = session->log();

    log.append(OutputStream::Stdout, "two\n", log.clock().steady + 1s);
    (*record)->flush();
    QTRY_COMPARE(contentOf(*session), "one\ntwo\n");
    QTRY_VERIFY(changed.size() > 0);
    (*record)->addEvent(QStringLiteral("exit"), {{u"returncode"_s, 3}});
    (*record)->finish();
    QTRY_COMPARE(session->document()->run()->state, RecordState::Complete);
    QTRY_COMPARE(session->returncode(), 3);
    QCOMPARE(session->log(), shown);
    QVERIFY(shown->isFinished());
}

void TestDocuments::aJournalTellsOfTheRun()
{
    const OutputClock clock = OutputClock::now();
    const QJsonObject start{{u"argv"_s, QJsonArray{u"ls"_s, QJsonObject{{u"base64"_s, u"/w=="_s}}}},
                            {u"cwd"_s, u"/tmp"_s},
                            {u"pid"_s, 4711}};
    const QJsonObject exit{
        {u"returncode"_s, 2}, {u"elapsedNanoseconds"_s, 1'500'000'000}, {u"userMicroseconds"_s, 7}};
    const RecordedRun run = recordedRun({entry("start", 1ms, start), entry("what", 2ms, {}),
                                         entry("exit", 2s, exit), entry("finish", 3s, {})},
                                        clock);
    QVERIFY(run.hasCommand);
    QCOMPARE(run.spec.argv, (QByteArrayList{"ls", "\xff"}));
    QCOMPARE(run.spec.workingDirectory, "/tmp");
    QCOMPARE(run.pid, 4711);
    QCOMPARE(run.started, clock.wallAt(1ms));
    QVERIFY(run.exit);
    QCOMPARE(run.exit->kind, ExitStatus::Kind::Exited);
    QCOMPARE(run.exit->code, 2);
    QVERIFY(run.duration == 1500ms);
    QVERIFY(run.usage.userTime == 7us);
}

void TestDocuments::aJournalOfAShellCommandThatWasKilled()
{
    const QJsonObject start{{u"argv"_s, QJsonArray{u"/bin/sh"_s, u"-c"_s, u"a | b"_s}},
                            {u"shell"_s, true},
                            {u"command"_s, u"a | b"_s}};
    const QJsonObject signal{{u"number"_s, 9}, {u"target"_s, u"group"_s}};
    const QJsonObject failed{{u"number"_s, 9}, {u"errno"_s, 3}};
    const QJsonObject exit{{u"returncode"_s, -9}, {u"signal"_s, 9}, {u"coreDumped"_s, true}};
    const RecordedRun run = recordedRun({entry("start", 0ms, start), entry("signal", 4s, signal),
                                         entry("signal", 5s, failed), entry("exit", 6s, exit)},
                                        OutputClock::now());
    QCOMPARE(run.spec.mode, LaunchSpec::Mode::Shell);
    QCOMPARE(run.spec.command, "a | b");
    QVERIFY(run.spec.argv.isEmpty());
    QCOMPARE(run.exit->kind, ExitStatus::Kind::Signalled);
    QCOMPARE(run.exit->returncode(), -9);
    QVERIFY(run.exit->dumpedCore);
    QCOMPARE(run.sentSignals.size(), 1);
    QCOMPARE(run.sentSignals.first().number, 9);
    QCOMPARE(run.sentSignals.first().target, SentSignal::Target::Group);
    QVERIFY(run.duration == 6s);
}

void TestDocuments::aJournalWithoutEndIsInterrupted()
{
    const QJsonObject start{{u"argv"_s, QJsonArray{u"ls"_s}}};
    const RecordedRun run = recordedRun({entry("start", 0ms, start), entry("pause", 9s, {})},
                                        OutputClock::now());
    QVERIFY(!run.exit);
    QVERIFY(run.duration == 9s);
}

void TestDocuments::anEmptyJournalTellsNothing()
{
    const RecordedRun run = recordedRun({}, OutputClock::now());
    QVERIFY(!run.hasCommand);
    QVERIFY(!run.exit);
    const RecordedRun wrong = recordedRun(
        {entry("start", 0ms, {{u"argv"_s, 7}}), entry("exit", 1s, {{u"returncode"_s, u"x"_s}})},
        OutputClock::now());
    QVERIFY(!wrong.hasCommand);
    QCOMPARE(wrong.exit->kind, ExitStatus::Kind::Unknown);
}

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
