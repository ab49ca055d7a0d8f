// SPDX-License-Identifier: MIT
#include "launcher/history.h"
#include "widgets/argvpreview.h"
#include "widgets/launchbar.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestLaunchBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void wordsBecomeArguments();
    void thePreviewShowsInvisibleCharacters();
    void thePreviewTellsTheProgram();
    void nothingTypedCannotRun();
    void anOpenQuoteIsSaidAndCannotRun();
    void aPipeIsPointedOutAndSwitchesToShell();
    void theShellIsChosenWhereThereAreTwo();
    void quotedSyntaxIsNotPointedOut();
    void enterRuns();
    void upAndDownGoThroughTheHistory();
    void aSpecComesBackUnchanged();
    void argumentsThatAreNotTextSurvive();
    void pastedPromptsAndLineEndsAreLeftOut_data();
    void pastedPromptsAndLineEndsAreLeftOut();
    void tabCompletesAPath();
    void tabWithNothingToCompleteMovesOn();

private:
    QLineEdit *command() const { return m_bar->findChild<QLineEdit *>(u"command"_s); }
    ArgvPreview *preview() const { return m_bar->findChild<ArgvPreview *>(u"preview"_s); }
    QString hint() const { return m_bar->findChild<QLabel *>(u"hint"_s)->text(); }
    QToolButton *button(const QString &name) const { return m_bar->findChild<QToolButton *>(name); }
    void type(const QString &text)
    {
        command()->clear();
        QTest::keyClicks(command(), text);
    }

    QTemporaryDir m_directory;
    std::unique_ptr<History> m_history;
    std::unique_ptr<LaunchBar> m_bar;
};

void TestLaunchBar::init()
{
    m_history = std::make_unique<History>(m_directory.filePath(u"history"_s));
    m_bar = std::make_unique<LaunchBar>(m_history.get());
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    command()->setFocus();
}

void TestLaunchBar::cleanup()
{
    m_bar.reset();
    m_history.reset();
}

void TestLaunchBar::wordsBecomeArguments()
{
    type(u"grep -n \"a b\" \"\" file"_s);
    QCOMPARE(m_bar->spec().argv, QByteArrayList({"grep", "-n", "a b", "", "file"}));
    QCOMPARE(m_bar->spec().mode, LaunchSpec::Mode::Exec);
}

void TestLaunchBar::thePreviewShowsInvisibleCharacters()
{
    type(u"printf \"a b\" \"\""_s);
    QVERIFY(preview()->description().contains(u"printf  a·b  ''"_s));
}

void TestLaunchBar::thePreviewTellsTheProgram()
{
    const QString program = QDir::toNativeSeparators(QCoreApplication::applicationFilePath());
    type(u'"' + program + u"\" -c true"_s);
    QTRY_VERIFY(preview()->description().startsWith(program + u" is executed"_s));
    type(u"no-such-program-anywhere"_s);
    QTRY_VERIFY(preview()->description().startsWith(u"Not found"_s));
}

void TestLaunchBar::nothingTypedCannotRun()
{
    QVERIFY(!m_bar->runAction()->isEnabled());
    QVERIFY(m_bar->runAction()->toolTip().contains(u"Type a command first."_s));
    type(u"   "_s);
    QVERIFY(!m_bar->runAction()->isEnabled());
    type(u"\"\""_s);
    QVERIFY(!m_bar->runAction()->isEnabled());
}

void TestLaunchBar::anOpenQuoteIsSaidAndCannotRun()
{
    QSignalSpy requested(m_bar.get(), &LaunchBar::runRequested);
    type(u"grep \"a"_s);
    QCOMPARE(hint(), u"A quotation mark is not closed."_s);
    QVERIFY(m_bar->runAction()->toolTip().contains(hint()));
    QTest::keyClick(command(), Qt::Key_Return);
    QCOMPARE(requested.count(), 0);
    type(u"grep \"a\""_s);
    QCOMPARE(hint(), QString());
    QVERIFY(m_bar->runAction()->isEnabled());
}

void TestLaunchBar::aPipeIsPointedOutAndSwitchesToShell()
{
    type(u"ls | wc"_s);
    QVERIFY(hint().contains(u"pipe"_s));
    QVERIFY(m_bar->runAction()->isEnabled());
    QTest::mouseClick(button(u"switchToShell"_s), Qt::LeftButton);
    QCOMPARE(hint(), QString());
    QVERIFY(!button(u"switchToShell"_s)->isVisible());
    QCOMPARE(m_bar->spec().mode, LaunchSpec::Mode::Shell);
    QCOMPARE(m_bar->spec().command, "ls | wc"_ba);
}

void TestLaunchBar::theShellIsChosenWhereThereAreTwo()
{
    auto *const shell = m_bar->findChild<QToolButton *>(u"shell"_s);
    m_bar->offerShells({CommandShell::System});
    QVERIFY(!shell->menu());
    m_bar->offerShells({CommandShell::System, CommandShell::PowerShell});
    QVERIFY(shell->menu());
    const QList<QAction *> choices = shell->menu()->actions();
    QCOMPARE(choices.size(), 2);
    QVERIFY(choices[0]->isChecked());
    QCOMPARE(m_bar->commandShell(), CommandShell::System);

    type(u"Get-Date"_s);
    choices[1]->trigger();
    QVERIFY(m_bar->isShell());
    QCOMPARE(shell->text(), u"PowerShell"_s);
    QCOMPARE(m_bar->spec().shell, CommandShell::PowerShell);
    QCOMPARE(m_bar->spec().command, "Get-Date"_ba);
    QVERIFY(choices[1]->isChecked() && !choices[0]->isChecked());

    LaunchSpec usual;
    usual.mode = LaunchSpec::Mode::Shell;
    usual.command = "dir";
    const LaunchSpec wanted = m_bar->spec();
    m_bar->setSpec(usual);
    QVERIFY(choices[0]->isChecked());
    QCOMPARE(m_bar->spec().shell, CommandShell::System);
    m_bar->setSpec(wanted);
    QVERIFY(m_bar->spec() == wanted);
}

