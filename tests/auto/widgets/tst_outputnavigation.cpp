// SPDX-License-Identifier: MIT
#include "fakesource.h"
#include "widgets/outputactions.h"
#include "widgets/outputgotobar.h"
#include "widgets/outputview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Trillions = 5'000'000'000'000;

} // namespace

class TestOutputNavigation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keysAndBarStepByRowsHoweverCoarseTheBarIs();
    void draggingTheBarGoesInProportion();
    void paintingCostsWhatIsVisible();
    void aGapInTheMiddleIsScrolledOver();
    void theGutterSelectsLines();
    void dragsWithAltSelectBlocks();
    void keysExtendBlocks();
    void keysExtendTheSelection_data();
    void keysExtendTheSelection();
    void selectionsReachAcrossTheGap();
    void draggingBeyondTheEdgeScrolls();
    void placesAreGoneTo_data();
    void placesAreGoneTo();
    void theBarGoesToPlaces();
    void bookmarksAreSteppedThrough();
    void bookmarksAreRememberedWithThePlace();
    void theGutterTellsTimesAndNumbers();
    void everythingOfALineCanBeTold();
    void timestampsHaveForms();
    void anotherEncodingIsShown();
    void addressesOpenWithControl();
    void onlyFilesThatExistOpen();
    void aProgressLineOfManyRowsReadsWell();

private:
    void show(std::shared_ptr<const OutputSource> source);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), key, modifiers);
    }
    qint64 topRow() const { return m_view->page().top().row; }
    QPoint pointAt(size_t line, qsizetype index) const
    {
        const QRect rect = m_view->rectOf(line, index);
        return {rect.left() + 1, rect.center().y()};
    }
    QPoint inGutter(size_t line) const { return {3, pointAt(line, 0).y()}; }
    void drag(const QPoint &from, const QPoint &to, Qt::KeyboardModifiers modifiers = {});

    std::shared_ptr<FakeSource> m_source;
    std::unique_ptr<OutputView> m_view;
};

void TestOutputNavigation::init()
{
    m_view = std::make_unique<OutputView>();
    m_view->resize(600, 300);
    m_source = std::make_shared<FakeSource>(1000);
    show(m_source);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    press(Qt::Key_Home);
}

void TestOutputNavigation::cleanup()
{
    m_view.reset();
    m_source.reset();
}

void TestOutputNavigation::show(std::shared_ptr<const OutputSource> source)
{
    m_view->setSource(std::move(source));
}

void TestOutputNavigation::drag(const QPoint &from, const QPoint &to,
                                Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, modifiers, from);
    QMouseEvent move(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(to), Qt::NoButton,
                     Qt::LeftButton, modifiers);
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, modifiers, to);
}

void TestOutputNavigation::keysAndBarStepByRowsHoweverCoarseTheBarIs()
{
    show(std::make_shared<FakeSource>(Trillions));
    QVERIFY(m_view->isFollowing());
    const qint64 size = m_view->page().size();
    QCOMPARE(topRow(), Trillions - size);
    press(Qt::Key_Up);
    QCOMPARE(topRow(), Trillions - size - 1);
    QVERIFY(!m_view->isFollowing());
    QScrollBar *bar = m_view->verticalScrollBar();
    QVERIFY(bar->value() < bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
    QCOMPARE(topRow(), Trillions - size - 2);
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QCOMPARE(topRow(), Trillions - 2 * size - 1);
    bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
    bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    QCOMPARE(topRow(), Trillions - size - 1);
    QWheelEvent wheel(QPointF(5, 5), bar->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(bar, &wheel);
    QCOMPARE(topRow(), Trillions - size - 4);
    press(Qt::Key_End);
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->page().lines().back().line.row, Trillions - 1);
    press(Qt::Key_Home);
    QCOMPARE(topRow(), 0);
    press(Qt::Key_PageDown);
    QCOMPARE(topRow(), size - 1);
}

void TestOutputNavigation::draggingTheBarGoesInProportion()
{
    show(std::make_shared<FakeSource>(Trillions));
    QScrollBar *bar = m_view->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    QVERIFY(std::abs(topRow() - Trillions / 2) < Trillions / bar->maximum() + 2);
    QCOMPARE(bar->value(), bar->maximum() / 2);
    bar->setValue(bar->maximum());
    QVERIFY(m_view->isFollowing());
    QVERIFY(m_view->page().isAtEnd());
    bar->setValue(0);
    QCOMPARE(topRow(), 0);
}

void TestOutputNavigation::paintingCostsWhatIsVisible()
{
    const auto readBy = [this](qint64 rows) {
        const auto source = std::make_shared<FakeSource>(rows);
        show(source);
        source->linesRead = 0;
        for (const Qt::Key key : {Qt::Key_Home, Qt::Key_End, Qt::Key_Up}) {
            press(key);
            m_view->grab();
        }
        return source->linesRead;
    };
    QCOMPARE(readBy(Trillions), readBy(1000));
}

void TestOutputNavigation::aGapInTheMiddleIsScrolledOver()
{
    m_source->setGap({20, 900}, 12'000'000);
    m_view->refresh();
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 121 - m_view->page().size());
    m_view->verticalScrollBar()->setValue(20);
    QCOMPARE(m_view->page().lines()[0].kind, PageLine::Kind::GapMark);
    QCOMPARE(OutputPainter::gapText(m_view->page().gap()),
             u"880 lines (12 MB) were given up here to keep within the limit"_s);
    QVERIFY(!m_view->grab().isNull());
    press(Qt::Key_Down);
    QCOMPARE(topRow(), 900);
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(topRow(), 19);
    QCOMPARE(m_view->place()->line, 19);
    // The text at the top stays where it is while lines before it go.
    m_view->verticalScrollBar()->setValue(30);
    QCOMPARE(topRow(), 909);
    m_source->setGap({20, 905}, 13'000'000);
    m_view->refresh();
    QCOMPARE(topRow(), 909);
}

