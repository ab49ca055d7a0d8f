// SPDX-License-Identifier: MIT
#include "widgets/exportdialog.h"
#include "widgets/exportjob.h"
#include "widgets/exportstrips.h"
#include "widgets/messagestrip.h"
#include "widgets/outputhtml.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

void makeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

std::shared_ptr<OutputLog> logOf(QByteArrayView bytes)
{
    auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, bytes, log->clock().steady);
    return log;
}

/// Goes on as long as the test wants: nextRow() waits at the gate.
struct Gate
{
    std::atomic<bool> isOpen = false;
    std::atomic<bool> isReached = false;
};

std::unique_ptr<OutputExport> gatedExport(const std::shared_ptr<Gate> &gate)
{
    ExportOptions options;
    options.scope.nextRow = [gate](qint64 row) {
        gate->isReached = true;
        while (!gate->isOpen)
            std::this_thread::yield();
        return row;
    };
    return std::make_unique<OutputExport>(logOf("one\ntwo\n"), options);
}

ExportOutcome outcomeOf(ExportJob &job)
{
    QSignalSpy finished(&job, &ExportJob::finished);
    job.start();
    if (finished.isEmpty() && !finished.wait(30'000))
        return {};
    return finished.first().first().value<ExportOutcome>();
}

} // namespace

class TestExport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void aJobWritesTheFile();
    void aFolderThatIsNotThereIsAnError();
    void aCancelledJobLeavesTheOldFile();
    void aDestroyedJobLeavesTheOldFile();
    void severalJobsRunAtOnce();
    void stripsShowProgressAndCancel();
    void stripsSayWhatIsMissing();
    void aSelectionIsCopiedWithItsColours();
    void tooLargeASelectionIsNotCopied();
    void theDialogOffersWhatThereIs();
    void theEndingFollowsTheFormat();
    void anExistingFileIsReplacedOnlyWhenAgreed();
    void aFolderIsRefused();
    void formatAndFolderAreRemembered();

private:
    QString file(const char *name) const { return m_folder->filePath(QLatin1StringView(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExport::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"spawnscope-test"_s);
    QCoreApplication::setApplicationName(u"tst_export"_s);
}

void TestExport::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestExport::aJobWritesTheFile()
{
    const QByteArray bytes = "\x1b[31mred\x1b[0m\r\n\xff end";
    ExportJob job(std::make_unique<OutputExport>(logOf(bytes), ExportOptions{}), file("out"));
    const ExportOutcome outcome = outcomeOf(job);
    QCOMPARE(outcome.kind, ExportOutcome::Kind::Saved);
    QCOMPARE(outcome.bytes, bytes.size());
    QCOMPARE(outcome.missing, MissingRows());
    QCOMPARE(job.permille(), 1000);
    QVERIFY(!job.isRunning());
    QCOMPARE(contentOf(file("out")), bytes);
}

void TestExport::aFolderThatIsNotThereIsAnError()
{
    ExportJob job(std::make_unique<OutputExport>(logOf("x"), ExportOptions{}), file("no/such"));
    const ExportOutcome outcome = outcomeOf(job);
    QCOMPARE(outcome.kind, ExportOutcome::Kind::Failed);
    QCOMPARE(outcome.stage, ExportOutcome::Stage::Open);
    QVERIFY(!outcome.systemText.isEmpty());
}

void TestExport::aCancelledJobLeavesTheOldFile()
{
    makeFile(file("out"), "old");
    const auto gate = std::make_shared<Gate>();
    ExportJob job(gatedExport(gate), file("out"));
    QSignalSpy finished(&job, &ExportJob::finished);
    job.start();
    QTRY_VERIFY(gate->isReached);
    QVERIFY(job.isRunning());
    job.cancel();
    gate->isOpen = true;
    QTRY_COMPARE(finished.size(), 1);
    const auto outcome = finished.first().first().value<ExportOutcome>();
    QCOMPARE(outcome.kind, ExportOutcome::Kind::Cancelled);
    QCOMPARE(contentOf(file("out")), "old");
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(u"out"_s));
}

void TestExport::aDestroyedJobLeavesTheOldFile()
{
    makeFile(file("out"), "old");
    const auto gate = std::make_shared<Gate>();
    auto job = std::make_unique<ExportJob>(gatedExport(gate), file("out"));
    job->start();
    QTRY_VERIFY(gate->isReached);
    job->cancel();
    gate->isOpen = true;
    job.reset();
    QCOMPARE(contentOf(file("out")), "old");
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(u"out"_s));
}

