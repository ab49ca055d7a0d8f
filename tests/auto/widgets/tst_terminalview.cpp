// SPDX-License-Identifier: MIT
#include "support/faketerminal.h"
#include "widgets/terminalview.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestTerminalView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theSourceGetsTheSizeThereIsRoomFor();
    void aStormOfSizesGivesOne();
    void keysGoToTheChild_data();
    void keysGoToTheChild();
    void tabDoesNotMoveTheFocus();
    void shortcutsOfTheWindowAreTheChilds();
    void withoutAChildKeysScroll();
    void controlShiftF6LetsTheKeyboardGo();
    void inputMethodsCommitAndShowTheirText();
    void focusIsToldWhenAsked();

    void whatLeavesTheScreenIsScrolledBackTo();
    void scrollbackIsBrokenAtTheColumns();
    void aLineThatBeginsInTheScrollbackGoesOnOnTheScreen();
    void thePlaceStaysWhileScrolledBack();
    void typingReturnsToTheEnd();
    void theAlternateScreenHasNoScrollback();

    void theMouseSelects();
    void aDoubleClickSelectsAWord();
    void aTripleClickSelectsALine();
    void altSelectsABlock();
    void aSelectionStaysWithItsText();
    void copyJoinsTheRowsOfALine();
    void everythingIsSelectedAndCopied();

    void bracketedPasteAsksNothing();
    void aPasteOfLinesIsAskedAbout();
    void middleClickPastes();
    void theMouseIsReported();
    void shiftKeepsTheMouse();
    void theWheelTurnsIntoKeysOnTheAlternateScreen();

    void oscLinksOpen();
    void unsafeLinksDoNotOpen();
    void addressesAreRecognised();
    void keysGoFromPromptToPrompt();
    void zoomChangesTheSize();
    void theBellIsSeen();
    void accessibleTextIsThePage();

private:
    void feed(QByteArrayView bytes);
    QString rowText(int row) const;
    QPoint pointAt(int row, int column) const;
    void key(int key, Qt::KeyboardModifiers modifiers = {}, const QString &text = {});
    void resizeTo(int columns, int rows);
    void turnWheel(int steps, Qt::KeyboardModifiers modifiers = {});

    std::unique_ptr<FakeTerminal> m_terminal;
    std::unique_ptr<TerminalView> m_view;
};

void TestTerminalView::init()
{
    m_view.reset();
    m_terminal = std::make_unique<FakeTerminal>();
    m_view = std::make_unique<TerminalView>();
    m_view->setSource(m_terminal.get(), m_terminal->log());
    resizeTo(40, 10);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->setFocus();
    QTRY_COMPARE(m_terminal->screen().size(), (TerminalSize{.rows = 10, .columns = 40}));
    m_terminal->takeInput();
}

void TestTerminalView::resizeTo(int columns, int rows)
{
    const QSize hint = m_view->sizeHint(); // of 80 columns and 24 rows
    const TerminalGeometry &geometry = m_view->geometryOfCells();
    m_view->resize(hint.width() + int(std::ceil((columns - 80) * geometry.cellWidth)),
                   hint.height() + (rows - 24) * geometry.lineHeight);
}

void TestTerminalView::feed(QByteArrayView bytes)
{
    const int looks = m_terminal->looks();
    m_terminal->feed(bytes);
    QTRY_VERIFY(m_terminal->looks() > looks);
}

QString TestTerminalView::rowText(int row) const
{
    const TerminalPageRow pageRow = m_view->page().row(row);
    return pageRow.cells ? pageRow.cells->text() : QString();
}

QPoint TestTerminalView::pointAt(int row, int column) const
{
    const QRect cell = m_view->cellRect(row, column);
    return {cell.left() + 1, cell.center().y()};
}

void TestTerminalView::key(int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(m_view.get(), &press);
}

void TestTerminalView::turnWheel(int steps, Qt::KeyboardModifiers modifiers)
{
    const QPoint point = pointAt(1, 2);
    QWheelEvent event(point, m_view->viewport()->mapToGlobal(point), {}, {0, 120 * steps},
                      Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &event);
}

