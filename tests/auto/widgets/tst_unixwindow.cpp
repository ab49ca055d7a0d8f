// SPDX-License-Identifier: MIT
#include "models/formatting.h"
#include "record/terminallog.h"
#include "widgets/closequestion.h"
#include "widgets/exportjob.h"
#include "widgets/lossquestion.h"
#include "widgets/messagestrip.h"
#include "widgets/recordsettingsdialog.h"

#include "support/shownnotices.h"
#include "support/windowtest.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <csignal>

#include <sys/resource.h>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

/// What a full disk does to a write, done by a limit on the size of files while this exists.
class SizeLimit
{
public:
    explicit SizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(SizeLimit)

private:
    rlimit m_before{};
};

void clickDiscard(LossQuestion *question)
{
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole) {
            button->click();
            return;
        }
    }
    QFAIL("There is no such button.");
}

} // namespace

/// The window with what only Unix has: paused runs, and limits on the size of files.
class TestUnixWindow final : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void pauseBecomesContinue();
    void unusableSettingsAreSaid();
    void aTerminalHasItsSizeFromTheStart();
    void closingAsksBeforeOutputIsLost();
    void removingAsksBeforeOutputIsLost();
    void aLimitOnTheSizeOfFilesIsSaid();
    void aFailedWriteLeavesTheOldFile();

private:
    LossQuestion *lossQuestion() const { return m_window->findChild<LossQuestion *>(); }
};

void TestUnixWindow::initTestCase()
{
    useOwnFiles(u"tst_unixwindow"_s);
}

void TestUnixWindow::init()
{
    QSettings().clear();
    openWindow();
}

void TestUnixWindow::cleanup()
{
    closeWindow();
}

void TestUnixWindow::pauseBecomesContinue()
{
    Session *session = run({"cat"});
    QAction *pause = action(u"Pause"_s);
    QTRY_VERIFY(pause->isEnabled());
    pause->trigger();
    QTRY_VERIFY(session->isStopped());
    QCOMPARE(pause->text(), u"&Continue"_s);
    pause->trigger();
    QTRY_VERIFY(!session->isStopped());
}

void TestUnixWindow::unusableSettingsAreSaid()
{
    const auto message = [this] {
        return m_window->centralWidget()->findChild<MessageStrip *>(QString(),
                                                                    Qt::FindDirectChildrenOnly);
    };
    m_window.reset(); // has written its own
    const QString path = QSettings().fileName();
    QFile::remove(path);
    QVERIFY(QDir().mkpath(path)); // neither to be read nor to be written
    const auto cleaned = qScopeGuard([path] { QDir().rmdir(path); });
    openWindow();
    QVERIFY(message()->isVisible());
    QVERIFY(message()->text().contains(path));
    const QString readFailure = message()->text();
    action(u"Settings…"_s)->trigger();
    m_window->findChild<RecordSettingsDialog *>()->accept();
    QVERIFY(message()->text() != readFailure);
    QVERIFY(message()->text().contains(path));
    closeWindow(); // while they cannot be written
    openWindow();
}

void TestUnixWindow::aTerminalHasItsSizeFromTheStart()
{
    LaunchSpec spec;
    spec.argv = {"sleep", "0.5"};
    spec.terminal = LaunchTerminal();
    for (int i = 0; i < 3; ++i) { // after nothing, a run that is replayed, and one with pipes
        if (i == 2) {
            const Session *plain = run({"true"});
            QTRY_COMPARE(plain->state(), Session::State::Finished);
        }
        const Session *session = m_window->launch(spec);
        QTRY_COMPARE(session->state(), Session::State::Finished);
        TerminalLogReader reader(session->terminalLog());
        int sizes = 0;
        for (const TerminalEvent &event : reader.next())
            sizes += event.kind == TerminalEvent::Kind::Size ? 1 : 0;
        QCOMPARE(sizes, 1);
    }
}

