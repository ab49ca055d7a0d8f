// SPDX-License-Identifier: MIT
#include "widgets/highlightcolorbox.h"
#include "widgets/highlightdialog.h"
#include "widgets/linehighlighter.h"
#include "widgets/outputview.h"

#include <QAccessible>
#include <QCheckBox>
#include <QColorDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

using Name = HighlightColor::Name;
using Extent = HighlightRule::Extent;

QPalette paletteOf(bool isDark)
{
    QPalette palette(isDark ? QColor(0x2b, 0x2d, 0x31) : QColor(0xef, 0xef, 0xef));
    palette.setColor(QPalette::Base, isDark ? QColor(0x1b, 0x1d, 0x20) : Qt::white);
    palette.setColor(QPalette::Text, isDark ? QColor(0xe6, 0xe6, 0xe6) : Qt::black);
    return palette;
}

HighlightRule ruleFor(const QString &pattern, Name text, Name background,
                      Extent extent = Extent::Match)
{
    return {.name = pattern,
            .pattern = pattern,
            .options = FindOption::RegularExpression,
            .text = {.name = text},
            .background = {.name = background},
            .extent = extent};
}

QString inWords(const LineHighlights &highlights)
{
    QStringList words;
    for (const LineHighlights::Span &span : highlights.spans)
        words.append(u"%1+%2 %3"_s.arg(span.span.start)
                         .arg(span.span.length)
                         .arg(span.colors.background.name()));
    return words.join(u", "_s);
}

} // namespace

class TestHighlighting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUpperRuleShows();
    void aRuleForWholeLinesLiesBelowTheMatches();
    void rulesThatSayNothingDoNothing();
    void longLinesAreLookedAtWhereTheyAreShown();
    void aMatchAcrossTheBorderOfTwoPiecesIsWhole();
    void namedColorsAreLegible_data();
    void namedColorsAreLegible();
    void customColorsAreLegible();
    void theViewShowsRules();
    void searchMatchesAndSelectionLieAbove();
    void theDialogChangesNothingUntilAccepted();
    void theDialogEditsTheSelectedRule();
    void theDialogAddsDuplicatesMovesAndRemoves();
    void theDialogTellsAnInvalidExpression();
    void theDialogShowsTheRulesOnExampleLines();
    void anyColorCanBeChosen();
    void everyControlOfTheDialogHasAName();

private:
    static QColor backgroundOf(Name name)
    {
        return LineHighlighter::backgroundColor({name}, false);
    }
};

void TestHighlighting::theUpperRuleShows()
{
    LineHighlighter highlighter;
    highlighter.setRules(
        {ruleFor(u"bc"_s, Name::None, Name::Red), ruleFor(u"abcd"_s, Name::None, Name::Blue)});
    const QString red = backgroundOf(Name::Red).name();
    const QString blue = backgroundOf(Name::Blue).name();
    QCOMPARE(inWords(highlighter.highlights(u"-abcd-"_s, 0, 6)),
             u"1+1 %1, 2+2 %2, 4+1 %1"_s.arg(blue, red));
}

void TestHighlighting::aRuleForWholeLinesLiesBelowTheMatches()
{
    LineHighlighter highlighter;
    highlighter.setRules({ruleFor(u"x"_s, Name::Purple, Name::Green, Extent::WholeLine),
                          ruleFor(u"y"_s, Name::None, Name::Red, Extent::WholeLine),
                          ruleFor(u"y"_s, Name::None, Name::Blue)});
    const LineHighlights both = highlighter.highlights(u"x y"_s, 0, 3);
    QCOMPARE(both.line.background, backgroundOf(Name::Green));
    QCOMPARE(inWords(both), u"2+1 %1"_s.arg(backgroundOf(Name::Blue).name()));
    const OutputPalette::Colors shown = LineHighlighter::laidOver(both.line, both.spans[0].colors);
    QCOMPARE(shown.background, backgroundOf(Name::Blue));
    QCOMPARE(shown.text, LineHighlighter::textColor({Name::Purple}, false));
    QCOMPARE(highlighter.highlights(u"y"_s, 0, 1).line.background, backgroundOf(Name::Red));
    QVERIFY(!highlighter.highlights(u"z"_s, 0, 1).line.background.isValid());
}