// --- size -------------------------------------------------------------------------------------

void TestTerminalView::theSourceGetsTheSizeThereIsRoomFor()
{
    QCOMPARE(m_view->roomSize(), (TerminalSize{.rows = 10, .columns = 40}));
    resizeTo(55, 13);
    QTRY_COMPARE(m_terminal->screen().size(), (TerminalSize{.rows = 13, .columns = 55}));
}

void TestTerminalView::aStormOfSizesGivesOne()
{
    const qsizetype before = m_terminal->sizes().size();
    for (int columns = 41; columns <= 70; ++columns)
        resizeTo(columns, 10);
    QTRY_COMPARE(m_terminal->screen().size().columns, 70);
    QCOMPARE(m_terminal->sizes().size(), before + 1);
}

// --- the keyboard -----------------------------------------------------------------------------

void TestTerminalView::keysGoToTheChild_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    const auto add = [](const char *name, int code, int modifiers, const QString &text,
                        const QByteArray &bytes) {
        QTest::newRow(name) << code << modifiers << text << bytes;
    };
    add("letter", Qt::Key_A, 0, u"a"_s, "a");
    add("umlaut", Qt::Key_Adiaeresis, 0, u"ä"_s, "ä");
    add("Ctrl+C", Qt::Key_C, Qt::CTRL, u"\u0003"_s, "\x03");
    add("Ctrl+Q", Qt::Key_Q, Qt::CTRL, u"\u0011"_s, "\x11");
    add("Alt+F", Qt::Key_F, Qt::ALT, u"f"_s, "\033f");
    add("Return", Qt::Key_Return, 0, u"\r"_s, "\r");
    add("Tab", Qt::Key_Tab, 0, u"\t"_s, "\t");
    add("Shift+Tab", Qt::Key_Backtab, Qt::SHIFT, {}, "\033[Z");
    add("Escape", Qt::Key_Escape, 0, u"\u001b"_s, "\033");
    add("Backspace", Qt::Key_Backspace, 0, u"\b"_s, "\x7f");
    add("Up", Qt::Key_Up, 0, {}, "\033[A");
    add("Ctrl+Right", Qt::Key_Right, Qt::CTRL, {}, "\033[1;5C");
    add("PageUp", Qt::Key_PageUp, 0, {}, "\033[5~");
    add("F1", Qt::Key_F1, 0, {}, "\033OP");
    add("F5", Qt::Key_F5, 0, {}, "\033[15~");
    add("Delete", Qt::Key_Delete, 0, {}, "\033[3~");
    add("Ctrl+Shift+Right", Qt::Key_Right, Qt::CTRL | Qt::SHIFT, {}, "\033[1;6C");
}

void TestTerminalView::keysGoToTheChild()
{
    QFETCH(int, code);
    QFETCH(int, modifiers);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    key(code, Qt::KeyboardModifiers(modifiers), text);
    QCOMPARE(m_terminal->takeInput(), bytes);
}

void TestTerminalView::tabDoesNotMoveTheFocus()
{
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QVERIFY(m_view->hasFocus());
    QCOMPARE(m_terminal->takeInput(), "\t");
}

void TestTerminalView::shortcutsOfTheWindowAreTheChilds()
{
    const auto isOverridden = [this](int code, Qt::KeyboardModifiers modifiers) {
        QKeyEvent event(QEvent::ShortcutOverride, code, modifiers);
        event.ignore();
        QCoreApplication::sendEvent(m_view.get(), &event);
        return event.isAccepted();
    };
    QVERIFY(isOverridden(Qt::Key_Q, Qt::ControlModifier));
    QVERIFY(isOverridden(Qt::Key_F5, {}));
    QVERIFY(isOverridden(Qt::Key_F, Qt::AltModifier));
    QVERIFY(isOverridden(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier));
    QVERIFY(!isOverridden(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier));
    m_terminal->setTakesInput(false);
    QVERIFY(!isOverridden(Qt::Key_Q, Qt::ControlModifier));
}