void TestUnixWindow::closingAsksBeforeOutputIsLost()
{
    const QTemporaryDir folder;
    RecordSettings records;
    records.folder = folder.path();
    records.reserveBytes = 0;
    m_launcher->setRecordSettings(records);
    auto limit = std::make_unique<SizeLimit>(512 * 1024);

    const Session *session = run({"sh", "-c", "yes | head -c 600000"});
    QTRY_COMPARE(session->state(), Session::State::Exited);
    QTRY_VERIFY(session->isWaitingForRoom());
    QVERIFY(session->waitingBytes() > 0);
    QVERIFY(!m_window->close());
    QVERIFY(!m_window->close());
    QVERIFY(!m_window->findChild<CloseQuestion *>());
    QCOMPARE(m_window->findChildren<LossQuestion *>().size(), 1);
    QVERIFY(lossQuestion()->informativeText().contains(u"yes | head"_s));
    QVERIFY(lossQuestion()->informativeText().contains(formatBytes(session->waitingBytes())));
    QCOMPARE(lossQuestion()->buttonRole(lossQuestion()->defaultButton()), QMessageBox::RejectRole);
    QTest::keyClick(lossQuestion(), Qt::Key_Return); // keeps it open
    QTRY_VERIFY(!lossQuestion());
    QVERIFY(m_window->isVisible());
    QVERIFY(session->isWaitingForRoom());

    QVERIFY(!m_window->close());
    clickDiscard(lossQuestion());
    QTRY_VERIFY(!m_window->isVisible());

    m_window = std::make_unique<MainWindow>(m_launcher.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!m_window->close());
    QVERIFY(lossQuestion());
    limit.reset(); // there is nothing to ask any more
    QTRY_VERIFY(!m_window->isVisible());
    QCOMPARE(session->bytesReceived(OutputStream::Stdout), 600'000u);
}

void TestUnixWindow::removingAsksBeforeOutputIsLost()
{
    const QTemporaryDir folder;
    RecordSettings records;
    records.folder = folder.path();
    records.reserveBytes = 0;
    m_launcher->setRecordSettings(records);
    const SizeLimit limit(512 * 1024);
    const Session *session = run({"sh", "-c", "yes | head -c 600000"});
    QTRY_COMPARE(session->state(), Session::State::Exited);
    QTRY_VERIFY(session->isWaitingForRoom());

    QVERIFY(!action(u"Remove Finished"_s)->isEnabled());
    m_launcher->removeFinished();
    QCOMPARE(m_launcher->count(), 1);

    action(u"Remove"_s)->trigger();
    QVERIFY(lossQuestion());
    QVERIFY(lossQuestion()->informativeText().contains(u"yes | head"_s));
    QTest::keyClick(lossQuestion(), Qt::Key_Return); // keeps it
    QTRY_VERIFY(!lossQuestion());
    QCOMPARE(m_launcher->count(), 1);

    action(u"Remove"_s)->trigger();
    clickDiscard(lossQuestion());
    QTRY_COMPARE(m_launcher->count(), 0);
    QTRY_VERIFY(!lossQuestion());
}

void TestUnixWindow::aLimitOnTheSizeOfFilesIsSaid()
{
    const QTemporaryDir folder;
    Launcher launcher;
    RecordSettings settings;
    settings.folder = folder.path();
    settings.reserveBytes = 0;
    launcher.setRecordSettings(settings);
    RunNotices notices;

    auto limit = std::make_unique<SizeLimit>(512 * 1024);
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = "ulimit -f unlimited; yes | head -c 2000000";
    Session *session = launcher.start(spec);
    notices.setSession(session);
    QTRY_VERIFY(session->pauseReason());
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"ulimit -f"_s));
    QVERIFY(shown(notices).first().contains(u"the program waits"_s));
    limit.reset();
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QCOMPARE(shown(notices), QStringList());
    QCOMPARE(session->bytesReceived(OutputStream::Stdout), 2'000'000u);
    notices.setSession(nullptr);
}

void TestUnixWindow::aFailedWriteLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    QCOMPARE(old.write("old"), 3);
    old.close();
    // What a disk that is full does to a write, done by a limit on the size of files.
    const SizeLimit limit(1024 * 1024);

    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, QByteArray("0123456789abcde\n").repeated(200'000),
                log->clock().steady);
    ExportJob job(std::make_unique<OutputExport>(log, ExportOptions{}), path);
    QSignalSpy finished(&job, &ExportJob::finished);
    job.start();
    QVERIFY(!finished.isEmpty() || finished.wait(30'000));
    const auto outcome = finished.first().first().value<ExportOutcome>();
    QCOMPARE(outcome.kind, ExportOutcome::Kind::Failed);
    QCOMPARE(outcome.stage, ExportOutcome::Stage::Write);
    QVERIFY(!outcome.systemText.isEmpty());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), "old");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"out"_s));
}

QTEST_MAIN(TestUnixWindow)
#include "tst_unixwindow.moc"
