// SPDX-License-Identifier: MIT
#include "terminalprobe.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestTerminalEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionsAreAnswered_data();
    void questionsAreAnswered();
    void titleIsTold();
    void bellRings();
    void modesAreTold_data();
    void modesAreTold();
    void modesEndWithAReset();
    void linksBelongToCells();
    void linksLeaveWithTheirRows();
    void clipboardIsAskedForAndNotTouched();
    void marksHaveTheirPlaces();
    void eventsComeWhereverTheyAreCut();
};

void TestTerminalEvents::questionsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, QByteArray question, QByteArray answer) {
        QTest::newRow(name) << question << answer;
    };
    row("DSR", "\033[5n", "\033[0n");
    row("CPR", "\033[3;4H\033[6n", "\033[3;4R");
    row("DECXCPR", "\033[3;4H\033[?6n", "\033[?3;4R");
    row("DA", "\033[c", "\033[?1;2c");
    row("DA with a number", "\033[0c", "\033[?1;2c");
    row("DA2", "\033[>c", "\033[>0;100;0c");
    row("two at once", "\033[5n\033[6n", "\033[0n\033[1;1R");
    row("DECRQM of a set mode", "\033[?2004h\033[?2004$p", "\033[?2004;1$y");
    row("DECRQM of a reset mode", "\033[?1000$p", "\033[?1000;2$y");
    row("DECRQM of an unknown mode", "\033[?4711$p", "\033[?4711;0$y");
    row("DECRQSS of the margins", "\033[2;4r\033P$qr\033\\", "\033P1$r2;4r\033\\");
    row("DECRQSS of the cursor", "\033[6 q\033P$q q\033\\", "\033P1$r6 q\033\\");
    row("DECRQSS of the protection", "\033P$q\"q\033\\", "\033P1$r2\"q\033\\");
    row("DECRQSS of the unknown", "\033P$qzz\033\\", "\033P0$r\033\\");
    row("what is no question", "\033[1n\033P+q1234\033\\\033[?c", "");
}

void TestTerminalEvents::questionsAreAnswered()
{
    QFETCH(QByteArray, question);
    QFETCH(QByteArray, answer);
    TerminalProbe probe;
    probe.screen.feed(question);
    QCOMPARE(probe.answers, answer);
}

