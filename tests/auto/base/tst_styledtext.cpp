// SPDX-License-Identifier: MIT
#include "base/styledtext.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray describe(const TextColor &color, const char *prefix)
{
    switch (color.kind) {
    case TextColorKind::None:
        return {};
    case TextColorKind::Palette:
    case TextColorKind::Indexed:
        return QByteArray(prefix) + QByteArray::number(color.index()) + ' ';
    case TextColorKind::Rgb:
        break;
    }
    return QByteArray(prefix) + '#' + QByteArray(1, static_cast<char>(color.red)).toHex()
        + QByteArray(1, static_cast<char>(color.green)).toHex()
        + QByteArray(1, static_cast<char>(color.blue)).toHex() + ' ';
}

/// A style in words short enough for a table: "f1 b#ff0000 bold".
QByteArray describe(const TextStyle &style)
{
    QByteArray words = describe(style.foreground, "f") + describe(style.background, "b");
    const std::pair<TextAttribute, const char *> names[] = {
        {TextAttribute::Bold, "bold"},     {TextAttribute::Dim, "dim"},
        {TextAttribute::Italic, "italic"}, {TextAttribute::Underline, "underline"},
        {TextAttribute::Strike, "strike"}, {TextAttribute::Inverse, "inverse"},
    };
    for (const auto &[attribute, name] : names) {
        if (style.attributes.testFlag(attribute))
            words += QByteArray(name) + ' ';
    }
    return words.trimmed();
}

QByteArray describe(const QList<StyleRun> &runs)
{
    QByteArrayList parts;
    for (const StyleRun &run : runs) {
        parts += QByteArray::number(run.start) + '+' + QByteArray::number(run.length) + ' '
            + describe(run.style);
    }
    return parts.join("; ");
}

} // namespace

class TestStyledText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesBecomeWhatATerminalShows_data();
    void linesBecomeWhatATerminalShows();
    void sgrBecomesRuns_data();
    void sgrBecomesRuns();
    void styleCarriesOverToTheNextLine();
    void styleAfterAgreesWithStyledText();
    void everyCutOfALineIsSafe();
    void aStyleOnPlainTextCoversAllOfIt();
    void endlessUnterminatedSequencesStayCheap();
    void otherEncodingsAreRead_data();
    void otherEncodingsAreRead();
    void onlyLineWiseEncodingsAreOffered();
    void marksKeepTheStyleOfTheirCharacter();
};

void TestStyledText::linesBecomeWhatATerminalShows_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("updates");

    const auto row = [](const char *name, const QByteArray &line, const QString &text,
                        int updates = 0) { QTest::newRow(name) << line << text << updates; };
    row("empty", "", u""_s);
    row("ascii", "hello", u"hello"_s);
    row("carriage return of CRLF", "hello\r", u"hello"_s);
    row("two carriage returns at the end", "hello\r\r", u"hello"_s);
    row("tab stays", "a\tb", u"a\tb"_s);
    row("utf-8", "gr\xc3\xbc\xc3\x9f \xf0\x9f\x8c\x8d", u"grüß 🌍"_s);
    row("invalid utf-8", "a\xff\xc3(b", u"a\uFFFD\uFFFD(b"_s);
    row("utf-8 cut off", "a\xc3", u"a\uFFFD"_s);
    row("C1 control",
        "a\xc2\x9b"
        "1mb",
        u"a\uFFFD1mb"_s);
    row("control pictures", QByteArray("\0\x01\x07\x7f", 4), u"\u2400\u2401\u2407\u2421"_s);
    row("progress", "10%\r50%\r100%", u"100%"_s, 2);
    row("shorter text leaves the rest", "loading\rdone", u"doneing"_s, 1);
    row("erase to end of line", "loading\rdone\x1b[K", u"done"_s, 1);
    row("erase before writing", "loading\r\x1b[Kdone", u"done"_s, 1);
    row("erase to start of line", "abcdef\x1b[3D\x1b[1K", u"    ef"_s);
    row("erase whole line", "abc\x1b[2Kd", u"   d"_s);
    row("cursor to column", "abcdef\x1b[3GX", u"abXdef"_s);
    row("cursor to first column", "abc\x1b[Gx", u"xbc"_s, 1);
    row("cursor forward", "a\x1b[3Cb", u"a   b"_s);
    row("backspace", "abc\b\bX", u"aXc"_s);
    row("backspace at start", "\b\bX", u"X"_s);
    row("spinner", "|\b/\b-", u"-"_s, 2);
    row("combining mark", "e\xcc\x81x\rE", u"Ex"_s, 1);
    row("combining mark under control", "\x1b[1me\xcc\x81x", u"e\u0301x"_s);
    row("sgr is left out", "\x1b[1;31mred\x1b[0m", u"red"_s);
    row("other csi is left out", "a\x1b[?25l\x1b[2Jb", u"ab"_s);
    row("charset and keypad", "\x1b(Ba\x1b=b", u"ab"_s);
    row("title by BEL", "\x1b]0;title\x07text", u"text"_s);
    row("title by ST", "\x1b]0;title\x1b\\text", u"text"_s);
    row("link text is kept", "\x1b]8;;http://a.b\x1b\\link\x1b]8;;\x1b\\!", u"link!"_s);
    row("device control string", "a\x1bPq#0\x1b\\b", u"ab"_s);
    row("csi cut off", "abc\x1b[38;5", u"abc"_s);
    row("escape cut off", "abc\x1b", u"abc"_s);
    row("csi broken by a control", "a\x1b[3\bb", u"b"_s, 1);
    row("osc without end is shown", "a\x1b]0;title", u"a\u241b]0;title"_s);
    row("escape before utf-8", "\x1b\xc3\xbc", u"\u241bü"_s);
}

