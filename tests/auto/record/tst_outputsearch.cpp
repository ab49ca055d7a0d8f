// SPDX-License-Identifier: MIT
#include "record/outputsearch.h"
#include "watchedlog.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::steady_clock::time_point Start{};
constexpr qsizetype NoLimit = 10'000;

/// What a look at each line by itself finds.
QList<std::pair<qint64, qint64>> naiveMatches(const OutputLog &log, OutputFilter filter,
                                              const LinePattern &pattern)
{
    QList<std::pair<qint64, qint64>> result;
    const OutputRows rows = log.rows(filter);
    for (const OutputLine &line : log.lines(filter, rows.first, rows.count())) {
        const QString text = styledText(line.bytes, line.style).text;
        const bool isInverted = pattern.options().testFlag(FindOption::Inverted);
        if (pattern.isMatch(text))
            result.append({line.row, isInverted ? 1 : pattern.matches(text, NoLimit).size()});
    }
    return result;
}

QString difference(const OutputSearch &search, const OutputLog &log)
{
    const auto expected = naiveMatches(log, search.filter(), search.pattern());
    qint64 matches = 0;
    for (const auto &[row, count] : expected) {
        if (search.firstMatchingRow(row) != row || search.lastMatchingRow(row) != row)
            return u"row %1 is missing"_s.arg(row);
        if (search.matchesBefore(row) != matches)
            return u"%1 matches before row %2, not %3"_s.arg(search.matchesBefore(row))
                .arg(row)
                .arg(matches);
        matches += count;
    }
    if (search.rowCount() != expected.size() || search.matchCount() != matches) {
        return u"%1 rows with %2 matches, not %3 with %4"_s.arg(search.rowCount())
            .arg(search.matchCount())
            .arg(expected.size())
            .arg(matches);
    }
    return {};
}

} // namespace

class TestOutputSearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coloursDoNotHideMatches();
    void lettersAreFoundInTheEncodingThatIsChosen();
    void countsFollowTheGrowingLog();
    void droppedLinesLeaveTheCount();
    void anOpenRowThatCannotBeReadIsTriedAgain();
    void rowsAreFoundInBothDirections();
    void invertedPatternsFindTheOtherRows();
    void linesThatGiveUpAreTold();
    void newsComeAsOneSignal();
    void destroyingDoesNotWait();
    void manySearchesShareTheThreads();
    void whateverGrowsAndGoesTheCountsAreExact_data();
    void whateverGrowsAndGoesTheCountsAreExact();
    void countsAreExactWhileAnotherThreadAppends();
};

void TestOutputSearch::coloursDoNotHideMatches()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "\x1b[31mer\x1b[1mror\x1b[0m\n10%\r100%\n", Start);
    const OutputSearch search(log, OutputFilter::All, LinePattern(u"error"_s, {}));
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 1);
    QCOMPARE(search.matchesInRow(0), (QList<TextSpan>{{0, 5}}));
}

void TestOutputSearch::lettersAreFoundInTheEncodingThatIsChosen()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout,
                "plain\nGr\xf6\xdf"
                "e \xf6\n\x1b[31m\xd6\x1b[0ml\n",
                Start);
    const LinePattern pattern(u"ö"_s, {});
    const OutputSearch asUtf8(log, OutputFilter::All, pattern);
    const OutputSearch asLatin1(log, OutputFilter::All, pattern,
                                *TextEncoding::named("ISO-8859-1"));
    QTRY_VERIFY(asUtf8.isCaughtUp() && asLatin1.isCaughtUp());
    QCOMPARE(asUtf8.matchCount(), 0);
    QCOMPARE(asLatin1.matchCount(), 3);
    QCOMPARE(asLatin1.rows()->rowsFrom(0, 5), (QList<qint64>{1, 2}));
    QCOMPARE(asLatin1.matchesInRow(1), (QList<TextSpan>{{2, 1}, {6, 1}}));
    QCOMPARE(asLatin1.matchesInRow(2), (QList<TextSpan>{{0, 1}}));
    QCOMPARE(asLatin1.matchesBefore(2), 2);
}

void TestOutputSearch::countsFollowTheGrowingLog()
{
    const auto log = std::make_shared<OutputLog>();
    OutputSearch search(log, OutputFilter::All, LinePattern(u"ab"_s, {}));
    QVERIFY(search.isCaughtUp());
    log->append(OutputStream::Stdout, "ab a", Start);
    log->append(OutputStream::Stderr, "ab\n", Start);
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 2);
    log->append(OutputStream::Stdout, "b ab\nab", Start);
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 5);
    QCOMPARE(search.matchesBefore(1), 3);
    QCOMPARE(search.rowCount(), 3);
    log->append(OutputStream::Stdout, "\x1b[2K\r", Start);
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 4);
    QCOMPARE(search.rowCount(), 2);
}

