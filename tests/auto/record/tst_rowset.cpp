// SPDX-License-Identifier: MIT
#include "record/rowset.h"

#include "record/matchtally.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>
#include <thread>

using namespace Spawnscope;

namespace {

using Random = QRandomGenerator;

/// The same in the plainest way.
struct PlainSet
{
    std::set<qint64> rows;
    OutputRows gap;
    qint64 givenUp = 0;

    void giveUp(const OutputRows &more)
    {
        givenUp += static_cast<qint64>(
            std::erase_if(rows, [&](qint64 row) { return more.contains(row); }));
        gap = more;
    }
    qint64 before(qint64 row) const { return std::distance(rows.begin(), rows.lower_bound(row)); }
    qint64 ordinalOf(qint64 row) const { return before(row) + (row >= gap.first ? givenUp : 0); }
    std::optional<qint64> firstAtOrAfter(qint64 row) const
    {
        const auto at = rows.lower_bound(row);
        return at == rows.end() ? std::nullopt : std::optional(*at);
    }
    std::optional<qint64> lastAtOrBefore(qint64 row) const
    {
        const auto after = rows.upper_bound(row);
        return after == rows.begin() ? std::nullopt : std::optional(*std::prev(after));
    }
};

void compareAt(const RowSet &set, const PlainSet &plain, qint64 row)
{
    QCOMPARE(set.contains(row), plain.rows.count(row) > 0);
    QCOMPARE(set.ordinalOf(row), plain.ordinalOf(row));
    QCOMPARE(set.firstAtOrAfter(row), plain.firstAtOrAfter(row));
    QCOMPARE(set.lastAtOrBefore(row), plain.lastAtOrBefore(row));
    QCOMPARE(set.countIn({row / 2, row}), plain.before(row) - plain.before(row / 2));
    if (set.contains(row))
        QCOMPARE(set.rowAt(set.ordinalOf(row)), row);
}

void compare(const RowSet &set, const PlainSet &plain, Random &random, qint64 end)
{
    QCOMPARE(set.count(), static_cast<qint64>(plain.rows.size()));
    QCOMPARE(set.ordinalEnd(), static_cast<qint64>(plain.rows.size()) + plain.givenUp);
    for (int i = 0; i < 50; ++i) {
        compareAt(set, plain, random.bounded(end + 10));
        if (QTest::currentTestFailed())
            return;
    }
    for (const qint64 edge : {plain.gap.first, plain.gap.end, qint64{0}, qint64{65536}, end})
        compareAt(set, plain, edge);
    const OutputRows gone = set.givenUpOrdinals();
    QCOMPARE(gone.count(), plain.givenUp);
    if (!gone.isEmpty())
        QCOMPARE(set.rowAt(gone.first), plain.firstAtOrAfter(plain.gap.end));
    const qint64 ordinal = random.bounded(set.ordinalEnd() + 1);
    QList<qint64> expected;
    for (auto row = set.rowAt(ordinal); row && expected.size() < 20;
         row = plain.firstAtOrAfter(*row + 1))
        expected += *row;
    QCOMPARE(set.rowsFrom(ordinal, 20), expected);
}

} // namespace

class TestRowSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptySetAnswers();
    void answersAsAPlainSet_data();
    void answersAsAPlainSet();
    void ordinalsOutliveTheGap();
    void isReadWhileWritten();
    void talliesAddUp();
};

void TestRowSet::anEmptySetAnswers()
{
    const RowSet set;
    QCOMPARE(set.count(), 0);
    QVERIFY(!set.contains(0));
    QCOMPARE(set.ordinalOf(5), 0);
    QCOMPARE(set.rowAt(0), std::nullopt);
    QCOMPARE(set.firstAtOrAfter(0), std::nullopt);
    QCOMPARE(set.lastAtOrBefore(std::numeric_limits<qint64>::max()), std::nullopt);
    QVERIFY(set.rowsFrom(0, 10).isEmpty());
}