void TestStyledText::linesBecomeWhatATerminalShows()
{
    QFETCH(const QByteArray, line);
    const StyledText result = styledText(line);
    QTEST(result.text, "text");
    QTEST(result.updates, "updates");
}

void TestStyledText::sgrBecomesRuns_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("runs");

    const auto row = [](const char *name, const QByteArray &line, const QByteArray &runs) {
        QTest::newRow(name) << line << runs;
    };
    row("none", "abc", "");
    row("red word", "a \x1b[31mred\x1b[0m z", "2+3 f1");
    row("reset without number", "\x1b[31mred\x1b[m z", "0+3 f1");
    row("bright", "\x1b[92ma\x1b[103mb", "0+1 f10; 1+1 f10 b11");
    row("default colours", "\x1b[31;42ma\x1b[39mb\x1b[49mc", "0+1 f1 b2; 1+1 b2");
    row("attributes", "\x1b[1;2;3;4;7;9ma", "0+1 bold dim italic underline strike inverse");
    row("attributes off", "\x1b[1;2;3;4;7;9m\x1b[22;23;24;27;29ma", "");
    row("256 by semicolons", "\x1b[38;5;208;1ma", "0+1 f208 bold");
    row("256 of the palette", "\x1b[38;5;9ma", "0+1 f9");
    row("256 by colons", "\x1b[48:5:22;3ma", "0+1 b22 italic");
    row("rgb by semicolons", "\x1b[38;2;255;128;0;4ma", "0+1 f#ff8000 underline");
    row("rgb by colons", "\x1b[38:2:1:2:3ma", "0+1 f#010203");
    row("rgb with colour space", "\x1b[38:2::1:2:3;1ma", "0+1 f#010203 bold");
    row("underline colour is passed over", "\x1b[4;58;5;9ma", "0+1 underline");
    row("curly underline", "\x1b[4:3ma\x1b[4:0mb", "0+1 underline");
    row("colour without number", "\x1b[38ma\x1b[38;5mb", "");
    row("values out of range", "\x1b[38;2;999;0;0ma", "0+1 f#ff0000");
    row("private parameters", "\x1b[>4;1ma\x1b[?1mb", "");
    row("unknown code", "\x1b[99;31;200ma", "0+1 f1");
    row("equal neighbours join", "\x1b[31ma\x1b[31mb\x1b[0;31mc", "0+3 f1");
    row("surrogates count as two", "\x1b[31m\xf0\x9f\x8c\x8d\x1b[0m.", "0+2 f1");
    row("overwriting takes the new style", "\x1b[31mabc\r\x1b[32mX", "0+1 f2; 1+2 f1");
    row("a gap is plain", "\x1b[31ma\x1b[2Cb", "0+1 f1; 3+1 f1");
}

void TestStyledText::sgrBecomesRuns()
{
    QFETCH(const QByteArray, line);
    QTEST(describe(styledText(line).runs), "runs");
}

void TestStyledText::styleCarriesOverToTheNextLine()
{
    const StyledText first = styledText("plain \x1b[1;33mwarning");
    QCOMPARE(describe(first.endStyle), "f3 bold");
    const StyledText second = styledText("goes on\x1b[0m here", first.endStyle);
    QCOMPARE(describe(second.runs), "0+7 f3 bold");
    QCOMPARE(describe(second.endStyle), "");
}

void TestStyledText::styleAfterAgreesWithStyledText()
{
    const QByteArray samples[] = {
        "",
        "plain",
        "\x1b[31mred",
        "\x1b[1mbold\x1b[22m off",
        "a\r\x1b[45mb\x1b[K",
        "\x1b[31",
        "\x1b]0;\x1b[31m\x07x",
        "\x1b[38:2::9:8:7m\x1b[?25l",
    };
    const TextStyle start = styledText("\x1b[3;36m").endStyle;
    for (const QByteArray &sample : samples)
        QCOMPARE(describe(styleAfter(sample, start)), describe(styledText(sample, start).endStyle));
}

