// SPDX-License-Identifier: MIT
#include "record/linepattern.h"

#include "record/patternoutline.h"
#include "record/regexcode.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestLinePattern final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patternsFindSpans_data();
    void patternsFindSpans();
    void spansCountUtf16Units();
    void spansOfBytesCountBytes();
    void atMostTheLimitIsFound();
    void anInvalidExpressionSaysWhyAndWhere();
    void aBacktrackingExpressionEnds_data();
    void aBacktrackingExpressionEnds();
    void whatWasFoundBeforeGivingUpCounts();
    void anInvertedPatternPassesOtherLines();
    void partsOfCharactersAreNotFound();
    void manyThreadsShareAPattern();

    void outlines_data();
    void outlines();
    void outlinesTellWhereTheLiteralStands_data();
    void outlinesTellWhereTheLiteralStands();
    void unicodeMakesNoDifferenceInAscii_data();
    void unicodeMakesNoDifferenceInAscii();
};

void TestLinePattern::patternsFindSpans_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<FindOptions>("options");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QList<qsizetype>>("starts");

    using Starts = QList<qsizetype>;
    const auto row = [](const char *name, const QString &pattern, FindOptions options,
                        const QString &line, const Starts &starts) {
        QTest::newRow(name) << pattern << options << line << starts;
    };
    constexpr auto Expression = FindOption::RegularExpression;
    constexpr auto Case = FindOption::CaseSensitive;
    constexpr auto Words = FindOption::WholeWords;
    row("nothing", u""_s, {}, u"abc"_s, {});
    row("any case", u"Err"_s, {}, u"err ERR err"_s, {0, 4, 8});
    row("case sensitive", u"err"_s, Case, u"err ERR err"_s, {0, 8});
    row("never overlapping", u"aa"_s, {}, u"aaaaa"_s, {0, 2});
    row("never overlapping, case sensitive", u"aa"_s, Case, u"aaaaa"_s, {0, 2});
    row("whole words", u"in"_s, Words, u"in inner pin (in)"_s, {0, 14});
    row("whole words, case sensitive", u"in"_s, Words | Case, u"in inner In (in)"_s, {0, 13});
    row("whole words of an overlapping text", u"a a"_s, Words, u"xa a a"_s, {3});
    row("whole words end at digits", u"ab"_s, Words, u"ab1 ab_ ab-"_s, {8});
    row("whole words in any script", u"да"_s, Words, u"дада да"_s, {5});
    row("an edge that is no letter needs no edge", u"(in"_s, Words, u"x(in)"_s, {1});
    row("whole words of an expression", u"[a-z]+n"_s, Words | Expression, u"pin9 pin"_s, {5});
    row("expression", u"\\d+"_s, Expression, u"a1 b22"_s, {1, 4});
    row("expression any case", u"^e"_s, Expression, u"Error"_s, {0});
    row("expression case sensitive", u"^e"_s, Expression | Case, u"Error"_s, {});
    row("empty matches do not count", u"x*"_s, Expression, u"axb"_s, {1});
    row("a match that could be empty is not", u"|a"_s, Expression, u"ba"_s, {1});
    row("a dot is a dot", u"."_s, {}, u"a.b"_s, {1});
    row("no full case folding", u"STRASSE"_s, {}, u"große straße Strasse"_s, {13});
    row("any case in any script", u"ОШИБКА"_s, {}, u"ошибка Ошибка"_s, {0, 7});
    row("letters of any script are word characters", u"\\w+"_s, Expression, u"né - да"_s, {0, 5});
    row("digits of any script are digits", u"\\d"_s, Expression, u"1٣"_s, {0, 1});
    row("the Kelvin sign is a k", u"k"_s, {}, u"k\u212a"_s, {0, 1});
    row("what a start option sets holds", u"(*UCP)\\d"_s, Expression, u"a1"_s, {1});
    row("a look behind sees what came before", u"(?<=a)a"_s, Expression, u"aaa"_s, {1, 2});
    row("the start of a match may be moved", u"a\\Kb"_s, Expression, u"abab"_s, {1, 3});
}

void TestLinePattern::patternsFindSpans()
{
    QFETCH(const QString, pattern);
    QFETCH(const FindOptions, options);
    QFETCH(const QString, line);
    QList<qsizetype> starts;
    const LinePattern compiled(pattern, options);
    QVERIFY2(compiled.isValid(), qPrintable(compiled.error()));
    for (const TextSpan &span : compiled.matches(line, 100))
        starts += span.start;
    QTEST(starts, "starts");
    QCOMPARE(compiled.isMatch(line), !starts.isEmpty());
    QCOMPARE(compiled.isMatch(QByteArrayView(line.toUtf8())), !starts.isEmpty());
}

void TestLinePattern::spansCountUtf16Units()
{
    const LinePattern pattern(u"x."_s, FindOption::RegularExpression);
    QCOMPARE(pattern.matches(u"é🙂x🙂xé"_s, 10), (QList<TextSpan>{{3, 3}, {6, 2}}));
}

