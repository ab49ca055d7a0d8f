// SPDX-License-Identifier: MIT
#include "widgets/outputview.h"
#include "widgets/overviewstrip.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestOverview final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyPlaceLiesInOneBucket_data();
    void everyPlaceLiesInOneBucket();
    void countsAddUpToWhatThereIs();
    void whatWasGivenUpIsNotCounted();
    void theStripShowsErrorLines();
    void theStripFollowsTheSearch();
    void bookmarksAreShown();
    void aPressLeadsThere();
    void theToolTipTellsLinesAndCounts();
    void aGapIsTold();
    void anotherOutputIsMeasuredAnew();

private:
    void append(OutputStream stream, const QByteArray &bytes)
    {
        m_log->append(stream, bytes, {});
        m_view->refresh();
    }
    void fill(int count)
    {
        for (int i = 0; i < count; ++i)
            m_log->append(OutputStream::Stdout, "line " + QByteArray::number(i) + '\n', {});
        m_view->refresh();
    }
    static qint64 sum(const std::vector<qint64> &counts)
    {
        return std::accumulate(counts.begin(), counts.end(), qint64(0));
    }
    int y(int bucket) const; ///< in the strip

    std::unique_ptr<QWidget> m_window;
    std::shared_ptr<OutputLog> m_log;
    OutputView *m_view = nullptr;
    OverviewStrip *m_strip = nullptr;
};

void TestOverview::init()
{
    m_log = std::make_shared<OutputLog>();
    m_window = std::make_unique<QWidget>();
    m_view = new OutputView(m_window.get());
    m_strip = new OverviewStrip(m_window.get());
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_view);
    layout->addWidget(m_strip);
    m_window->resize(500, 400);
    m_strip->setView(m_view);
    m_view->setLog(m_log);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestOverview::cleanup()
{
    m_window.reset();
    m_log.reset();
}

int TestOverview::y(int bucket) const
{
    const int top = m_strip->mapFromGlobal(m_view->mapToGlobal(QPoint())).y();
    const int margin = (m_view->viewport()->height() - m_strip->buckets().count()) / 2;
    return top + margin + bucket;
}

void TestOverview::everyPlaceLiesInOneBucket_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("places");
    QTest::addColumn<int>("count");
    QTest::newRow("one row") << qint64(1) << qint64(1) << 10;
    QTest::newRow("fewer rows than buckets") << qint64(7) << qint64(7) << 10;
    QTest::newRow("as many") << qint64(10) << qint64(10) << 10;
    QTest::newRow("more") << qint64(1003) << qint64(1003) << 10;
    QTest::newRow("a page not full") << qint64(5) << qint64(20) << 100;
    QTest::newRow("one bucket") << qint64(5) << qint64(5) << 1;
}

void TestOverview::everyPlaceLiesInOneBucket()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, places);
    QFETCH(int, count);
    const OverviewBuckets buckets({.rows = {100, 100 + rows}, .gap = {}}, places, count);
    const std::vector<qint64> counts = buckets.counts([](qint64 row) { return row; });
    QCOMPARE(int(counts.size()), count);
    QCOMPARE(sum(counts), rows);
    std::vector<qint64> expected(size_t(count), 0);
    for (qint64 row = 100; row < 100 + rows; ++row)
        ++expected[size_t(buckets.bucketOf(row))];
    QCOMPARE(counts, expected);
    for (int bucket = 0; bucket < count; ++bucket) {
        if (counts[size_t(bucket)] > 0)
            QCOMPARE(buckets.rowsAt(bucket).count(), counts[size_t(bucket)]);
    }
}