void TestExport::severalJobsRunAtOnce()
{
    ExportStrips strips;
    QSignalSpy ended(&strips, &ExportStrips::allEnded);
    const auto first = std::make_shared<Gate>();
    const auto second = std::make_shared<Gate>();
    strips.start(gatedExport(first), file("a"), u"run 1"_s);
    strips.start(gatedExport(second), file("b"), u"run 2"_s);
    QTRY_VERIFY(first->isReached && second->isReached);
    QCOMPARE(strips.runningCount(), 2);
    first->isOpen = true;
    QTRY_COMPARE(strips.runningCount(), 1);
    QVERIFY(ended.isEmpty());
    second->isOpen = true;
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(contentOf(file("a")), "one\ntwo\n");
    QCOMPARE(contentOf(file("b")), "one\ntwo\n");
}

void TestExport::stripsShowProgressAndCancel()
{
    ExportStrips strips;
    QVERIFY(strips.isHidden());
    const auto gate = std::make_shared<Gate>();
    strips.start(gatedExport(gate), file("out"), u"run 1"_s);
    QVERIFY(!strips.isHidden());
    auto *strip = strips.findChild<MessageStrip *>();
    auto *bar = strips.findChild<QProgressBar *>();
    QVERIFY(strip && bar && !bar->isHidden());
    QTRY_VERIFY(strip->text().contains(u"run 1"_s) && strip->text().contains(file("out")));
    const auto buttons = strip->findChildren<QAbstractButton *>();
    const auto cancel = std::find_if(buttons.begin(), buttons.end(), [](QAbstractButton *button) {
        return button->text().contains(u"Cancel"_s);
    });
    QVERIFY(cancel != buttons.end());
    (*cancel)->click();
    gate->isOpen = true;
    QTRY_VERIFY(strip->text().contains(u"cancelled"_s));
    QVERIFY(bar->isHidden());
    QVERIFY((*cancel)->isHidden());
    QVERIFY(!QFile::exists(file("out")));

    // The next one takes its place.
    strips.start(gatedExport(gate), file("out"), u"run 1"_s);
    QTRY_COMPARE(strips.findChildren<MessageStrip *>().size(), 1);
    QTRY_VERIFY(strips.findChild<MessageStrip *>()->text().contains(u"was saved"_s));
}

