// SPDX-License-Identifier: MIT
#include "terminal/terminalsnapshot.h"
#include "terminalprobe.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

struct Sequence
{
    const char *name;
    QByteArray bytes;
    QStringList rows; ///< of a screen with 5 rows and 10 columns
    TerminalPosition cursor;
};

/// Five rows of letters, the cursor at the top left.
const QByteArray Letters =
    "aaaaaaaaaa\r\nbbbbbbbbbb\r\ncccccccccc\r\ndddddddddd\r\neeeeeeeeee\033[H";

QList<Sequence> sequences()
{
    return {
        // Text and control characters
        {"text", "hello", {u"hello"_s}, {0, 5}},
        {"carriage return", "hello\rj", {u"jello"_s}, {0, 1}},
        {"line feed keeps the column", "ab\ncd", {u"ab"_s, u"  cd"_s}, {1, 4}},
        {"vertical tab and form feed", "a\vb\fc", {u"a"_s, u" b"_s, u"  c"_s}, {2, 3}},
        {"backspace", "abc\b\bX", {u"aXc"_s}, {0, 2}},
        {"backspace stops at the edge", "\b\b\bX", {u"X"_s}, {0, 1}},
        {"tab", "a\tb", {u"a       b"_s}, {0, 9}},
        {"tab stops at the edge", "\t\t\tX", {u"         X"_s}, {0, 9}},
        {"NUL and DEL do nothing",
         QByteArray("a\0\x7f"
                    "b",
                    4),
         {u"ab"_s},
         {0, 2}},
        {"a line that is full waits", "0123456789", {u"0123456789"_s}, {0, 9}},
        {"a line that is too long goes on", "0123456789X", {u"0123456789"_s, u"X"_s}, {1, 1}},
        {"a full line and a line end", "0123456789\r\nX", {u"0123456789"_s, u"X"_s}, {1, 1}},
        {"no wrap", "\033[?7l0123456789XY", {u"012345678Y"_s}, {0, 9}},
        {"wrap again", "\033[?7l\033[?7h0123456789X", {u"0123456789"_s, u"X"_s}, {1, 1}},
        {"scrolling",
         "1\r\n2\r\n3\r\n4\r\n5\r\n6",
         {u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s},
         {4, 1}},
        {"wrapping at the foot",
         "\033[5;1H0123456789X",
         {u""_s, u""_s, u""_s, u"0123456789"_s, u"X"_s},
         {4, 1}},
        {"new line mode", "\033[20hab\nc", {u"ab"_s, u"c"_s}, {1, 1}},
        {"new line mode off", "\033[20h\033[20lab\nc", {u"ab"_s, u"  c"_s}, {1, 3}},

        // The cursor
        {"CUP", "\033[2;3HX", {u""_s, u"  X"_s}, {1, 3}},
        {"CUP without numbers", "abc\033[HX", {u"Xbc"_s}, {0, 1}},
        {"CUP with one number", "\033[3HX", {u""_s, u""_s, u"X"_s}, {2, 1}},
        {"CUP with zeros", "abc\033[0;0HX", {u"Xbc"_s}, {0, 1}},
        {"CUP beyond the edge",
         "\033[99;99HX",
         {u""_s, u""_s, u""_s, u""_s, u"         X"_s},
         {4, 9}},
        {"HVP", "\033[2;3fX", {u""_s, u"  X"_s}, {1, 3}},
        {"CUU", "\033[3;3H\033[2AX", {u"  X"_s}, {0, 3}},
        {"CUU stops", "\033[3;3H\033[9AX", {u"  X"_s}, {0, 3}},
        {"CUD", "\033[2BX", {u""_s, u""_s, u"X"_s}, {2, 1}},
        {"CUF", "\033[3CX", {u"   X"_s}, {0, 4}},
        {"CUB", "abc\033[2DX", {u"aXc"_s}, {0, 2}},
        {"CNL", "abc\033[2EX", {u"abc"_s, u""_s, u"X"_s}, {2, 1}},
        {"CPL", "\033[3;3H\033[FX", {u""_s, u"X"_s}, {1, 1}},
        {"CHA", "abc\033[2GX", {u"aXc"_s}, {0, 2}},
        {"HPA", "abc\033[2`X", {u"aXc"_s}, {0, 2}},
        {"HPR", "a\033[2aX", {u"a  X"_s}, {0, 4}},
        {"HPB", "abc\033[2jX", {u"aXc"_s}, {0, 2}},
        {"VPA", "ab\033[3dX", {u"ab"_s, u""_s, u"  X"_s}, {2, 3}},
        {"VPR", "ab\033[2eX", {u"ab"_s, u""_s, u"  X"_s}, {2, 3}},
        {"VPB", "\033[4;1H\033[2kX", {u""_s, u"X"_s}, {1, 1}},
        {"CHT", "\033[IX", {u"        X"_s}, {0, 9}},
        {"CBT", "\033[10G\033[ZX", {u"        X"_s}, {0, 9}},
        {"HTS", "\033[4G\033H\r\tX", {u"   X"_s}, {0, 4}},
        {"TBC of one", "\033[9G\033[g\r\tX", {u"         X"_s}, {0, 9}},
        {"TBC of all", "\033[3g\r\tX", {u"         X"_s}, {0, 9}},
        {"DECSC and DECRC", "ab\0337\033[4;4HX\0338Y", {u"abY"_s, u""_s, u""_s, u"   X"_s}, {0, 3}},
        {"SCOSC and SCORC",
         "ab\033[s\033[4;4HX\033[uY",
         {u"abY"_s, u""_s, u""_s, u"   X"_s},
         {0, 3}},
        {"mode 1048",
         "ab\033[?1048h\033[4;4HX\033[?1048lY",
         {u"abY"_s, u""_s, u""_s, u"   X"_s},
         {0, 3}},
        {"DECRC alone goes home", "ab\0338Y", {u"Yb"_s}, {0, 1}},
        {"IND", "ab\033Dc", {u"ab"_s, u"  c"_s}, {1, 3}},
        {"NEL", "ab\033Ec", {u"ab"_s, u"c"_s}, {1, 1}},
        {"RI", "\033[2;1H\033MX", {u"X"_s}, {0, 1}},
        {"RI at the top scrolls down", "a\r\nb\033[H\033MX", {u"X"_s, u"a"_s, u"b"_s}, {0, 1}},

        // Erasing
        {"EL",
         Letters + "\033[2;4H\033[K",
         {u"aaaaaaaaaa"_s, u"bbb"_s, u"cccccccccc"_s, u"dddddddddd"_s, u"eeeeeeeeee"_s},
         {1, 3}},
        {"EL to the left", "abcde\033[3G\033[1K", {u"   de"_s}, {0, 2}},
        {"EL all", "abcde\033[3G\033[2K", {}, {0, 2}},
        {"ED", Letters + "\033[2;4H\033[J", {u"aaaaaaaaaa"_s, u"bbb"_s}, {1, 3}},
        {"ED upward",
         Letters + "\033[4;4H\033[1J",
         {u""_s, u""_s, u""_s, u"    dddddd"_s, u"eeeeeeeeee"_s},
         {3, 3}},
        {"ED all", Letters + "\033[4;4H\033[2J", {}, {3, 3}},
        {"ECH", "abcdef\033[2G\033[3X", {u"a   ef"_s}, {0, 1}},
        {"ECH beyond the edge", "abcdef\033[2G\033[99X", {u"a"_s}, {0, 1}},
        {"DECSC and the sets", "\033(0\0337\033(Bqq\0338q", {u"─q"_s}, {0, 1}},
        {"DECSC and the shift", "\033)0\016\0337\017aa\0338q\017b", {u"─b"_s}, {0, 2}},
        {"SS3 to ASCII", "\033O\xc3\xa4x", {u"äx"_s}, {0, 2}},
        {"SS3 to another set", "\033+0\033Oqq", {u"─q"_s}, {0, 2}},
        {"DECRC without DECSC", "\033(0q\0338q", {u"q"_s}, {0, 1}},
        {"DECSC and DECSCA", "a\033[1\"q\0337\033[0\"q\0338b\033[?2K", {u" b"_s}, {0, 2}},
        {"DECSCA and DECSEL", "a\033[1\"qb\033[0\"qc\033[?2K", {u" b"_s}, {0, 3}},
        {"DECSCA and DECSED", "a\033[1\"qb\033[2\"qc\033[?2J", {u" b"_s}, {0, 3}},
        {"EL takes what is protected", "a\033[1\"qb\033[2K", {}, {0, 2}},

        // Inserting and deleting
        {"ICH", "abcdef\033[2G\033[2@", {u"a  bcdef"_s}, {0, 1}},
        {"ICH pushes over the edge", "0123456789\033[2G\033[3@", {u"0   123456"_s}, {0, 1}},
        {"DCH", "abcdef\033[2G\033[2P", {u"adef"_s}, {0, 1}},
        {"DCH beyond the edge", "abcdef\033[2G\033[99P", {u"a"_s}, {0, 1}},
        {"IRM", "abc\033[4h\033[2GXY\033[4l\033[1GZ", {u"ZXYbc"_s}, {0, 1}},
        {"IL", "1\r\n2\r\n3\033[2;1H\033[L", {u"1"_s, u""_s, u"2"_s, u"3"_s}, {1, 0}},
        {"IL pushes over the edge",
         Letters + "\033[2;1H\033[3L",
         {u"aaaaaaaaaa"_s, u""_s, u""_s, u""_s, u"bbbbbbbbbb"_s},
         {1, 0}},
        {"DL", "1\r\n2\r\n3\033[2;1H\033[M", {u"1"_s, u"3"_s}, {1, 0}},
        {"DECIC", "abc\r\ndef\033[1;2H\033[2'}", {u"a  bc"_s, u"d  ef"_s}, {0, 1}},
        {"DECDC", "abc\r\ndef\033[1;2H\033['~", {u"ac"_s, u"df"_s}, {0, 1}},
        {"REP", "ab\033[3b", {u"abbbb"_s}, {0, 5}},
        {"REP wraps", "ab\033[10b", {u"abbbbbbbbb"_s, u"bb"_s}, {1, 2}},
        {"REP with nothing before", "\033[3b", {}, {0, 0}},

        // Scrolling
        {"SU", "1\r\n2\r\n3\033[S", {u"2"_s, u"3"_s}, {2, 1}},
        {"SD", "1\r\n2\r\n3\033[2T", {u""_s, u""_s, u"1"_s, u"2"_s, u"3"_s}, {2, 1}},
        {"DECSTBM goes home", "abc\033[2;3rX", {u"Xbc"_s}, {0, 1}},
        {"DECSTBM scrolls between the margins",
         Letters + "\033[2;4r\033[4;1H\nX",
         {u"aaaaaaaaaa"_s, u"cccccccccc"_s, u"dddddddddd"_s, u"X"_s, u"eeeeeeeeee"_s},
         {3, 1}},
        {"RI between the margins",
         Letters + "\033[2;4r\033[2;1H\033M",
         {u"aaaaaaaaaa"_s, u""_s, u"bbbbbbbbbb"_s, u"cccccccccc"_s, u"eeeeeeeeee"_s},
         {1, 0}},
        {"line feed below the margins",
         "\033[1;3r\033[5;1Ha\nb",
         {u""_s, u""_s, u""_s, u""_s, u"ab"_s},
         {4, 2}},
        {"margins upside down are not set",
         "\033[4;2r\033[5;1H\nX",
         {u""_s, u""_s, u""_s, u""_s, u"X"_s},
         {4, 1}},
        {"DECOM", "\033[2;4r\033[?6hX\033[9;9HY", {u""_s, u"X"_s, u""_s, u"        Y"_s}, {3, 9}},
        {"DECOM, saved and restored",
         "\033[2;4r\033[?6h\033[2;2H\0337\033[HX\0338Y",
         {u""_s, u"X"_s, u" Y"_s},
         {2, 2}},

        // Character sets
        {"line drawing", "\033(0lqk\033(Bq", {u"┌─┐q"_s}, {0, 4}},
        {"G1", "\033)0a\x0eq\x0fq", {u"a─q"_s}, {0, 3}},
        {"British", "\033(A#\033(B#", {u"£#"_s}, {0, 2}},
        {"single shift", "\033*0\033Nqq", {u"─q"_s}, {0, 2}},
        {"line drawing beside UTF-8", "\033(0éq\033(B", {u"é─"_s}, {0, 2}},

        // Unicode
        {"UTF-8", "äöü€", {u"äöü€"_s}, {0, 4}},
        {"invalid UTF-8",
         "a\xff"
         "b\xe2\x82"
         "c\xc0\x80"
         "d",
         {u"a\uFFFDb\uFFFDc\uFFFD\uFFFDd"_s},
         {0, 8}},
        {"surrogates and C1 controls in UTF-8",
         "\xed\xa0\x80"
         "a\xc2\x9b"
         "1b",
         {u"\uFFFD\uFFFD\uFFFDa\uFFFD1b"_s},
         {0, 7}},
        {"wide", "日本x", {u"日本x"_s}, {0, 5}},
        {"wide at the edge goes to the next row", "012345678日", {u"012345678"_s, u"日"_s}, {1, 2}},
        {"emoji", "😀x", {u"😀x"_s}, {0, 3}},
        {"combining", "e\u0301x", {u"e\u0301x"_s}, {0, 2}},
        {"combining at the edge", "012345678e\u0301x", {u"012345678e\u0301"_s, u"x"_s}, {1, 1}},
        {"combining after a colour", "e\033[31m\u0301x", {u"e\u0301x"_s}, {0, 2}},
        {"combining with nothing before", "\u0301x", {u"x"_s}, {0, 1}},
        {"combining after a line end", "a\r\n\u0301x", {u"a"_s, u"x"_s}, {1, 1}},
        {"joined emoji", "👩\u200d💻", {u"👩\u200d💻"_s}, {0, 4}},
        {"left half overwritten", "日本\033[1GX", {u"X 本"_s}, {0, 1}},
        {"right half overwritten", "日本\033[2GX", {u" X本"_s}, {0, 2}},
        {"a wide one over two halves", "日本\033[2G語", {u" 語"_s}, {0, 3}},
        {"half erased", "日本\033[2G\033[X", {u"  本"_s}, {0, 1}},
        {"half deleted", "日本x\033[2G\033[P", {u"  本x"_s.mid(1)}, {0, 1}},
        {"half pushed over the edge", "01234567日\033[1G\033[@", {u" 01234567"_s}, {0, 0}},

        // Shapes of sequences
        {"a sequence that is not known", "a\033[1;2;3yb\033[?999hc\033[>5wd", {u"abcd"_s}, {0, 4}},
        {"CAN ends a sequence",
         "a\033[3\x18"
         "Cb",
         {u"aCb"_s},
         {0, 3}},
        {"SUB ends a sequence",
         "a\033]0;t\x1a"
         "b",
         {u"ab"_s},
         {0, 2}},
        {"ESC begins another", "a\033[3\033[2Cb", {u"a  b"_s}, {0, 4}},
        {"controls within a sequence", "abc\033[\r2Cb", {u"abb"_s}, {0, 3}},
        {"UTF-8 ends a sequence", "a\033[3äb", {u"aäb"_s}, {0, 3}},
        {"strings show nothing",
         "a\033Pq123\033\\b\033_x\033\\c\033^y\033\\d\033Xz\033\\e",
         {u"abcde"_s},
         {0, 5}},
        {"a string ends with ESC", "a\033]0;t\033[2Cb", {u"a  b"_s}, {0, 4}},
        {"colons", "a\033[4:3mb\033[38:2::1:2:3mc", {u"abc"_s}, {0, 3}},
        {"too many intermediates", "a\033[1 !pb\033 !\"Fc", {u"abc"_s}, {0, 3}},

        // Screens
        {"DECALN", "\033#8\033[2;1H\033[J", {u"EEEEEEEEEE"_s}, {1, 0}},
        {"alternate screen", "main\033[?1049halt", {u"    alt"_s}, {0, 7}},
        {"alternate screen and back",
         "main\033[?1049h\033[3;3Halt\033[?1049l!",
         {u"main!"_s},
         {0, 5}},
        {"the alternate screen begins blank", "\033[?1049halt\033[?1049l\033[?1049h", {}, {0, 0}},
        {"modes 47 and 1047", "a\033[?47hb\033[?47lc\033[?1047hd\033[?1047l", {u"a c"_s}, {0, 4}},
        {"RIS", "abc\033[?6h\033[2;3r\033(0\033cq", {u"q"_s}, {0, 1}},
        {"RIS leaves the alternate screen", "abc\033[?1049hx\033cq", {u"q"_s}, {0, 1}},
        {"DECSTR takes the margins and the origin back",
         "abc\033[2;3r\033[?6h\033[2;2H\033[!p\033[5;1HX\r\nY",
         {u""_s, u""_s, u""_s, u"X"_s, u"Y"_s},
         {4, 1}},
        {"DECSTR takes the character sets back",
         "\033(0\033)0\x0e\033[!pq\x0eq",
         {u"qq"_s},
         {0, 2}},
        {"DECSTR leaves the tab stops", "\033[3g\033[4G\033H\033[!p\r\tX", {u"   X"_s}, {0, 4}},
        {"DECSTR", "abc\033[4h\033[?6h\033[2;3r\033[!p\033[1GX", {u"abc"_s, u"X"_s}, {1, 1}},
    };
}

} // namespace

class TestTerminalScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sequenceGivesScreen_data();
    void sequenceGivesScreen();
    void anyCutGivesTheSameScreen_data() { sequenceGivesScreen_data(); }
    void anyCutGivesTheSameScreen();
    void stylesAreKept_data();
    void stylesAreKept();
    void aRowAsBytesReadsBackAsItWas();
    void erasedCellsTakeTheBackground();
    void linesInBulkComeOutAsOthers_data();
    void linesInBulkComeOutAsOthers();
    void randomLinesInBulkComeOutAsOthers();
    void rowsLeaveInOrder();
    void longLinesLeaveJoined();
    void theAlternateScreenLeavesNothing();
    void scrollingBetweenMarginsLeavesNothing();
    void whatIsDeletedIsNoScrollback();
    void whatIsErasedAsAWholeLeaves_data();
    void whatIsErasedAsAWholeLeaves();
    void screensDrawnAgainAndAgainDoNotLeave();
    void scrollbackCanBeCleared();
    void cursorIsTold();
    void damageIsTheRowsThatChanged();
    void textJoinsRowsOfALine();
    void aSnapshotIsGoneBackTo_data() { sequenceGivesScreen_data(); }
    void aSnapshotIsGoneBackTo();
    void aSnapshotKeepsRowsAndSize();

