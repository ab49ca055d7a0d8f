// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "support/faketerminal.h"
#include "support/systemstate.h"
#include "widgets/findbar.h"
#include "widgets/inputbar.h"
#include "widgets/mainwindow.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"
#include "widgets/patternhistory.h"
#include "widgets/replaybar.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalview.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestTerminalPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aPasteOfLinesIsAskedAbout();
    void theClipboardIsSetWithLeaveOnly();
    void leaveForARunAsksNoMore();
    void theClipboardIsNotRead();
    void itSaysWhoseTheKeysAre();
    void theTitleIsShown();
    void findingLooksThroughScrollbackAndScreen();
    void matchesAcrossTheEdgeOfTheScreenAreFound();

    void aRunInATerminalIsShownAndTypedTo();
    void itsTextIsShownInstead();
    void theOtherWayIsOffered();
    void theLaunchBarRunsInATerminal();
    void whatIsTypedAtOnceReachesTheProgram();
    void afterAFailedStartTheKeysAreTheCommandsAgain();
    void zoomAndFindingAreThoseOfTheTerminal();
    void coloursAreChosenAndKept();
    void whatEndedStaysToBeRead();
    void aQuickRunStaysInSight();
    void whatEndedIsReplayed();

private:
    QAbstractButton *button(const QString &text) const;
    void click(const QString &text) const { button(text)->click(); }
    void feed(QByteArrayView bytes);
    void openWindow();
    TerminalView *windowView() const { return m_window->findChild<TerminalView *>(); }
    static QString textOf(const TerminalView *view);
    QAction *action(const QString &text) const;

    std::unique_ptr<FakeTerminal> m_terminal;
    std::unique_ptr<PatternHistory> m_history;
    std::unique_ptr<TerminalPanel> m_panel;
    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<MainWindow> m_window;
};

void TestTerminalPanel::initTestCase()
{
    findCommands();
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"spawnscope-test"_s);
    QCoreApplication::setApplicationName(u"tst_terminalpanel"_s);
}

void TestTerminalPanel::init()
{
    QSettings().clear();
    m_terminal = std::make_unique<FakeTerminal>();
    m_history = std::make_unique<PatternHistory>();
    m_panel = std::make_unique<TerminalPanel>(m_history.get());
    m_panel->setSource(m_terminal.get(), m_terminal->log());
    m_panel->resize(600, 300);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->view()->setFocus();
    QTRY_COMPARE(m_terminal->screen().size(), m_panel->view()->roomSize());
}

void TestTerminalPanel::cleanup()
{
    if (m_launcher) {
        m_launcher->stopAll(StopPolicy::killNow());
        QTRY_VERIFY(m_launcher->active().isEmpty());
    }
    m_window.reset();
    m_launcher.reset();
    m_panel.reset();
}

QAbstractButton *TestTerminalPanel::button(const QString &text) const
{
    for (QAbstractButton *button : m_panel->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == text)
            return button;
    }
    qFatal("There is no button %s", qPrintable(text));
}

void TestTerminalPanel::feed(QByteArrayView bytes)
{
    const int looks = m_terminal->looks();
    m_terminal->feed(bytes);
    QTRY_VERIFY(m_terminal->looks() > looks);
}

// --- questions --------------------------------------------------------------------------------

void TestTerminalPanel::aPasteOfLinesIsAskedAbout()
{
    m_panel->view()->pasteText(u"one\ntwo\n"_s);
    click(u"Do Not Paste"_s);
    QVERIFY(m_terminal->takeInput().isEmpty());
    m_panel->view()->pasteText(u"one\ntwo\n"_s);
    click(u"Paste"_s);
    QCOMPARE(m_terminal->takeInput(), "one\rtwo\r");
}

void TestTerminalPanel::theClipboardIsSetWithLeaveOnly()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setText(u"before"_s);
    m_terminal->feed("\033]52;c;aGVsbG8=\a");
    QCOMPARE(clipboard->text(), u"before"_s);
    click(u"Refuse"_s);
    QCOMPARE(clipboard->text(), u"before"_s);
    m_terminal->feed("\033]52;c;aGVsbG8=\a");
    click(u"Allow"_s);
    QCOMPARE(clipboard->text(), u"hello"_s);
}

void TestTerminalPanel::leaveForARunAsksNoMore()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    m_terminal->feed("\033]52;c;aGVsbG8=\a");
    click(u"Always for This Run"_s);
    m_terminal->feed("\033]52;c;YWdhaW4=\a");
    QCOMPARE(clipboard->text(), u"again"_s);
    FakeTerminal other;
    m_panel->setSource(&other, other.log());
    other.feed("\033]52;c;aGVsbG8=\a");
    QCOMPARE(clipboard->text(), u"again"_s);
    m_panel->setSource(nullptr, nullptr);
}

