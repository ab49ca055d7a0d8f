// SPDX-License-Identifier: MIT
#include "fakesource.h"
#include "widgets/outputcopy.h"
#include "widgets/outputpage.h"
#include "widgets/outputscale.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int Size = 10;

OutputExtent extentOf(OutputRows rows, OutputRows gap)
{
    return {.rows = rows, .gap = {.rows = gap, .bytes = gap.isEmpty() ? 0 : 1}};
}

/// The rows on the page, "-" for the mark.
QString shown(const OutputPage &page)
{
    QStringList rows;
    for (const PageLine &line : page.lines())
        rows.append(line.kind == PageLine::Kind::GapMark ? u"-"_s : QString::number(line.line.row));
    return rows.join(u' ');
}

CopyRequest selected(std::shared_ptr<const OutputSource> source, const TextRange &range)
{
    CopyRequest request{.source = std::move(source), .selection = {}, .encoding = {}, .gutter = {}};
    request.selection.start(range);
    return request;
}

} // namespace

class TestOutputPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowHasAPlaceAndTheGapHasOne_data();
    void everyRowHasAPlaceAndTheGapHasOne();
    void aMarkStandsForTheGap();
    void scrollingStepsOverTheGap_data();
    void scrollingStepsOverTheGap();
    void nothingMovesWhileTheGapGrows();
    void aTopThatIsGivenUpBecomesTheMark();
    void wrappedRowsStepOverTheGap();
    void textOfASelectionSkipsTheGap();
    void trillionsOfRowsCostWhatIsVisible();
    void timesAreComparedWithTheRowBefore();
    void aScrollBarHoldsAnyNumberOfPlaces_data();
    void aScrollBarHoldsAnyNumberOfPlaces();
};

void TestOutputPage::everyRowHasAPlaceAndTheGapHasOne_data()
{
    QTest::addColumn<OutputExtent>("extent");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("count");
    const auto row = [](const char *name, const OutputExtent &extent, qint64 first, qint64 last,
                        qint64 count) { QTest::newRow(name) << extent << first << last << count; };
    row("nothing", extentOf({0, 0}, {}), 0, 0, 0);
    row("all", extentOf({0, 5}, {}), 0, 4, 5);
    row("gap at the start", extentOf({7, 10}, {0, 7}), 0, 9, 4);
    row("gap in the middle", extentOf({0, 100}, {3, 98}), 0, 99, 6);
    row("gap after one", extentOf({0, 100}, {1, 99}), 0, 99, 3);
    row("gap to the end", extentOf({0, 10}, {5, 10}), 0, 5, 6);
    row("trillions", extentOf({0, 5'000'000'000'000}, {10, 4'999'999'999'990}), 0,
        4'999'999'999'999, 21);
}

void TestOutputPage::everyRowHasAPlaceAndTheGapHasOne()
{
    QFETCH(const OutputExtent, extent);
    QTEST(extent.firstRow(), "first");
    QTEST(extent.lastRow(), "last");
    QTEST(extent.count(), "count");
    for (qint64 place = 0; place < extent.count(); ++place) {
        const qint64 row = extent.rowAt(place);
        QCOMPARE(extent.placeOf(row), place);
        QVERIFY(extent.isMark(row) ? row == extent.markRow() : extent.rows.contains(row));
    }
    if (!extent.gap.isEmpty())
        QCOMPARE(extent.placeOf(extent.gap.rows.end - 1), extent.placeOf(extent.markRow()));
}

void TestOutputPage::aMarkStandsForTheGap()
{
    const auto source = std::make_shared<FakeSource>(100);
    source->setGap({3, 97});
    OutputPage page;
    page.setSize(Size, 0);
    page.setSource(source);
    QCOMPARE(shown(page), u"0 1 2 - 97 98 99"_s);
    QVERIFY(page.isAtEnd());
    source->setRows(110);
    page.refresh();
    QCOMPARE(shown(page), u"0 1 2 - 97 98 99 100 101 102 103"_s);
    QVERIFY(!page.isAtEnd());
}

void TestOutputPage::scrollingStepsOverTheGap_data()
{
    QTest::addColumn<int>("wrap");
    QTest::newRow("without wrapping") << 0;
    QTest::newRow("wrapping") << 40;
}

void TestOutputPage::scrollingStepsOverTheGap()
{
    QFETCH(const int, wrap);
    const auto source = std::make_shared<FakeSource>(1000);
    source->setGap({20, 900});
    OutputPage page;
    page.setSize(Size, wrap);
    page.setSource(source);
    page.moveBy(15);
    QCOMPARE(shown(page), u"15 16 17 18 19 - 900 901 902 903 904"_s);
    page.moveBy(5);
    QVERIFY(shown(page).startsWith(u"- 900"_s));
    page.moveBy(1);
    QVERIFY(shown(page).startsWith(u"900 901"_s));
    page.moveBy(-2);
    QVERIFY(shown(page).startsWith(u"19 - 900"_s));
    page.moveToEnd();
    QCOMPARE(page.top().row, 990);
    page.moveBy(-95);
    QVERIFY(shown(page).startsWith(u"16 17 18 19 - 900"_s));
    page.moveTo({500, 0});
    QVERIFY(shown(page).startsWith(u"- 900"_s));
}