void TestHighlighting::rulesThatSayNothingDoNothing()
{
    HighlightRule disabled = ruleFor(u"a"_s, Name::Red, Name::None);
    disabled.isEnabled = false;
    LineHighlighter highlighter;
    highlighter.setRules(
        {disabled, ruleFor({}, Name::Red, Name::None), ruleFor(u"a("_s, Name::Red, Name::None)});
    QVERIFY(highlighter.isEmpty());
    QVERIFY(highlighter.highlights(u"aaa"_s, 0, 3).spans.isEmpty());
}

void TestHighlighting::longLinesAreLookedAtWhereTheyAreShown()
{
    constexpr qsizetype Far = LineHighlighter::PieceUnits * 5 + 100;
    QString text(LineHighlighter::PieceUnits * 8, u'-');
    text[Far] = u'x';
    LineHighlighter highlighter;
    highlighter.setRules({ruleFor(u"x"_s, Name::None, Name::Red),
                          ruleFor(u"x"_s, Name::None, Name::Green, Extent::WholeLine)});
    QVERIFY(highlighter.highlights(text, 0, 200).spans.isEmpty());
    const LineHighlights there = highlighter.highlights(text, Far - 50, Far + 50);
    QCOMPARE(inWords(there), u"%1+1 %2"_s.arg(Far).arg(backgroundOf(Name::Red).name()));
    // Too far from the start, yet the same wherever the line is shown.
    QVERIFY(!there.line.background.isValid());
    text[3] = u'x';
    QCOMPARE(highlighter.highlights(text, Far, Far + 50).line.background,
             backgroundOf(Name::Green));
}

void TestHighlighting::aMatchAcrossTheBorderOfTwoPiecesIsWhole()
{
    constexpr qsizetype Border = LineHighlighter::PieceUnits;
    QString text(Border * 2, u'-');
    text.replace(Border - 2, 4, u"word"_s);
    LineHighlighter highlighter;
    highlighter.setRules({ruleFor(u"word"_s, Name::None, Name::Red)});
    const QString red = backgroundOf(Name::Red).name();
    QCOMPARE(inWords(highlighter.highlights(text, Border - 10, Border + 10)),
             u"%1+2 %3, %2+2 %3"_s.arg(Border - 2).arg(Border).arg(red));
}

void TestHighlighting::namedColorsAreLegible_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestHighlighting::namedColorsAreLegible()
{
    QFETCH(bool, isDark);
    const OutputPalette palette(paletteOf(isDark));
    QCOMPARE(palette.isDark(), isDark);
    for (int text = 0; text < int(Name::Custom); ++text) {
        for (int background = 0; background < int(Name::Custom); ++background) {
            const OutputPalette::Colors rule{
                .text = LineHighlighter::textColor({Name(text)}, isDark),
                .background = LineHighlighter::backgroundColor({Name(background)}, isDark)};
            for (int ansi = 0; ansi < 16; ++ansi) {
                const TextStyle style{.foreground = TextColor::fromIndex(quint8(ansi)),
                                      .background = {},
                                      .attributes = {}};
                const auto shown = LineHighlighter::highlighted(palette.colors(style), rule,
                                                                palette.base());
                const QColor paper = shown.background.isValid() ? shown.background : palette.base();
                QVERIFY(OutputPalette::contrast(shown.text, paper)
                        >= OutputPalette::MinimumContrast);
            }
            // A name is worth its shade: on the view's own colour it needs no help.
            if (rule.text.isValid())
                QVERIFY(OutputPalette::contrast(rule.text, palette.base())
                        >= OutputPalette::MinimumContrast);
        }
    }
}

void TestHighlighting::customColorsAreLegible()
{
    const OutputPalette palette(paletteOf(false));
    const HighlightColor grey{.name = Name::Custom, .rgb = 0x808080};
    const OutputPalette::Colors rule{.text = LineHighlighter::textColor(grey, false),
                                     .background = LineHighlighter::backgroundColor(grey, false)};
    QCOMPARE(rule.text, QColor(0x808080));
    const auto shown = LineHighlighter::highlighted(palette.colors({}), rule, palette.base());
    QCOMPARE(shown.background, QColor(0x808080));
    QVERIFY(OutputPalette::contrast(shown.text, shown.background)
            >= OutputPalette::MinimumContrast);
}