void TestTerminalPanel::theClipboardIsNotRead()
{
    QGuiApplication::clipboard()->setText(u"secret"_s);
    m_terminal->feed("\033]52;c;?\a");
    QVERIFY(m_terminal->takeInput().isEmpty());
    for (const MessageStrip *strip : m_panel->findChildren<MessageStrip *>())
        QVERIFY(!strip->isVisible());
}

void TestTerminalPanel::itSaysWhoseTheKeysAre()
{
    const auto *sign = m_panel->findChild<QLabel *>(u"keyboardSign"_s);
    QVERIFY(sign->text().startsWith(u"Keys go to the program."_s));
    m_panel->view()->clearFocus();
    QVERIFY(!sign->text().startsWith(u"Keys go to the program."_s));
    m_terminal->setTakesInput(false);
    QCOMPARE(sign->text(), u"Nothing reads what is typed here."_s);
}

// --- finding ----------------------------------------------------------------------------------

void TestTerminalPanel::theTitleIsShown()
{
    const auto *title = m_panel->findChild<QLabel *>(u"terminalTitle"_s);
    QVERIFY(!title->isVisible());
    m_terminal->feed("\033]2;editing <b>x</b>\a");
    QVERIFY(title->isVisible());
    QCOMPARE(title->text(), u"editing <b>x</b>"_s);
    QCOMPARE(title->textFormat(), Qt::PlainText);
    FakeTerminal other;
    other.feed("\033]0;from before\a");
    m_panel->setSource(&other, other.log());
    QCOMPARE(title->text(), u"from before"_s);
    m_terminal->feed("\033]2;of another\a");
    QCOMPARE(title->text(), u"from before"_s);
    other.feed("\033]2;\a");
    QVERIFY(!title->isVisible());
    m_panel->setSource(nullptr, nullptr);
}

void TestTerminalPanel::findingLooksThroughScrollbackAndScreen()
{
    for (int i = 0; i < 100; ++i)
        m_terminal->feed((i % 10 == 5 ? "needle " : "hay ") + QByteArray::number(i) + "\r\n");
    TerminalView *view = m_panel->view();
    QTRY_VERIFY(view->page().scrollbackEnd() > 50);
    m_panel->findBar()->open();
    auto *field = m_panel->findBar()->findChild<QLineEdit *>();
    field->setText(u"needle"_s);
    QTRY_COMPARE(view->findStatus().total, 10);
    QTRY_COMPARE(view->findStatus().current, 10);
    const qint64 last = view->currentMatch()->first.line;
    QCOMPARE(last, 95);
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(view->findStatus().current, 9);
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(view->findStatus().current, 1);
    QCOMPARE(view->currentMatch()->first.line, 5);
    QVERIFY(!view->isFollowing());
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(view->findStatus().current, 10);
    QCOMPARE(view->findStatus().wrapped, FindStatus::Wrapped::ToEnd);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(view->hasFocus());
    QCOMPARE(view->findStatus().total, 0);
}

void TestTerminalPanel::matchesAcrossTheEdgeOfTheScreenAreFound()
{
    TerminalView *view = m_panel->view();
    const int columns = view->page().screenSize().columns;
    const int rows = view->page().screenSize().rows;
    // Half of the word ends the row that leaves last.
    feed(QByteArray(columns * 3 - 3, 'x') + "needle" + QByteArray(columns * rows - 6, 'y'));
    QTRY_VERIFY(view->page().scrollbackEnd() == 1);
    QVERIFY(view->page().row(0).start.offset > 0);
    view->find(u"needle"_s, {}, FindDirection::Forward);
    QTRY_COMPARE(view->findStatus().total, 1);
    QTRY_VERIFY(view->currentMatch());
    QCOMPARE(view->currentMatch()->first, (TerminalPlace{0, columns * 3 - 3}));
}

// --- in the window ----------------------------------------------------------------------------

