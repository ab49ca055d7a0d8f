// SPDX-License-Identifier: MIT
#include "models/formatting.h"
#include "widgets/filterpane.h"
#include "widgets/findbar.h"
#include "widgets/patternhistory.h"
#include "widgets/rowsetsource.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::steady_clock::time_point Start{};

} // namespace

class TestFilterPane final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void chosenRowsAreTheRowsOfTheSource();
    void rowsGivenUpLeaveAGap();
    void sourceFindsLinesByNumberAndTime();
    void typingShowsTheLinesThatMatch();
    void eachKeystrokeSearchesAnew();
    void theFilterFollowsGrowingOutput();
    void theFilterReadsTheEncodingThatIsShown();
    void whatTheLogGaveUpIsTold();
    void invertedShowsTheOtherLines();
    void wholeWordsCaseAndExpressionsCount();
    void anInvalidExpressionKeepsWhatWasFound();
    void clearingTheTextShowsNothing();
    void lineNumbersAreThoseOfTheMainView();
    void aClickMovesTheMainView();
    void arrowsWalkFromMatchToMatch();
    void theMainViewsLineIsFramedAndShown();
    void typingStaysAtTheMainViewsLine();
    void theMainViewsStreamIsTheOneFiltered();
    void anotherRunIsFilteredAnew();
    void copyingTakesTheLinesThatMatch();
    void stoppingKeepsWhatWasFound();
    void escapeLeadsBack();
    void textsAreRemembered();
    void textsComeBackNextTime();
    void queriesComeBack();
    void theFindBarPassesItsTextOn();
    void theFindBarStopsItsSearch();

private:
    void append(const QByteArray &bytes, OutputStream stream = OutputStream::Stdout)
    {
        m_log->append(stream, bytes, Start);
        m_main->refresh();
        m_pane->refresh();
    }
    void fill(int first, int count)
    {
        QByteArray bytes;
        for (int i = first; i < first + count; ++i)
            bytes += "line " + QByteArray::number(i) + '\n';
        append(bytes);
    }
    void type(const QString &text) { QTest::keyClicks(m_field, text); }
    void press(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(widget, key, modifiers);
    }
    QStringList shown() const;
    QString status() const { return m_pane->findChild<QLabel *>(u"statusLabel"_s)->text(); }
    QToolButton *button(const QString &name) const
    {
        return m_pane->findChild<QToolButton *>(name);
    }
    QPoint pointAt(size_t line) const { return m_pane->view()->rectOf(line, 0).center(); }
    bool mainShows(qint64 number) const;

    std::unique_ptr<QWidget> m_window;
    std::shared_ptr<OutputLog> m_log;
    std::unique_ptr<PatternHistory> m_history;
    OutputView *m_main = nullptr;
    FilterPane *m_pane = nullptr;
    QLineEdit *m_field = nullptr;
};

void TestFilterPane::init()
{
    m_log = std::make_shared<OutputLog>();
    m_history = std::make_unique<PatternHistory>();
    m_window = std::make_unique<QWidget>();
    m_main = new OutputView;
    m_pane = new FilterPane(m_main, m_history.get());
    m_field = m_pane->findChild<QLineEdit *>();
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_main);
    layout->addWidget(m_pane);
    m_window->resize(600, 600);
    m_main->setLog(m_log);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_pane->open();
}

void TestFilterPane::cleanup()
{
    m_window.reset();
    m_history.reset();
    m_log.reset();
}

QStringList TestFilterPane::shown() const
{
    QStringList texts;
    for (const PageLine &line : m_pane->view()->page().lines())
        texts.append(line.layout->text());
    return texts;
}

bool TestFilterPane::mainShows(qint64 number) const
{
    const auto &lines = m_main->page().lines();
    return std::any_of(lines.begin(), lines.end(),
                       [number](const PageLine &line) { return line.line.number == number; });
}