void TestLinePattern::spansOfBytesCountBytes()
{
    const LinePattern pattern(u"x."_s, FindOption::RegularExpression);
    const QByteArray utf8 = u"é🙂x🙂xé"_s.toUtf8();
    QCOMPARE(pattern.matches(QByteArrayView(utf8), 10), (QList<TextSpan>{{6, 5}, {11, 3}}));
}

void TestLinePattern::atMostTheLimitIsFound()
{
    for (const FindOptions options : {FindOptions(), FindOptions(FindOption::CaseSensitive),
                                      FindOptions(FindOption::RegularExpression)}) {
        const LinePattern pattern(u"a"_s, options);
        QCOMPARE(pattern.matches(u"aaaa"_s, 3).size(), 3);
        QCOMPARE(pattern.matches(u"aaaa"_s, 0).size(), 0);
    }
}

void TestLinePattern::anInvalidExpressionSaysWhyAndWhere()
{
    const LinePattern broken(u"é(a"_s, FindOption::RegularExpression);
    QVERIFY(!broken.isValid());
    QCOMPARE(broken.error(), u"missing closing parenthesis"_s);
    QCOMPARE(broken.errorOffset(), 3);
    QVERIFY(broken.matches(u"é(a"_s, 10).isEmpty());
    QVERIFY(!broken.isMatch(u"é(a"_s));
    QVERIFY(LinePattern(u"é(a"_s, {}).isValid());
}

void TestLinePattern::aBacktrackingExpressionEnds_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nested repeats") << u"(a+)+$"_s;
    QTest::newRow("alternatives") << u"(a|aa)+$"_s;
    QTest::newRow("many repeats") << u"a*a*a*a*a*a*[cd]"_s;
}

void TestLinePattern::aBacktrackingExpressionEnds()
{
    QFETCH(const QString, pattern);
    const LinePattern evil(pattern, FindOption::RegularExpression);
    QVERIFY(evil.isValid());
    const QByteArray line = QByteArray(5000, 'a') + 'b';
    const LinePattern::Count count = evil.count(line, TextKind::Ascii, 10);
    QCOMPARE(count.matches, 0);
    QVERIFY(count.hasGivenUp);
}

void TestLinePattern::whatWasFoundBeforeGivingUpCounts()
{
    const LinePattern evil(u"x|(a+)+$"_s, FindOption::RegularExpression);
    const QByteArray line = 'x' + QByteArray(5000, 'a') + 'b';
    const LinePattern::Count count = evil.count(line, TextKind::Ascii, 10);
    QCOMPARE(count.matches, 1);
    QVERIFY(count.hasGivenUp);
}

void TestLinePattern::anInvertedPatternPassesOtherLines()
{
    const LinePattern pattern(u"debug"_s, FindOption::Inverted);
    QVERIFY(!pattern.isMatch(u"a debug line"_s));
    QVERIFY(pattern.isMatch(u"an error"_s));
    QVERIFY(pattern.matches(u"a debug line"_s, 10).isEmpty());
    QVERIFY(pattern.matches(u"an error"_s, 10).isEmpty());
}

void TestLinePattern::partsOfCharactersAreNotFound()
{
    QVERIFY(!LinePattern(u"\\C"_s, FindOption::RegularExpression).isValid());
}

void TestLinePattern::manyThreadsShareAPattern()
{
    const LinePattern pattern(u"(\\w+)=(\\d+)"_s, FindOption::RegularExpression);
    constexpr int Rounds = 2000;
    std::vector<qint64> counts(4);
    {
        std::vector<std::jthread> threads;
        for (qint64 &count : counts) {
            threads.emplace_back([&pattern, &count] {
                for (int i = 0; i < Rounds; ++i)
                    count += pattern.matches(u"a=1 b=x cé=33"_s, 10).size();
            });
        }
    }
    QCOMPARE(counts, std::vector<qint64>(4, 2 * Rounds));
}