void TestOutputNavigation::theGutterSelectsLines()
{
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inGutter(2));
    QCOMPARE(m_view->selectedText(), u"row 2"_s);
    drag(inGutter(4), inGutter(3));
    QCOMPARE(m_view->selectedText(), u"row 3\nrow 4"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, inGutter(6));
    QCOMPARE(m_view->selectedText(), u"row 4\nrow 5\nrow 6"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, inGutter(5));
    QCOMPARE(m_view->bookmarks(), QList<qint64>{5});
    QCOMPARE(m_view->selectedText(), u"row 4\nrow 5\nrow 6"_s);
}

void TestOutputNavigation::dragsWithAltSelectBlocks()
{
    drag(pointAt(1, 1), pointAt(3, 4), Qt::AltModifier);
    QVERIFY(m_view->selection().isBlock());
    QCOMPARE(m_view->selectedText(), u"ow \now \now "_s);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"ow \now \now "_s);
    QVERIFY(!m_view->grab().isNull());
    drag(pointAt(3, 4), pointAt(1, 1), Qt::AltModifier);
    QCOMPARE(m_view->selectedText(), u"ow \now \now "_s);
    m_view->setWrapping(true);
    QVERIFY(!m_view->hasSelection());
    drag(pointAt(1, 1), pointAt(3, 4), Qt::AltModifier);
    QVERIFY(!m_view->selection().isBlock());
}

void TestOutputNavigation::keysExtendBlocks()
{
    const Qt::KeyboardModifiers altShift = Qt::AltModifier | Qt::ShiftModifier;
    press(Qt::Key_Right, altShift);
    press(Qt::Key_Right, altShift);
    press(Qt::Key_Down, altShift);
    QCOMPARE(m_view->selectedText(), u"ro\nro"_s);
    press(Qt::Key_Left, altShift);
    press(Qt::Key_Down, altShift);
    QCOMPARE(m_view->selectedText(), u"r\nr\nr"_s);
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(!m_view->selection().isBlock());
}

void TestOutputNavigation::keysExtendTheSelection_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("selected");
    const auto row = [](const char *name, Qt::Key key, Qt::KeyboardModifiers modifiers,
                        const QString &selected) {
        QTest::newRow(name) << int(key) << (modifiers | Qt::ShiftModifier) << selected;
    };
    // From "w" to "1" in "row 1".
    row("right", Qt::Key_Right, {}, u"w 1"_s);
    row("left", Qt::Key_Left, {}, u"w"_s);
    row("down", Qt::Key_Down, {}, u"w 1\nrow "_s);
    row("up", Qt::Key_Up, {}, u"0\nro"_s);
    row("end of the line", Qt::Key_End, {}, u"w 1"_s);
    row("start of the line", Qt::Key_Home, {}, u"ro"_s);
    row("next word", Qt::Key_Right, Qt::ControlModifier, u"w 1"_s);
    row("word before", Qt::Key_Left, Qt::ControlModifier, u"ro"_s);
    row("start of the output", Qt::Key_Home, Qt::ControlModifier, u"row 0\nro"_s);
}