void TestTerminalEvents::titleIsTold()
{
    TerminalProbe probe;
    probe.screen.feed("\033]0;one\a\033]2;zwei ä\033\\\033]2;zwei ä\033\\\033]1;icon\a");
    QCOMPARE(probe.titles, (QStringList{u"one"_s, u"zwei ä"_s}));
    QCOMPARE(probe.screen.title(), u"zwei ä"_s);
    probe.screen.feed("\033]2;a\nb\tc\x01\a");
    QCOMPARE(probe.screen.title(), u"abc"_s);
    probe.screen.feed("\033]2;" + QByteArray(100'000, 'x') + '\a');
    QCOMPARE(probe.screen.title().size(), 1024);
    QCOMPARE(probe.rows(), QStringList());
}

void TestTerminalEvents::bellRings()
{
    TerminalProbe probe;
    probe.screen.feed("a\ab\a\033]0;t\a");
    QCOMPARE(probe.bells, 2);
}

void TestTerminalEvents::modesAreTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<TerminalModes>("modes");
    const auto row = [](const char *name, QByteArray bytes, TerminalModes modes) {
        QTest::newRow(name) << bytes << modes;
    };
    row("none", "", {});
    row("1000", "\033[?1000h", {.mouse = MouseReporting::Buttons});
    row("1002", "\033[?1002h", {.mouse = MouseReporting::Drags});
    row("1003", "\033[?1003h", {.mouse = MouseReporting::Motion});
    row("1003 and off", "\033[?1003h\033[?1003l", {});
    row("1006", "\033[?1006h", {.sgrMouse = true});
    row("several in one", "\033[?1000;1006;2004h",
        {.mouse = MouseReporting::Buttons, .sgrMouse = true, .bracketedPaste = true});
    row("1004", "\033[?1004h", {.focusEvents = true});
    row("2004", "\033[?2004h", {.bracketedPaste = true});
    row("2004 and off", "\033[?2004h\033[?2004l", {});
    row("DECCKM", "\033[?1h", {.applicationCursorKeys = true});
    row("DECKPAM", "\033=", {.applicationKeypad = true});
    row("DECKPNM", "\033=\033>", {});
    row("DECNKM", "\033[?66h", {.applicationKeypad = true});
    row("LNM", "\033[20h", {.returnSendsLineFeed = true});
    row("DECSCNM", "\033[?5h", {.reverseVideo = true});
    row("DECSCNM and off", "\033[?5h\033[?5l", {});
    row("1049", "\033[?1049h", {.alternateScreen = true});
    row("not private", "\033[1000;2004h", {});
}

void TestTerminalEvents::modesAreTold()
{
    QFETCH(QByteArray, bytes);
    QFETCH(TerminalModes, modes);
    TerminalProbe probe;
    probe.screen.feed(bytes);
    QCOMPARE(probe.screen.modes(), modes);
}

void TestTerminalEvents::modesEndWithAReset()
{
    TerminalProbe probe;
    probe.screen.feed("\033[?1;5;1003;1004;1006;2004;1049h\033[20h\033=\033c");
    QCOMPARE(probe.screen.modes(), TerminalModes{});
}

void TestTerminalEvents::linksBelongToCells()
{
    TerminalProbe probe({.rows = 5, .columns = 20});
    probe.screen.feed(
        "a\033]8;;http://x.org/;1\033\\bc\033]8;;\033\\d\033]8;id=7;file:///y\ae\033]8;;\af");
    const TerminalRow row = probe.screen.row(0);
    QCOMPARE(row.text(), u"abcdef"_s);
    QCOMPARE(row.link(0), QByteArray());
    QCOMPARE(row.link(1), QByteArray("http://x.org/;1"));
    QCOMPARE(row.cell(1).link, row.cell(2).link);
    QCOMPARE(row.link(3), QByteArray());
    QCOMPARE(row.link(4), QByteArray("file:///y"));
    QCOMPARE(row.link(5), QByteArray());
    // One that is too long is none, and ends the one before.
    probe.screen.feed("\r\n\033]8;;http://x\ag\033]8;;http://" + QByteArray(3000, 'x') + "\ah");
    QCOMPARE(probe.screen.row(1).link(0), QByteArray("http://x"));
    QCOMPARE(probe.screen.row(1).link(1), QByteArray());
}

void TestTerminalEvents::linksLeaveWithTheirRows()
{
    struct Listener final : TerminalListener
    {
        void rowLeft(const TerminalRow &row) override { links += row.link(0); }
        QByteArrayList links;
    } listener;
    TerminalScreen screen({.rows = 2, .columns = 10}, &listener);
    screen.feed("\033]8;;http://x\ax\r\n\033]8;;\ay\r\nz\r\n");
    QCOMPARE(listener.links, (QByteArrayList{"http://x", ""}));
}

void TestTerminalEvents::clipboardIsAskedForAndNotTouched()
{
    TerminalProbe probe;
    probe.screen.feed("\033]52;c;aGVsbG8=\a\033]52;p;?\033\\\033]52;;!\a\033]52;s0;\a\033]52;c\a");
    using Kind = ClipboardRequest::Kind;
    QCOMPARE(probe.clipboard,
             (QList<ClipboardRequest>{
                 {.kind = Kind::Set, .selections = "c", .data = "hello"},
                 {.kind = Kind::Read, .selections = "p"},
                 {.kind = Kind::Clear, .selections = ""},
                 {.kind = Kind::Clear, .selections = "s0"},
             }));
    QCOMPARE(probe.answers, QByteArray());
}

void TestTerminalEvents::marksHaveTheirPlaces()
{
    TerminalProbe probe;
    probe.screen.feed(
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n\033]133;A;k=i\a$ \033]133;B\als\r\n\033]133;C\aout\r\n"
        "\033]133;D;2\a\033]133;D\a\033]133;Z\a\033]133;AB\a");
    using Kind = PromptMark::Kind;
    QCOMPARE(probe.marks,
             (QList<PromptMark>{
                 {.kind = Kind::PromptStart, .row = 6, .column = 0},
                 {.kind = Kind::CommandStart, .row = 6, .column = 2},
                 {.kind = Kind::OutputStart, .row = 7, .column = 0},
                 {.kind = Kind::CommandEnd, .row = 8, .column = 0, .returncode = 2},
                 {.kind = Kind::CommandEnd, .row = 8, .column = 0},
             }));
    QCOMPARE(probe.screen.row(static_cast<int>(6 - probe.screen.rowsLeft())).text(), u"$ ls"_s);
    probe.screen.feed("\033[?1049h\033]133;A\a");
    QCOMPARE(probe.marks.size(), 5);
}

void TestTerminalEvents::eventsComeWhereverTheyAreCut()
{
    const QByteArray bytes =
        "\033]0;täst\033\\\033]52;c;aGVsbG8=\a\033[6n\033P$qm\033\\\033]133;D;1\a"
        "\033]8;;http://a\033\\x\a\033[?1000;1006h";
    TerminalProbe whole;
    whole.screen.feed(bytes);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        TerminalProbe probe;
        probe.screen.feed(bytes.first(cut));
        probe.screen.feed(bytes.sliced(cut));
        QCOMPARE(probe.everything(), whole.everything());
        QCOMPARE(probe.clipboard, whole.clipboard);
        QCOMPARE(probe.marks, whole.marks);
    }
}

QTEST_GUILESS_MAIN(TestTerminalEvents)
#include "tst_terminalevents.moc"
