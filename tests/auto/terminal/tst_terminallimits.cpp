// SPDX-License-Identifier: MIT
#include "terminalprobe.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

/// Bytes that are often the beginning of something.
QByteArray likelyBytes(QRandomGenerator &random, int count)
{
    static const QByteArrayList parts{
        "\033[", "\033]",  "\033P",     "\033",  "\033\\", "\a",   "?",       ";",     "0",
        "1",     "9",      "999999999", "h",     "l",      "m",    "r",       "H",     "J",
        "K",     "L",      "M",         "P",     "@",      "S",    "T",       "X",     "b",
        "\r\n",  "\n",     "\t",        "\b",    "abc",    "日",   "e\u0301", "😀",    "1049",
        "47",    "6",      "8;;",       "52;c;", "133;A",  "\xff", "\xe2",    "\0337", "\0338",
        "\033M", "\033(0", "\x0e",      "\033c", "!p",
    };
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes += parts[random.bounded(parts.size())];
    return bytes;
}

} // namespace

class TestTerminalLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void absurdNumbersDoNoHarm_data();
    void absurdNumbersDoNoHarm();
    void longStringsAreDropped_data();
    void longStringsAreDropped();
    void aLongClipboardIsKeptWithinLimits();
    void longParametersAreDropped();
    void marksOfACharacterAreBounded();
    void everyCharacterTakesItsPlace();
    void clustersAreUsedAgain();
    void linksAreUsedAgain();
    void historyIsBounded();
    void randomBytesCutAnywhere();
};

void TestTerminalLimits::absurdNumbersDoNoHarm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (char final = '@'; final <= '~'; ++final) {
        for (const char *form :
             {"\033[999999999%1", "\033[99999999999999999999999999%1", "\033[?999999999%1",
              "\033[0;999999999;999999999%1", "\033[-5%1", "\033[4294967295;2147483648%1",
              "\033[999999999 %1", "\033[999999999'%1", "\033[?999999999$%1", "\033[;;;;;;;;%1"}) {
            const QByteArray bytes = QByteArray(form).replace("%1", QByteArray(1, final));
            QTest::newRow(bytes.constData() + 1) << bytes;
        }
    }
}

void TestTerminalLimits::absurdNumbersDoNoHarm()
{
    QFETCH(QByteArray, bytes);
    TerminalProbe probe;
    for (const char *before :
         {"", "abc日本語e\u0301", "\033[2;4r\033[3;4H", "\033[?6h", "\033[4h\033[5;10H"}) {
        probe.screen.feed(before);
        probe.screen.feed(bytes);
        probe.screen.feed("x\r\n");
        const TerminalPosition cursor = probe.screen.cursor().position;
        QVERIFY(cursor.row >= 0 && cursor.row < 5 && cursor.column >= 0 && cursor.column < 10);
    }
}

void TestTerminalLimits::longStringsAreDropped_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("title") << QByteArray("\033]0;");
    QTest::newRow("unknown") << QByteArray("\033]777;");
    QTest::newRow("link") << QByteArray("\033]8;;");
    QTest::newRow("clipboard") << QByteArray("\033]52;c;");
    QTest::newRow("device string") << QByteArray("\033P$q");
    QTest::newRow("APC") << QByteArray("\033_");
}

void TestTerminalLimits::longStringsAreDropped()
{
    QFETCH(QByteArray, start);
    TerminalProbe probe;
    probe.screen.feed(start);
    const QByteArray megabyte(1024 * 1024, 'A');
    for (int i = 0; i < 16; ++i)
        probe.screen.feed(megabyte);
    probe.screen.feed("\033\\x");
    QCOMPARE(probe.rows(), QStringList{u"x"_s});
    QCOMPARE(probe.titles, QStringList());
    QCOMPARE(probe.clipboard.size(), 0);
    QCOMPARE(probe.answers, QByteArray());
}