void TestFilterPane::chosenRowsAreTheRowsOfTheSource()
{
    fill(0, 100);
    const auto rows = std::make_shared<RowSet>();
    rows->insert(QList<qint64>{3, 4, 5, 50, 99});
    const RowSetSource source(m_log, OutputFilter::All, rows);
    QCOMPARE(source.rows(), (OutputRows{0, 5}));
    QVERIFY(source.gap().isEmpty());
    const QList<OutputLine> lines = source.lines(1, 3, 1000);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0].bytes, "line 4");
    QCOMPARE(lines[0].row, 1);
    QCOMPARE(lines[2].bytes, "line 50");
    QCOMPARE(lines[2].row, 3);
    QCOMPARE(source.lines(0, 5, 1).size(), 1); // at least one
    QVERIFY(source.lines(5, 3, 1000).isEmpty());
    QCOMPARE(source.logRowOf(3), 50);
    QCOMPARE(source.rowOfLogRow(51), 4);
    const quint64 revision = source.revision();
    rows->insert(100);
    QVERIFY(source.revision() != revision);
}

void TestFilterPane::rowsGivenUpLeaveAGap()
{
    fill(0, 100);
    const auto rows = std::make_shared<RowSet>();
    rows->insert(QList<qint64>{3, 4, 50, 99});
    rows->giveUp({0, 10});
    const RowSetSource source(m_log, OutputFilter::All, rows);
    QCOMPARE(source.rows(), (OutputRows{2, 4}));
    QCOMPARE(source.gap().rows, (OutputRows{0, 2}));
    QCOMPARE(source.extent().count(), 3); // two rows and the mark
    QCOMPARE(source.lines(2, 5, 1000).size(), 2);
    QCOMPARE(source.lines(2, 5, 1000).first().row, 2);
    QVERIFY(source.lines(0, 2, 1000).isEmpty());
}

void TestFilterPane::sourceFindsLinesByNumberAndTime()
{
    using namespace std::chrono_literals;
    const auto start = m_log->clock().steady;
    for (int i = 0; i < 10; ++i)
        m_log->append(OutputStream::Stdout, QByteArray::number(i) + '\n', start + i * 1s);
    const auto rows = std::make_shared<RowSet>();
    rows->insert(QList<qint64>{2, 5, 8});
    const RowSetSource source(m_log, OutputFilter::All, rows);
    QCOMPARE(source.rowOfLine(5), 1);
    QCOMPARE(source.rowOfLine(6), 2);
    QCOMPARE(source.rowOfLineNumber(6), 1);
    QCOMPARE(source.rowOfLineNumber(100), 2);
    QCOMPARE(source.rowAtTime(4s), 1);
    QCOMPARE(source.rowAtTime(9s), 3);
}

void TestFilterPane::typingShowsTheLinesThatMatch()
{
    fill(0, 200);
    type(u"line 17"_s);
    QTRY_COMPARE(shown().size(), 11);
    QCOMPARE(shown().first(), u"line 17"_s);
    QCOMPARE(shown().last(), u"line 179"_s);
    QTRY_COMPARE(status(), u"11 lines"_s);
    QVERIFY(button(u"stopButton"_s)->isHidden());
}

void TestFilterPane::eachKeystrokeSearchesAnew()
{
    fill(0, 200);
    type(u"line 1"_s);
    QTRY_COMPARE(status(), u"111 lines"_s);
    type(u"7"_s);
    QTRY_COMPARE(status(), u"11 lines"_s);
    press(m_field, Qt::Key_Backspace);
    QTRY_COMPARE(status(), u"111 lines"_s);
    type(u"x"_s);
    QTRY_COMPARE(status(), u"0 lines"_s);
    QTRY_VERIFY(shown().isEmpty());
}