private:
    static void compareBulk(const QByteArray &lines, TerminalSize size);
};

void TestTerminalScreen::sequenceGivesScreen_data()
{
    QTest::addColumn<int>("index");
    const QList<Sequence> all = sequences();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << i;
}

void TestTerminalScreen::sequenceGivesScreen()
{
    QFETCH(int, index);
    const Sequence sequence = sequences()[index];
    TerminalProbe probe;
    probe.screen.feed(sequence.bytes);
    QCOMPARE(probe.rows(), sequence.rows);
    QCOMPARE(probe.screen.cursor().position.row, sequence.cursor.row);
    QCOMPARE(probe.screen.cursor().position.column, sequence.cursor.column);
}

void TestTerminalScreen::anyCutGivesTheSameScreen()
{
    QFETCH(int, index);
    // Behind it, lines of the kind that takes a way of its own.
    const QByteArray bytes = sequences()[index].bytes
        + "\r\n\n\n\n\n\033[1mone\r\n\033[32mtwo\r\nlong long long\r\n";
    TerminalProbe whole;
    whole.screen.feed(bytes);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        TerminalProbe probe;
        probe.screen.feed(bytes.first(cut));
        probe.screen.feed(bytes.sliced(cut));
        QCOMPARE(probe.everything(), whole.everything());
    }
    TerminalProbe single;
    for (const char byte : bytes)
        single.screen.feed(QByteArrayView(&byte, 1));
    QCOMPARE(single.everything(), whole.everything());
}

