// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "widgets/closequestion.h"
#include "widgets/mainwindow.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aLaunchIsSelected();
    void everyRunKeepsItsOutput();
    void aStartFailureIsSaidUnderTheCommand();
    void examplesShowUntilSomethingRuns();
    void closingWithNothingRunningAsksNothing();
    void closingAsksOnceAndCancelKeepsTheWindow();
    void closingCanStopEverything();
    void killEndsTheSelectedRun();
    void pauseBecomesContinue();
    void rerunStartsTheSameCommand();
    void removingTheSelectedRunSelectsAnother();
    void noShortcutIsUsedTwice();
    void everyFieldAndButtonHasAName();
    void itFitsIntoASmallWindow();

private:
    Session *run(const QByteArrayList &argv);
    QAction *action(const QString &text) const;
    CloseQuestion *question() const { return m_window->findChild<CloseQuestion *>(); }

    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"spawnscope-test"_s);
    QCoreApplication::setApplicationName(u"tst_mainwindow"_s);
}

void TestMainWindow::init()
{
    QSettings().clear();
    m_launcher = std::make_unique<Launcher>();
    m_window = std::make_unique<MainWindow>(m_launcher.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_launcher->stopAll(StopPolicy::killNow());
    QTRY_VERIFY(m_launcher->active().isEmpty());
    m_window.reset();
    m_launcher.reset();
}

Session *TestMainWindow::run(const QByteArrayList &argv)
{
    LaunchSpec spec;
    spec.argv = argv;
    return m_window->launch(spec);
}

QAction *TestMainWindow::action(const QString &text) const
{
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (QString(action->text()).remove(u'&') == text)
            return action;
    }
    qFatal("There is no action %s", qPrintable(text));
}

void TestMainWindow::aLaunchIsSelected()
{
    Session *first = run({"true"});
    Session *second = run({"true"});
    QCOMPARE(m_window->selectedSession(), second);
    m_window->selectSession(first);
    QCOMPARE(m_window->selectedSession(), first);
}

void TestMainWindow::everyRunKeepsItsOutput()
{
    QList<Session *> sessions;
    for (int i = 0; i < 20; ++i)
        sessions.append(run({"echo", "run " + QByteArray::number(i)}));
    for (Session *session : sessions)
        QTRY_COMPARE(session->state(), Session::State::Finished);
    auto *output = m_window->findChild<OutputView *>();
    for (int i = 0; i < 20; ++i) {
        m_window->selectSession(sessions.at(i));
        output->selectAll();
        QCOMPARE(output->selectedText().trimmed(), u"run %1"_s.arg(i));
    }
}

void TestMainWindow::aStartFailureIsSaidUnderTheCommand()
{
    Session *session = run({"no-such-program-anywhere"});
    QTRY_COMPARE(session->state(), Session::State::FailedToStart);
    auto *strip = m_window->findChild<MessageStrip *>(u"failure"_s);
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(strip->text().contains(u"no-such-program-anywhere"_s));
    run({"true"});
    QVERIFY(!strip->isVisible());
}

void TestMainWindow::examplesShowUntilSomethingRuns()
{
    auto *example = m_window->findChild<QAbstractButton *>(u"interactive"_s);
    QVERIFY(example->isVisible());
    QTest::mouseClick(example, Qt::LeftButton);
    QCOMPARE(m_launcher->count(), 1);
    QVERIFY(!example->isVisible());
    QVERIFY(m_window->selectedSession());
}

void TestMainWindow::closingWithNothingRunningAsksNothing()
{
    Session *session = run({"true"});
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QVERIFY(m_window->close());
    QVERIFY(!question());
}

void TestMainWindow::closingAsksOnceAndCancelKeepsTheWindow()
{
    run({"cat"});
    QVERIFY(!m_window->close());
    QVERIFY(!m_window->close());
    QCOMPARE(m_window->findChildren<CloseQuestion *>().size(), 1);
    question()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!question());
    QVERIFY(m_window->isVisible());
    QVERIFY(!m_window->close());
    QVERIFY(question());
}

void TestMainWindow::closingCanStopEverything()
{
    const Session *session = run({"cat"});
    QTRY_COMPARE(session->state(), Session::State::Running);
    QVERIFY(!m_window->close());
    question()->defaultButton()->click();
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(!session->isActive());
}

void TestMainWindow::killEndsTheSelectedRun()
{
    const Session *session = run({"cat"});
    QTRY_VERIFY(action(u"Kill"_s)->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(session->returncode(), std::optional(-9));
    QVERIFY(!action(u"Kill"_s)->isEnabled());
}

void TestMainWindow::pauseBecomesContinue()
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

void TestMainWindow::rerunStartsTheSameCommand()
{
    const Session *first = run({"echo", "a b"});
    QTRY_COMPARE(first->state(), Session::State::Finished);
    action(u"Rerun"_s)->trigger();
    QCOMPARE(m_launcher->count(), 2);
    QVERIFY(m_launcher->at(1)->spec() == first->spec());
    QCOMPARE(m_window->selectedSession(), m_launcher->at(1));
}

void TestMainWindow::removingTheSelectedRunSelectsAnother()
{
    Session *first = run({"true"});
    Session *second = run({"true"});
    QTRY_COMPARE(second->state(), Session::State::Finished);
    QTRY_COMPARE(first->state(), Session::State::Finished);
    action(u"Remove"_s)->trigger();
    QCOMPARE(m_window->selectedSession(), first);
    action(u"Remove"_s)->trigger();
    QVERIFY(!m_window->selectedSession());
    QVERIFY(m_window->findChild<QAbstractButton *>(u"interactive"_s)->isVisible());
}

void TestMainWindow::noShortcutIsUsedTwice()
{
    QHash<QKeySequence, QString> seen;
    for (const QAction *action : m_window->findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            if (action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            QVERIFY2(
                !seen.contains(keys),
                qPrintable(keys.toString() + u" "_s + action->text() + u" "_s + seen.value(keys)));
            seen.insert(keys, action->text());
        }
    }
}

void TestMainWindow::everyFieldAndButtonHasAName()
{
    const auto nameOf = [](QObject *object) {
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(object);
        return interface ? interface->text(QAccessible::Name) : QString();
    };
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool speaks = qobject_cast<QAbstractButton *>(widget)
            || qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractItemView *>(widget);
        if (speaks && widget->isVisible() && !qobject_cast<QHeaderView *>(widget))
            QVERIFY2(!nameOf(widget).isEmpty(),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + u" "_s
                                + widget->objectName()));
    }
}

void TestMainWindow::itFitsIntoASmallWindow()
{
    run({"echo", QByteArray(5000, 'x')});
    m_window->resize(720, 480);
    QTRY_COMPARE(m_window->size(), QSize(720, 480));
    QVERIFY(m_window->findChild<OutputView *>()->height() >= 60);
}

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