void TestRowSet::answersAsAPlainSet_data()
{
    QTest::addColumn<int>("step"); // between neighbouring rows, at most
    QTest::addColumn<qint64>("gapFirst");
    QTest::newRow("dense") << 2 << qint64{0};
    QTest::newRow("dense, the start is kept") << 3 << qint64{70'000};
    QTest::newRow("sparse") << 500 << qint64{0};
    QTest::newRow("sparse, the start is kept") << 500 << qint64{1'000};
    QTest::newRow("near the limit of sparse") << 31 << qint64{100};
}

void TestRowSet::answersAsAPlainSet()
{
    QFETCH(const int, step);
    QFETCH(const qint64, gapFirst);
    Random random(7);
    RowSet set;
    PlainSet plain;
    qint64 end = 0;
    for (int round = 0; round < 60; ++round) {
        QList<qint64> rows;
        for (int i = random.bounded(4000); i > 0; --i) {
            end += 1 + random.bounded(step);
            rows += end;
        }
        if (random.bounded(5) == 0)
            std::reverse(rows.begin(), rows.end());
        set.insert(rows);
        plain.rows.insert(rows.begin(), rows.end());
        if (const qint64 row = random.bounded(end + 1); plain.rows.count(row)) {
            set.erase(row);
            plain.rows.erase(row);
        }
        if (random.bounded(4) == 0) {
            const qint64 from = std::max(plain.gap.end, gapFirst);
            const OutputRows gap{gapFirst, from + random.bounded(std::max<qint64>(end - from, 1))};
            set.giveUp(gap);
            plain.giveUp(gap);
        }
        compare(set, plain, random, end);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestRowSet::ordinalsOutliveTheGap()
{
    RowSet set;
    set.insert({1, 3, 5, 7, 9});
    const quint64 revision = set.revision();
    set.giveUp({3, 6});
    QVERIFY(set.revision() != revision);
    QCOMPARE(set.count(), 3);
    QCOMPARE(set.ordinalOf(1), 0);
    QCOMPARE(set.ordinalOf(7), 3);
    QCOMPARE(set.rowAt(0), 1);
    QCOMPARE(set.rowAt(1), 7);
    QCOMPARE(set.rowAt(2), 7);
    QCOMPARE(set.rowAt(3), 7);
    QCOMPARE(set.rowAt(4), 9);
    QCOMPARE(set.givenUpOrdinals(), (OutputRows{1, 3}));
}

void TestRowSet::isReadWhileWritten()
{
    RowSet set;
    constexpr qint64 End = 300'000;
    std::jthread writer([&] {
        for (qint64 row = 0; row < End; row += 3)
            set.insert(row);
    });
    qint64 known = 0;
    while (known < End / 3) {
        known = set.count();
        if (known > 0)
            QCOMPARE(set.rowAt(known - 1), (known - 1) * 3);
        std::this_thread::yield(); // who asks without a pause may keep the writer from the lock
    }
}

void TestRowSet::talliesAddUp()
{
    Random random(8);
    MatchTally tally;
    std::map<qint64, qint64> plain; // by the first row of each sum
    constexpr qint64 End = 400'000;
    const auto sumBefore = [&plain](qint64 row) {
        qint64 sum = 0;
        for (auto at = plain.begin(); at != plain.end() && at->first < row; ++at)
            sum += at->second;
        return sum;
    };
    for (int round = 0; round < 300; ++round) {
        for (int i = 0; i < 20; ++i) {
            const qint64 row = random.bounded(End);
            const qint64 extra = random.bounded(5);
            tally.add(row, extra);
            plain[MatchTally::sumStart(row)] += extra;
        }
        if (random.bounded(20) == 0) {
            const OutputRows gone{MatchTally::sumStart(random.bounded(End)),
                                  MatchTally::sumStart(random.bounded(End * 2))};
            tally.clear(gone);
            std::erase_if(plain, [&](const auto &sum) { return gone.contains(sum.first); });
        }
        const qint64 row = MatchTally::sumStart(random.bounded(End));
        QCOMPARE(tally.before(row), sumBefore(row));
        QCOMPARE(tally.sumAround(row + MatchTally::SumRows - 1), plain[row]);
        QCOMPARE(tally.total(), sumBefore(End));
    }
}

QTEST_GUILESS_MAIN(TestRowSet)
#include "tst_rowset.moc"