void TestTerminalScreen::stylesAreKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sgr");
    const auto row = [](const char *name, QByteArray bytes, QByteArray sgr) {
        QTest::newRow(name) << bytes << sgr;
    };
    row("plain", "x", "0");
    row("bold", "\033[1mx", "0;1");
    row("dim", "\033[2mx", "0;2");
    row("italic", "\033[3mx", "0;3");
    row("underline", "\033[4mx", "0;4");
    row("double underline", "\033[21mx", "0;4");
    row("curly underline", "\033[4:3mx", "0;4");
    row("inverse", "\033[7mx", "0;7");
    row("hidden", "\033[8mx", "0;8");
    row("hidden off", "\033[8;28mx", "0");
    row("strike", "\033[9mx", "0;9");
    row("bold and dim off", "\033[1;2;3;22mx", "0;3");
    row("all at once", "\033[1;2;3;4;7;8;9mx", "0;1;2;3;4;7;8;9");
    row("all off again", "\033[1;2;3;4;7;8;9m\033[mx", "0");
    row("16 colours", "\033[31;42mx", "0;31;42");
    row("bright colours", "\033[91;102mx", "0;91;102");
    row("256 colours", "\033[38;5;208;48;5;17mx", "0;38;5;208;48;5;17");
    row("the first 16 of 256", "\033[38;5;9mx", "0;91");
    row("true colours", "\033[38;2;1;2;3;48;2;4;5;6mx", "0;38;2;1;2;3;48;2;4;5;6");
    row("true colours with colons", "\033[38:2::1:2:3mx", "0;38;2;1;2;3");
    row("default colours", "\033[31;42m\033[39;49mx", "0");
    row("DECSC and DECRC", "\033[31m\0337\033[32m\0338x", "0;31");
    row("each screen has a saved style", "\033[31m\033[?1049h\033[32m\0337\033[?1049lx", "0;31");
    row("DECSTR", "\033[31m\033[!px", "0");
    row("RIS", "\033[31m\033cx", "0");
    row("a private sequence is no style", "\033[>4;1m\033[?1mx", "0");
}