void TestTerminalView::withoutAChildKeysScroll()
{
    for (int i = 0; i < 30; ++i)
        feed(QByteArray::number(i) + "\r\n");
    m_terminal->setTakesInput(false);
    key(Qt::Key_Home);
    QCOMPARE(rowText(0), u"0"_s);
    key(Qt::Key_End);
    QCOMPARE(rowText(0), u"21"_s);
    QVERIFY(m_terminal->takeInput().isEmpty());
}

void TestTerminalView::controlShiftF6LetsTheKeyboardGo()
{
    QSignalSpy released(m_view.get(), &TerminalView::keyboardReleased);
    key(Qt::Key_F6, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(released.size(), 1);
    QVERIFY(m_terminal->takeInput().isEmpty());
}

void TestTerminalView::inputMethodsCommitAndShowTheirText()
{
    feed("ab");
    const QImage before = m_view->viewport()->grab().toImage();
    QInputMethodEvent composing(u"か"_s, {});
    QCoreApplication::sendEvent(m_view.get(), &composing);
    QVERIFY(m_view->viewport()->grab().toImage() != before);
    QInputMethodEvent committed;
    committed.setCommitString(u"火"_s);
    QCoreApplication::sendEvent(m_view.get(), &committed);
    QCOMPARE(m_terminal->takeInput(), "火");
    const QRect cursor = m_view->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    QVERIFY(cursor.contains(m_view->cellRect(0, 2).center() + m_view->viewport()->pos()));
}

void TestTerminalView::focusIsToldWhenAsked()
{
    feed("\033[?1004h");
    m_view->clearFocus();
    QCOMPARE(m_terminal->takeInput(), "\033[O");
    m_view->setFocus();
    QCOMPARE(m_terminal->takeInput(), "\033[I");
}

// --- scrolling --------------------------------------------------------------------------------

void TestTerminalView::whatLeavesTheScreenIsScrolledBackTo()
{
    for (int i = 0; i < 100; ++i)
        feed("line " + QByteArray::number(i) + "\r\n");
    QCOMPARE(rowText(0), u"line 91"_s);
    key(Qt::Key_PageUp, Qt::ShiftModifier);
    QCOMPARE(rowText(0), u"line 82"_s);
    key(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(rowText(0), u"line 0"_s);
    QCOMPARE(rowText(9), u"line 9"_s);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->isFollowing());
    turnWheel(1);
    QCOMPARE(rowText(0), u"line 88"_s);
}

void TestTerminalView::scrollbackIsBrokenAtTheColumns()
{
    feed(QByteArray(50, 'a') + QByteArray(50, 'b') + "\r\n\xe7\x81\xab" + QByteArray(39, 'c')
         + QByteArray(20, '\n'));
    key(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(rowText(0), QString(40, u'a'));
    QCOMPARE(rowText(1), QString(10, u'a') + QString(30, u'b'));
    QCOMPARE(rowText(2), QString(20, u'b'));
    QCOMPARE(rowText(3), u"火"_s + QString(38, u'c'));
    QCOMPARE(rowText(4), u"c"_s);
}

void TestTerminalView::aLineThatBeginsInTheScrollbackGoesOnOnTheScreen()
{
    feed(QByteArray(40 * 9, 'a') + QByteArray(40 * 3, 'b') + "end");
    QCOMPARE(m_terminal->scrollbackEnd(), 1);
    const TerminalPageRow top = m_view->page().row(0);
    QCOMPARE(top.start, (TerminalPlace{0, 40 * 3}));
    m_view->selectAll();
    QCOMPARE(m_view->selectedText(), QString(360, u'a') + QString(120, u'b') + u"end"_s);
    key(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(m_view->page().row(0).start, (TerminalPlace{0, 0}));
    QCOMPARE(m_view->page().row(4).screenRow, 1);
}

void TestTerminalView::thePlaceStaysWhileScrolledBack()
{
    for (int i = 0; i < 40; ++i)
        feed(QByteArray::number(i) + "\r\n");
    turnWheel(2);
    const QString top = rowText(0);
    for (int i = 0; i < 40; ++i)
        feed("more\r\n");
    QCOMPARE(rowText(0), top);
    QVERIFY(!m_view->isFollowing());
}

void TestTerminalView::typingReturnsToTheEnd()
{
    for (int i = 0; i < 40; ++i)
        feed(QByteArray::number(i) + "\r\n");
    turnWheel(2);
    QVERIFY(!m_view->isFollowing());
    key(Qt::Key_X, {}, u"x"_s);
    QVERIFY(m_view->isFollowing());
    QCOMPARE(rowText(0), u"31"_s);
}

void TestTerminalView::theAlternateScreenHasNoScrollback()
{
    for (int i = 0; i < 40; ++i)
        feed(QByteArray::number(i) + "\r\n");
    feed("\033[?1049h\033[Hhello");
    QCOMPARE(rowText(0), u"hello"_s);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    feed("\033[?1049l");
    QCOMPARE(rowText(0), u"31"_s);
    QVERIFY(m_view->verticalScrollBar()->maximum() > 0);
}

void TestTerminalView::keysGoFromPromptToPrompt()
{
    const auto go = [this](int to) { key(to, Qt::ControlModifier | Qt::ShiftModifier); };
    go(Qt::Key_Up);
    QVERIFY(m_terminal->takeInput().isEmpty());
    for (const char *command : {"first", "second", "third"}) {
        feed(QByteArray("\033]133;A\a$ ") + command + "\r\n");
        for (int i = 0; i < 12; ++i)
            feed("output\r\n");
    }
    feed("\033]133;A\a$ ");
    QCOMPARE(rowText(9), u"$ "_s);
    go(Qt::Key_Up);
    QCOMPARE(rowText(0), u"$ third"_s);
    QVERIFY(!m_view->isFollowing());
    go(Qt::Key_Up);
    go(Qt::Key_Up);
    QCOMPARE(rowText(0), u"$ first"_s);
    go(Qt::Key_Up);
    QCOMPARE(rowText(0), u"$ first"_s);
    go(Qt::Key_Down);
    QCOMPARE(rowText(0), u"$ second"_s);
    go(Qt::Key_Down);
    go(Qt::Key_Down);
    QCOMPARE(rowText(9), u"$ "_s);
    QVERIFY(m_view->isFollowing());
    QVERIFY(m_terminal->takeInput().isEmpty());
    feed("\033[?1049h"); // whatever has this screen may use these keys
    go(Qt::Key_Up);
    QCOMPARE(m_terminal->takeInput(), "\033[1;6A");
}

// --- selecting --------------------------------------------------------------------------------

void TestTerminalView::theMouseSelects()
{
    feed("one two three\r\nfour five");
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 4));
    QTest::mouseMove(m_view->viewport(), pointAt(1, 4));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(1, 4));
    QCOMPARE(m_view->selectedText(), u"two three\nfour"_s);
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"two three\nfour"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 4));
    QVERIFY(!m_view->hasSelection());
}

