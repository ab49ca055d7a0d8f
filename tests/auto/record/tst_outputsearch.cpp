// SPDX-License-Identifier: MIT
#include "record/outputsearch.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::steady_clock::time_point Start{};

void searchAll(OutputSearch &search)
{
    while (search.advance(5ms) == OutputSearch::Progress::MoreToDo) {}
}

} // namespace

class TestOutputSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patternsFindSpans_data();
    void patternsFindSpans();
    void anInvalidExpressionSaysWhy();
    void aBacktrackingExpressionEnds();
    void coloursDoNotHideMatches();
    void countsFollowTheGrowingLog();
    void droppedLinesLeaveTheCount();
    void rowsAreFoundInBothDirections();
};

void TestOutputSearch::patternsFindSpans_data()
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
    row("nothing", u""_s, {}, u"abc"_s, {});
    row("any case", u"Err"_s, {}, u"err ERR err"_s, {0, 4, 8});
    row("case sensitive", u"err"_s, FindOption::CaseSensitive, u"err ERR err"_s, {0, 8});
    row("never overlapping", u"aa"_s, {}, u"aaaaa"_s, {0, 2});
    row("whole words", u"in"_s, FindOption::WholeWords, u"in inner pin (in)"_s, {0, 14});
    row("whole words of an overlapping text", u"a a"_s, FindOption::WholeWords, u"xa a a"_s, {3});
    row("expression", u"\\d+"_s, FindOption::RegularExpression, u"a1 b22"_s, {1, 4});
    row("expression any case", u"^e"_s, FindOption::RegularExpression, u"Error"_s, {0});
    row("empty matches do not count", u"x*"_s, FindOption::RegularExpression, u"axb"_s, {1});
    row("a dot is a dot", u"."_s, {}, u"a.b"_s, {1});
    row("unicode", u"STRASSE"_s, {}, u"große straße Strasse"_s, {13});
}

void TestOutputSearch::patternsFindSpans()
{
    QFETCH(const QString, pattern);
    QFETCH(const FindOptions, options);
    QFETCH(const QString, line);
    QList<qsizetype> starts;
    for (const TextSpan &span : LinePattern(pattern, options).matches(line, 100))
        starts += span.start;
    QTEST(starts, "starts");
}

void TestOutputSearch::anInvalidExpressionSaysWhy()
{
    const LinePattern broken(u"a("_s, FindOption::RegularExpression);
    QVERIFY(!broken.isValid());
    QVERIFY(!broken.error().isEmpty());
    QVERIFY(broken.matches(u"a("_s, 10).isEmpty());
    QVERIFY(LinePattern(u"a("_s, {}).isValid());
}

void TestOutputSearch::aBacktrackingExpressionEnds()
{
    const LinePattern evil(u"(a+)+$"_s, FindOption::RegularExpression);
    QVERIFY(evil.isValid());
    QVERIFY(evil.matches(QString(5000, u'a') + u'b', 10).isEmpty());
}

void TestOutputSearch::coloursDoNotHideMatches()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "\x1b[31mer\x1b[1mror\x1b[0m\n10%\r100%\n", Start);
    OutputSearch search(log, OutputFilter::All, LinePattern(u"error"_s, {}));
    searchAll(search);
    QCOMPARE(search.matchCount(), 1);
    QCOMPARE(search.matchesInRow(0), (QList<TextSpan>{{0, 5}}));
}

void TestOutputSearch::countsFollowTheGrowingLog()
{
    const auto log = std::make_shared<OutputLog>();
    OutputSearch search(log, OutputFilter::All, LinePattern(u"ab"_s, {}));
    log->append(OutputStream::Stdout, "ab a", Start);
    log->append(OutputStream::Stderr, "ab\n", Start);
    searchAll(search);
    QCOMPARE(search.matchCount(), 2);
    log->append(OutputStream::Stdout, "b ab\nab", Start);
    searchAll(search);
    QCOMPARE(search.matchCount(), 5);
    QCOMPARE(search.matchesBefore(1), 3);
    log->append(OutputStream::Stdout, "\x1b[2K\r", Start);
    searchAll(search);
    QCOMPARE(search.matchCount(), 4);
}

void TestOutputSearch::droppedLinesLeaveTheCount()
{
    const auto log = std::make_shared<OutputLog>(16 * 1024);
    OutputSearch search(log, OutputFilter::Stdout, LinePattern(u"needle"_s, {}));
    for (int i = 0; i < 4000; ++i) {
        log->append(OutputStream::Stdout, i % 10 ? "hay\n" : "needle\n", Start);
        if (i % 100 == 0)
            searchAll(search);
    }
    searchAll(search);
    const OutputRows rows = log->rows(OutputFilter::Stdout);
    qint64 expected = 0;
    for (qint64 row = rows.first; row < rows.end; ++row)
        expected += row % 10 == 0 ? 1 : 0;
    QCOMPARE(search.matchCount(), expected);
}

void TestOutputSearch::rowsAreFoundInBothDirections()
{
    const auto log = std::make_shared<OutputLog>();
    for (int i = 0; i < 1000; ++i)
        log->append(OutputStream::Stdout, i % 100 == 50 ? "hit\n" : "miss\n", Start);
    OutputSearch search(log, OutputFilter::All, LinePattern(u"hit"_s, {}));
    QVERIFY(!search.isCaughtUp());
    searchAll(search);
    QVERIFY(search.isCaughtUp());
    QCOMPARE(search.firstMatchingRow(0), 50);
    QCOMPARE(search.firstMatchingRow(51), 150);
    QCOMPARE(search.firstMatchingRow(951), std::nullopt);
    QCOMPARE(search.lastMatchingRow(999), 950);
    QCOMPARE(search.lastMatchingRow(150), 150);
    QCOMPARE(search.lastMatchingRow(49), std::nullopt);
    QCOMPARE(search.matchesBefore(350), 3);
}

QTEST_GUILESS_MAIN(TestOutputSearch)
#include "tst_outputsearch.moc"
