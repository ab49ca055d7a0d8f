// SPDX-License-Identifier: MIT
#include "terminalprobe.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestTerminalResize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreBrokenAnew();
    void backAndForthGivesTheSameScreen();
    void theCursorStaysInItsLine_data();
    void theCursorStaysInItsLine();
    void wideCharactersAreNotCut();
    void rowsAboveTheCursorLeave();
    void blankRowsBelowTheCursorGoFirst();
    void moreRowsAreBlank();
    void stylesGoWithTheText();
    void theAlternateScreenIsCut();
    void thePrimaryScreenIsBrokenAnewBehindTheAlternate();
    void marginsAreGone();
    void savedCursorsStayOnTheScreen();
    void wrapsAfterAResize();
    void sizesAreBounded();
    void anySizeAtAnyTime();
};

void TestTerminalResize::linesAreBrokenAnew()
{
    TerminalProbe probe({.rows = 6, .columns = 10});
    probe.screen.feed("0123456789abcde\r\nshort\r\n");
    probe.screen.resize({.rows = 6, .columns = 6});
    QCOMPARE(probe.rows(), (QStringList{u"012345"_s, u"6789ab"_s, u"cde"_s, u"short"_s}));
    QCOMPARE(probe.screen.text(), u"0123456789abcde\nshort\n"_s);
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 4, .column = 0}));
    probe.screen.resize({.rows = 6, .columns = 20});
    QCOMPARE(probe.rows(), (QStringList{u"0123456789abcde"_s, u"short"_s}));
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 2, .column = 0}));
}

void TestTerminalResize::backAndForthGivesTheSameScreen()
{
    TerminalProbe probe({.rows = 20, .columns = 40});
    probe.screen.feed("one\r\n\r\n  \033[31mtwo\033[0m of them, and more than one row "
                      "takes\r\n日本語日本語\r\n$ ");
    const QString before = probe.everything();
    for (int columns = 39; columns >= 8; --columns)
        probe.screen.resize({.rows = 20, .columns = columns});
    QCOMPARE(probe.screen.rowsLeft(), 0);
    probe.screen.resize({.rows = 20, .columns = 40});
    QCOMPARE(probe.everything(), before);
}

void TestTerminalResize::theCursorStaysInItsLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("columns");
    QTest::addColumn<TerminalPosition>("cursor");
    const auto row = [](const char *name, QByteArray bytes, int columns, TerminalPosition cursor) {
        QTest::newRow(name) << bytes << columns << cursor;
    };
    row("within", "abcdefgh\033[1;7H", 4, {1, 2});
    row("at the end", "abcdef", 4, {1, 2});
    row("behind the end of a full row", "abcd", 4, {0, 3});
    row("in the second row", "0123456789abcd", 20, {0, 14});
    row("right of the text", "ab\033[1;9H", 4, {0, 3});
    row("below the text", "ab\033[4;1H", 4, {3, 0});
    row("below long lines", "0123456789\r\n0123456789\r\n", 5, {4, 0});
}

void TestTerminalResize::theCursorStaysInItsLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, columns);
    QFETCH(TerminalPosition, cursor);
    TerminalProbe probe({.rows = 6, .columns = 10});
    probe.screen.feed(bytes);
    probe.screen.resize({.rows = 6, .columns = columns});
    QCOMPARE(probe.screen.cursor().position.row, cursor.row);
    QCOMPARE(probe.screen.cursor().position.column, cursor.column);
}

void TestTerminalResize::wideCharactersAreNotCut()
{
    TerminalProbe probe({.rows = 4, .columns = 6});
    probe.screen.feed("日本語");
    probe.screen.resize({.rows = 4, .columns = 5});
    QCOMPARE(probe.rows(), (QStringList{u"日本"_s, u"語"_s}));
    probe.screen.resize({.rows = 4, .columns = 2});
    QCOMPARE(probe.rows(), (QStringList{u"日"_s, u"本"_s, u"語"_s}));
    probe.screen.resize({.rows = 4, .columns = 6});
    QCOMPARE(probe.rows(), QStringList{u"日本語"_s});
}

void TestTerminalResize::rowsAboveTheCursorLeave()
{
    TerminalProbe probe({.rows = 4, .columns = 10});
    probe.screen.feed("1\r\n2\r\n3\r\n4");
    probe.screen.resize({.rows = 2, .columns = 10});
    QCOMPARE(probe.text(), u"1\n2\n"_s);
    QCOMPARE(probe.rows(), (QStringList{u"3"_s, u"4"_s}));
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 1, .column = 1}));
    QCOMPARE(probe.screen.rowsLeft(), 2);
}

void TestTerminalResize::blankRowsBelowTheCursorGoFirst()
{
    TerminalProbe probe({.rows = 4, .columns = 10});
    probe.screen.feed("1\r\n2");
    probe.screen.resize({.rows = 2, .columns = 10});
    QCOMPARE(probe.endRow(), 0);
    QCOMPARE(probe.rows(), (QStringList{u"1"_s, u"2"_s}));
}