void TestOutputSearch::droppedLinesLeaveTheCount()
{
    const auto log = std::make_shared<OutputLog>(16 * 1024);
    OutputSearch search(log, OutputFilter::Stdout, LinePattern(u"needle"_s, {}));
    qint64 lost = 0;
    for (int i = 0; i < 4000; ++i) {
        log->append(OutputStream::Stdout, i % 10 ? "hay\n" : "needle needle\n", Start);
        if (i % 100 != 99)
            continue;
        search.catchUp();
        QTRY_VERIFY(search.isCaughtUp());
        QVERIFY(search.lostMatchCount() >= lost);
        lost = search.lostMatchCount();
        QCOMPARE(search.matchCount() + lost, (i + 1) / 10 * 2);
    }
    QVERIFY(log->rows(OutputFilter::Stdout).first > 0);
    QVERIFY(lost > 0);
    QCOMPARE(difference(search, *log), QString());
}

void TestOutputSearch::anOpenRowThatCannotBeReadIsTriedAgain()
{
    const WatchedLog watched = WatchedLog::make(1024 * 1024);
    watched.log->append(OutputStream::Stdout, "ab", Start);
    OutputSearch search(watched.log, OutputFilter::All, LinePattern(u"ab"_s, {}));
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 1);
    watched.log->append(OutputStream::Stdout, " ab", Start);
    std::atomic<bool> isFailing = true;
    watched.output->beforeRead = [&isFailing] { return !isFailing; };
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 1);
    isFailing = false;
    watched.log->append(OutputStream::Stdout, " ab", Start);
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.matchCount(), 3);
}

void TestOutputSearch::rowsAreFoundInBothDirections()
{
    const auto log = std::make_shared<OutputLog>();
    for (int i = 0; i < 1000; ++i)
        log->append(OutputStream::Stdout, i % 100 == 50 ? "hit\n" : "miss\n", Start);
    const OutputSearch search(log, OutputFilter::All, LinePattern(u"hit"_s, {}));
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.searchedTo(), 1000);
    QCOMPARE(search.firstMatchingRow(0), 50);
    QCOMPARE(search.firstMatchingRow(51), 150);
    QCOMPARE(search.firstMatchingRow(951), std::nullopt);
    QCOMPARE(search.lastMatchingRow(999), 950);
    QCOMPARE(search.lastMatchingRow(std::numeric_limits<qint64>::max()), 950);
    QCOMPARE(search.lastMatchingRow(150), 150);
    QCOMPARE(search.lastMatchingRow(49), std::nullopt);
    QCOMPARE(search.matchesBefore(350), 3);
    QCOMPARE(search.rows()->rowsFrom(2, 3), (QList<qint64>{250, 350, 450}));
}

void TestOutputSearch::invertedPatternsFindTheOtherRows()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "debug debug\nerror\n\ndebug\nopen", Start);
    OutputSearch search(log, OutputFilter::All, LinePattern(u"debug"_s, FindOption::Inverted));
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.rows()->rowsFrom(0, 10), (QList<qint64>{1, 2, 4}));
    QCOMPARE(search.matchCount(), 3);
    log->append(OutputStream::Stdout, " debug", Start);
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.rows()->rowsFrom(0, 10), (QList<qint64>{1, 2}));
}

void TestOutputSearch::linesThatGiveUpAreTold()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "aa\n" + QByteArray(5000, 'a') + "b\n", Start);
    const OutputSearch search(log, OutputFilter::All,
                              LinePattern(u"(a+)+$"_s, FindOption::RegularExpression));
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(search.rowCount(), 1);
    QCOMPARE(search.givenUpCount(), 1);
}

void TestOutputSearch::newsComeAsOneSignal()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "hit\n", Start);
    OutputSearch search(log, OutputFilter::All, LinePattern(u"hit"_s, {}));
    QSignalSpy progressed(&search, &OutputSearch::progressed);
    QVERIFY(progressed.wait());
    QTRY_VERIFY(search.isCaughtUp());
    const qsizetype before = progressed.size();
    constexpr int Times = 200;
    for (int i = 0; i < Times; ++i) {
        log->append(OutputStream::Stdout, "hit\n", Start);
        search.catchUp();
    }
    QVERIFY(progressed.wait());
    QTRY_COMPARE(search.matchCount(), Times + 1);
    // The last signal comes after the last news.
    if (!search.isCaughtUp())
        QVERIFY(progressed.wait());
    QVERIFY(progressed.size() - before < Times);
}

