// SPDX-License-Identifier: MIT
#include "widgets/findbar.h"
#include "widgets/outputaccessible.h"
#include "widgets/outputcharacterwidth.h"
#include "widgets/outputview.h"
#include "widgets/patternhistory.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::steady_clock::time_point Start{};

QPalette darkPalette()
{
    QPalette palette(QColor(0x2b, 0x2d, 0x31), QColor(0x2b, 0x2d, 0x31));
    palette.setColor(QPalette::Base, QColor(0x1b, 0x1d, 0x20));
    palette.setColor(QPalette::Text, QColor(0xe6, 0xe6, 0xe6));
    return palette;
}

void appendLines(OutputLog &log, int first, int count)
{
    for (int i = first; i < first + count; ++i)
        log.append(OutputStream::Stdout, "line " + QByteArray::number(i) + '\n', Start);
}

} // namespace

class TestOutputView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void followsFromTheStart();
    void scrollingUpStopsFollowing();
    void reachingTheEndResumesFollowing();
    void thePillCountsNewLinesAndResumes();
    void whatIsInSightIsNotNew();
    void droppedLinesDoNotMoveTheText();
    void droppedLinesAreTold();
    void selectionByMouseIsCopied();
    void doubleClickSelectsAWordTripleClickTheLine();
    void shiftExtendsTheSelection();
    void copiedTextHasNoColoursAndJoinsContinuations();
    void selectAllReachesBothEnds();
    void selectingWhileFollowingHoldsTheText();
    void findGoesFromMatchToMatchAndAround();
    void findCountsWhileOutputGrows();
    void findReadsTheEncodingThatIsShown();
    void findTellsAnInvalidExpression();
    void findBackwardFromTheEnd();
    void theFindBarSearchesItsView();
    void theFindBarTellsWhatIsWrong();
    void filterKeepsThePlace();
    void wrappingShowsTheEndOfALongLine();
    void linesWithoutEndStayResponsive();
    void colorsAreLegible_data();
    void colorsAreLegible();
    void paletteChangesAreFollowed();
    void accessibleTextIsWhatIsVisible();
    void positionIsTold();
    void layoutPutsCharactersOnTheGrid_data();
    void layoutPutsCharactersOnTheGrid();
    void layoutMapsPositionsBothWays();
    void everyStateCanBePainted();

private:
    QPoint pointAt(size_t line, qsizetype index) const;
    QString lineText(size_t line) const { return m_view->page().lines()[line].layout->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    QToolButton *pill() const { return m_view->findChild<QToolButton *>(u"newLinesPill"_s); }
    void append(int count);

    std::shared_ptr<OutputLog> m_log;
    std::unique_ptr<OutputView> m_view;
    int m_appended = 0;
};

void TestOutputView::init()
{
    m_appended = 0;
    m_log = std::make_shared<OutputLog>();
    m_view = std::make_unique<OutputView>();
    m_view->resize(600, 300);
    m_view->setLog(m_log);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestOutputView::cleanup()
{
    m_view.reset();
    m_log.reset();
}

void TestOutputView::append(int count)
{
    appendLines(*m_log, m_appended, count);
    m_appended += count;
    m_view->refresh();
}

void TestOutputView::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(m_view.get(), key, modifiers);
}

/// Between the characters before and at @p index.
QPoint TestOutputView::pointAt(size_t line, qsizetype index) const
{
    const QRect rect = m_view->rectOf(line, index);
    return {rect.left() + 1, rect.center().y()};
}

void TestOutputView::followsFromTheStart()
{
    QVERIFY(m_view->isFollowing());
    append(1000);
    QVERIFY(m_view->page().isAtEnd());
    QCOMPARE(m_view->page().lines().back().line.bytes, "line 999");
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(!pill()->isVisible());
}

void TestOutputView::scrollingUpStopsFollowing()
{
    append(1000);
    QSignalSpy changed(m_view.get(), &OutputView::followingChanged);
    press(Qt::Key_PageUp);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!m_view->isFollowing());
    const QString top = lineText(0);
    append(1000);
    QCOMPARE(lineText(0), top);
    m_view->verticalScrollBar()->setValue(17);
    QCOMPARE(lineText(0), u"line 17"_s);
}