void TestOverview::countsAddUpToWhatThereIs()
{
    const OutputExtent huge{.rows = {0, 100'000'000'000}, .gap = {}};
    const OverviewBuckets buckets(huge, 0, 2000);
    int asked = 0;
    const auto counts = buckets.counts([&asked](qint64 row) {
        ++asked;
        return row / 3;
    });
    QCOMPARE(sum(counts), huge.rows.end / 3);
    QVERIFY(asked <= 2001);
}

void TestOverview::whatWasGivenUpIsNotCounted()
{
    const OutputExtent extent{.rows = {0, 1000}, .gap = {.rows = {100, 900}, .bytes = 1}};
    const OverviewBuckets buckets(extent, 0, 50);
    const auto counts = buckets.counts([](qint64 row) { return row; });
    // The mark has a place, hence counts for one of the rows it stands for.
    QCOMPARE(sum(counts), 200);
    QVERIFY(extent.isMark(buckets.rowsAt(buckets.bucketOf(500)).first)
            || buckets.rowsAt(buckets.bucketOf(500)).count() > 1);
}

void TestOverview::theStripShowsErrorLines()
{
    fill(1000);
    append(OutputStream::Stderr, "bad\nworse\n");
    fill(1000);
    QTRY_COMPARE(sum(m_strip->errors()), 2);
    const int bucket = m_strip->buckets().bucketOf(1000);
    QVERIFY(m_strip->errors()[size_t(bucket)] > 0);
    QCOMPARE(m_strip->accessibleDescription(), u"lines on stderr: 2"_s);
    m_view->setFilter(OutputFilter::Stdout);
    QTRY_COMPARE(sum(m_strip->errors()), 0);
}

void TestOverview::theStripFollowsTheSearch()
{
    fill(2000);
    m_view->find(u"line 7"_s, {}, FindDirection::Forward);
    QTRY_COMPARE(sum(m_strip->matches()), 111);
    QVERIFY(m_strip->matches()[size_t(m_strip->buckets().bucketOf(7))] > 0);
    QCOMPARE(m_strip->matches()[size_t(m_strip->buckets().bucketOf(1000))], 0);
    m_view->find({}, {}, FindDirection::Forward);
    QTRY_COMPARE(sum(m_strip->matches()), 0);
    QCOMPARE(m_strip->accessibleDescription(), u"nothing is marked"_s);
}

void TestOverview::bookmarksAreShown()
{
    fill(50'000);
    m_view->setBookmarks({700, 30'000});
    QTRY_COMPARE(sum(m_strip->bookmarks()), 2);
    const int bucket = m_strip->buckets().bucketOf(30'000);
    QCOMPARE(m_strip->bookmarks()[size_t(bucket)], 1);
    QVERIFY(m_strip->textAt(y(bucket)).contains(u"Bookmarks: 1"_s));
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, QPoint(5, y(bucket)));
    const auto &lines = m_view->page().lines();
    QVERIFY(std::any_of(lines.begin(), lines.end(),
                        [](const PageLine &line) { return line.line.number == 30'000; }));
    m_view->setBookmarks({});
    QTRY_COMPARE(sum(m_strip->bookmarks()), 0);
}

void TestOverview::aPressLeadsThere()
{
    fill(1000);
    append(OutputStream::Stderr, "here\n");
    fill(4000);
    QTRY_COMPARE(sum(m_strip->errors()), 1);
    QVERIFY(m_view->isFollowing());
    const int bucket = m_strip->buckets().bucketOf(1000);
    QTest::mouseClick(m_strip, Qt::LeftButton, {}, QPoint(5, y(bucket)));
    QVERIFY(!m_view->isFollowing());
    const auto &lines = m_view->page().lines();
    QVERIFY(std::any_of(lines.begin(), lines.end(),
                        [](const PageLine &line) { return line.line.bytes == "here"; }));
    QTest::mousePress(m_strip, Qt::LeftButton, {}, QPoint(5, y(0)));
    QCOMPARE(m_view->page().top().row, 0);
    QTest::mouseMove(m_strip, QPoint(5, y(m_strip->buckets().count() - 1)));
    QVERIFY(m_view->page().top().row > 4900);
    QTest::mouseRelease(m_strip, Qt::LeftButton, {}, QPoint(5, y(0)));
}

void TestOverview::theToolTipTellsLinesAndCounts()
{
    QCOMPARE(m_strip->textAt(5), QString());
    append(OutputStream::Stderr, "bad\n");
    fill(20'000);
    m_view->find(u"line 0"_s, FindOption::WholeWords, FindDirection::Forward);
    QTRY_COMPARE(sum(m_strip->matches()), 1);
    QTRY_COMPARE(sum(m_strip->errors()), 1);
    const QStringList lines = m_strip->textAt(y(0)).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(u"Lines 1 to "_s), qPrintable(lines[0]));
    QCOMPARE(lines[1], u"Lines that match: 1"_s);
    QCOMPARE(lines[2], u"Lines on stderr: 1"_s);
    QVERIFY(!m_strip->textAt(y(100)).contains(u'\n'));
}

void TestOverview::aGapIsTold()
{
    m_log = std::make_shared<OutputLog>(16 * 1024);
    m_view->setLog(m_log);
    fill(5000);
    QTRY_VERIFY(!m_strip->buckets().extent().gap.isEmpty());
    QVERIFY2(m_strip->textAt(y(0)).contains(u"no longer kept"_s),
             qPrintable(m_strip->textAt(y(0))));
    QVERIFY(m_strip->accessibleDescription().contains(u"no longer kept"_s));
}

void TestOverview::anotherOutputIsMeasuredAnew()
{
    append(OutputStream::Stderr, "bad\n");
    QTRY_COMPARE(sum(m_strip->errors()), 1);
    m_view->setLog(nullptr);
    QTRY_VERIFY(m_strip->buckets().isEmpty());
    m_strip->grab(); // nothing to paint
    m_view->setLog(std::make_shared<OutputLog>());
    QTRY_COMPARE(m_strip->buckets().extent().rows, OutputRows());
    QCOMPARE(sum(m_strip->errors()), 0);
}

QTEST_MAIN(TestOverview)

#include "tst_overview.moc"
