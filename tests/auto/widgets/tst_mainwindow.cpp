// SPDX-License-Identifier: MIT
#include "base/signalnames.h"
#include "launcher/history.h"
#include "process/process.h"
#include "widgets/closequestion.h"
#include "widgets/filterpane.h"
#include "widgets/findbar.h"
#include "widgets/highlightdialog.h"
#include "widgets/inputbar.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"

#include "support/systemstate.h"
#include "support/windowtest.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollBar>
#include <QThreadPool>
#include <QTreeView>

#include <algorithm>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMainWindow final : public WindowTest
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
    void closingCanLeaveCommandsRunning();
    void startingSomethingTakesBackTheClose();
    void killEndsTheSelectedRun();
    void rerunStartsTheSameCommand();
    void removingTheSelectedRunSelectsAnother();
    void theSelectedRunStaysInTheFilteredList();
    void noBookmarkIsLeftWithoutARun();
    void everyRunIsFoundWhereItWasLeft();
    void everyRunKeepsItsFilter();
    void escapeClosesTheFindBarFromAnywhere();
    void copyTakesWhatIsSelectedWhereTheKeyboardIs();
    void highlightingIsRemembered();
    void modeAndZoomAreRemembered();
    void anUnusableHistoryIsSaidOnce();
    void viewsShowThatTheyHaveTheKeyboard();
    void noShortcutIsUsedTwice();
    void everyFieldAndButtonHasAName();
    void itFitsIntoASmallWindow();

private:
    MessageStrip *message() const; ///< the window's own
    CloseQuestion *question() const { return m_window->findChild<CloseQuestion *>(); }
};

void TestMainWindow::initTestCase()
{
    findCommands();
    useOwnFiles(u"tst_mainwindow"_s);
}

void TestMainWindow::init()
{
    QSettings().clear();
    openWindow();
}

MessageStrip *TestMainWindow::message() const
{
    return m_window->centralWidget()->findChild<MessageStrip *>(QString(),
                                                                Qt::FindDirectChildrenOnly);
}