void TestTerminalPanel::openWindow()
{
    m_window.reset();
    m_launcher = std::make_unique<Launcher>();
    m_window = std::make_unique<MainWindow>(m_launcher.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

QString TestTerminalPanel::textOf(const TerminalView *view)
{
    QStringList rows;
    for (int row = 0; row < view->page().rows(); ++row) {
        const TerminalPageRow pageRow = view->page().row(row);
        rows.append(pageRow.cells ? pageRow.cells->text() : QString());
    }
    return rows.join(u'\n').trimmed();
}

QAction *TestTerminalPanel::action(const QString &text) const
{
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    qFatal("There is no action %s", qPrintable(text));
}

namespace {

LaunchSpec withPipes(const QByteArrayList &argv)
{
    LaunchSpec spec;
    spec.argv = argv;
    return spec;
}

LaunchSpec inTerminal(const QByteArrayList &argv)
{
    LaunchSpec spec = withPipes(argv);
    spec.terminal = LaunchTerminal();
    return spec;
}

} // namespace

void TestTerminalPanel::aRunInATerminalIsShownAndTypedTo()
{
    openWindow();
    Session *session = m_window->launch(inTerminal({"cat"}));
    QVERIFY(windowView()->isVisible());
    QVERIFY(!m_window->findChild<InputBar *>()->isVisible());
    QVERIFY(!m_window->findChild<OutputView *>(u"output"_s)->isVisible());
    QTRY_VERIFY(windowView()->takesInput());
    QTRY_VERIFY(windowView()->hasFocus());
    QTest::keyClicks(windowView(), u"hello"_s);
    QTest::keyClick(windowView(), Qt::Key_Return);
    QTRY_COMPARE(textOf(windowView()), u"hello\nhello"_s);
    session->sendEof();
    QTRY_COMPARE(session->state(), Session::State::Finished);
}

void TestTerminalPanel::itsTextIsShownInstead()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"echo", "some text"}));
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QTRY_COMPARE(textOf(windowView()), u"some text"_s);
    action(u"Terminal"_s)->trigger();
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
    QVERIFY(output->isVisible());
    QVERIFY(!windowView()->isVisible());
    QTRY_VERIFY(output->page().lines().size() == 1);
    m_window->launch(withPipes({"echo", "piped"}));
    QVERIFY(!action(u"Terminal"_s)->isVisible());
    m_window->selectSession(m_launcher->at(0));
    QVERIFY(output->isVisible());
    action(u"Terminal"_s)->trigger();
    QVERIFY(windowView()->isVisible());
}

void TestTerminalPanel::theOtherWayIsOffered()
{
    openWindow();
    m_window->launch(withPipes({"echo", "x"}));
    action(u"Run Again in a Terminal"_s)->trigger();
    QCOMPARE(m_launcher->count(), 2);
    QVERIFY(m_window->selectedSession()->spec().terminal);
    action(u"Run Again with Pipes"_s)->trigger();
    QVERIFY(!m_window->selectedSession()->spec().terminal);
    QCOMPARE(m_window->selectedSession()->spec().argv, (QByteArrayList{"echo", "x"}));
}

void TestTerminalPanel::theLaunchBarRunsInATerminal()
{
    openWindow();
    auto *command = m_window->findChild<QLineEdit *>(u"command"_s);
    command->setText(u"echo in a terminal"_s);
    action(u"Run in a Terminal"_s)->trigger();
    QVERIFY(m_window->selectedSession());
    QVERIFY(m_window->selectedSession()->spec().terminal);
    QTRY_COMPARE(textOf(windowView()), u"in a terminal"_s);
    action(u"Run"_s)->trigger(); // that was for once
    QVERIFY(!m_window->selectedSession()->spec().terminal);
    action(u"Terminal in Place of Pipes"_s)->trigger();
    action(u"Run"_s)->trigger();
    QVERIFY(m_window->selectedSession()->spec().terminal);
}

void TestTerminalPanel::whatIsTypedAtOnceReachesTheProgram()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"cat"}));
    QCOMPARE(session->state(), Session::State::Starting);
    QVERIFY(windowView()->hasFocus());
    QTest::keyClicks(windowView(), u"early"_s);
    QTest::keyClick(windowView(), Qt::Key_Return);
    QTRY_COMPARE(textOf(windowView()), u"early\nearly"_s);
}

void TestTerminalPanel::afterAFailedStartTheKeysAreTheCommandsAgain()
{
    openWindow();
    auto *command = m_window->findChild<QLineEdit *>(u"command"_s);
    const Session *session = m_window->launch(inTerminal({"/no/such/program"}));
    QTest::keyClicks(windowView(), u"early"_s);
    QTRY_COMPARE(session->state(), Session::State::FailedToStart);
    QVERIFY(command->hasFocus());
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
    QTRY_VERIFY(output->isVisible());
    QVERIFY(!windowView()->isVisible());
    const auto strips = m_window->findChildren<MessageStrip *>();
    QVERIFY(std::ranges::any_of(strips, [](const MessageStrip *strip) {
        return strip->isVisible() && strip->text().contains(u"reached no program"_s);
    }));
}