void TestHighlighting::theViewShowsRules()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "an error\nanother line\n", {});
    OutputView view;
    view.setPalette(paletteOf(false));
    view.resize(400, 200);
    view.setLog(log);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto colorAt = [&view](const QPoint &point) {
        return view.viewport()->grab().toImage().pixelColor(point);
    };
    const QPoint inMatch(view.rectOf(0, 3).center().x(), view.rectOf(0, 3).top());
    const QPoint before = view.rectOf(0, 0).topLeft();
    const QPoint farRight(390, before.y());
    QCOMPARE(colorAt(inMatch), view.colors().base());
    view.setHighlightRules({ruleFor(u"error"_s, Name::None, Name::Orange)});
    QCOMPARE(colorAt(inMatch), backgroundOf(Name::Orange));
    QCOMPARE(colorAt(before), view.colors().base());
    view.setHighlightRules({ruleFor(u"error"_s, Name::None, Name::Orange, Extent::WholeLine)});
    QCOMPARE(colorAt(before), backgroundOf(Name::Orange));
    QCOMPARE(colorAt(farRight), backgroundOf(Name::Orange));
    QCOMPARE(colorAt(view.rectOf(1, 0).topLeft()), view.colors().base());
    view.setPalette(paletteOf(true));
    QCOMPARE(colorAt(farRight), LineHighlighter::backgroundColor({Name::Orange}, true));
}

void TestHighlighting::searchMatchesAndSelectionLieAbove()
{
    const auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Stdout, "error error error\n", {});
    OutputView view;
    view.resize(400, 200);
    view.setHighlightRules({ruleFor(u"error"_s, Name::None, Name::Orange)});
    view.setLog(log);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto colorAt = [&view](qsizetype index) {
        const QRect rect = view.rectOf(0, index);
        return view.viewport()->grab().toImage().pixelColor(rect.center().x(), rect.top());
    };
    QCOMPARE(colorAt(0), backgroundOf(Name::Orange));
    view.select({{0, 0}, {0, 5}});
    QCOMPARE(colorAt(0), view.colors().selection());
    QCOMPARE(colorAt(6), backgroundOf(Name::Orange));
    view.find(u"error"_s, {}, FindDirection::Forward);
    QTRY_COMPARE(colorAt(12), view.colors().match());
}

void TestHighlighting::theDialogChangesNothingUntilAccepted()
{
    const HighlightRuleList before = HighlightRules::delivered();
    HighlightDialog dialog(before, {});
    const QSignalSpy accepted(&dialog, &HighlightDialog::rulesAccepted);
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"remove"_s), Qt::LeftButton);
    QCOMPARE(dialog.rules().size(), before.size() - 1);
    dialog.reject();
    QCOMPARE(accepted.size(), 0);
    QTest::mouseClick(
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::RestoreDefaults),
        Qt::LeftButton);
    dialog.accept();
    QCOMPARE(accepted.size(), 1);
    QCOMPARE(accepted[0][0].value<HighlightRuleList>(), before);
}

void TestHighlighting::theDialogEditsTheSelectedRule()
{
    HighlightDialog dialog({ruleFor(u"a"_s, Name::Red, Name::None),
                            ruleFor(u"b"_s, Name::None, Name::Blue, Extent::WholeLine)},
                           {});
    auto *table = dialog.findChild<QTableView *>(u"table"_s);
    auto *pattern = dialog.findChild<QLineEdit *>(u"pattern"_s);
    auto *text = dialog.findChild<HighlightColorBox *>(u"textColor"_s);
    auto *extent = dialog.findChild<QComboBox *>(u"extent"_s);
    QCOMPARE(pattern->text(), u"a"_s);
    QCOMPARE(text->color().name, Name::Red);
    table->selectRow(1);
    QCOMPARE(pattern->text(), u"b"_s);
    QCOMPARE(text->color().name, Name::None);
    QCOMPARE(extent->currentIndex(), 1);
    QTest::keyClicks(pattern, u"cd"_s);
    QTest::keyClick(pattern, Qt::Key_Home);
    QTest::keyClicks(pattern, u"xy"_s); // the cursor stays between two letters
    dialog.findChild<QCheckBox *>(u"wholeWords"_s)->click();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Down);
    QTest::keyClick(extent, Qt::Key_Up);
    const HighlightRule rule = dialog.rules()[1];
    QCOMPARE(rule.pattern, u"xybcd"_s);
    QVERIFY(rule.options.testFlag(FindOption::WholeWords));
    QCOMPARE(rule.text.name, Name::Red);
    QCOMPARE(rule.extent, Extent::Match);
    QCOMPARE(dialog.rules()[0], ruleFor(u"a"_s, Name::Red, Name::None));
}