void TestFilterPane::theFilterFollowsGrowingOutput()
{
    fill(0, 1000);
    type(u"99"_s);
    QTRY_COMPARE(status(), u"19 lines"_s);
    QVERIFY(m_pane->view()->isFollowing());
    fill(1000, 1000);
    QTRY_COMPARE(status(), u"38 lines"_s);
    QTRY_COMPARE(shown().last(), u"line 1999"_s);
    append("99 with no end");
    QTRY_COMPARE(shown().last(), u"99 with no end"_s);
    append(", yet\n");
    QTRY_COMPARE(shown().last(), u"99 with no end, yet"_s);
}

void TestFilterPane::theFilterReadsTheEncodingThatIsShown()
{
    append("klein\ngr\xf6\xdf"
           "er\n");
    m_field->setText(u"größe"_s);
    QTRY_COMPARE(status(), u"0 lines"_s);
    m_main->setEncoding(*TextEncoding::named("ISO-8859-1"));
    QTRY_COMPARE(status(), u"1 line"_s);
}

void TestFilterPane::whatTheLogGaveUpIsTold()
{
    m_log = std::make_shared<OutputLog>(200 * 1024);
    m_main->setLog(m_log);
    FindBar bar(m_history.get());
    bar.setView(m_main);
    append("the needle, a needle\nthe needle\n");
    type(u"needle"_s);
    QTRY_COMPARE(status(), u"2 lines"_s);
    bar.open();
    bar.findChild<QLineEdit *>()->setText(u"needle"_s);
    QTRY_COMPARE(m_main->findStatus().total, 3);
    for (int i = 0; i < 40; ++i)
        append(QByteArray(10'000, 'x') + '\n');
    QVERIFY(m_log->rows(OutputFilter::All).first > 2);
    QTRY_COMPARE(status(), u"0 lines; 2 more have been given up with their output"_s);
    QTRY_COMPARE(bar.findChild<QLabel *>(u"statusLabel"_s)->text(),
                 u"Not found; 3 matches more were in output that has been given up"_s);
}

void TestFilterPane::invertedShowsTheOtherLines()
{
    append("apple\npear\nplum\n");
    type(u"p"_s);
    QTRY_COMPARE(shown(), (QStringList{u"apple"_s, u"pear"_s, u"plum"_s}));
    type(u"l"_s);
    QTRY_COMPARE(shown(), (QStringList{u"apple"_s, u"plum"_s}));
    button(u"invertButton"_s)->click();
    QTRY_COMPARE(shown(), QStringList(u"pear"_s));
}

void TestFilterPane::wholeWordsCaseAndExpressionsCount()
{
    append("an Apple\napples\nan apple\n");
    type(u"apple"_s);
    QTRY_COMPARE(status(), u"3 lines"_s);
    button(u"wordButton"_s)->click();
    QTRY_COMPARE(shown(), (QStringList{u"an Apple"_s, u"an apple"_s}));
    button(u"caseButton"_s)->click();
    QTRY_COMPARE(shown(), QStringList(u"an apple"_s));
    button(u"caseButton"_s)->click();
    button(u"wordButton"_s)->click();
    button(u"expressionButton"_s)->click();
    m_field->setText(u"^a.*s$"_s);
    QTRY_COMPARE(shown(), QStringList(u"apples"_s));
}

void TestFilterPane::anInvalidExpressionKeepsWhatWasFound()
{
    append("apple\npear\n");
    button(u"expressionButton"_s)->click();
    type(u"app"_s);
    QTRY_COMPARE(shown(), QStringList(u"apple"_s));
    type(u"("_s);
    QVERIFY2(status().startsWith(u"Invalid expression: "_s), qPrintable(status()));
    QCOMPARE(shown(), QStringList(u"apple"_s));
    type(u"les)"_s);
    QTRY_COMPARE(status(), u"0 lines"_s);
}

void TestFilterPane::clearingTheTextShowsNothing()
{
    fill(0, 10);
    type(u"line"_s);
    QTRY_COMPARE(shown().size(), 10);
    m_field->clear();
    QVERIFY(shown().isEmpty());
    QCOMPARE(status(), QString());
    QVERIFY(!m_pane->chosenRows());
}

void TestFilterPane::lineNumbersAreThoseOfTheMainView()
{
    fill(0, 300);
    type(u"line 250"_s);
    QTRY_COMPARE(shown().size(), 1);
    QVERIFY(m_pane->view()->areLineNumbersShown());
    QCOMPARE(m_pane->view()->page().lines().front().line.lineNumber, 251);
    QCOMPARE(m_pane->chosenRows()->count(), 1);
}

void TestFilterPane::aClickMovesTheMainView()
{
    fill(0, 5000);
    type(u"line 1000"_s);
    QTRY_COMPARE(shown().size(), 1);
    QVERIFY(m_main->isFollowing());
    QTest::mouseClick(m_pane->view()->viewport(), Qt::LeftButton, {}, pointAt(0));
    QVERIFY(mainShows(1000));
    QCOMPARE(m_main->markedLine(), 1000);
    QCOMPARE(m_pane->view()->markedLine(), 1000);
    QVERIFY(!m_main->isFollowing());
    QCOMPARE(m_history->texts(), QStringList(u"line 1000"_s));
}

void TestFilterPane::arrowsWalkFromMatchToMatch()
{
    fill(0, 5000);
    button(u"expressionButton"_s)->click();
    type(u"00$"_s);
    QTRY_COMPARE(status(), u"49 lines"_s);
    press(m_field, Qt::Key_Up); // from the end, which is what is visible
    QCOMPARE(m_main->markedLine(), 4900);
    m_pane->view()->setMarkedLine(std::nullopt);
    m_pane->view()->centerOn(0);
    press(m_field, Qt::Key_Down);
    QCOMPARE(m_main->markedLine(), 100);
    QVERIFY(mainShows(100));
    press(m_field, Qt::Key_Return);
    QCOMPARE(m_main->markedLine(), 200);
    press(m_pane->view(), Qt::Key_Down);
    QCOMPARE(m_main->markedLine(), 300);
    press(m_pane->view(), Qt::Key_Up);
    press(m_pane->view(), Qt::Key_Up);
    press(m_pane->view(), Qt::Key_Up);
    QCOMPARE(m_main->markedLine(), 100);
    for (int i = 0; i < 60; ++i)
        press(m_field, Qt::Key_Down);
    QCOMPARE(m_main->markedLine(), 4900);
    QCOMPARE(shown().last(), u"line 4900"_s);
    QVERIFY(m_field->hasFocus());
}

void TestFilterPane::theMainViewsLineIsFramedAndShown()
{
    fill(0, 5000);
    type(u"7"_s);
    QTRY_COMPARE(status(), formatCount(1355) + u" lines"_s);
    m_pane->view()->setFollowing(false);
    m_main->centerOn(2500);
    const qint64 number = m_main->page().lines()[3].line.number;
    QTest::mouseClick(m_main->viewport(), Qt::LeftButton, {}, m_main->rectOf(3, 0).center());
    QCOMPARE(m_pane->view()->markedLine(), number);
    const auto &lines = m_pane->view()->page().lines();
    QVERIFY(lines.front().line.number <= number && lines.back().line.number >= number);
    const QImage before = m_main->viewport()->grab().toImage();
    m_main->setMarkedLine(std::nullopt);
    QVERIFY(m_main->viewport()->grab().toImage() != before);
}

void TestFilterPane::typingStaysAtTheMainViewsLine()
{
    fill(0, 50'000);
    m_main->centerOn(25'000);
    type(u"line"_s);
    QTRY_VERIFY(status().startsWith(u"50"_s));
    const auto &lines = m_pane->view()->page().lines();
    const qint64 top = m_main->page().lines().front().line.number;
    QTRY_VERIFY(lines.front().line.number <= top && lines.back().line.number >= top);
    QVERIFY(!m_pane->view()->isFollowing());
}

void TestFilterPane::theMainViewsStreamIsTheOneFiltered()
{
    append("one out\n");
    append("one err\n", OutputStream::Stderr);
    type(u"one"_s);
    QTRY_COMPARE(shown().size(), 2);
    m_main->setFilter(OutputFilter::Stderr);
    QTRY_COMPARE(shown(), QStringList(u"one err"_s));
    m_main->setFilter(OutputFilter::All);
    QTRY_COMPARE(shown().size(), 2);
}

void TestFilterPane::anotherRunIsFilteredAnew()
{
    append("first\n");
    type(u"s"_s);
    QTRY_COMPARE(shown(), QStringList(u"first"_s));
    m_log = std::make_shared<OutputLog>();
    m_log->append(OutputStream::Stdout, "second\nother\n", Start);
    m_main->setLog(m_log);
    QTRY_COMPARE(shown(), QStringList(u"second"_s));
    m_pane->setQuery({.text = u"foo("_s, .options = FindOption::RegularExpression, .isOpen = true});
    QCOMPARE(shown(), QStringList(u"second"_s)); // an expression that is still being typed
    m_log = std::make_shared<OutputLog>();
    m_log->append(OutputStream::Stdout, "third\n", Start);
    m_main->setLog(m_log);
    QVERIFY(shown().isEmpty());
    m_main->setLog(nullptr);
    QVERIFY(shown().isEmpty());
}

void TestFilterPane::copyingTakesTheLinesThatMatch()
{
    append("apple\npear\nplum\n");
    type(u"pl"_s);
    QTRY_COMPARE(shown().size(), 2);
    m_pane->view()->setFocus();
    press(m_pane->view(), Qt::Key_A, Qt::ControlModifier);
    press(m_pane->view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"apple\nplum"_s);
}

void TestFilterPane::stoppingKeepsWhatWasFound()
{
    fill(0, 400'000);
    type(u"9"_s);
    auto *stop = button(u"stopButton"_s);
    QTRY_VERIFY(!stop->isHidden() || status().contains(u"lines"_s));
    stop->click(); // may come too late, which is no harm
    QVERIFY(stop->isHidden());
    QTRY_VERIFY(!shown().isEmpty() || status().contains(u"stopped"_s));
    const qint64 count = m_pane->chosenRows()->count();
    append("9\n");
    QVERIFY(m_pane->chosenRows()->count() <= count + 1);
    type(u"9"_s);
    QTRY_VERIFY(!status().contains(u"stopped"_s) && !status().contains(u"searching"_s));
}

void TestFilterPane::escapeLeadsBack()
{
    fill(0, 100);
    type(u"line 5"_s);
    QTRY_COMPARE(status(), u"11 lines"_s);
    press(m_field, Qt::Key_Down);
    const QSignalSpy changed(m_pane, &FilterPane::openChanged);
    press(m_field, Qt::Key_Escape);
    QVERIFY(m_pane->isHidden());
    QVERIFY(m_main->hasFocus());
    QVERIFY(!m_main->markedLine());
    QCOMPARE(changed.size(), 1);
    m_pane->open();
    QVERIFY(m_field->hasFocus());
    QCOMPARE(m_field->selectedText(), u"line 5"_s);
    QTRY_COMPARE(shown().size(), 11);
    m_pane->view()->setFocus();
    press(m_pane->view(), Qt::Key_Escape);
    QVERIFY(m_pane->isHidden());
}

void TestFilterPane::textsAreRemembered()
{
    for (const auto &text : {u"one"_s, u"two"_s, u"one"_s}) {
        m_field->setText(text);
        m_pane->dismiss();
        m_pane->open();
    }
    QCOMPARE(m_history->texts(), (QStringList{u"one"_s, u"two"_s}));
    m_field->setFocus();
    QTest::keyClick(m_field, Qt::Key_Down, Qt::AltModifier);
    auto *offer = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(offer);
    QCOMPARE(offer->actions().size(), 2);
    offer->actions().at(1)->trigger();
    QCOMPARE(m_field->text(), u"two"_s);
    offer->close();
    for (int i = 0; i < PatternHistory::MostTexts + 10; ++i)
        m_history->add(QString::number(i));
    QCOMPARE(m_history->texts().size(), PatternHistory::MostTexts);
    QCOMPARE(m_history->texts().first(), QString::number(PatternHistory::MostTexts + 9));
}

void TestFilterPane::textsComeBackNextTime()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"spawnscope-test"_s);
    const QString key = u"find/history"_s;
    QSettings().remove(key);
    PatternHistory window;
    window.keepInSettings(key);
    window.add(u"one"_s);
    PatternHistory otherWindow;
    otherWindow.keepInSettings(key);
    QCOMPARE(otherWindow.texts(), QStringList(u"one"_s));
    otherWindow.add(u"two"_s);
    window.add(u"three"_s);
    PatternHistory nextTime;
    nextTime.keepInSettings(key);
    QCOMPARE(nextTime.texts(), (QStringList{u"three"_s, u"two"_s, u"one"_s}));
    QSettings().remove(key);
}

void TestFilterPane::queriesComeBack()
{
    fill(0, 20);
    m_field->setText(u"1$"_s);
    button(u"expressionButton"_s)->click();
    button(u"invertButton"_s)->click();
    const FilterPane::Query query = m_pane->query();
    m_pane->setQuery({});
    QVERIFY(m_pane->isHidden());
    QVERIFY(!button(u"invertButton"_s)->isChecked());
    m_pane->setQuery(query);
    QVERIFY(m_pane->isVisible());
    QCOMPARE(m_field->text(), u"1$"_s);
    QTRY_COMPARE(status(), u"18 lines"_s);
}

void TestFilterPane::theFindBarPassesItsTextOn()
{
    FindBar bar(m_history.get());
    bar.setView(m_main);
    connect(&bar, &FindBar::filterRequested, m_pane, &FilterPane::openWith);
    const QSignalSpy highlight(&bar, &FindBar::highlightRequested);
    m_pane->dismiss();
    append("apple\npear\n");
    bar.open();
    auto *pass = bar.findChild<QToolButton *>(u"filterButton"_s);
    QVERIFY(!pass->isEnabled());
    bar.findChild<QLineEdit *>()->setText(u"ap"_s);
    bar.findChild<QToolButton *>(u"wordButton"_s)->setChecked(true);
    QVERIFY(pass->isEnabled());
    pass->click();
    QVERIFY(m_pane->isVisible());
    QCOMPARE(m_field->text(), u"ap"_s);
    QCOMPARE(m_pane->query().options, FindOptions(FindOption::WholeWords));
    QTRY_COMPARE(status(), u"0 lines"_s);
    bar.findChild<QToolButton *>(u"highlightButton"_s)->click();
    QCOMPARE(highlight.size(), 1);
    QCOMPARE(highlight[0][0].toString(), u"ap"_s);
}

void TestFilterPane::theFindBarStopsItsSearch()
{
    FindBar bar(m_history.get());
    bar.setView(m_main);
    fill(0, 400'000);
    bar.open();
    bar.findChild<QLineEdit *>()->setText(u"line 39999"_s);
    m_main->stopSearch();
    const FindStatus status = m_main->findStatus();
    QVERIFY(status.isStopped || status.isComplete);
    QVERIFY(bar.findChild<QToolButton *>(u"stopButton"_s)->isHidden());
    bar.findNext(); // among what was found
    if (!status.isComplete)
        QVERIFY(bar.findChild<QLabel *>()->text().contains(u"stopped at"_s));
}

QTEST_MAIN(TestFilterPane)

#include "tst_filterpane.moc"