void TestTerminalScreen::stylesAreKept()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, sgr);
    TerminalProbe probe;
    probe.screen.feed(bytes);
    QCOMPARE(sgrParameters(probe.screen.row(0).cell(0).style), sgr);
    probe.screen.feed("\033P$qm\033\\");
    QCOMPARE(probe.answers, "\033P1$r" + sgr + "m\033\\");
}

void TestTerminalScreen::aRowAsBytesReadsBackAsItWas()
{
    TerminalProbe probe({.rows = 3, .columns = 40});
    probe.screen.feed("a\033[1;31mb日\033[0m e\u0301 \033[4;48;5;99m  \033[7mz\033[38;2;1;2;3m😀");
    const TerminalRow row = probe.screen.row(0);
    const StyledText direct = row.styledText();
    const StyledText readBack = styledText(row.bytes());
    QCOMPARE(readBack.text, direct.text);
    QCOMPARE(readBack.runs, direct.runs);
    QCOMPARE(readBack.endStyle, TextStyle{});
    QCOMPARE(direct.text, u"ab日 e\u0301   z😀"_s);
    QCOMPARE(direct.runs.size(), 4);
}

void TestTerminalScreen::erasedCellsTakeTheBackground()
{
    TerminalProbe probe;
    probe.screen.feed("\033[44mab\033[K\r\n\033[1;45m\033[X");
    const TextColor blue = TextColor::fromIndex(4);
    QCOMPARE(probe.screen.row(0).cell(9).style.background, blue);
    QCOMPARE(probe.screen.row(0).text(), u"ab        "_s);
    QCOMPARE(probe.screen.row(1).cell(0), TerminalCell::blankOn(TextColor::fromIndex(5)));
    QCOMPARE(probe.screen.row(1).cell(1), TerminalCell{});
    // What scrolls in does as well.
    probe.screen.feed("\033[5;1H\033[44m\n\033[0m");
    QCOMPARE(probe.screen.row(4).cell(3).style.background, blue);
}

/// Whole lines in the last row are written in bulk, others go through libvterm.
void TestTerminalScreen::compareBulk(const QByteArray &lines, TerminalSize size)
{
    TerminalProbe bulk(size);
    bulk.screen.feed(lines);
    TerminalProbe single(size);
    for (const char byte : lines)
        single.screen.feed(QByteArrayView(&byte, 1));
    QCOMPARE(bulk.everything(), single.everything());
    QCOMPARE(bulk.endRow(), single.endRow());
    for (qint64 i = 0; i < bulk.endRow(); ++i) {
        QCOMPARE(bulk.rowBytes(i), single.rowBytes(i));
        QCOMPARE(bulk.wraps(i), single.wraps(i));
    }
}