void TestStyledText::everyCutOfALineIsSafe()
{
    const QByteArray line =
        "a\x1b[1;38;2;1;2;3mb\x1b]8;;x\x1b\\c\xe2\x82\xac\r\x1b[2K\x1b(Bd\te\xcc\x81";
    for (qsizetype from = 0; from <= line.size(); ++from) {
        for (qsizetype length = 0; from + length <= line.size(); ++length) {
            const StyledText result = styledText(QByteArrayView(line).sliced(from, length));
            qsizetype end = 0;
            for (const StyleRun &run : result.runs) {
                QVERIFY(run.start >= end && run.length > 0);
                end = run.start + run.length;
            }
            QVERIFY(end <= result.text.size());
        }
    }
}

void TestStyledText::aStyleOnPlainTextCoversAllOfIt()
{
    const TextStyle red = styledText("\x1b[31m").endStyle;
    QCOMPARE(describe(styledText("gr\xc3\xbcn", red).runs), "0+4 f1");
    QVERIFY(styledText("", red).runs.isEmpty());
}

void TestStyledText::endlessUnterminatedSequencesStayCheap()
{
    const QByteArray hostile = QByteArray("\x1b]").repeated(32 * 1024);
    QCOMPARE(styledText(hostile).text.size(), hostile.size());
    QCOMPARE(styledText("a\x1b[999999999Cb").text.size(), 4097);
}

void TestStyledText::otherEncodingsAreRead_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *encoding, const QByteArray &line, const QString &text) {
        QTest::addRow("%s: %s", encoding, line.toPercentEncoding().constData())
            << QByteArray(encoding) << line << text;
    };
    row("UTF-8", "gr\xc3\xbcn", u"grün"_s);
    row("utf-8", "gr\xfcn", u"gr\ufffdn"_s);
    row("ISO-8859-1", "gr\xfcn", u"grün"_s);
    row("iso-8859-1", "a\x85z", u"a\ufffdz"_s);
    row("windows-1252", "\x80 1", u"€ 1"_s);
    row("ISO-8859-1", "gr\x1b[31m\xfc\x1b[0mn", u"grün"_s);
    row("ISO-8859-1", "1%\r\xfc", u"ü%"_s);
    row("KOI8-R", "\xd0\xd2\xc9", u"при"_s);
    row("Shift_JIS", "\x83\x5c\x83\x5b", u"ソゼ"_s);
    row("Shift_JIS", "\x1b[1m\x83\x5c\x1b[0m\x83\x5b", u"ソゼ"_s);
    row("Shift_JIS", "a\x83", u"a\ufffd"_s);
    row("GBK", "\xc4\xe3\xba\xc3", u"你好"_s);
    row("GBK", "a\x81 z", u"a\ufffd z"_s);
    row("Big5", "\xa7\x41", u"你"_s);
    row("EUC-KR", "\xb0\xa1", u"가"_s);
}

void TestStyledText::otherEncodingsAreRead()
{
    QFETCH(const QByteArray, encoding);
    QFETCH(const QByteArray, line);
    const auto known = TextEncoding::named(encoding);
    if (!known)
        QSKIP("This Qt cannot read it.");
    QTEST(styledText(line, {}, *known).text, "text");
}

void TestStyledText::onlyLineWiseEncodingsAreOffered()
{
    for (const char *name :
         {"UTF-16", "UTF-16LE", "UTF-32", "ISO-2022-JP", "UTF-7", "nonsense", ""})
        QVERIFY2(!TextEncoding::named(name), name);
    QVERIFY(TextEncoding::named("ISO-8859-1")); // known to Qt itself
    QVERIFY(TextEncoding::all().first().isUtf8());
    for (const TextEncoding &encoding : TextEncoding::all()) {
        QCOMPARE(TextEncoding::named(encoding.name()), encoding);
        // What lines and escape sequences are made of.
        for (int byte = 0x20; byte < 0x40; ++byte)
            QCOMPARE(encoding.decoded(QByteArray(1, char(byte))), QString(QChar(byte)));
    }
}

void TestStyledText::marksKeepTheStyleOfTheirCharacter()
{
    const StyledText styled = styledText("\x1b[31me\x1b[0m\xcc\x81x");
    QCOMPARE(styled.text, u"e\u0301x"_s);
    QCOMPARE(describe(styled.runs), "0+2 f1");
}

QTEST_GUILESS_MAIN(TestStyledText)
#include "tst_styledtext.moc"