void TestTerminalView::aDoubleClickSelectsAWord()
{
    feed("火 see /tmp/a-file.txt, then");
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 10));
    QCOMPARE(m_view->selectedText(), u"/tmp/a-file.txt"_s);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 10));
}

void TestTerminalView::aTripleClickSelectsALine()
{
    feed(QByteArray(60, 'x') + "\r\nnext");
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(1, 3));
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(1, 3));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(1, 3));
    QCOMPARE(m_view->selectedText(), QString(60, u'x'));
}

void TestTerminalView::altSelectsABlock()
{
    feed("abcdef\r\nghijkl\r\nmn");
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, Qt::AltModifier, pointAt(0, 1));
    QTest::mouseMove(m_view->viewport(), pointAt(2, 4));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, Qt::AltModifier, pointAt(2, 4));
    QCOMPARE(m_view->selectedText(), u"bcd\nhij\nn"_s);
}

void TestTerminalView::aSelectionStaysWithItsText()
{
    feed("keep me\r\n");
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 1));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 1));
    for (int i = 0; i < 30; ++i)
        feed(QByteArray::number(i) + "\r\n");
    QCOMPARE(m_view->selectedText(), u"keep"_s);
    resizeTo(60, 8);
    QTRY_COMPARE(m_terminal->screen().size().columns, 60);
    QCOMPARE(m_view->selectedText(), u"keep"_s);
}