void TestTerminalScreen::linesInBulkComeOutAsOthers_data()
{
    QTest::addColumn<QByteArray>("lines");
    const auto row = [](const char *name, const QByteArray &lines) {
        QTest::newRow(name) << lines.split('\n').join("\r\n");
    };
    row("ASCII", "plain\n0123456789\n01234567890123456789\n\nend\n");
    row("colours",
        "\033[31mred\033[0m and \033[1mbold\nstill bold\n"
        "\033[44mblue for more than one row\033[49m\n\033[0m\n");
    row("links", "\033]8;;http://a\033\\link\n\033]8;;\033\\end\n");
    row("UTF-8", "äöü\näöüäöüäöüäöü\n日本\n日本日本日本日\nx日本日本日本日\n😀x😀\n");
    row("UTF-8, colours and a wide one at the edge", "\033[32m01234567日\033[41m8日9日\033[0m\n");
    row("marks", "e\u0301\n日e\u0301\n\u0301x\na\u200db\n");
    row("not UTF-8", "a\xff\n\xe2\x82\n\xed\xa0\x80\n\xc0\x80\n\xf5\x80\x80\x80\n\xc2\x9b\n");
    row("tabs", "\tx\na\tb\n\t\t\t\tx\n0123456\tx\n01234567\tx\n0123456789\tx\n日\tx\n");
    row("own tab stops", "\033[3g\033[4G\033H\n\tx\n\t\tx\n\033[!p\n\tx\n");
    row("tabs over what is there", "abcdefghij\r\t\n\033[42m\n\tx\n");
    row("EL",
        "abc\033[K\n\033[01;31m\033[Kmatch\033[m\033[K rest\n0123456789\033[K\n"
        "0123456789\033[Kx\n0123\033[K456789012\n\033[42mabc\033[K\n\033[0m\n");
    row("SCS", "\033(B\033[mabc\n0123456789\033(Bx\n012345678\033(B日\nq\033(0q\nq\n\033(Bq\n");
    row("SO", "q\033)0\nq\x0e\nq\nq\x0f\nq\n");
    row("single shift", "\033*0\n\033Nqq\nq\n");
    row("REP after a line", "日\n\033[2b\nx\t\n\033[2b\n");
}

void TestTerminalScreen::linesInBulkComeOutAsOthers()
{
    QFETCH(QByteArray, lines);
    for (const TerminalSize size :
         {TerminalSize{.rows = 1, .columns = 10}, TerminalSize{.rows = 1, .columns = 2},
          TerminalSize{.rows = 2, .columns = 11}, TerminalSize{.rows = 3, .columns = 80}})
        compareBulk("\r\n\r\n\r\n" + lines, size);
}

void TestTerminalScreen::randomLinesInBulkComeOutAsOthers()
{
    static const QByteArrayList Parts{
        "a",      "bcd",      "0123456789", "ä",          "€",       "日",   "😀",
        "\t",     "\033[K",   "\033(B",     "\033[1;31m", "\033[m",  "\r\n", "\r\n",
        "\u0301", "\033[44m", "\033[8m",    "x\r",        "\033[3D", "\r\n", "\xff",
    };
    QRandomGenerator random(99);
    for (int round = 0; round < 400; ++round) {
        QByteArray lines = "\r\n\r\n";
        for (int i = 0; i < 60; ++i)
            lines += Parts[random.bounded(Parts.size())];
        compareBulk(lines, {.rows = 1 + round % 2, .columns = 2 + random.bounded(20)});
        if (QTest::currentTestFailed())
            qFatal("%s", lines.toPercentEncoding().constData());
    }
}

void TestTerminalScreen::rowsLeaveInOrder()
{
    TerminalProbe probe;
    QString expected;
    for (int i = 0; i < 1000; ++i) {
        // Some in bulk, some not.
        const QString line = i % 7 == 0 ? u"é %1"_s.arg(i) : QString::number(i);
        probe.screen.feed(line.toUtf8() + "\r\n");
        expected += line + u'\n';
    }
    QCOMPARE(probe.text() + probe.screen.text(), expected);
    QCOMPARE(probe.endRow(), 996);
    QCOMPARE(probe.screen.rowsLeft(), 996);
}

void TestTerminalScreen::longLinesLeaveJoined()
{
    TerminalProbe probe;
    QString expected;
    for (int i = 0; i < 50; ++i) {
        const QString line = QString(i, i % 2 == 0 ? u'x' : u'é');
        probe.screen.feed(line.toUtf8() + "\r\n");
        expected += line + u'\n';
    }
    QCOMPARE(probe.text() + probe.screen.text(), expected);
}