void TestOutputNavigation::keysExtendTheSelection()
{
    QFETCH(const int, key);
    QFETCH(const Qt::KeyboardModifiers, modifiers);
    m_view->select({{1, 2}, {1, 4}});
    press(static_cast<Qt::Key>(key), modifiers);
    QTEST(m_view->selectedText(), "selected");
}

void TestOutputNavigation::selectionsReachAcrossTheGap()
{
    m_source->setGap({2, 998});
    m_view->refresh();
    m_view->select({{1, 0}, {1, 5}});
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"row 1\nrow 9"_s);
    press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"row 1"_s);
    press(Qt::Key_End, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(m_view->selectedText(), u"row 1\nrow 998\nrow 999"_s);
    // The mark itself has no text: a place on it is where the line after it begins.
    drag(pointAt(1, 0), QPoint(pointAt(1, 3).x(), pointAt(2, 0).y()));
    QCOMPARE(m_view->selectedText(), u"row 1\n"_s);
}

void TestOutputNavigation::draggingBeyondTheEdgeScrolls()
{
    show(std::make_shared<FakeSource>(Trillions));
    press(Qt::Key_Home);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 0));
    const QPoint below(20, m_view->viewport()->height() + 200);
    QMouseEvent move(QEvent::MouseMove, below, m_view->viewport()->mapToGlobal(below), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTRY_VERIFY(topRow() > 100);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, below);
    const qint64 top = topRow();
    QVERIFY(m_view->selection().range().last.number >= top);
    QCOMPARE(m_view->selection().range().first.number, 0);
}

void TestOutputNavigation::placesAreGoneTo_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<qint64>("row");
    const auto row = [](const QString &target, qint64 at) {
        QTest::newRow(qPrintable(target)) << target << at;
    };
    // Row 100 is where the selection is; rows are a millisecond apart from noon on.
    row(u"1"_s, 0);
    row(u"500"_s, 499);
    row(u"99999"_s, 999);
    row(u"+5"_s, 105);
    row(u"-5"_s, 95);
    row(u"-5000"_s, 0);
    row(u"50%"_s, 499);
    row(u"100 %"_s, 999);
    row(u"12:00:00.250"_s, 250);
    row(u"11:00"_s, 0);
    row(u"2025-06-01 12:00:00.250"_s, 250);
    row(u"2025-06-02 12:00"_s, 999);
    row(u"+0.05s"_s, 150);
    row(u"-50ms"_s, 50);
    row(u"0.3s since start"_s, 300);
}

void TestOutputNavigation::placesAreGoneTo()
{
    QFETCH(const QString, target);
    QFETCH(const qint64, row);
    m_view->goToRow(100);
    QCOMPARE(m_view->currentRow(), 100);
    const auto parsed = parseGoTo(target);
    QVERIFY(parsed);
    QVERIFY(m_view->goTo(*parsed));
    QCOMPARE(m_view->currentRow(), row);
    QCOMPARE(m_view->selectedText(), u"row %1"_s.arg(row));
    QVERIFY(!m_view->isFollowing());
}