void TestTerminalPanel::zoomAndFindingAreThoseOfTheTerminal()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"seq", "300"}));
    QTRY_COMPARE(session->state(), Session::State::Finished);
    auto *output = m_window->findChild<OutputView *>(u"output"_s);
    action(u"Zoom In"_s)->trigger();
    QCOMPARE(windowView()->zoom(), 1);
    QCOMPARE(output->zoom(), 0);
    auto *bar = windowView()->parentWidget()->findChild<FindBar *>();
    action(u"Find Next"_s)->trigger();
    QVERIFY(bar->isVisible());
    bar->findChild<QLineEdit *>()->setText(u"77"_s);
    QTRY_VERIFY(windowView()->currentMatch());
    const auto first = windowView()->currentMatch();
    action(u"Find Previous"_s)->trigger();
    QTRY_VERIFY(windowView()->currentMatch() != first);
    m_window->close();
    openWindow();
    QCOMPARE(windowView()->zoom(), 1);
}

void TestTerminalPanel::coloursAreChosenAndKept()
{
    openWindow();
    m_window->launch(inTerminal({"true"}));
    const QColor before = windowView()->terminalPalette().base(false);
    action(u"Solarized Dark"_s)->trigger();
    const QColor dark(0x00, 0x2b, 0x36);
    QVERIFY(before != dark);
    QCOMPARE(windowView()->terminalPalette().base(false), dark);
    QCOMPARE(windowView()->viewport()->grab().toImage().pixelColor(0, 0), dark);
    m_window->close();
    openWindow();
    QCOMPARE(windowView()->terminalPalette().base(false), dark);
    action(u"As the Window"_s)->trigger();
    QCOMPARE(windowView()->terminalPalette().base(false), before);
}

void TestTerminalPanel::whatEndedStaysToBeRead()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"seq", "500"}));
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QTRY_VERIFY(textOf(windowView()).endsWith(u"500"_s));
    QVERIFY(!windowView()->takesInput());
    QTest::keyClick(windowView(), Qt::Key_Home);
    QTRY_VERIFY(textOf(windowView()).startsWith(u"1\n2\n"_s));
    windowView()->selectAll();
    QCOMPARE(windowView()->selectedText().trimmed().split(u'\n').size(), 500);
}

/// The bar that comes when a run has ended takes room, as does a smaller window, and nobody is left
/// to be told of it.
void TestTerminalPanel::aQuickRunStaysInSight()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"echo", "some text"}));
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QTRY_VERIFY(m_window->findChild<ReplayBar *>()->isVisible());
    const TerminalPage &page = windowView()->page();
    const auto hasLessRoom = [this, &page] {
        return windowView()->roomSize().rows < page.screenSize().rows;
    };
    while (!hasLessRoom() && m_window->height() > m_window->minimumSizeHint().height()) {
        m_window->resize(m_window->width(), m_window->height() - 20);
        QCoreApplication::processEvents();
    }
    QVERIFY(hasLessRoom());
    QTRY_COMPARE(textOf(windowView()), u"some text"_s);
    QCOMPARE(page.row(0).screenRow, 0);
}

void TestTerminalPanel::whatEndedIsReplayed()
{
    openWindow();
    const Session *session = m_window->launch(inTerminal({"seq", "500"}));
    auto *bar = m_window->findChild<ReplayBar *>();
    QVERIFY(!bar->isVisible());
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QTRY_VERIFY(bar->isVisible());
    auto *place = bar->findChild<QSlider *>(u"replayPlace"_s);
    QCOMPARE(place->value(), place->maximum()); // what is on the screen is the end
    const QString time = bar->findChild<QLabel *>(u"replayTime"_s)->text();
    QCOMPARE(time.section(u' ', 0, 0), time.section(u' ', -1));
    QTRY_VERIFY(textOf(windowView()).endsWith(u"500"_s));
    place->setValue(1);
    QTRY_VERIFY(!textOf(windowView()).endsWith(u"500"_s));
    place->setValue(place->maximum());
    QTRY_VERIFY(textOf(windowView()).endsWith(u"500"_s));
    m_window->launch(withPipes({"true"}));
    QVERIFY(!bar->isVisible());
}

QTEST_MAIN(TestTerminalPanel)
#include "tst_terminalpanel.moc"
