// SPDX-License-Identifier: MIT
#include "record/linescanner.h"

#include "base/styledtext.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

using Random = QRandomGenerator;

template <typename List>
auto pick(Random &random, const List &list)
{
    return *(std::begin(list) + random.bounded(static_cast<int>(std::size(list))));
}

enum class TextProfile { Ascii, Utf8, Coloured, Wild };

constexpr std::array<const char *, 34> AsciiPieces = {
    "error", "ERROR", "Error",   "warn", "ing",  "running", "a",    "aa", "ab",
    "abc",   "x",     "b",       " ",    "  ",   "\t",      "1",    "42", "3.14",
    "-",     "_",     ".",       ":",    "=",    "foo=bar", "k",    "K",  "s",
    "S",     "\"q\"", "ABC1234", "(in)", "in a", "[x]",     "a,b;c"};
constexpr std::array<const char *, 10> Utf8Pieces = {
    "\xc3\xa9",
    "\xc3\x9f",
    "\xc5\xbf",
    "\xe2\x84\xaa",
    "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82",
    "\xf0\x9f\x99\x82",
    "e\xcc\x81",
    "\xd9\xa3",
    "\xe2\x80\xa8",
    "\xe3\x80\x80"};
constexpr std::array<const char *, 6> ColourPieces = {"\x1b[31m", "\x1b[0m",      "\x1b[K",
                                                      "\x1b[m",   "\x1b]0;t\x07", "\x1b[1;32m"};
constexpr std::array<const char *, 18> WildPieces = {
    "\r",           "\b",    "\x01",    "\xff",     "\xc3",    "\xc2\x85",
    "\xef\xbb\xbf", "\x7f",  "\x1b[2K", "\x1b[5G",  "\x1b[3D", "\x1b[2C",
    "\x1b",         "\x1b[", "\x1b]0;", "\xcc\x81", "\x1b(B",  "\xed\xa0\x80"};

QByteArray randomRow(Random &random, TextProfile profile)
{
    QByteArray row;
    const int pieces = random.bounded(random.bounded(12) == 0 ? 60 : 9);
    for (int i = 0; i < pieces; ++i) {
        const int kind = random.bounded(10);
        if (kind == 0 && profile != TextProfile::Ascii)
            row += pick(random, Utf8Pieces);
        else if (kind == 1 && profile >= TextProfile::Coloured)
            row += pick(random, ColourPieces);
        else if (kind == 2 && profile == TextProfile::Wild)
            row += pick(random, WildPieces);
        else
            row += pick(random, AsciiPieces);
    }
    return row;
}

struct RandomPart
{
    OutputBlock::Part part;
    std::vector<std::pair<qint64, QByteArray>> rows;
};

RandomPart randomPart(Random &random)
{
    RandomPart result;
    const auto profile = static_cast<TextProfile>(random.bounded(4));
    const bool isCrLf = random.bounded(3) == 0;
    const int oddity = random.bounded(2) ? 0 : 10; // in a part of which rows are unlike the others
    qint64 row = random.bounded(100);
    const int count = 1 + random.bounded(40);
    OutputBlock::Part &part = result.part;
    for (int i = 0; i < count; ++i) {
        const bool isLast = i + 1 == count;
        QByteArray bytes = randomRow(
            random, oddity && random.bounded(oddity) ? TextProfile::Ascii : profile);
        if (isCrLf)
            bytes += '\r';
        if (part.rows.empty() || random.bounded(8) == 0) {
            row += part.rows.empty() ? 0 : 1 + random.bounded(5);
            part.rows.push_back({row, row});
        }
        ++part.rows.back().end;
        result.rows.emplace_back(row++, bytes);
        part.bytes += bytes;
        const bool isCut = !bytes.isEmpty() && random.bounded(10) == 0;
        if (!isCut)
            part.bytes += '\n';
        else if (!isLast)
            part.cuts.push_back(part.bytes.size());
    }
    return result;
}

std::vector<RowMatches> naiveMatches(const RandomPart &random, const LinePattern &pattern,
                                     const TextEncoding &encoding)
{
    const bool isInverted = pattern.options().testFlag(FindOption::Inverted);
    const LinePattern upright(pattern.text(),
                              pattern.options() & ~FindOptions(FindOption::Inverted));
    std::vector<RowMatches> result;
    for (const auto &[row, bytes] : random.rows) {
        const QString text = styledText(bytes, {}, encoding).text;
        const qint64 count = upright.matches(text, LineScanner::MaxMatchesPerRow).size();
        if ((count > 0) != isInverted)
            result.push_back({row, isInverted ? 1 : count});
    }
    return result;
}