void TestOutputNavigation::theBarGoesToPlaces()
{
    OutputGoToBar bar;
    bar.addView(m_view.get());
    QVERIFY(bar.isHidden());
    Q_EMIT m_view->goToRequested();
    QVERIFY(bar.isVisible());
    auto *edit = bar.findChild<QLineEdit *>(u"targetEdit"_s);
    auto *hint = bar.findChild<QLabel *>(u"hintLabel"_s);
    auto *button = bar.findChild<QToolButton *>(u"goButton"_s);
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(edit, u"nowhere"_s);
    QCOMPARE(hint->text(), u"This is neither a line nor a time."_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(bar.isVisible());
    edit->setText(u"300"_s);
    QVERIFY(button->isEnabled());
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(bar.isHidden());
    QCOMPARE(m_view->currentRow(), 299);
    bar.openFor(m_view.get());
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(bar.isHidden());
}

void TestOutputNavigation::bookmarksAreSteppedThrough()
{
    QSignalSpy changed(m_view.get(), &OutputView::bookmarksChanged);
    m_view->goToNextBookmark();
    QCOMPARE(m_view->currentRow(), 0);
    for (const qint64 row : {700, 20, 300}) {
        m_view->goToRow(row);
        m_view->toggleBookmark();
    }
    QCOMPARE(m_view->bookmarks(), (QList<qint64>{20, 300, 700}));
    QCOMPARE(changed.size(), 3);
    m_view->goToNextBookmark();
    QCOMPARE(m_view->currentRow(), 700);
    m_view->goToNextBookmark();
    QCOMPARE(m_view->currentRow(), 20);
    m_view->goToPreviousBookmark();
    QCOMPARE(m_view->currentRow(), 700);
    m_view->goToPreviousBookmark();
    QCOMPARE(m_view->currentRow(), 300);
    m_view->toggleBookmark();
    QCOMPARE(m_view->bookmarks(), (QList<qint64>{20, 700}));
    // What is no longer kept is passed over.
    m_source->setGap({10, 500});
    m_view->refresh();
    m_view->goToNextBookmark();
    m_view->goToNextBookmark();
    QCOMPARE(m_view->currentRow(), 700);
    QVERIFY(!m_view->grab().isNull());
    m_view->clearBookmarks();
    QVERIFY(m_view->bookmarks().isEmpty());
}

void TestOutputNavigation::bookmarksAreRememberedWithThePlace()
{
    m_view->goToRow(300);
    m_view->toggleBookmark();
    m_view->setEncoding(*TextEncoding::named("ISO-8859-1"));
    const qint64 top = topRow();
    const OutputView::Memory memory = m_view->memory();
    show(std::make_shared<FakeSource>(10));
    m_view->recall({});
    QVERIFY(m_view->bookmarks().isEmpty());
    QVERIFY(m_view->encoding().isUtf8());
    show(m_source);
    m_view->recall(memory);
    QCOMPARE(m_view->bookmarks(), QList<qint64>{300});
    QCOMPARE(m_view->encoding().name(), "ISO-8859-1");
    QCOMPARE(topRow(), top);
}

void TestOutputNavigation::theGutterTellsTimesAndNumbers()
{
    OutputGutter gutter;
    gutter.showsLineNumbers = true;
    gutter.setLineCount(12'345);
    gutter.clock = m_source->clock();
    OutputLine line;
    line.lineNumber = 42;
    line.when = 61'234'567'890ns;
    QCOMPARE(gutter.number(line), u"   42"_s);
    QCOMPARE(gutter.time(line, 0ns), QString());
    gutter.timestamps = OutputTimestamps::SinceStart;
    QCOMPARE(gutter.time(line, 0ns), u" +1:01.234"_s);
    gutter.timestamps = OutputTimestamps::SincePrevious;
    QCOMPARE(gutter.time(line, 61s), u" +0:00.234"_s);
    QCOMPARE(gutter.time(line, OutputLine::NoTime), QString());
    gutter.timestamps = OutputTimestamps::WallClock;
    QCOMPARE(gutter.time(line, 0ns), u"12:01:01.234"_s);
    line.isContinuation = true;
    QCOMPARE(gutter.number(line), QString());
    line.when = OutputLine::NoTime;
    QCOMPARE(gutter.time(line, 0ns), QString());
}

void TestOutputNavigation::everythingOfALineCanBeTold()
{
    OutputGutter gutter;
    gutter.clock = m_source->clock();
    OutputLine line;
    line.lineNumber = 42;
    line.stream = OutputStream::Stderr;
    line.when = 1'000'002'003ns;
    line.offset = 77;
    line.writer = 4711;
    const QStringList rows = gutter.description(line, 1s).split(u'\n');
    QCOMPARE(rows.size(), 6);
    QCOMPARE(rows[0], u"Line 42, stderr"_s);
    QCOMPARE(rows[1], u"Arrived 2025-06-01 12:00:01.000002"_s);
    QCOMPARE(rows[2], u"1.000\u202f002\u202f003 s since the start"_s);
    QCOMPARE(rows[3], u"0.000\u202f002\u202f003 s since the row before"_s);
    QCOMPARE(rows[4], u"Written by process 4711"_s);
    QCOMPARE(rows[5], u"Begins at byte 77 of stderr"_s);
    line.writer = 0;
    line.when = OutputLine::NoTime;
    QCOMPARE(gutter.description(line, 1s).split(u'\n').size(), 2);
}

void TestOutputNavigation::timestampsHaveForms()
{
    OutputActions actions(m_view.get());
    QCOMPARE(m_view->timestamps(), OutputTimestamps::Hidden);
    actions.timestamps->setChecked(true);
    QCOMPARE(m_view->timestamps(), OutputTimestamps::SinceStart);
    actions.setTimestampsForm(OutputTimestamps::SincePrevious);
    QCOMPARE(m_view->timestamps(), OutputTimestamps::SincePrevious);
    actions.timestamps->setChecked(false);
    actions.setTimestampsForm(OutputTimestamps::WallClock);
    QCOMPARE(m_view->timestamps(), OutputTimestamps::Hidden);
    for (QAction *action : actions.timestampsMenu()->actions()) {
        if (action->text().contains(u"Before"_s))
            action->trigger();
    }
    QCOMPARE(m_view->timestamps(), OutputTimestamps::SincePrevious);
    QVERIFY(!m_view->grab().isNull());
}

void TestOutputNavigation::anotherEncodingIsShown()
{
    m_source->setText([](qint64) { return QByteArray("gr\xfcn"); });
    m_view->setSource(nullptr);
    show(m_source);
    const auto text = [this] { return m_view->page().lines()[0].layout->text(); };
    QCOMPARE(text(), u"gr\ufffdn"_s);
    QSignalSpy changed(m_view.get(), &OutputView::encodingChanged);
    OutputActions actions(m_view.get());
    QAction *latin = nullptr;
    for (QMenu *menu : actions.encodingMenu()->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions()) {
            if (action->text() == u"ISO-8859-1"_s)
                latin = action;
        }
    }
    QVERIFY(latin);
    latin->trigger();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(text(), u"grün"_s);
    m_view->select({{0, 0}, {0, 4}});
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"grün"_s);
    m_view->setEncoding({});
    QVERIFY(!latin->isChecked());
}