void TestExport::stripsSayWhatIsMissing()
{
    const auto log = std::make_shared<OutputLog>(1024 * 1024);
    log->append(OutputStream::Stdout, QByteArray("0123456789abcde\n").repeated(200'000),
                log->clock().steady);
    QVERIFY(!log->gap(OutputFilter::All).isEmpty());
    ExportStrips strips;
    strips.start(std::make_unique<OutputExport>(log, ExportOptions{}), file("out"), u"run 1"_s);
    QTRY_VERIFY(strips.findChild<MessageStrip *>()->text().contains(u"no longer kept"_s));
}

namespace {

CopyRequest requestFor(const std::shared_ptr<OutputLog> &log, const TextRange &range)
{
    CopyRequest request;
    request.source = std::make_shared<LogSource>(log, OutputFilter::All);
    request.selection.start(range);
    return request;
}

} // namespace

void TestExport::aSelectionIsCopiedWithItsColours()
{
    const auto log = logOf("first\n\x1b[31mred\x1b[0m & <b>\nlast\n");
    const auto html = htmlOf(requestFor(log, {{0, 3}, {2, 2}}));
    QVERIFY(html);
    QVERIFY2(html->contains(
                 u">st\n<span style=\"color:#b3261e\">red</span> &amp; &lt;b&gt;\nla</pre>"_s),
             qPrintable(*html));
    const auto part = htmlOf(requestFor(log, {{1, 1}, {1, 2}}));
    QVERIFY(part && part->contains(u"<span style=\"color:#b3261e\">e</span></pre>"_s));
}

void TestExport::tooLargeASelectionIsNotCopied()
{
    const auto log = logOf(QByteArray("0123456789abcde\n").repeated(400'000));
    QVERIFY(!htmlOf(requestFor(log, {{0, 0}, {400'000, 0}})));
    QVERIFY(htmlOf(requestFor(log, {{0, 0}, {1000, 0}})));
}

void TestExport::theDialogOffersWhatThereIs()
{
    ExportDialog plain({.title = u"ls"_s, .fileStem = u"ls-1"_s});
    plain.show();
    QVERIFY(!plain.findChild<QRadioButton *>(u"selected"_s)->isVisible());
    QVERIFY(!plain.findChild<QRadioButton *>(u"shown"_s)->isVisible());
    QCOMPARE(plain.options().scope.filter, OutputFilter::All);
    QVERIFY(!plain.options().scope.nextRow);
    QVERIFY(plain.path().endsWith(u"/ls-1.log"_s));

    ExportDialog single({.title = u"ls"_s, .fileStem = u"ls-1"_s, .hasError = false});
    single.show();
    QVERIFY(plain.findChild<QRadioButton *>(u"error"_s)->isVisible());
    QVERIFY(!single.findChild<QRadioButton *>(u"error"_s)->isVisible());

    ExportDialog part({.title = u"ls"_s,
                       .fileStem = u"ls-1"_s,
                       .filter = OutputFilter::Stderr,
                       .shownRows = [](qint64 row) { return row; },
                       .selectedLines = {5, 8}});
    part.show();
    QVERIFY(part.findChild<QRadioButton *>(u"shown"_s)->isChecked());
    QVERIFY(part.options().scope.nextRow);
    QCOMPARE(part.options().scope.filter, OutputFilter::Stderr);
    part.findChild<QRadioButton *>(u"selected"_s)->click();
    QCOMPARE(part.options().scope.lines, (OutputRows{5, 8}));
    part.findChild<QRadioButton *>(u"output"_s)->click();
    QCOMPARE(part.options().scope.filter, OutputFilter::Stdout);
    QVERIFY(!part.options().scope.nextRow);
}

void TestExport::theEndingFollowsTheFormat()
{
    ExportDialog dialog({.title = u"ls"_s, .fileStem = u"ls-1"_s});
    auto *formats = dialog.findChild<QComboBox *>(u"format"_s);
    auto *field = dialog.findChild<QLineEdit *>(u"file"_s);
    const char *endings[] = {".log", ".txt", ".html", ".jsonl"};
    QCOMPARE(formats->count(), 4);
    for (int i : {2, 0, 3, 1}) {
        formats->setCurrentIndex(i);
        QVERIFY(field->text().endsWith(QLatin1StringView(endings[i])));
    }
    field->setText(u"/x/mine.dat"_s);
    formats->setCurrentIndex(2);
    QCOMPARE(field->text(), u"/x/mine.dat"_s);
    QCOMPARE(dialog.options().format, ExportFormat::Html);
}

void TestExport::anExistingFileIsReplacedOnlyWhenAgreed()
{
    makeFile(file("out.log"), "old");
    ExportDialog dialog({.title = u"ls"_s, .fileStem = u"ls-1"_s});
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.show();
    auto *field = dialog.findChild<QLineEdit *>(u"file"_s);
    auto *message = dialog.findChild<MessageStrip *>(u"message"_s);
    auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    field->setText(file("out.log"));
    save->click();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(save->text().contains(u"Replace"_s));
    QVERIFY(accepted.isEmpty());

    field->setText(file("out2.log"));
    QVERIFY(!message->isVisible());
    QVERIFY(!save->text().contains(u"Replace"_s));
    field->setText(file("out.log"));
    save->click();
    QTRY_VERIFY(message->isVisible());
    QVERIFY(accepted.isEmpty());
    save->click();
    QTRY_COMPARE(accepted.size(), 1);
    QCOMPARE(dialog.path(), file("out.log"));
}

void TestExport::aFolderIsRefused()
{
    ExportDialog dialog({.title = u"ls"_s, .fileStem = u"ls-1"_s});
    dialog.show();
    dialog.findChild<QLineEdit *>(u"file"_s)->setText(m_folder->path());
    auto *save = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    auto *message = dialog.findChild<MessageStrip *>(u"message"_s);
    for (int i = 0; i < 2; ++i) {
        message->hide();
        save->click();
        QTRY_VERIFY(message->isVisible());
    }
    QVERIFY(dialog.isVisible());
    dialog.findChild<QLineEdit *>(u"file"_s)->clear();
    QVERIFY(!save->isEnabled());
}

void TestExport::formatAndFolderAreRemembered()
{
    {
        ExportDialog dialog({.title = u"ls"_s, .fileStem = u"ls-1"_s});
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        dialog.show();
        dialog.findChild<QComboBox *>(u"format"_s)->setCurrentIndex(2);
        dialog.findChild<QLineEdit *>(u"file"_s)->setText(file("a.html"));
        dialog.accept();
        QTRY_COMPARE(accepted.size(), 1);
    }
    const ExportDialog next({.title = u"ls"_s, .fileStem = u"ls-2"_s});
    QCOMPARE(next.path(), file("ls-2.html"));
    QCOMPARE(next.options().format, ExportFormat::Html);
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
