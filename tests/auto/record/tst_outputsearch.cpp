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
    void coloursDoNotHideMatches();
    void countsFollowTheGrowingLog();
    void droppedLinesLeaveTheCount();
    void rowsAreFoundInBothDirections();
};

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