void TestTerminalScreen::theAlternateScreenLeavesNothing()
{
    TerminalProbe probe;
    probe.screen.feed("\033[?1049h1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\né8\r\n");
    QCOMPARE(probe.endRow(), 0);
    QVERIFY(probe.screen.modes().alternateScreen);
    probe.screen.feed("\033[?1049l");
    QCOMPARE(probe.rows(), QStringList());
    QVERIFY(!probe.screen.modes().alternateScreen);
}

void TestTerminalScreen::scrollingBetweenMarginsLeavesNothing()
{
    TerminalProbe probe;
    probe.screen.feed(Letters + "\033[2;4r\033[4;1H\n\n");
    QCOMPARE(probe.endRow(), 0);
    // With the upper margin at the top, rows do leave.
    probe.screen.feed("\033[1;3r\033[3;1H\n");
    QCOMPARE(probe.text(), u"aaaaaaaaaa\n"_s);
}

void TestTerminalScreen::whatIsDeletedIsNoScrollback()
{
    TerminalProbe probe;
    probe.screen.feed(Letters + "\033[2M");
    QCOMPARE(probe.endRow(), 0);
    probe.screen.feed("\033[S");
    QCOMPARE(probe.text(), u"cccccccccc\n"_s);
}

void TestTerminalScreen::whatIsErasedAsAWholeLeaves_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("scrollback");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &scrollback) {
        QTest::newRow(name) << bytes << scrollback;
    };
    row("ED 2", "one\r\n\r\ntwo\033[2J", u"one\n\ntwo\n"_s);
    row("clear", "one\r\ntwo\r\n\033[H\033[2J", u"one\ntwo\n"_s);
    row("once", "one\r\n\033[H\033[2J\033[2J\033[H\033[2J", u"one\n"_s);
    row("nothing", "\033[H\033[2J", QString());
    row("colours are no text", "\033[41m\033[2J\033[2J\033[3;1H  \033[2J", QString());
    row("a full screen", "1\r\n2\r\n3\r\n4\r\n5\033[2J", u"1\n2\n3\n4\n5\n"_s);
    row("a long line", "0123456789abc\r\n\033[2J", u"0123456789abc\n"_s);
    row("a long line that had begun to leave", QByteArray(52, 'x') + "\033[2Jrest\r\n\033[2J",
        QString(52, u'x') + u"\n\n\n\n\n  rest\n"_s);
    row("RIS", "one\r\ntwo\033c", u"one\ntwo\n"_s);
    row("RIS from the alternate screen", "one\033[?1049halt\033c", u"one\n"_s);
    row("ED 2 of the alternate screen", "one\033[?1049halt\033[2J", QString());
    row("what the alternate screen hides", "one\033[?1049h\033[2J\033[?1049l\033[2J", u"one\n"_s);
    row("ED 0 from the first place", "one\033[H\033[J", QString());
    row("ED 1", "one\r\ntwo\033[1J", QString());
    row("EL 2", "one\033[2K", QString());
    row("DECSED 2", "one\033[?2J", QString());
}

void TestTerminalScreen::whatIsErasedAsAWholeLeaves()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, scrollback);
    TerminalProbe probe;
    probe.screen.feed(bytes);
    QCOMPARE(probe.text(), scrollback);
    QCOMPARE(probe.screen.rowsLeft(), probe.endRow());
}

/// As top and others draw: ED 2 once, then home, the rows anew, the rest of each erased.
void TestTerminalScreen::screensDrawnAgainAndAgainDoNotLeave()
{
    TerminalProbe probe;
    probe.screen.feed("$ top\r\n\033[?1h\033=\033[H\033[2J\033(B\033[m");
    for (int i = 0; i < 1000; ++i) {
        probe.screen.feed("\033[Hload " + QByteArray::number(i) + "\033[K\r\n\033[K\r\n"
                          + "tasks\033[K\r\n\033[J");
    }
    QCOMPARE(probe.text(), u"$ top\n"_s);
    QCOMPARE(probe.rows(), (QStringList{u"load 999"_s, u""_s, u"tasks"_s}));
}

void TestTerminalScreen::scrollbackCanBeCleared()
{
    TerminalProbe probe;
    probe.screen.feed("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n");
    QCOMPARE(probe.text(), u"1\n2\n"_s);
    probe.screen.feed("\033[3J");
    QCOMPARE(probe.clearings, 1);
    QCOMPARE(probe.text(), QString());
    QCOMPARE(probe.firstRow(), 2);
    QCOMPARE(probe.rows().first(), u"3"_s);
}

void TestTerminalScreen::cursorIsTold()
{
    TerminalProbe probe;
    QCOMPARE(probe.screen.cursor().shape, TerminalCursorShape::Block);
    QVERIFY(probe.screen.cursor().isVisible && probe.screen.cursor().blinks);
    probe.screen.feed("\033[4 q\033[?25l");
    QCOMPARE(probe.screen.cursor().shape, TerminalCursorShape::Underline);
    QVERIFY(!probe.screen.cursor().isVisible && !probe.screen.cursor().blinks);
    probe.screen.feed("\033[5 q\033[?25h");
    QCOMPARE(probe.screen.cursor().shape, TerminalCursorShape::Bar);
    QVERIFY(probe.screen.cursor().isVisible && probe.screen.cursor().blinks);
    probe.screen.feed("\033[?12l");
    QVERIFY(!probe.screen.cursor().blinks);
    probe.screen.feed("\033[0 q");
    QCOMPARE(probe.screen.cursor().shape, TerminalCursorShape::Block);
}