void TestOutputView::reachingTheEndResumesFollowing()
{
    append(1000);
    press(Qt::Key_Home);
    QVERIFY(!m_view->isFollowing());
    QCOMPARE(lineText(0), u"line 0"_s);
    press(Qt::Key_End);
    QVERIFY(m_view->isFollowing());
    press(Qt::Key_Up);
    QVERIFY(!m_view->isFollowing());
    press(Qt::Key_Down);
    QVERIFY(m_view->isFollowing());
    press(Qt::Key_Home, Qt::ControlModifier);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->isFollowing());
}

void TestOutputView::thePillCountsNewLinesAndResumes()
{
    append(100);
    press(Qt::Key_Home);
    QVERIFY(!pill()->isVisible());
    append(1);
    QVERIFY(pill()->isVisible());
    QVERIFY2(pill()->text().contains(u"1 new line"_s), qPrintable(pill()->text()));
    append(29);
    QVERIFY2(pill()->text().contains(u"30 new lines"_s), qPrintable(pill()->text()));
    QVERIFY(m_view->viewport()->rect().contains(pill()->geometry()));
    QTest::mouseClick(pill(), Qt::LeftButton);
    QVERIFY(m_view->isFollowing());
    QVERIFY(!pill()->isVisible());
}

void TestOutputView::whatIsInSightIsNotNew()
{
    append(1);
    m_view->setFollowing(false);
    append(1);
    QVERIFY(!pill()->isVisible());
    append(500);
    QVERIFY2(pill()->text().contains(u"500 new lines"_s), qPrintable(pill()->text()));
    m_view->centerOn(m_view->page().rows().end - 1);
    QVERIFY(!m_view->isFollowing());
    QVERIFY(!pill()->isVisible());
    append(50);
    QVERIFY2(pill()->text().contains(u"50 new lines"_s), qPrintable(pill()->text()));
}

void TestOutputView::droppedLinesDoNotMoveTheText()
{
    m_log = std::make_shared<OutputLog>(64 * 1024);
    m_view->setLog(m_log);
    append(1200);
    QCOMPARE(m_log->gap(OutputFilter::All).rows.count(), 0);
    press(Qt::Key_PageUp);
    const QString top = lineText(0);
    while (m_log->gap(OutputFilter::All).rows.count() < 1000
           && m_log->rows(OutputFilter::All).first < 1000) {
        append(50);
        QCOMPARE(lineText(0), top);
    }
    QVERIFY(m_log->gap(OutputFilter::All).rows.count() > 0);
    append(5000);
    QCOMPARE(m_view->page().lines().front().kind, PageLine::Kind::GapMark);
}

void TestOutputView::droppedLinesAreTold()
{
    QCOMPARE(OutputPainter::gapText({.rows = {0, 12}, .bytes = 2048}),
             u"12 lines (2.0 kB) were given up here to keep within the limit"_s);
    m_log = std::make_shared<OutputLog>(16 * 1024);
    m_view->setLog(m_log);
    append(5000);
    press(Qt::Key_Home);
    QCOMPARE(m_view->page().lines()[0].kind, PageLine::Kind::GapMark);
    QCOMPARE(m_view->page().lines()[1].line.row, m_log->gap(OutputFilter::All).rows.count());
}

void TestOutputView::selectionByMouseIsCopied()
{
    append(10);
    QVERIFY(!m_view->hasSelection());
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(1, 5));
    QTest::mouseMove(m_view->viewport(), pointAt(3, 3));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(3, 3));
    QCOMPARE(m_view->selectedText(), u"1\nline 2\nlin"_s);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"1\nline 2\nlin"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointAt(0, 0));
    QVERIFY(!m_view->hasSelection());
}

void TestOutputView::doubleClickSelectsAWordTripleClickTheLine()
{
    m_log->append(OutputStream::Stdout, "see /usr/bin/env (or not)\n", Start);
    m_view->refresh();
    const QPoint inPath = pointAt(0, 8);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, inPath);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, inPath);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, inPath);
    QCOMPARE(m_view->selectedText(), u"/usr/bin/env"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inPath);
    QCOMPARE(m_view->selectedText(), u"see /usr/bin/env (or not)"_s);
}