void TestOutputSearch::destroyingDoesNotWait()
{
    const auto log = std::make_shared<OutputLog>();
    for (int i = 0; i < 2000; ++i)
        log->append(OutputStream::Stdout, QByteArray(5000, 'a') + "b\n", Start);
    const LinePattern evil(u"(a+)+$"_s, FindOption::RegularExpression);
    for (int i = 0; i < 20; ++i)
        const OutputSearch search(log, OutputFilter::All, evil);
    const OutputSearch quick(log, OutputFilter::All, LinePattern(u"b"_s, {}));
    QTRY_VERIFY(quick.isCaughtUp());
    QCOMPARE(quick.matchCount(), 2000);
}

void TestOutputSearch::manySearchesShareTheThreads()
{
    const auto log = std::make_shared<OutputLog>();
    for (int i = 0; i < 3'000; ++i)
        log->append(OutputStream::Stdout, "line " + QByteArray::number(i) + '\n', Start);
    std::vector<std::unique_ptr<OutputSearch>> searches;
    for (int i = 0; i < 10; ++i) {
        searches.push_back(std::make_unique<OutputSearch>(log, OutputFilter::All,
                                                          LinePattern(QString::number(i), {})));
    }
    for (const auto &search : searches) {
        QTRY_VERIFY(search->isCaughtUp());
        QCOMPARE(difference(*search, *log), QString());
    }
}

void TestOutputSearch::whateverGrowsAndGoesTheCountsAreExact_data()
{
    QTest::addColumn<OutputFilter>("filter");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<FindOptions>("options");
    QTest::addColumn<qsizetype>("limit");
    constexpr auto Expression = FindOption::RegularExpression;
    QTest::newRow("literal") << OutputFilter::All << u"ab"_s << FindOptions() << qsizetype{40'000};
    QTest::newRow("one stream") << OutputFilter::Stderr << u"a"_s
                                << FindOptions(FindOption::CaseSensitive) << qsizetype{40'000};
    QTest::newRow("expression") << OutputFilter::Stdout << u"[ab]+$"_s << FindOptions(Expression)
                                << qsizetype{40'000};
    QTest::newRow("inverted") << OutputFilter::All << u"a"_s << FindOptions(FindOption::Inverted)
                              << qsizetype{40'000};
    QTest::newRow("nothing goes") << OutputFilter::All << u"a"_s << FindOptions()
                                  << qsizetype{100'000'000};
}

void TestOutputSearch::whateverGrowsAndGoesTheCountsAreExact()
{
    QFETCH(const OutputFilter, filter);
    QFETCH(const QString, pattern);
    QFETCH(const FindOptions, options);
    QFETCH(const qsizetype, limit);
    const auto log = std::make_shared<OutputLog>(limit);
    OutputSearch search(log, filter, LinePattern(pattern, options));
    QRandomGenerator random(5);
    constexpr const char *Pieces[] = {"a",   "b",    "ab ab", "\n",      "\n", "ba\n",
                                      "x\r", "\r\n", "aab",   "\x1b[1m", " ",  "\x1b[2K"};
    for (int i = 0; i < 120; ++i) {
        for (int pieces = random.bounded(100); pieces > 0; --pieces) {
            log->append(random.bounded(3) ? OutputStream::Stdout : OutputStream::Stderr,
                        Pieces[random.bounded(static_cast<int>(std::size(Pieces)))], Start);
        }
        search.catchUp();
        if (random.bounded(10) == 0) {
            QTRY_VERIFY(search.isCaughtUp());
            QCOMPARE(difference(search, *log), QString());
        }
    }
    log->finish();
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(difference(search, *log), QString());
}

void TestOutputSearch::countsAreExactWhileAnotherThreadAppends()
{
    const auto log = std::make_shared<OutputLog>(1024 * 1024);
    OutputSearch search(log, OutputFilter::All, LinePattern(u"a"_s, {}));
    std::atomic<bool> isDone = false;
    std::jthread writer([&] {
        for (int i = 0; i < 30'000; ++i) {
            log->append(i % 3 ? OutputStream::Stdout : OutputStream::Stderr,
                        i % 5 ? "a banana\n" : "a tomato ", Start);
        }
        isDone = true;
    });
    while (!isDone) {
        search.catchUp();
        QCoreApplication::processEvents();
    }
    writer.join();
    search.catchUp();
    QTRY_VERIFY(search.isCaughtUp());
    QCOMPARE(difference(search, *log), QString());
}

QTEST_GUILESS_MAIN(TestOutputSearch)
#include "tst_outputsearch.moc"