void TestOutputPage::nothingMovesWhileTheGapGrows()
{
    const auto source = std::make_shared<FakeSource>(1000);
    source->setGap({20, 200});
    OutputPage page;
    page.setSize(Size, 0);
    page.setSource(source);
    page.moveTo({600, 0});
    const QString text = shown(page);
    for (qint64 end = 300; end <= 600; end += 100) {
        source->setRows(1000 + end);
        source->setGap({20, end});
        page.refresh();
        QCOMPARE(shown(page), text);
    }
}

void TestOutputPage::aTopThatIsGivenUpBecomesTheMark()
{
    const auto source = std::make_shared<FakeSource>(1000);
    source->setGap({20, 200});
    OutputPage page;
    page.setSize(Size, 0);
    page.setSource(source);
    page.moveTo({600, 0});
    source->setGap({20, 700});
    page.refresh();
    QVERIFY(shown(page).startsWith(u"- 700 701"_s));
    source->setGap({20, 800});
    page.refresh();
    QVERIFY(shown(page).startsWith(u"- 800 801"_s));
}

void TestOutputPage::wrappedRowsStepOverTheGap()
{
    const auto source = std::make_shared<FakeSource>(100);
    source->setText([](qint64) { return QByteArray(25, 'x'); }); // three rows of ten columns
    source->setGap({2, 95});
    OutputPage page;
    page.setSize(Size, 10);
    page.setSource(source);
    page.moveBy(4);
    QCOMPARE(shown(page), u"1 - 95 96 97"_s);
    QCOMPARE(page.top().subRow, 1);
    page.moveBy(3);
    QCOMPARE(shown(page).left(6), u"95 96 "_s);
    QCOMPARE(page.top().subRow, 0);
    page.moveBy(-2);
    QCOMPARE(shown(page).left(4), u"1 - "_s);
    QCOMPARE(page.top().subRow, 2);
}

void TestOutputPage::textOfASelectionSkipsTheGap()
{
    const auto source = std::make_shared<FakeSource>(1'000'000);
    source->setGap({2, 999'998});
    QCOMPARE(textOf(selected(source, {{1, 0}, {999'998, 5}})), u"row 1\nrow 9"_s);
    QCOMPARE(textOf(selected(source, {{500, 0}, {999'998, 5}})), u"row 9"_s);
    // A selection is as long as one likes; reading it is not.
    QCOMPARE(textOf(selected(source, {{0, 0}, {1, 3}})), u"row 0\nrow"_s);
}

void TestOutputPage::trillionsOfRowsCostWhatIsVisible()
{
    constexpr qint64 Rows = 5'000'000'000'000;
    const auto source = std::make_shared<FakeSource>(Rows);
    OutputPage page;
    page.setSize(Size, 0);
    page.setSource(source);
    source->linesRead = 0;
    page.moveToEnd();
    QCOMPARE(page.lines().back().line.row, Rows - 1);
    page.moveTo({Rows / 2, 0});
    QCOMPARE(page.lines().front().line.row, Rows / 2);
    page.moveBy(1);
    QCOMPARE(page.lines().front().line.row, Rows / 2 + 1);
    QCOMPARE_LE(source->linesRead, 3 * (Size + 2));
}

void TestOutputPage::timesAreComparedWithTheRowBefore()
{
    const auto source = std::make_shared<FakeSource>(1000);
    source->setGap({20, 900});
    OutputPage page;
    page.setSize(Size, 0);
    page.setSource(source);
    QCOMPARE(page.lines()[0].before, OutputLine::NoTime);
    page.moveTo({15, 0});
    QCOMPARE(page.lines()[0].before, FakeSource::Distance * 14);
    QCOMPARE(page.lines()[1].before, FakeSource::Distance * 15);
    QCOMPARE(page.lines()[6].line.row, 900);
    QCOMPARE(page.lines()[6].before, OutputLine::NoTime);
    page.moveTo({900, 0});
    QCOMPARE(page.lines()[0].line.row, 900);
    QCOMPARE(page.lines()[0].before, OutputLine::NoTime);
}

void TestOutputPage::aScrollBarHoldsAnyNumberOfPlaces_data()
{
    QTest::addColumn<qint64>("last");
    const qint64 edge = ScrollScale::LargestValue;
    for (const qint64 last : {qint64{0}, qint64{1}, qint64{1000}, edge - 1, edge, edge + 1,
                              2 * edge + 1, qint64{5'000'000'000'000}, qint64{1} << 62})
        QTest::addRow("%lld", static_cast<long long>(last)) << last;
}

void TestOutputPage::aScrollBarHoldsAnyNumberOfPlaces()
{
    QFETCH(const qint64, last);
    ScrollScale scale;
    scale.setLastPlace(last);
    const int maximum = scale.maximum();
    QCOMPARE(scale.valueOf(0), 0);
    QCOMPARE(scale.placeOf(0), 0);
    QCOMPARE(scale.valueOf(last), maximum);
    QCOMPARE(scale.placeOf(maximum), last);
    if (last > 0)
        QVERIFY(scale.valueOf(last - 1) < maximum); // the end of the bar is the end
    qint64 before = -1;
    for (int i = 0; i <= 1000; ++i) {
        const int value = static_cast<int>(qint64{maximum} * i / 1000);
        const qint64 place = scale.placeOf(value);
        QCOMPARE(scale.valueOf(place), value);
        QVERIFY(place >= before && place <= last);
        before = place;
    }
    QVERIFY(scale.stepOf(1) >= 1);
}

QTEST_GUILESS_MAIN(TestOutputPage)
#include "tst_outputpage.moc"