void TestOutputView::shiftExtendsTheSelection()
{
    append(5);
    m_view->select({{1, 0}, {1, 4}});
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(2, 4));
    QCOMPARE(m_view->selectedText(), u"line 1\nline"_s);
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedText(), u"line 1\nline 2\nline "_s);
}

void TestOutputView::copiedTextHasNoColoursAndJoinsContinuations()
{
    m_log->append(OutputStream::Stdout, "\x1b[31mred\x1b[0m text\r\n", Start);
    m_log->append(OutputStream::Stdout, QByteArray(OutputLog::MaxRowBytes + 10, 'x') + '\n', Start);
    m_view->refresh();
    m_view->selectAll();
    QCOMPARE(m_view->selectedText(), u"red text\n"_s + QString(OutputLog::MaxRowBytes + 10, u'x'));
}

void TestOutputView::selectAllReachesBothEnds()
{
    append(500);
    press(Qt::Key_A, Qt::ControlModifier);
    const QStringList lines = m_view->selectedText().split(u'\n');
    QCOMPARE(lines.size(), 500);
    QCOMPARE(lines.first(), u"line 0"_s);
    QCOMPARE(lines.last(), u"line 499"_s);
}

void TestOutputView::selectingWhileFollowingHoldsTheText()
{
    append(500);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointAt(2, 0));
    QTest::mouseMove(m_view->viewport(), pointAt(4, 6));
    const QString top = lineText(0);
    append(100);
    QCOMPARE(lineText(0), top);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointAt(4, 6));
    QVERIFY(!m_view->isFollowing());
}

void TestOutputView::findGoesFromMatchToMatchAndAround()
{
    append(300);
    press(Qt::Key_Home);
    m_view->find(u"LINE 1"_s, {}, FindDirection::Forward);
    QTRY_VERIFY(m_view->findStatus().isComplete);
    QCOMPARE(m_view->findStatus().total, 111);
    QCOMPARE(m_view->findStatus().current, 1);
    for (int i = 0; i < 110; ++i)
        m_view->findNext();
    QCOMPARE(m_view->findStatus().current, 111);
    QCOMPARE(m_view->findStatus().wrapped, FindStatus::Wrapped::No);
    m_view->findNext();
    QCOMPARE(m_view->findStatus().current, 1);
    QCOMPARE(m_view->findStatus().wrapped, FindStatus::Wrapped::ToStart);
    m_view->findPrevious();
    QCOMPARE(m_view->findStatus().current, 111);
    QCOMPARE(m_view->findStatus().wrapped, FindStatus::Wrapped::ToEnd);
    m_view->find({}, {}, FindDirection::Forward);
    QCOMPARE(m_view->findStatus().total, 0);
}

void TestOutputView::findCountsWhileOutputGrows()
{
    append(10);
    QSignalSpy changed(m_view.get(), &OutputView::findStatusChanged);
    m_view->find(u"line"_s, FindOption::CaseSensitive, FindDirection::Forward);
    QTRY_COMPARE(m_view->findStatus().total, 10);
    append(90);
    QTRY_COMPARE(m_view->findStatus().total, 100);
    QCOMPARE(m_view->findStatus().current, 1);
    QVERIFY(changed.size() >= 2);
}

void TestOutputView::findReadsTheEncodingThatIsShown()
{
    m_log->append(OutputStream::Stdout,
                  "gr\xf6\xdf"
                  "er\n",
                  Start);
    m_view->refresh();
    m_view->find(u"GRÖß"_s, {}, FindDirection::Forward);
    QTRY_VERIFY(m_view->findStatus().isComplete);
    QCOMPARE(m_view->findStatus().total, 0);
    m_view->setEncoding(*TextEncoding::named("ISO-8859-1"));
    QTRY_COMPARE(m_view->findStatus().total, 1);
}

void TestOutputView::findTellsAnInvalidExpression()
{
    append(10);
    m_view->find(u"line ("_s, FindOption::RegularExpression, FindDirection::Forward);
    QVERIFY(!m_view->findStatus().error.isEmpty());
    m_view->find(u"line [35]"_s, FindOption::RegularExpression, FindDirection::Forward);
    QTRY_COMPARE(m_view->findStatus().total, 2);
    QVERIFY(m_view->findStatus().error.isEmpty());
}