QString randomExpression(Random &random, int depth = 0)
{
    constexpr std::array Atoms = {
        "a",   "b",     "ab",     "error",  "ing",    "x",           ".",      "\\d",
        "\\w", "\\s",   "\\S",    "\\W",    "\\D",    "\\b",         "\\B",    "^",
        "$",   "[a-z]", "[^a]",   "[^ ,]",  "[A-Z]",  "[\\s.]",      "[\\w-]", "=",
        "\\.", " ",     "k",      "S",      "\\t",    "\\h",         "\\H",    "[\"a]",
        "1",   "\\(",   "[^\\S]", "[\\Da]", "\\x41",  "[[:alpha:]]", "\\p{L}", "\\N",
        "\\R", "\\v",   "\\n",    "\\r",    "[^\\n]", "(?s)"};
    constexpr std::array Repeats = {"*",  "+",  "?",  "{2}", "{0,2}", "{1,}",
                                    "*?", "+?", "++", "*+",  "??"};
    constexpr std::array Openers = {"(",    "(?:",  "(?>",  "(?=",  "(?!",
                                    "(?<=", "(?<!", "(?i:", "(?<n>"};
    QString result;
    const int atoms = 1 + random.bounded(4);
    for (int i = 0; i < atoms; ++i) {
        const int kind = random.bounded(12);
        if (kind == 0 && depth < 3)
            result += QLatin1StringView(pick(random, Openers)) + randomExpression(random, depth + 1)
                + u')';
        else if (kind == 1)
            result += pick(random, std::array{u"é", u"ſ", u"п", u"🙂", u"\u212a", u"я"});
        else
            result += QLatin1StringView(pick(random, Atoms));
        if (random.bounded(4) == 0)
            result += QLatin1StringView(pick(random, Repeats));
    }
    if (random.bounded(8) == 0)
        result += u'|' + (depth < 3 ? randomExpression(random, depth + 1) : u"b"_s);
    return result;
}

FindOptions randomOptions(Random &random)
{
    FindOptions options;
    options.setFlag(FindOption::CaseSensitive, random.bounded(2) == 0);
    options.setFlag(FindOption::WholeWords, random.bounded(4) == 0);
    options.setFlag(FindOption::Inverted, random.bounded(6) == 0);
    return options;
}

QString told(const std::vector<RowMatches> &rows)
{
    QString text;
    for (const RowMatches &row : rows)
        text += u"%1:%2 "_s.arg(row.row).arg(row.count);
    return text;
}

/// Empty when the scanner finds in @p part what each row alone holds, otherwise the difference.
QString difference(const RandomPart &random, const LinePattern &pattern,
                   const TextEncoding &encoding = {})
{
    LineScanner::Result result;
    LineScanner(pattern, encoding).scan(random.part, &result);
    const std::vector<RowMatches> expected = naiveMatches(random, pattern, encoding);
    if (result.rows == expected)
        return {};
    return u"/%1/ options %2 in %3\nfound %4\nexpected %5"_s.arg(
        pattern.text(), QString::number(pattern.options().toInt()),
        QString::fromLatin1(random.part.bytes.toPercentEncoding(" []().,:;=\"")), told(result.rows),
        told(expected));
}

} // namespace

class TestLineScanner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void literalsAreFoundAsInEachRowAlone();
    void expressionsAreFoundAsInEachRowAlone_data();
    void expressionsAreFoundAsInEachRowAlone();
    void randomExpressionsAreFoundAsInEachRowAlone();
    void rowsAreReadInTheirEncoding_data();
    void rowsAreReadInTheirEncoding();
    void visibleTextIsThatOfTheScreen();
    void moreMatchesThanTheLimitAreCut();
    void rowsThatGiveUpAreCounted();
    void literalsAreFoundAtEveryPlace();
};