void TestTerminalView::copyJoinsTheRowsOfALine()
{
    feed(QByteArray(45, 'a') + "\r\nb  \r\n");
    m_view->selectAll();
    QCOMPARE(m_view->selectedText().trimmed(), QString(45, u'a') + u"\nb"_s);
}

void TestTerminalView::everythingIsSelectedAndCopied()
{
    for (int i = 0; i < 5000; ++i)
        m_terminal->feed(QByteArray::number(i) + "\r\n");
    QTRY_VERIFY(m_view->page().scrollbackEnd() == 4991);
    key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const auto lines = [] { return QGuiApplication::clipboard()->text().trimmed().split(u'\n'); };
    QTRY_COMPARE(lines().size(), 5000);
    QCOMPARE(lines().last(), u"4999"_s);
}

// --- pasting and the mouse --------------------------------------------------------------------

void TestTerminalView::bracketedPasteAsksNothing()
{
    QSignalSpy asked(m_view.get(), &TerminalView::pasteQuestionAsked);
    feed("\033[?2004h");
    m_view->pasteText(u"one\ntwo\x1b"_s);
    QCOMPARE(asked.size(), 0);
    QCOMPARE(m_terminal->takeInput(), "\033[200~one\rtwo\033[201~");
}

void TestTerminalView::aPasteOfLinesIsAskedAbout()
{
    QSignalSpy asked(m_view.get(), &TerminalView::pasteQuestionAsked);
    m_view->pasteText(u"plain"_s);
    QCOMPARE(m_terminal->takeInput(), "plain");
    m_view->pasteText(u"rm -r x\n"_s);
    QCOMPARE(asked.size(), 1);
    QVERIFY(m_terminal->takeInput().isEmpty());
    m_view->pasteAnyway();
    QCOMPARE(m_terminal->takeInput(), "rm -r x\r");
    m_view->pasteAnyway();
    QVERIFY(m_terminal->takeInput().isEmpty());
    m_view->pasteText(u"a\x03"_s);
    QCOMPARE(asked.size(), 2);
    m_view->forgetPaste();
    m_view->pasteAnyway();
    QVERIFY(m_terminal->takeInput().isEmpty());
}

void TestTerminalView::middleClickPastes()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->setText(u"word"_s);
    if (clipboard->supportsSelection())
        clipboard->setText(u"word"_s, QClipboard::Selection);
    QTest::mouseClick(m_view->viewport(), Qt::MiddleButton, {}, pointAt(0, 0));
    QCOMPARE(m_terminal->takeInput(), "word");
}

void TestTerminalView::theMouseIsReported()
{
    feed("\033[?1002;1006h");
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(2, 5));
    QCOMPARE(m_terminal->takeInput(), "\033[<0;6;3M");
    QTest::mouseMove(m_view->viewport(), pointAt(3, 6));
    QCOMPARE(m_terminal->takeInput(), "\033[<32;7;4M");
    QTest::mouseMove(m_view->viewport(), pointAt(3, 6) + QPoint(1, 0));
    QVERIFY(m_terminal->takeInput().isEmpty());
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(3, 6));
    QCOMPARE(m_terminal->takeInput(), "\033[<0;7;4m");
    turnWheel(1);
    QCOMPARE(m_terminal->takeInput(), "\033[<64;3;2M");
    QVERIFY(!m_view->hasSelection());
}