void TestTerminalLimits::aLongClipboardIsKeptWithinLimits()
{
    TerminalProbe probe;
    const QByteArray data(100'000, 'z');
    probe.screen.feed("\033]52;c;" + data.toBase64() + "\033\\");
    QCOMPARE(probe.clipboard.size(), 1);
    QCOMPARE(probe.clipboard.first().data, data);
}

void TestTerminalLimits::longParametersAreDropped()
{
    TerminalProbe probe;
    probe.screen.feed("\033[" + QByteArray(2'000'000, '1') + "Cx");
    QCOMPARE(probe.rows(), QStringList{u"x"_s});
    // Long ones that are within limits are all obeyed.
    probe.screen.feed("\033[" + QByteArray("0;").repeated(400) + "31my");
    QCOMPARE(sgrParameters(probe.screen.row(0).cell(1).style), QByteArray("0;31"));
}

void TestTerminalLimits::marksOfACharacterAreBounded()
{
    TerminalProbe probe;
    probe.screen.feed("e");
    probe.screen.feed(QByteArray("\u0301").repeated(1'000'000));
    QCOMPARE(probe.screen.row(0).text().size(), 17);
    probe.screen.feed("x");
    QCOMPARE(probe.screen.row(0).characters(1), u"x"_s);
}

/// libvterm and this side have to agree about what takes no place: whatever a character is, it is
/// seen or belongs to the one before, and the cursor stands behind it.
void TestTerminalLimits::everyCharacterTakesItsPlace()
{
    TerminalProbe probe({.rows = 2, .columns = 10});
    for (char32_t character = 0xa0; character < 0x110000; ++character) {
        if (QChar::isSurrogate(character))
            continue;
        const QString text = QString::fromUcs4(&character, 1);
        probe.screen.feed("\033[1;1Ha" + text.toUtf8() + "b");
        const TerminalRow row = probe.screen.row(0);
        const int column = probe.screen.cursor().position.column;
        const bool isShown = column == 1 + row.cell(1).width + 1
            && (row.characters(1) == text
                || row.characters(1) == QChar(QChar::ReplacementCharacter));
        const bool isJoined = column == 2 && row.characters(0) == u'a' + text;
        if (!isShown && !isJoined)
            qWarning("U+%04X: column %d", static_cast<unsigned>(character), column);
        QVERIFY(isShown || isJoined);
    }
}

void TestTerminalLimits::clustersAreUsedAgain()
{
    TerminalProbe probe;
    // More clusters than any table holds: each of a letter and three marks.
    for (int i = 0; i < 100'000; ++i) {
        const char32_t cluster[] = {U'a', 0x300 + char32_t(i % 64), 0x300 + char32_t(i / 64 % 64),
                                    0x300 + char32_t(i / 4096)};
        const QString text = QString::fromUcs4(cluster, 4);
        probe.screen.feed(text.toUtf8() + "\r\n");
        QCOMPARE(probe.screen.row(std::min(i, 3)).text(), text);
    }
}

void TestTerminalLimits::linksAreUsedAgain()
{
    TerminalProbe probe;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray address = "http://x/" + QByteArray::number(i);
        probe.screen.feed("\033]8;;" + address + "\ax\r\n");
        QCOMPARE(probe.screen.row(std::min(i, 3)).link(0), address);
    }
}

void TestTerminalLimits::historyIsBounded()
{
    TerminalHistory history(10'000);
    TerminalScreen screen({.rows = 2, .columns = 10}, &history);
    for (int i = 0; i < 10'000; ++i)
        screen.feed(QByteArray::number(i) + "\r\n");
    QCOMPARE(history.endRow(), 9'999);
    QVERIFY(history.firstRow() > 9'000);
    QCOMPARE(history.rowBytes(history.firstRow()), QByteArray::number(history.firstRow()));
    QCOMPARE(history.rowBytes(9'998), QByteArray("9998"));
}

void TestTerminalLimits::randomBytesCutAnywhere()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 300; ++round) {
        const QByteArray bytes = likelyBytes(random, 200);
        TerminalProbe whole;
        whole.screen.feed(bytes);
        TerminalProbe pieces;
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype size = std::min<qsizetype>(bytes.size() - at, 1 + random.bounded(20));
            pieces.screen.feed(QByteArrayView(bytes).sliced(at, size));
            at += size;
        }
        QVERIFY2(pieces.everything() == whole.everything(), bytes.toPercentEncoding().constData());
    }
}

QTEST_GUILESS_MAIN(TestTerminalLimits)
#include "tst_terminallimits.moc"