void TestLineScanner::literalsAreFoundAsInEachRowAlone()
{
    Random random(1);
    for (int i = 0; i < 4000; ++i) {
        const RandomPart part = randomPart(random);
        QString text =
            styledText(randomRow(random, TextProfile::Wild)).text.left(1 + random.bounded(6));
        if (random.bounded(3))
            text = QString::fromUtf8(pick(random, AsciiPieces));
        if (random.bounded(20) == 0)
            text += pick(random, std::array{u'\n', u'\r', u'\x1b', u'\x01'});
        if (text.isEmpty())
            continue;
        const QString wrong = difference(part, LinePattern(text, randomOptions(random)));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
}

void TestLineScanner::expressionsAreFoundAsInEachRowAlone_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression : {"error",
                                   "error|warn",
                                   "\\berror\\b",
                                   "^error",
                                   "error$",
                                   "^$",
                                   "^\\s*$",
                                   "^.*$",
                                   ".+",
                                   ".*?a",
                                   "a.*b",
                                   "a[^b]*b",
                                   "[^a]+",
                                   "[^a-c]+$",
                                   "\\d+",
                                   "\\w+ing",
                                   "\\b\\w+ing\\b",
                                   "[A-Z]{3}\\d{4}",
                                   "\\s+",
                                   "\\s",
                                   "\\S+\\s",
                                   "a\\s*b",
                                   "\\W+",
                                   "\\D+",
                                   "(a|b)+",
                                   "(?:ab)+c",
                                   "(?=a)a",
                                   "(?!a)\\w",
                                   "(?<=a)b",
                                   "(?<!a)b",
                                   "(?<=^)a",
                                   "a(?=$)",
                                   "(?<!.)a",
                                   "a(?!.)",
                                   "a++b",
                                   "(?>a+)b",
                                   "\\w++",
                                   "[^\"]*+\"",
                                   "x*",
                                   "x*y*",
                                   "|a",
                                   "a?",
                                   "(?i)ERROR",
                                   "(?i:error) ",
                                   "(?s).+",
                                   "(?m)^a",
                                   "(?x) a b",
                                   "(?-i)a",
                                   "\\Aa",
                                   "a\\z",
                                   "a\\Z",
                                   "\\Ga",
                                   "(a)\\1",
                                   "(\\w)\\1",
                                   "a\\Kb",
                                   "(?s:.)a",
                                   "\\Qa.b\\E",
                                   "\\x61",
                                   "\\x{e9}",
                                   "\\p{Lu}+",
                                   "\\P{L}",
                                   "[[:alpha:]]+",
                                   "[[:space:]]+",
                                   "[[:^alpha:]]+",
                                   "\\R",
                                   "\\v",
                                   "\\h+",
                                   "\\H+",
                                   "\\N+",
                                   "\\X",
                                   "[\\s\\d]+",
                                   "[\\S]+",
                                   "[^\\S]+",
                                   "[^\\s]+",
                                   "[\\D]",
                                   "[^\\w ]",
                                   "[\\n]",
                                   "[^\\n]+",
                                   "[^\\r\\n]+",
                                   "\\n",
                                   "\\r",
                                   "\\r?$",
                                   "a\\r",
                                   "[]a]",
                                   "[^]a]",
                                   "[-a]",
                                   "[^-a]+",
                                   "[a-]+",
                                   "[a\\-z]",
                                   "[\\]x]",
                                   "[[x]",
                                   "\\t",
                                   "k",
                                   "K+",
                                   "[k]",
                                   "s",
                                   "[^k]",
                                   "stra\\w+",
                                   "\\bk\\b",
                                   "a{2}",
                                   "a{2,}",
                                   "a{0,1}b",
                                   "a{,2}b",
                                   "a{x}",
                                   "(*UCP)\\w",
                                   "(*ANYCRLF)^a",
                                   "(*CR)^.",
                                   "(*COMMIT)a",
                                   "a(*SKIP)b|.",
                                   "(?|a|b)c",
                                   "(?(?=a)a|b)",
                                   "(?<n>a)b",
                                   "(?R)?a",
                                   "foo=(\\w+)",
                                   "[a-z]+or",
                                   "\\S+ing",
                                   "[^ ]+rn",
                                   "\\w*error",
                                   "\\d+\\.14",
                                   "[^\\s]+foo=",
                                   "\\d+\\.\\d+",
                                   "^\\d",
                                   "^[^ ]+ ",
                                   "e.*r.*r",
                                   ".*error.*",
                                   ".*.*.*a",
                                   "(?:a|b)*c",
                                   "(?:error|warn|abc)",
                                   "\"[^\"]*\"",
                                   "\\bin\\b",
                                   "(?:\\s|^)a(?:\\s|$)",
                                   "\\B.",
                                   "\\b",
                                   "^",
                                   "$",
                                   "(?<=\\s)a",
                                   "(?<![^a])b",
                                   "(?=\\s)",
                                   "(?![^a])b"}) {
        QTest::newRow(expression) << QString::fromLatin1(expression);
    }
    QTest::newRow("any script") << u"привет"_s;
    QTest::newRow("any script, many") << u"[а-я]+"_s;
    QTest::newRow("an accent") << u"[^é]+é"_s;
    QTest::newRow("a replacement character") << u"\ufffd"_s;
    QTest::newRow("a control picture") << u"\u2401"_s;
    QTest::newRow("the long s") << u"\u017f+"_s;
}