void TestTerminalScreen::damageIsTheRowsThatChanged()
{
    TerminalProbe probe;
    using Rows = QList<TerminalRows>;
    QCOMPARE(probe.screen.takeDamage(), (Rows{{.first = 0, .count = 5}}));
    QCOMPARE(probe.screen.takeDamage(), Rows());
    probe.screen.feed("a\033[2;1Hb\033[5;1Hc");
    QCOMPARE(probe.screen.takeDamage(), (Rows{{.first = 0, .count = 2}, {.first = 4, .count = 1}}));
    probe.screen.feed("\033[H\033[31m");
    QCOMPARE(probe.screen.takeDamage(), Rows());
    probe.screen.feed("\033[2;4r\033[4;1H\n");
    QCOMPARE(probe.screen.takeDamage(), (Rows{{.first = 1, .count = 3}}));
    probe.screen.feed("\033[r\033[5;1Hx\r\n");
    QCOMPARE(probe.screen.takeDamage(), (Rows{{.first = 0, .count = 5}}));
    probe.screen.feed("\033[?1049h");
    QCOMPARE(probe.screen.takeDamage(), (Rows{{.first = 0, .count = 5}}));
}

void TestTerminalScreen::textJoinsRowsOfALine()
{
    TerminalProbe probe;
    probe.screen.feed("0123456789abc\r\nd\r\n");
    QCOMPARE(probe.screen.text(), u"0123456789abc\nd\n"_s);
    QVERIFY(probe.screen.row(0).wraps());
    // No longer one line once its end is gone.
    probe.screen.feed("\033[1;5H\033[K");
    QCOMPARE(probe.screen.text(), u"0123\nabc\nd\n"_s);
}

/// At each place, and whatever comes then.
void TestTerminalScreen::aSnapshotIsGoneBackTo()
{
    QFETCH(int, index);
    const QByteArray bytes = sequences()[index].bytes;
    const QByteArray after =
        "x\tyé\033[2b\033[1;4Hq\ttab\u0301\r\n\n\n\n\n\n1\r\n\033[4;1H0123456789日"
        "\033[?6n\033[4$p\033[?7$p\033[?25$p\033P$qr\033\\\0338saved\x0fq";
    TerminalProbe whole;
    whole.screen.feed(bytes + after);
    int snapshots = 0;
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        TerminalProbe before;
        before.screen.feed(bytes.first(cut));
        const auto snapshot = before.screen.snapshot();
        if (!snapshot)
            continue;
        ++snapshots;
        TerminalProbe probe({.rows = 20, .columns = 30});
        probe.screen.feed("other\033[3;5r\033[?6h\033[4h\033(0\033[?1049h");
        probe.screen.restore(*snapshot);
        QCOMPARE(probe.screen.takeDamage(), (QList<TerminalRows>{{.first = 0, .count = 5}}));
        const QString restored = probe.shown();
        QCOMPARE(restored, before.shown());
        before.answers.clear();
        before.screen.feed(bytes.sliced(cut) + after);
        probe.answers.clear();
        probe.screen.feed(bytes.sliced(cut) + after);
        QCOMPARE(probe.shown(), before.shown());
        QCOMPARE(probe.answers, before.answers);
        QCOMPARE(probe.screen.rowsLeft(), whole.screen.rowsLeft());
    }
    QVERIFY(snapshots > 0); // of the blank screen
}

void TestTerminalScreen::aSnapshotKeepsRowsAndSize()
{
    TerminalProbe probe;
    probe.screen.feed("\033]8;;http://a\033\\1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n\033]0;title\ae\u0301");
    const auto snapshot = probe.screen.snapshot();
    QVERIFY(snapshot && snapshot->memoryBytes() > 0 && snapshot->memoryBytes() < 10'000);
    probe.screen.resize({.rows = 3, .columns = 40});
    probe.screen.feed("\033c");
    probe.screen.restore(*snapshot);
    QCOMPARE(probe.screen.size(), (TerminalSize{.rows = 5, .columns = 10}));
    QCOMPARE(probe.rows(), (QStringList{u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"e\u0301"_s}));
    QCOMPARE(probe.screen.row(0).link(0), "http://a");
    QCOMPARE(probe.screen.title(), u"title"_s);
    QCOMPARE(probe.screen.rowsLeft(), 2);
    // There is none in the midst of things.
    for (const char *bytes : {"\033[1", "\xe2\x82", "\033]0;x", "0123456789", "\033*0\033N"}) {
        TerminalProbe other;
        other.screen.feed(bytes);
        QVERIFY(!other.screen.snapshot());
    }
}

QTEST_GUILESS_MAIN(TestTerminalScreen)
#include "tst_terminalscreen.moc"