void TestOutputView::findBackwardFromTheEnd()
{
    append(300);
    m_view->find(u"line 2"_s, FindOption::WholeWords, FindDirection::Backward);
    QTRY_VERIFY(m_view->findStatus().isComplete);
    QTRY_COMPARE(m_view->findStatus().current, 1);
    QTRY_VERIFY(!m_view->isFollowing());
    bool isVisible = false;
    for (const PageLine &line : m_view->page().lines())
        isVisible = isVisible || line.line.number == 2;
    QVERIFY(isVisible);
}

void TestOutputView::theFindBarSearchesItsView()
{
    append(50);
    PatternHistory history;
    FindBar bar(&history);
    bar.setView(m_view.get());
    auto *edit = bar.findChild<QLineEdit *>(u"patternEdit"_s);
    auto *label = bar.findChild<QLabel *>(u"statusLabel"_s);
    QVERIFY(!bar.isVisible());
    m_view->select({{49, 5}, {49, 6}});
    press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(bar.isVisible());
    QCOMPARE(edit->text(), u"4"_s);
    edit->clear();
    QTest::keyClicks(edit, u"line 4"_s);
    QTRY_COMPARE(m_view->findStatus().total, 11);
    QTRY_VERIFY(m_view->findStatus().current > 0);
    const qint64 first = m_view->findStatus().current;
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_view->findStatus().current, first % 11 + 1);
    QCOMPARE(label->text().section(u',', 0, 0), u"%1 of 11"_s.arg(first % 11 + 1));
    QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(m_view->findStatus().current, first);
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!bar.isVisible());
    QVERIFY(m_view->pattern().isEmpty());
}

void TestOutputView::theFindBarTellsWhatIsWrong()
{
    append(5);
    PatternHistory history;
    FindBar bar(&history);
    bar.setView(m_view.get());
    bar.open();
    auto *edit = bar.findChild<QLineEdit *>(u"patternEdit"_s);
    auto *label = bar.findChild<QLabel *>(u"statusLabel"_s);
    edit->setText(u"nowhere"_s);
    QTRY_COMPARE(label->text(), u"Not found"_s);
    bar.findChild<QToolButton *>(u"expressionButton"_s)->click();
    edit->setText(u"("_s);
    QVERIFY(label->text().startsWith(u"Invalid expression"_s));
    edit->clear();
    QVERIFY(label->text().isEmpty());
}

void TestOutputView::filterKeepsThePlace()
{
    for (int i = 0; i < 1000; ++i) {
        m_log->append(i % 2 ? OutputStream::Stderr : OutputStream::Stdout,
                      QByteArray::number(i) + '\n', Start);
    }
    m_view->refresh();
    m_view->verticalScrollBar()->setValue(400);
    m_view->setFilter(OutputFilter::Stderr);
    QCOMPARE(lineText(0), u"401"_s);
    QCOMPARE(m_view->page().rows().count(), 500);
    m_view->setFilter(OutputFilter::All);
    QCOMPARE(lineText(0), u"401"_s);
}

void TestOutputView::wrappingShowsTheEndOfALongLine()
{
    append(5);
    m_log->append(OutputStream::Stdout, QByteArray(5000, 'x') + "end", Start);
    m_view->setWrapping(true);
    m_view->refresh();
    const auto &rows = m_view->page().visualRows();
    QCOMPARE(m_view->page().lines().size(), 1);
    const LineLayout &layout = *m_view->page().lines()[0].layout;
    QCOMPARE(rows[static_cast<size_t>(m_view->page().size()) - 1].subRow, layout.rowCount() - 1);
    QVERIFY(m_view->isFollowing());
    press(Qt::Key_Up);
    QVERIFY(!m_view->isFollowing());
    press(Qt::Key_Home);
    QCOMPARE(lineText(0), u"line 0"_s);
    // The text at the top stays there when the width changes.
    press(Qt::Key_PageDown);
    const qsizetype position = m_view->page().lines()[0].layout->rowStart(
        m_view->page().top().subRow);
    m_view->resize(400, 300);
    QCOMPARE(m_view->page().lines()[0].layout->rowOf(position), m_view->page().top().subRow);
}