void TestLineScanner::expressionsAreFoundAsInEachRowAlone()
{
    QFETCH(const QString, expression);
    Random random(2);
    for (int i = 0; i < 300; ++i) {
        const FindOptions options = randomOptions(random) | FindOption::RegularExpression;
        const LinePattern pattern(expression, options);
        QVERIFY2(pattern.isValid(), qPrintable(pattern.error()));
        const QString wrong = difference(randomPart(random), pattern);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
}

void TestLineScanner::randomExpressionsAreFoundAsInEachRowAlone()
{
    Random random(3);
    int tried = 0;
    while (tried < 1500) {
        const FindOptions options = randomOptions(random) | FindOption::RegularExpression;
        const LinePattern pattern(randomExpression(random), options);
        if (!pattern.isValid())
            continue;
        ++tried;
        for (int i = 0; i < 8; ++i) {
            const QString wrong = difference(randomPart(random), pattern);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

void TestLineScanner::rowsAreReadInTheirEncoding_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const TextEncoding &encoding : TextEncoding::all())
        QTest::newRow(encoding.name().constData()) << encoding.name();
}

void TestLineScanner::rowsAreReadInTheirEncoding()
{
    QFETCH(const QByteArray, name);
    const TextEncoding encoding = *TextEncoding::named(name);
    Random random(7);
    for (int i = 0; i < 150; ++i) {
        const RandomPart part = randomPart(random);
        // What is shown somewhere, in other bytes than those of UTF-8.
        const QString shown = styledText(pick(random, part.rows).second, {}, encoding).text;
        const QString text = shown.mid(random.bounded(int(shown.size()) + 1),
                                       1 + random.bounded(3));
        const FindOptions expression = FindOption::RegularExpression;
        for (const LinePattern &pattern :
             {LinePattern(text.isEmpty() ? u"error"_s : text, randomOptions(random)),
              LinePattern(randomExpression(random), randomOptions(random) | expression)}) {
            const QString wrong = pattern.isValid() ? difference(part, pattern, encoding)
                                                    : QString();
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }
}

void TestLineScanner::visibleTextIsThatOfTheScreen()
{
    Random random(4);
    QByteArray visible;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray row = randomRow(random, static_cast<TextProfile>(random.bounded(4)));
        makeVisibleText(row, &visible);
        QCOMPARE(QString::fromUtf8("|" + visible), u'|' + styledText(row).text);
        if (isShownAsWritten(row))
            QCOMPARE(visible, row.endsWith('\r') ? row.chopped(1) : row);
    }
}

void TestLineScanner::moreMatchesThanTheLimitAreCut()
{
    OutputBlock::Part part;
    constexpr qint64 Limit = LineScanner::MaxMatchesPerRow;
    part.bytes = QByteArray(Limit + 5, 'a') + "\na\n";
    part.rows = {{7, 9}};
    const std::vector<RowMatches> expected{{7, Limit}, {8, 1}};
    for (const auto &[text, options] :
         {std::pair(u"a"_s, FindOptions(FindOption::CaseSensitive)),
          std::pair(u"A"_s, FindOptions()),
          std::pair(u"[a]"_s, FindOptions(FindOption::RegularExpression)),
          std::pair(u"\\x61"_s, FindOptions(FindOption::RegularExpression))}) {
        LineScanner::Result result;
        LineScanner(LinePattern(text, options)).scan(part, &result);
        QCOMPARE(result.rows, expected);
    }
}

void TestLineScanner::rowsThatGiveUpAreCounted()
{
    OutputBlock::Part part;
    const QByteArray evil = QByteArray(5000, 'a') + "b\n";
    part.bytes = "aa\n" + evil + "x aa\n" + evil + "aa\n";
    part.rows = {{0, 5}};
    LineScanner::Result result;
    LineScanner(LinePattern(u"(a+)+$"_s, FindOption::RegularExpression)).scan(part, &result);
    QCOMPARE(result.rows, (std::vector<RowMatches>{{0, 1}, {2, 1}, {4, 1}}));
    QCOMPARE(result.givenUp, 2);
}

void TestLineScanner::literalsAreFoundAtEveryPlace()
{
    for (const qsizetype size : {1, 2, 3, 7, 16, 17, 40}) {
        QByteArray needle(size, 'y');
        needle[size / 2] = 'Z';
        for (const auto sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive}) {
            const LiteralFinder finder(needle, sensitivity);
            const QByteArray text = sensitivity == Qt::CaseSensitive ? needle : needle.toLower();
            for (qsizetype before = 0; before < 200; ++before) {
                for (const qsizetype after : {0, 1, 15, 16, 64, 100}) {
                    const QByteArray bytes = QByteArray(before, 'y') + text
                        + QByteArray(after, 'y');
                    QCOMPARE(finder.find(bytes.begin(), bytes.end()) - bytes.begin(), before);
                    QVERIFY(!finder.find(bytes.begin() + before + 1, bytes.end()));
                    QVERIFY(!finder.find(bytes.begin(), bytes.begin() + before + size - 1));
                }
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestLineScanner)
#include "tst_linescanner.moc"