void TestTerminalView::shiftKeepsTheMouse()
{
    feed("\033[?1000;1006hsome text");
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(0, 0));
    QTest::mouseMove(m_view->viewport(), pointAt(0, 4));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(0, 4));
    QVERIFY(m_terminal->takeInput().isEmpty());
    QCOMPARE(m_view->selectedText(), u"some"_s);
}

void TestTerminalView::theWheelTurnsIntoKeysOnTheAlternateScreen()
{
    feed("\033[?1049h");
    turnWheel(-1);
    QCOMPARE(m_terminal->takeInput(), "\033[B\033[B\033[B");
    feed("\033[?1h");
    turnWheel(1);
    QCOMPARE(m_terminal->takeInput(), "\033OA\033OA\033OA");
}

// --- links ------------------------------------------------------------------------------------

void TestTerminalView::oscLinksOpen()
{
    QSignalSpy opened(m_view.get(), &TerminalView::linkActivated);
    feed("go \033]8;;https://example.org/x\033\\here\033]8;;\033\\ now");
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(0, 4));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.front().front().toUrl(), QUrl(u"https://example.org/x"_s));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(0, 9));
    QCOMPARE(opened.size(), 1);
}

void TestTerminalView::unsafeLinksDoNotOpen()
{
    QSignalSpy opened(m_view.get(), &TerminalView::linkActivated);
    feed("\033]8;;javascript:alert(1)\033\\here\033]8;;\033\\"
         "\033]8;;file://elsewhere/etc/passwd\033\\there\033]8;;\033\\");
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(0, 1));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(0, 6));
    QCOMPARE(opened.size(), 0);
}

void TestTerminalView::addressesAreRecognised()
{
    QSignalSpy opened(m_view.get(), &TerminalView::linkActivated);
    feed(QByteArray(30, '.') + " https://example.org/path/of/some/length.");
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(1, 3));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.front().front().toUrl(), QUrl(u"https://example.org/path/of/some/length"_s));
}

// --- the rest ---------------------------------------------------------------------------------

void TestTerminalView::zoomChangesTheSize()
{
    const int columns = m_view->roomSize().columns;
    key(Qt::Key_Plus, Qt::ControlModifier | Qt::ShiftModifier, u"+"_s);
    key(Qt::Key_Plus, Qt::ControlModifier | Qt::ShiftModifier, u"+"_s);
    QTRY_VERIFY(m_terminal->screen().size().columns < columns);
    key(Qt::Key_0, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(m_terminal->screen().size().columns, columns);
}

void TestTerminalView::theBellIsSeen()
{
    const QImage before = m_view->viewport()->grab().toImage();
    m_terminal->feed("\a");
    QVERIFY(m_view->viewport()->grab().toImage() != before);
    QTRY_VERIFY(m_view->viewport()->grab().toImage() == before);
}

void TestTerminalView::accessibleTextIsThePage()
{
    feed("first\r\n火x\r\n");
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(accessible);
    QCOMPARE(accessible->role(), QAccessible::Terminal);
    QAccessibleTextInterface *text = accessible->textInterface();
    QVERIFY(text);
    QVERIFY(text->text(0, text->characterCount()).startsWith(u"first\n火x\n\n"_s));
    QCOMPARE(text->cursorPosition(), 9);
    QCOMPARE(text->characterRect(7).topLeft(),
             m_view->viewport()->mapToGlobal(m_view->cellRect(1, 2).topLeft()));
    const QPoint inside = m_view->viewport()->mapToGlobal(m_view->cellRect(0, 3).center());
    QCOMPARE(text->offsetAtPoint(inside), 3);
    text->setSelection(0, 1, 8);
    QCOMPARE(m_view->selectedText(), u"irst\n火x"_s);
    int start = 0;
    int end = 0;
    text->selection(0, &start, &end);
    QCOMPARE(start, 1);
    QCOMPARE(end, 8);
}

QTEST_MAIN(TestTerminalView)
#include "tst_terminalview.moc"