void TestOutputView::linesWithoutEndStayResponsive()
{
    m_log->append(OutputStream::Stdout, QByteArray(3 * 1024 * 1024, 'x'), Start);
    m_view->refresh();
    QVERIFY(!m_view->grab().isNull());
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
    m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->maximum());
    m_view->setWrapping(true);
    QVERIFY(!m_view->grab().isNull());
    QVERIFY(m_view->page().isAtEnd());
}

void TestOutputView::colorsAreLegible_data()
{
    QTest::addColumn<QPalette>("palette");
    QPalette solarized;
    solarized.setColor(QPalette::Base, QColor(0xfd, 0xf6, 0xe3));
    QPalette grey;
    grey.setColor(QPalette::Base, QColor(0x77, 0x77, 0x77));
    QTest::newRow("light") << QPalette(Qt::white, Qt::white);
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("cream") << solarized;
    QTest::newRow("grey in the middle") << grey;
}

void TestOutputView::colorsAreLegible()
{
    QFETCH(const QPalette, palette);
    const OutputPalette colors(palette);
    const auto isLegible = [](const QColor &text, const QColor &paper) {
        return OutputPalette::contrast(text, paper) >= OutputPalette::MinimumContrast - 0.01;
    };
    for (int i = 0; i < 256; ++i) {
        for (const int background : {-1, 0, 1, 3, 7, 12, 15, 100, 200, 240}) {
            TextStyle style;
            style.foreground = TextColor::fromIndex(static_cast<quint8>(i));
            if (background >= 0)
                style.background = TextColor::fromIndex(static_cast<quint8>(background));
            for (const TextAttributes attributes :
                 {TextAttributes(), TextAttributes(TextAttribute::Dim),
                  TextAttributes(TextAttribute::Inverse)}) {
                style.attributes = attributes;
                const OutputPalette::Colors got = colors.colors(style);
                const QColor paper = got.background.isValid() ? got.background : colors.base();
                QVERIFY2(isLegible(got.text, paper),
                         qPrintable(u"colour %1 on %2"_s.arg(i).arg(background)));
            }
        }
    }
    for (int i = 0; i < 16; ++i)
        QVERIFY(isLegible(colors.ansi(i), colors.base()));
    QVERIFY(isLegible(colors.text(), colors.base()));
    QVERIFY(isLegible(colors.faintText(), colors.gutter()));
    QVERIFY(isLegible(colors.selectedText(), colors.selection()));
    for (const auto stream : {OutputStream::Stderr, OutputStream::Stdin, OutputStream::Note}) {
        QVERIFY(isLegible(colors.mark(stream), colors.gutter()));
        QVERIFY(isLegible(colors.text(), colors.tint(stream)));
    }
}

void TestOutputView::paletteChangesAreFollowed()
{
    m_view->setPalette(QPalette(Qt::white, Qt::white));
    QVERIFY(!m_view->colors().isDark());
    m_view->setPalette(darkPalette());
    QVERIFY(m_view->colors().isDark());
    QCOMPARE(m_view->colors().base(), QColor(0x1b, 0x1d, 0x20));
}

void TestOutputView::accessibleTextIsWhatIsVisible()
{
    append(500);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(accessible);
    QCOMPARE(accessible->role(), QAccessible::Terminal);
    QVERIFY(accessible->state().readOnly);
    QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
    QCOMPARE(accessible->text(QAccessible::Value), u"line 500 of 500, following"_s);
    QAccessibleTextInterface *text = accessible->textInterface();
    QVERIFY(text);
    const QString all = text->text(0, text->characterCount());
    QVERIFY(all.endsWith(u"line 499"_s));
    QVERIFY(all.startsWith(lineText(0) + u"\n"_s));
    QVERIFY(!all.contains(u"line 0\n"_s));
    const int offset = static_cast<int>(all.indexOf(u"498"_s));
    const QRect rect = text->characterRect(offset);
    QVERIFY(rect.isValid());
    QCOMPARE(text->offsetAtPoint(QPoint(rect.left() + 1, rect.center().y())), offset);
    text->setSelection(0, offset, offset + 3);
    QCOMPARE(m_view->selectedText(), u"498"_s);
    int start = 0;
    int end = 0;
    text->selection(0, &start, &end);
    QCOMPARE(start, offset);
    QCOMPARE(end, offset + 3);
}