void TestLaunchBar::quotedSyntaxIsNotPointedOut()
{
    type(u"grep \"|\" \"*\""_s);
    QCOMPARE(hint(), QString());
}

void TestLaunchBar::enterRuns()
{
    QSignalSpy requested(m_bar.get(), &LaunchBar::runRequested);
    type(u"true"_s);
    QTest::keyClick(command(), Qt::Key_Return);
    m_bar->runAction()->trigger();
    QCOMPARE(requested.count(), 2);
    QCOMPARE(requested.constFirst().constFirst().value<LaunchSpec>().argv, QByteArrayList{"true"});
}

void TestLaunchBar::upAndDownGoThroughTheHistory()
{
    LaunchSpec spec;
    spec.argv = {"first"};
    m_history->add(spec);
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = "second | third";
    m_history->add(spec);
    type(u"typed"_s);
    QTest::keyClick(command(), Qt::Key_Up);
    QCOMPARE(command()->text(), u"second | third"_s);
    QVERIFY(button(u"shell"_s)->isChecked());
    QTest::keyClick(command(), Qt::Key_Up);
    QTest::keyClick(command(), Qt::Key_Up);
    QCOMPARE(command()->text(), u"first"_s);
    QVERIFY(button(u"exec"_s)->isChecked());
    QTest::keyClick(command(), Qt::Key_Down);
    QTest::keyClick(command(), Qt::Key_Down);
    QCOMPARE(command()->text(), u"typed"_s);
}

void TestLaunchBar::aSpecComesBackUnchanged()
{
    LaunchSpec spec;
    spec.argv = {"sort", "-t", "\t", "a file"};
    spec.workingDirectory = "/tmp";
    spec.environment.changes.insert("LANG", "C");
    spec.environment.changes.insert("HOME", std::nullopt);
    spec.input = LaunchSpec::Input::File;
    spec.inputPath = "/etc/hosts";
    spec.output = LaunchSpec::Output::AppendFile;
    spec.outputPath = "/tmp/out";
    spec.mergeError = true;
    m_bar->setSpec(spec);
    QVERIFY(m_bar->spec() == spec);
}

void TestLaunchBar::argumentsThatAreNotTextSurvive()
{
    LaunchSpec spec;
    spec.argv = {"ls", "\xff\xfe"};
    m_bar->setSpec(spec);
    QCOMPARE(m_bar->spec().argv, spec.argv);
    QTest::keyClicks(command(), u"x"_s);
    QVERIFY(m_bar->spec().argv != spec.argv);
}

void TestLaunchBar::pastedPromptsAndLineEndsAreLeftOut_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("after");
    QTest::newRow("prompt") << u""_s << u"$ ls -l"_s << u"ls -l"_s;
    QTest::newRow("prompt and line end") << u""_s << u"$ ls -l\n"_s << u"ls -l"_s;
    QTest::newRow("line ends around") << u""_s << u"\r\nls\r\n\r\n"_s << u"ls"_s;
    QTest::newRow("only line ends") << u""_s << u"\n\n"_s << u""_s;
    QTest::newRow("line ends inside stay") << u""_s << u"ls\npwd\n"_s << u"ls\npwd"_s;
    QTest::newRow("a variable stays") << u""_s << u"$HOME/x"_s << u"$HOME/x"_s;
    QTest::newRow("behind something") << u"echo "_s << u"$ a\n"_s << u"echo $ a"_s;
}

void TestLaunchBar::pastedPromptsAndLineEndsAreLeftOut()
{
    QFETCH(QString, before);
    QFETCH(QString, pasted);
    QFETCH(QString, after);
    type(before);
    QGuiApplication::clipboard()->setText(pasted);
    command()->paste();
    QCOMPARE(command()->text(), after);
    QCOMPARE(command()->cursorPosition(), after.size());
    QCOMPARE(m_bar->runAction()->isEnabled(), !after.isEmpty());
}

void TestLaunchBar::tabCompletesAPath()
{
    QVERIFY(QDir(m_directory.path()).mkpath(u"only one"_s));
    type(u"ls %1/on"_s.arg(m_directory.path()));
    QTest::keyClick(command(), Qt::Key_Tab);
    QTRY_COMPARE(m_bar->spec().argv.last(),
                 QFile::encodeName(m_directory.filePath(u"only one/"_s)));
    QVERIFY(command()->hasFocus());
}

void TestLaunchBar::tabWithNothingToCompleteMovesOn()
{
    type(u"ls "_s);
    QTest::keyClick(command(), Qt::Key_Tab);
    QVERIFY(!command()->hasFocus());
}

QTEST_MAIN(TestLaunchBar)

#include "tst_launchbar.moc"