void TestOutputNavigation::addressesOpenWithControl()
{
    m_source->setText([](qint64) { return QByteArray("see https://example.org/a for it"); });
    m_view->setSource(nullptr);
    show(m_source);
    QSignalSpy activated(m_view.get(), &OutputView::linkActivated);
    const QPoint onLink = pointAt(1, 8);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, onLink);
    QVERIFY(activated.isEmpty());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(1, 1));
    QVERIFY(activated.isEmpty());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, onLink);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toUrl(), QUrl(u"https://example.org/a"_s));
    QVERIFY(!m_view->grab().isNull()); // with the address underlined
}

void TestOutputNavigation::onlyFilesThatExistOpen()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"there.c"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_source->setText([](qint64 row) {
        return row == 0 ? QByteArray("there.c:3:1: error") : QByteArray("missing.c:3:1: error");
    });
    m_view->setSource(nullptr);
    show(m_source);
    press(Qt::Key_Home);
    m_view->setBaseFolder(folder.path());
    QSignalSpy activated(m_view.get(), &OutputView::linkActivated);
    const auto hover = [this](const QPoint &point) {
        QMouseEvent move(QEvent::MouseMove, point, m_view->viewport()->mapToGlobal(point),
                         Qt::NoButton, Qt::NoButton, Qt::ControlModifier);
        QCoreApplication::sendEvent(m_view->viewport(), &move);
    };
    hover(pointAt(0, 3));
    QTRY_COMPARE(m_view->viewport()->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(0, 3));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toUrl(), QUrl::fromLocalFile(file.fileName()));
    hover(pointAt(1, 3));
    QCOMPARE(m_view->viewport()->cursor().shape(), Qt::IBeamCursor);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, pointAt(1, 3));
    QCOMPARE(activated.size(), 1);
}

void TestOutputNavigation::aProgressLineOfManyRowsReadsWell()
{
    const auto log = std::make_shared<OutputLog>();
    QByteArray line;
    int steps = 0;
    while (line.size() < 3 * OutputLog::MaxRowBytes)
        line += "step " + QByteArray::number(steps++) + " of many\r";
    log->append(OutputStream::Stdout, line + "done         \nnext\n", {});
    m_view->setLog(log);
    int updates = 0;
    const auto &lines = m_view->page().lines();
    for (size_t i = 0; i + 1 < lines.size(); ++i) {
        const LineLayout &layout = *lines[i].layout;
        QVERIFY(layout.text().size() < 40); // one step each, not all of them
        QVERIFY2(layout.text().startsWith(u"step "_s) || layout.text().startsWith(u"done"_s),
                 qPrintable(layout.text()));
        QCOMPARE(lines[i].line.isContinuation, i > 0);
        updates += layout.styled().updates;
    }
    QVERIFY(updates > steps - static_cast<int>(lines.size()) - 1);
    QVERIFY(updates <= steps);
}

QTEST_MAIN(TestOutputNavigation)
#include "tst_outputnavigation.moc"