void TestOutputView::positionIsTold()
{
    QCOMPARE(m_view->positionText(), u"no output"_s);
    append(500);
    m_view->verticalScrollBar()->setValue(99);
    QCOMPARE(m_view->positionText(), u"line 100 of 500"_s);
}

void TestOutputView::layoutPutsCharactersOnTheGrid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns");
    QTest::newRow("empty") << QString() << 0;
    QTest::newRow("ascii") << u"hello"_s << 5;
    QTest::newRow("latin") << u"grün"_s << 4;
    QTest::newRow("tab") << u"ab\tc"_s << 9;
    QTest::newRow("two tabs") << u"\t\t"_s << 16;
    QTest::newRow("east asian") << u"日本"_s << 4;
    QTest::newRow("combining") << u"e\u0301x"_s << 2;
    QTest::newRow("emoji") << u"🌍!"_s << 3;
    QTest::newRow("joined emoji") << u"👩‍👩‍👧!"_s << 3;
    QTest::newRow("control pictures") << u"\u2401\u2421"_s << 4;
    QTest::newRow("box drawing") << u"┌─┐"_s << 3;
}

void TestOutputView::layoutPutsCharactersOnTheGrid()
{
    QFETCH(const QString, text);
    const LineLayout layout({.text = text, .runs = {}, .updates = 0, .endStyle = {}}, 0);
    QTEST(layout.columnCount(), "columns");
    QCOMPARE(layout.rowCount(), 1);
}

void TestOutputView::layoutMapsPositionsBothWays()
{
    for (const QString &text :
         {u"plain text that is long enough"_s, u"日本語 a\tb e\u0301 🌍 end"_s,
          u"日本語 a\tb e\u0301 🌍👩‍👩‍👧🇩🇪 \u2401 سلام"_s.repeated(
              60)}) {
        for (const int wrap : {0, 3, 8, 11}) {
            const LineLayout layout({.text = text, .runs = {}, .updates = 0, .endStyle = {}}, wrap);
            QCOMPARE(layout.rowStart(0), 0);
            QCOMPARE(layout.rowEnd(layout.rowCount() - 1), text.size());
            for (int row = 0; row < layout.rowCount(); ++row) {
                qsizetype at = layout.rowStart(row);
                while (at < layout.rowEnd(row)) {
                    const int column = layout.columnOf(row, at);
                    QCOMPARE(layout.rowOf(at), row);
                    QCOMPARE(layout.positionAt(row, column, LineLayout::Rounding::Down), at);
                    QCOMPARE(layout.positionAt(row, column, LineLayout::Rounding::Nearest), at);
                    do {
                        ++at;
                    } while (at < layout.rowEnd(row) && layout.columnOf(row, at) == column);
                }
            }
        }
    }
}

void TestOutputView::everyStateCanBePainted()
{
    OutputView empty;
    empty.setPlaceholder(u"Nothing yet"_s);
    QVERIFY(!empty.grab().isNull());
    m_log->append(OutputStream::Stdout, "\x1b[1;3;4;9;7;31mstyled\x1b[0m\t日本 سلام \x01\n", Start);
    m_log->append(OutputStream::Stdout, "1%\r2%\r3%\n", Start);
    m_log->append(OutputStream::Stderr, "error\n", Start);
    m_log->append(OutputStream::Note, "note", Start);
    m_view->setLineNumbersShown(true);
    m_view->refresh();
    m_view->selectAll();
    m_view->find(u"r"_s, {}, FindDirection::Forward);
    for (const auto timestamps :
         {OutputTimestamps::Hidden, OutputTimestamps::SinceStart, OutputTimestamps::WallClock}) {
        m_view->setTimestamps(timestamps);
        QVERIFY(!m_view->grab().isNull());
    }
    m_view->resize(30, 20);
    m_view->setWrapping(true);
    QVERIFY(!m_view->grab().isNull());
    m_view->setLog(nullptr);
    QVERIFY(!m_view->grab().isNull());
}

QTEST_MAIN(TestOutputView)
#include "tst_outputview.moc"