void TestTerminalResize::moreRowsAreBlank()
{
    TerminalProbe probe({.rows = 2, .columns = 10});
    probe.screen.feed("1\r\n2\r\n3");
    probe.screen.resize({.rows = 4, .columns = 10});
    QCOMPARE(probe.rows(), (QStringList{u"2"_s, u"3"_s}));
    probe.screen.feed("\r\n4\r\n5");
    QCOMPARE(probe.rows(), (QStringList{u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
}

void TestTerminalResize::stylesGoWithTheText()
{
    TerminalProbe probe({.rows = 4, .columns = 10});
    probe.screen.feed("ab\033[31mcdef\033[0mgh");
    probe.screen.resize({.rows = 4, .columns = 4});
    QCOMPARE(probe.screen.row(0).bytes(), QByteArray("ab\033[0;31mcd\033[m"));
    QCOMPARE(probe.screen.row(1).bytes(), QByteArray("\033[0;31mef\033[mgh"));
}

void TestTerminalResize::theAlternateScreenIsCut()
{
    TerminalProbe probe({.rows = 3, .columns = 10});
    probe.screen.feed("\033[?1049h\033[H0123456789abc\r\nd");
    probe.screen.resize({.rows = 2, .columns = 5});
    QCOMPARE(probe.rows(), (QStringList{u"01234"_s, u"abc"_s}));
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 1, .column = 1}));
    QCOMPARE(probe.endRow(), 0);
}

void TestTerminalResize::thePrimaryScreenIsBrokenAnewBehindTheAlternate()
{
    TerminalProbe probe({.rows = 6, .columns = 10});
    probe.screen.feed("0123456789\r\n$ \033[?1049h\033[5;5Halt");
    probe.screen.resize({.rows = 6, .columns = 5});
    probe.screen.feed("\033[?1049l");
    QCOMPARE(probe.rows(), (QStringList{u"01234"_s, u"56789"_s, u"$ "_s}));
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 2, .column = 2}));
}

void TestTerminalResize::marginsAreGone()
{
    TerminalProbe probe({.rows = 10, .columns = 10});
    probe.screen.feed("\033[8;10r\033[10;1H");
    probe.screen.resize({.rows = 3, .columns = 10});
    probe.screen.feed("1\r\n2\r\n3\r\n4\r\n5");
    QCOMPARE(probe.rows(), (QStringList{u"3"_s, u"4"_s, u"5"_s}));
}

void TestTerminalResize::savedCursorsStayOnTheScreen()
{
    TerminalProbe probe({.rows = 10, .columns = 10});
    probe.screen.feed("\033[10;10H\0337\033[H");
    probe.screen.resize({.rows = 2, .columns = 3});
    probe.screen.feed("\0338X");
    QCOMPARE(probe.screen.cursor().position, (TerminalPosition{.row = 1, .column = 2}));
    QCOMPARE(probe.rows().last(), u"  X"_s);
}

void TestTerminalResize::wrapsAfterAResize()
{
    TerminalProbe probe({.rows = 3, .columns = 10});
    probe.screen.resize({.rows = 3, .columns = 4});
    probe.screen.feed("abcdef");
    QCOMPARE(probe.rows(), (QStringList{u"abcd"_s, u"ef"_s}));
    probe.screen.resize({.rows = 3, .columns = 20});
    probe.screen.feed("ghijklmnopqrstuvwxyz");
    QCOMPARE(probe.rows(), (QStringList{u"abcdefghijklmnopqrst"_s, u"uvwxyz"_s}));
}

void TestTerminalResize::sizesAreBounded()
{
    TerminalProbe probe;
    probe.screen.resize({.rows = 0, .columns = -5});
    QCOMPARE(probe.screen.size(), TerminalScreen::SmallestSize);
    probe.screen.feed("日本é0\r\nabc\033[9;9H\033[@\033[P\t\033[Z");
    probe.screen.resize({.rows = 1'000'000'000, .columns = 1'000'000'000});
    QCOMPARE(probe.screen.size(), TerminalScreen::LargestSize);
    QCOMPARE(TerminalProbe({.rows = -1, .columns = 0}).screen.size(), TerminalScreen::SmallestSize);
}

void TestTerminalResize::anySizeAtAnyTime()
{
    TerminalProbe probe;
    const QByteArray steps[] = {
        "0123456789日本語e\u0301", "\033[2;4r\033[?6h", "\033[?1049hxyz",
        "\0337\r\n\n\n",           "\033[?1049l\0338",  "\033[31m\033[99;99H\033[2;2H\033[L\033[M"};
    for (int i = 0; i < 3000; ++i) {
        probe.screen.feed(steps[i % 6]);
        probe.screen.resize({.rows = 1 + i * 7 % 31, .columns = 2 + i * 11 % 53});
        const TerminalPosition cursor = probe.screen.cursor().position;
        const TerminalSize size = probe.screen.size();
        QVERIFY(cursor.row >= 0 && cursor.row < size.rows);
        QVERIFY(cursor.column >= 0 && cursor.column < size.columns);
    }
}

QTEST_GUILESS_MAIN(TestTerminalResize)
#include "tst_terminalresize.moc"