void TestMainWindow::cleanup()
{
    closeWindow();
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
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
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

void TestMainWindow::closingCanLeaveCommandsRunning()
{
    const Session *session = run({"sleep", "600"});
    QTRY_COMPARE(session->state(), Session::State::Running);
    const qint64 pid = session->pid();
    QVERIFY(!m_window->close());
    const QList<QAbstractButton *> buttons = question()->buttons();
    const auto leave = std::ranges::find_if(buttons, [this](QAbstractButton *button) {
        return question()->buttonRole(button) == QMessageBox::DestructiveRole;
    });
    QVERIFY(leave != buttons.end());
    (*leave)->click();
    QTRY_VERIFY(!m_window->isVisible());
    m_window.reset();
    m_launcher.reset();
    QVERIFY(waitForReaper(10s)); // nothing is being stopped any more
    QVERIFY(!hasEnded(pid));
    killUnasked(pid);
    QTRY_VERIFY(!isRunning(pid)); // and whoever was left running is reaped
    openWindow();
}

void TestMainWindow::startingSomethingTakesBackTheClose()
{
    const Session *first = run({"cat"});
    QTRY_COMPARE(first->state(), Session::State::Running);
    QVERIFY(!m_window->close());
    question()->defaultButton()->click();
    const Session *second = run({"cat"});
    // On Windows who has not begun yet misses CTRL_BREAK, and is killed after five seconds.
    QTRY_COMPARE_WITH_TIMEOUT(first->state(), Session::State::Finished, 30'000);
    QTRY_COMPARE(second->state(), Session::State::Running);
    QVERIFY(m_window->isVisible());
    QVERIFY(!message()->isVisible());
    QTRY_VERIFY(!question());
    QVERIFY(!m_window->close());
    QVERIFY(question());
}

void TestMainWindow::killEndsTheSelectedRun()
{
    const Session *session = run({"cat"});
    QTRY_VERIFY(action(u"Kill"_s)->isEnabled());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(session->returncode(), std::optional(returncodeAfter(killSignal)));
    QTRY_VERIFY(!action(u"Kill"_s)->isEnabled()); // its streams may end a moment later
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

void TestMainWindow::theSelectedRunStaysInTheFilteredList()
{
    Session *other = run({"cat"});
    Session *session = run({"cat"});
    QTRY_COMPARE(session->state(), Session::State::Running);
    QTRY_COMPARE(other->state(), Session::State::Running);
    auto *filter = m_window->findChild<QLineEdit *>(u"filter"_s);
    filter->setText(u"running"_s);
    QCOMPARE(m_window->selectedSession(), session);
    session->stop(StopPolicy::killNow());
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QCoreApplication::processEvents();
    QCOMPARE(m_window->selectedSession(), session);

    filter->setText(u"nothing has this"_s);
    QCoreApplication::processEvents();
    QCOMPARE(m_window->selectedSession(), session);
    m_window->selectSession(other); // hidden by the filter, which goes
    QCOMPARE(m_window->selectedSession(), other);
    QCOMPARE(filter->text(), QString());
}

void TestMainWindow::noBookmarkIsLeftWithoutARun()
{
    Session *session = run({"echo", "line"});
    QTRY_COMPARE(session->state(), Session::State::Finished);
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
    output->setBookmarks({0});
    m_launcher->remove(session);
    QVERIFY(!m_window->selectedSession());
    output->goToNextBookmark();
    QCOMPARE(output->bookmarks(), QList<qint64>());
}

void TestMainWindow::everyRunIsFoundWhereItWasLeft()
{
    Session *first = run({"seq", "2000"});
    QTRY_COMPARE(first->state(), Session::State::Finished);
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
    QTRY_COMPARE(output->page().rows().end, 2000);
    output->verticalScrollBar()->setValue(700);
    QVERIFY(!output->isFollowing());
    Session *second = run({"seq", "3000"});
    QTRY_COMPARE(second->state(), Session::State::Finished);
    QVERIFY(output->isFollowing());
    m_window->selectSession(first);
    QCOMPARE(output->page().top().row, 700);
    QVERIFY(!output->isFollowing());
    QVERIFY(!action(u"Follow"_s)->isChecked());
    m_window->selectSession(second);
    QVERIFY(output->isFollowing());
    QCOMPARE(output->verticalScrollBar()->value(), output->verticalScrollBar()->maximum());
}

void TestMainWindow::everyRunKeepsItsFilter()
{
    Session *first = run({"seq", "100"});
    QTRY_COMPARE(first->state(), Session::State::Finished);
    auto *pane = m_window->findChild<FilterPane *>();
    action(u"Filter…"_s)->trigger();
    QVERIFY(pane->isVisible());
    QTest::keyClicks(pane->findChild<QLineEdit *>(), u"7"_s);
    QTRY_VERIFY(pane->chosenRows() && pane->chosenRows()->count() == 19);
    run({"seq", "7"});
    QVERIFY(!pane->isVisible());
    m_window->selectSession(first);
    QVERIFY(pane->isVisible());
    QCOMPARE(pane->query().text, u"7"_s);
    QTRY_COMPARE(pane->chosenRows()->count(), 19);
}

void TestMainWindow::escapeClosesTheFindBarFromAnywhere()
{
    run({"cat"});
    auto *bar = m_window->findChild<FindBar *>();
    auto *input = m_window->findChild<InputBar *>()->findChild<QLineEdit *>();
    const QWidgetList places{m_window->findChild<OutputView *>(u"output"_s), input,
                             bar->findChild<QLineEdit *>()};
    for (QWidget *place : places) {
        action(u"Find…"_s)->trigger();
        QVERIFY(bar->isVisible());
        QTRY_VERIFY(place->isEnabled());
        place->setFocus();
        QTest::keyClick(place, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
    }
}

void TestMainWindow::copyTakesWhatIsSelectedWhereTheKeyboardIs()
{
    const Session *session = run({"seq", "10"});
    QTRY_COMPARE(session->state(), Session::State::Finished);
    auto *pane = m_window->findChild<FilterPane *>();
    action(u"Filter…"_s)->trigger();
    QTest::keyClicks(pane->findChild<QLineEdit *>(), u"1"_s);
    QTRY_COMPARE(pane->view()->page().lines().size(), 2U);
    pane->view()->setFocus();
    action(u"Select All"_s)->trigger();
    QVERIFY(pane->view()->hasSelection());
    QVERIFY(!m_window->findChild<OutputView *>(u"output"_s)->hasSelection());
    action(u"Copy"_s)->trigger();
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"1\n10"_s);
}

void TestMainWindow::highlightingIsRemembered()
{
    action(u"Highlighting…"_s)->trigger();
    auto *dialog = m_window->findChild<HighlightDialog *>();
    QVERIFY(dialog);
    dialog->addRule(
        {.name = u"mine"_s, .pattern = u"x"_s, .options = {}, .text = {}, .background = {}});
    dialog->accept();
    QCOMPARE(HighlightRules::load(QSettings()).first().name, u"mine"_s);
    openWindow();
    action(u"Highlighting…"_s)->trigger();
    QCOMPARE(m_window->findChild<HighlightDialog *>()->rules().first().name, u"mine"_s);
}

void TestMainWindow::modeAndZoomAreRemembered()
{
    m_window->findChild<QAbstractButton *>(u"shell"_s)->click();
    m_window->findChild<OutputView *>(u"output"_s)->zoomIn();
    QVERIFY(m_window->close());
    openWindow();
    QVERIFY(m_window->findChild<QAbstractButton *>(u"shell"_s)->isChecked());
    QCOMPARE(m_window->findChild<OutputView *>(u"output"_s)->zoom(), 1);
}

void TestMainWindow::anUnusableHistoryIsSaidOnce()
{
    QFile::remove(History::defaultPath());
    QVERIFY(QDir().mkpath(History::defaultPath())); // neither to be read nor to be written
    const auto cleaned = qScopeGuard([] { QDir().rmdir(History::defaultPath()); });
    openWindow();
    QVERIFY(message()->isVisible());
    QVERIFY(message()->text().contains(History::defaultPath()));
    const QString readFailure = message()->text();
    run({"true"});
    QTRY_VERIFY(message()->text() != readFailure);
    QVERIFY(message()->text().contains(History::defaultPath()));
    message()->hide();
    const Session *session = run({"true"});
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!message()->isVisible());
}

void TestMainWindow::viewsShowThatTheyHaveTheKeyboard()
{
    run({"seq", "100"});
    QWidget *runs = m_window->findChild<QTreeView *>();
    QWidget *output = m_window->findChild<OutputView *>(u"output"_s);
    const auto isMarked = [](QWidget *view) {
        return view->grab().toImage().pixelColor(0, view->height() / 2)
            == view->palette().color(QPalette::Highlight);
    };
    runs->setFocus();
    QVERIFY(isMarked(runs));
    QVERIFY(!isMarked(output));
    output->setFocus();
    QVERIFY(!isMarked(runs));
    QVERIFY(isMarked(output));
    m_window->resize(900, 640);
    QVERIFY(isMarked(output));
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
    QVERIFY(m_window->findChild<OutputView *>(u"output"_s)->height() >= 60);
}

QTEST_MAIN(TestMainWindow)

#include "tst_mainwindow.moc"