void TestHighlighting::theDialogAddsDuplicatesMovesAndRemoves()
{
    HighlightDialog dialog({ruleFor(u"a"_s, Name::Red, Name::None)}, {});
    const auto click = [&dialog](const QString &name) {
        QTest::mouseClick(dialog.findChild<QPushButton *>(name), Qt::LeftButton);
    };
    const auto names = [&dialog] {
        QStringList list;
        for (const HighlightRule &rule : dialog.rules())
            list.append(rule.name);
        return list;
    };
    click(u"duplicate"_s);
    QCOMPARE(names(), (QStringList{u"a"_s, u"a (copy)"_s}));
    click(u"up"_s);
    QCOMPARE(names(), (QStringList{u"a (copy)"_s, u"a"_s}));
    QVERIFY(!dialog.findChild<QPushButton *>(u"up"_s)->isEnabled());
    click(u"down"_s);
    QCOMPARE(names(), (QStringList{u"a"_s, u"a (copy)"_s}));
    click(u"add"_s);
    QCOMPARE(names(), (QStringList{u"New rule"_s, u"a"_s, u"a (copy)"_s}));
    for (int i = 0; i < 3; ++i)
        click(u"remove"_s);
    QVERIFY(names().isEmpty());
    QVERIFY(!dialog.findChild<QPushButton *>(u"remove"_s)->isEnabled());
    QVERIFY(!dialog.findChild<QLineEdit *>(u"pattern"_s)->isEnabled());
    click(u"add"_s);
    QVERIFY(dialog.findChild<QLineEdit *>(u"pattern"_s)->isEnabled());
}

void TestHighlighting::theDialogTellsAnInvalidExpression()
{
    HighlightDialog dialog({ruleFor(u"a"_s, Name::Red, Name::None)}, {});
    const auto *error = dialog.findChild<QLabel *>(u"error"_s);
    QVERIFY(error->text().isEmpty());
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"pattern"_s), u"("_s);
    QVERIFY(error->text().startsWith(u"Invalid expression: "_s));
    dialog.findChild<QCheckBox *>(u"expression"_s)->click();
    QVERIFY(error->text().isEmpty());
}

void TestHighlighting::theDialogShowsTheRulesOnExampleLines()
{
    HighlightDialog dialog({ruleFor(u"b+"_s, Name::Red, Name::None)}, {u"abba"_s, u"none"_s});
    const auto *samples = dialog.findChild<QPlainTextEdit *>(u"samples"_s);
    const auto redPlaces = [samples](int block) {
        QList<int> places;
        const auto formats = samples->document()->findBlockByNumber(block).layout()->formats();
        const QColor red = LineHighlighter::textColor({Name::Red}, false);
        for (const QTextLayout::FormatRange &range : formats) {
            if (range.format.foreground().color() == red)
                places += {range.start, range.length};
        }
        return places;
    };
    dialog.setPalette(paletteOf(false));
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QTRY_COMPARE(redPlaces(0), (QList{1, 2}));
    QCOMPARE(redPlaces(1), QList<int>());
    QTest::keyClicks(dialog.findChild<QLineEdit *>(u"pattern"_s), u"a"_s);
    QTRY_COMPARE(redPlaces(0), (QList{1, 3}));
}

void TestHighlighting::anyColorCanBeChosen()
{
    HighlightColorBox box;
    const QSignalSpy chosen(&box, &HighlightColorBox::colorChosen);
    Q_EMIT box.activated(int(Name::Custom));
    auto *dialog = box.findChild<QColorDialog *>();
    QVERIFY(dialog);
    dialog->reject();
    QCOMPARE(box.color(), HighlightColor());
    QCOMPARE(chosen.size(), 0);
    Q_EMIT box.activated(int(Name::Custom));
    dialog = box.findChildren<QColorDialog *>().last();
    dialog->setCurrentColor(QColor(0x123456));
    dialog->accept();
    QCOMPARE(box.color(), (HighlightColor{Name::Custom, 0x123456}));
    QCOMPARE(chosen.size(), 1);
}

void TestHighlighting::everyControlOfTheDialogHasAName()
{
    HighlightDialog dialog(HighlightRules::delivered(), {});
    dialog.show();
    for (QWidget *widget : dialog.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
            || widget->parentWidget()->inherits("QComboBox")
            || widget->objectName().startsWith(u"qt_"_s))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestHighlighting)

#include "tst_highlighting.moc"