void TestLinePattern::outlines_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("manyRows");

    const auto row = [](const char *expression, const char *literal, const char *manyRows) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(literal)
                                  << QByteArray(manyRows);
    };
    const auto same = [&row](const char *expression, const char *literal) {
        row(expression, literal, expression);
    };
    same("error", "error");
    same("error \\d+ms", "error ");
    same("a+bc", "bc");
    same("ax?bc", "bc");
    same("ab{0,2}", "a");
    same("ab{2,}c", "ab");
    same("x{letter", "x{letter");
    same("foo|bar", "");
    same("foo(?:bar|baz)", "foo");
    same("(foo|bar)qux", "qux");
    same("(foo)?q", "q");
    same("(foo)+q", "foo");
    same("(?<name>foo)+q", "foo");
    same("(?P<name>foo)+q", "foo");
    same("q(?=foobar)", "q");
    same("(?!foobar)q", "q");
    same("(?<=foobar)q", "q");
    same("(?>foo)q", "foo");
    same("a\\.b\\[", "a.b[");
    same("\\bword\\b", "word");
    same("^start.*end$", "start");
    same("[A-Z]{3}\\d{4}", "");
    same("[a\\].]xyz", "xyz");
    same("\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9");
    same("q\xc3\xa9?b", "q");
    row("\\s+x", "x", "[^\\r\\n\\S]+x");
    row("\\W\\D\\H", "", "[^\\r\\n\\w][^\\r\\n\\d][^\\r\\n\\h]");
    row("[^\"]*", "", "[^\\r\\n\"]*");
    row("[\\s,]+", "", "(?:(?![\\r\\n])[\\s,])+");
    for (const char *unclear :
         {"(?s)a.b",  "(?m)^a",     "(?x) a b", "a\\Kb",        "a\\Z",     "\\Aa",
          "\\Gab",    "(a)\\1",     "(?R)?a",   "(?(?=a)ab|c)", "(*UTF)ab", "a(*COMMIT)b",
          "(?|a|b)c", "(?#ab)c",    "\\x41b",   "\\Qa.b\\E",    "\\p{Lu}b", "[[:space:]]b",
          "[]a]b",    "[^-a]b",     "[\\x0a]b", "a{,2}b",       "\\Xb",     "\\Rb",
          "\\012b",   "\\N{U+41}b", "a\nb",     "(?C1)ab",      "(?^)ab"})
        row(unclear, "", "");
}

void TestLinePattern::outlines()
{
    QFETCH(const QByteArray, expression);
    const PatternOutline outline = outlineOf(expression, Qt::CaseSensitive);
    QTEST(outline.literal, "literal");
    QTEST(outline.manyRows, "manyRows");
}

void TestLinePattern::outlinesTellWhereTheLiteralStands_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<bool>("isFirst");
    QTest::addColumn<bool>("isNear");
    const auto row = [](const char *expression, bool isFirst, bool isNear) {
        QTest::newRow(expression) << QByteArray(expression) << isFirst << isNear;
    };
    for (const char *first : {"error \\d", "\\berror", "^error", "(?i)error", "error+", "error.*q"})
        row(first, true, true);
    for (const char *near : {"\\w+error", "\\S*error", "[a-z.]+error", "[^ ]+error", "[^\\s,]error",
                             "q?error", "\\d{3}error", "e+[\\w-]error", "\\t?error"})
        row(near, false, true);
    for (const char *neither :
         {".*error", "\\s+error", "[^a]error", "[ -~]error", "\\W?error", " ?error", "\\h+error",
          "[\\s.]error", "[\\t-z]error", "(\\w+)error", "(error)", "a b*error", "\\ +error",
          "(?=x)error", "[^\\S]error"})
        row(neither, false, false);
}

void TestLinePattern::outlinesTellWhereTheLiteralStands()
{
    QFETCH(const QByteArray, expression);
    const PatternOutline outline = outlineOf(expression, Qt::CaseSensitive);
    QVERIFY(outline.literal.startsWith("error"));
    QTEST(outline.isLiteralFirst, "isFirst");
    QTEST(outline.isLiteralNear, "isNear");
}

void TestLinePattern::unicodeMakesNoDifferenceInAscii_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char *expression :
         {".",     "\\w",   "\\W", "\\d", "\\D",  "\\s",  "\\S",  "\\h", "\\H", "\\v",
          "\\V",   "\\R",   "\\X", "\\N", "\\b.", "\\B.", "[^a]", "[k]", "s",   "[\\x{5a}-\\x{7a}]",
          "\\xe5", "(.)\\1"}) {
        QTest::newRow(expression) << QByteArray(expression);
    }
}

/// In every text of one or two ASCII characters.
void TestLinePattern::unicodeMakesNoDifferenceInAscii()
{
    QFETCH(const QByteArray, expression);
    QVERIFY(outlineOf(expression, Qt::CaseSensitive).isAsciiSafe);
    for (const RegexCode::Options options :
         {RegexCode::Options(), RegexCode::Options(RegexCode::Option::CaseSensitive)}) {
        const auto unicode = RegexCode::compile(expression, options);
        const auto ascii = RegexCode::compile(expression, options | RegexCode::Option::AsciiOnly);
        QVERIFY(unicode.has_value());
        QVERIFY(ascii.has_value());
        for (int pair = 0; pair < 128 * 128; ++pair) {
            const char text[] = {static_cast<char>(pair / 128), static_cast<char>(pair % 128)};
            for (const qsizetype size : {1, 2}) {
                const RegexCode::Found a = unicode->find({text, size}, 0);
                const RegexCode::Found b = ascii->find({text, size}, 0);
                QVERIFY2(a.outcome == b.outcome && a.start == b.start && a.end == b.end,
                         QByteArray(text, size).toHex(' ').constData());
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestLinePattern)
#include "tst_linepattern.moc"
