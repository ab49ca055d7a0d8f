// SPDX-License-Identifier: MIT
#include "support/faketerminal.h"
#include "widgets/terminalboxes.h"
#include "widgets/terminalview.h"

#include <QPaintEvent>
#include <QPainter>
#include <QSet>
#include <QTest>

#include <memory>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

QPalette paletteOf(bool isDark)
{
    QPalette palette;
    palette.setColor(QPalette::Base, isDark ? QColor(0x1e, 0x1f, 0x22) : QColor(Qt::white));
    palette.setColor(QPalette::Text, isDark ? QColor(0xdd, 0xdd, 0xdd) : QColor(Qt::black));
    return palette;
}

/// What of a widget was painted.
class PaintedRegion final : public QObject
{
public:
    explicit PaintedRegion(QWidget *widget) { widget->installEventFilter(this); }
    const QRegion &region() const { return m_region; }
    void forget() { m_region = {}; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }

private:
    QRegion m_region;
};

} // namespace

class TestTerminalPainting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aCellHasTheColoursThatWereAskedFor();
    void hiddenTextIsNotSeen();
    void blocksHaveTheExactColour();
    void linesJoin_data();
    void linesJoin();
    void everyBoxCharacterIsPainted();
    void halvesFillTheirHalf();
    void nothingReachesBeyondItsCells();
    void theCursorHasItsShape_data();
    void theCursorHasItsShape();
    void withoutTheFocusTheCursorIsHollow();
    void reverseVideoExchangesTheColours();
    void onlyWhatChangedIsPainted();
    void aSelectionIsSeen();

    void everyColourIsLegible_data();
    void everyColourIsLegible();
    void coloursOfASchemeStayApart();
    void aSchemeStandsWhateverTheWindowIs();

private:
    void feed(QByteArrayView bytes);
    QImage picture() const { return m_view->viewport()->grab().toImage(); }
    QRect cell(int row, int column) const { return m_view->cellRect(row, column); }
    /// How many pixels of an area are not of this colour.
    static int othersIn(const QImage &image, const QRect &area, const QColor &color);
    QColor base() const { return m_view->terminalPalette().base(false); }

    std::unique_ptr<FakeTerminal> m_terminal;
    std::unique_ptr<TerminalView> m_view;
};

void TestTerminalPainting::init()
{
    m_view.reset();
    m_terminal = std::make_unique<FakeTerminal>();
    m_view = std::make_unique<TerminalView>();
    m_view->setPalette(paletteOf(false));
    m_view->setSource(m_terminal.get(), m_terminal->log());
    m_view->resize(500, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->setFocus();
    QTRY_COMPARE(m_terminal->screen().size(), m_view->roomSize());
}

void TestTerminalPainting::feed(QByteArrayView bytes)
{
    const int looks = m_terminal->looks();
    m_terminal->feed(bytes);
    QTRY_VERIFY(m_terminal->looks() > looks);
}

int TestTerminalPainting::othersIn(const QImage &image, const QRect &area, const QColor &color)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y) == color ? 0 : 1;
    }
    return count;
}

void TestTerminalPainting::aCellHasTheColoursThatWereAskedFor()
{
    feed("\033[2;3H\033[48;2;10;200;30m x\033[m");
    const QImage image = picture();
    QCOMPARE(othersIn(image, cell(1, 2), QColor(10, 200, 30)), 0);
    QVERIFY(othersIn(image, cell(1, 3), QColor(10, 200, 30)) > 0);
    QCOMPARE(othersIn(image, cell(1, 1), base()), 0);
    QCOMPARE(othersIn(image, cell(0, 2), base()), 0);
}

/// Nor when it is selected, or under the cursor; it is copied all the same.
void TestTerminalPainting::hiddenTextIsNotSeen()
{
    feed("\033[2;2H\033[8;4;9;48;2;10;200;30m█x日\033[28mx\033[m\033[4;1H");
    QImage image = picture();
    for (const int column : {1, 2, 3, 4})
        QCOMPARE(othersIn(image, cell(1, column), QColor(10, 200, 30)), 0);
    QVERIFY(othersIn(image, cell(1, 5), QColor(10, 200, 30)) > 0);
    m_view->selectAll();
    QCOMPARE(m_view->selectedText().trimmed(), u"█x日x"_s);
    image = picture();
    const QColor selected = image.pixelColor(cell(1, 1).center());
    QCOMPARE(othersIn(image, cell(1, 2), selected), 0);
    QCOMPARE(othersIn(image, cell(1, 3), selected), 0);
    QVERIFY(othersIn(image, cell(1, 5), selected) > 0);
    m_view->clearSelection();
    feed("\033[2;3H");
    image = picture();
    QCOMPARE(othersIn(image, cell(1, 2), image.pixelColor(cell(1, 2).center())), 0);
}

void TestTerminalPainting::blocksHaveTheExactColour()
{
    feed("\033[38;2;250;251;252m█\033[m");
    QCOMPARE(othersIn(picture(), cell(0, 0), QColor(250, 251, 252)), 0);
}

void TestTerminalPainting::linesJoin_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isVertical");
    QTest::newRow("light") << QByteArray("───") << false;
    QTest::newRow("heavy") << QByteArray("━━━") << false;
    QTest::newRow("double") << QByteArray("═══") << false;
    QTest::newRow("crossing") << QByteArray("┼┼┼") << false;
    QTest::newRow("down") << QByteArray("│\b\n│\b\n│") << true;
    QTest::newRow("double down") << QByteArray("║\b\n╠\b\n║") << true;
}

void TestTerminalPainting::linesJoin()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isVertical);
    feed("\033[?25l" + text);
    const QImage image = picture();
    const QRect from = cell(0, 0);
    const QRect to = isVertical ? cell(2, 0) : cell(0, 2);
    // Some line of pixels goes through all three cells.
    const auto isUnbroken = [&](int across) {
        for (int along = isVertical ? from.top() : from.left();
             along <= (isVertical ? to.bottom() : to.right()); ++along) {
            const QPoint point = isVertical ? QPoint(across, along) : QPoint(along, across);
            if (image.pixelColor(point) == base())
                return false;
        }
        return true;
    };
    bool isJoined = false;
    for (int across = isVertical ? from.left() : from.top();
         across <= (isVertical ? from.right() : from.bottom()); ++across)
        isJoined = isJoined || isUnbroken(across);
    QVERIFY(isJoined);
}

void TestTerminalPainting::everyBoxCharacterIsPainted()
{
    for (char32_t character = 0x2500; character <= 0x259f; ++character) {
        QVERIFY(isBoxCharacter(character));
        for (const QSize size : {QSize(7, 15), QSize(14, 30), QSize(3, 5)}) {
            const QRect cell(QPoint(20, 20), size);
            QImage image(60, 80, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintBox(painter, cell, character, Qt::black, 1);
            painter.end();
            const int inside = othersIn(image, cell, Qt::white);
            QVERIFY2(inside > 0, qPrintable(QString::number(character, 16)));
            QCOMPARE(othersIn(image, image.rect(), Qt::white), inside);
        }
    }
    QVERIFY(!isBoxCharacter(0x24ff));
    QVERIFY(!isBoxCharacter(0x25a0));
}

void TestTerminalPainting::halvesFillTheirHalf()
{
    QImage image(10, 20, QImage::Format_RGB32);
    const auto blackIn = [&image](char32_t character, const QRect &area) {
        image.fill(Qt::white);
        QPainter painter(&image);
        paintBox(painter, image.rect(), character, Qt::black, 1);
        painter.end();
        return othersIn(image, area, Qt::white);
    };
    QCOMPARE(blackIn(0x2580, {0, 0, 10, 10}), 100); // upper half
    QCOMPARE(blackIn(0x2580, {0, 10, 10, 10}), 0);
    QCOMPARE(blackIn(0x2584, {0, 10, 10, 10}), 100); // lower half
    QCOMPARE(blackIn(0x258c, {0, 0, 5, 20}), 100); // left half
    QCOMPARE(blackIn(0x2590, {5, 0, 5, 20}), 100); // right half
    QCOMPARE(blackIn(0x2588, {0, 0, 10, 20}), 200);
    QCOMPARE(blackIn(0x259e, {5, 0, 5, 10}), 50); // upper right and lower left
    QCOMPARE(blackIn(0x259e, {0, 10, 5, 10}), 50);
    QCOMPARE(blackIn(0x259e, {0, 0, 5, 10}), 0);
}

void TestTerminalPainting::nothingReachesBeyondItsCells()
{
    feed("\033[?25l\033[3;3H👍\033[5;3H火\033[7;3H\033[3me\u0301\u0302\u0303\u0304\u0305");
    const QImage image = picture();
    for (int row : {2, 4}) {
        QCOMPARE(othersIn(image, cell(row, 4), base()), 0);
        QCOMPARE(othersIn(image, cell(row, 1), base()), 0);
    }
    QCOMPARE(othersIn(image, cell(5, 2), base()), 0); // above the marks
}

void TestTerminalPainting::theCursorHasItsShape_data()
{
    QTest::addColumn<QByteArray>("sequence");
    QTest::addColumn<bool>("isAtTop");
    QTest::addColumn<bool>("isAtBottomRight");
    QTest::newRow("block") << QByteArray("\033[2 q") << true << true;
    QTest::newRow("underline") << QByteArray("\033[4 q") << false << true;
    QTest::newRow("bar") << QByteArray("\033[6 q") << true << false;
}

void TestTerminalPainting::theCursorHasItsShape()
{
    QFETCH(QByteArray, sequence);
    QFETCH(bool, isAtTop);
    QFETCH(bool, isAtBottomRight);
    feed(sequence + "ab");
    const QRect area = cell(0, 2);
    const QImage image = picture();
    QCOMPARE(image.pixelColor(area.topLeft()) != base(), isAtTop);
    QCOMPARE(image.pixelColor(area.bottomRight()) != base(), isAtBottomRight);
    feed("\033[?25l");
    QCOMPARE(othersIn(picture(), area, base()), 0);
}

void TestTerminalPainting::withoutTheFocusTheCursorIsHollow()
{
    feed("\033[2 q");
    const QRect area = cell(0, 0);
    QVERIFY(picture().pixelColor(area.center()) != base());
    m_view->clearFocus();
    const QImage image = picture();
    QVERIFY(image.pixelColor(area.topLeft()) != base());
    QVERIFY(image.pixelColor(area.bottomRight()) != base());
    QCOMPARE(image.pixelColor(area.center()), base());
}

void TestTerminalPainting::reverseVideoExchangesTheColours()
{
    feed("\033[?25l\033[?5h");
    QCOMPARE(picture().pixelColor(cell(3, 3).center()), m_view->terminalPalette().text(false));
    feed("\033[?5l");
    QCOMPARE(picture().pixelColor(cell(3, 3).center()), base());
}

void TestTerminalPainting::onlyWhatChangedIsPainted()
{
    feed("\033[?25l");
    PaintedRegion painted(m_view->viewport());
    QCoreApplication::processEvents();
    painted.forget();
    feed("\033[5;1Hchanged");
    QTRY_VERIFY(!painted.region().isEmpty());
    const int line = m_view->geometryOfCells().lineHeight;
    QCOMPARE(painted.region().boundingRect().top(), cell(4, 0).top());
    QCOMPARE(painted.region().boundingRect().height(), line);
}

void TestTerminalPainting::aSelectionIsSeen()
{
    feed("\033[?25labc def");
    const QImage before = picture();
    m_view->selectAll();
    const QImage after = picture();
    const QColor selection = m_view->terminalPalette().selected().background;
    QCOMPARE(after.pixelColor(cell(0, 3).center()), selection);
    m_view->clearSelection();
    QCOMPARE(picture(), before);
}

// --- colours ----------------------------------------------------------------------------------

void TestTerminalPainting::everyColourIsLegible_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<bool>("isReverse");
    for (const TerminalScheme &scheme : terminalSchemes()) {
        for (const bool isDark : {false, true}) {
            for (const bool isReverse : {false, true}) {
                QTest::addRow("%s in a %s window%s", scheme.id, isDark ? "dark" : "light",
                              isReverse ? ", reverse" : "")
                    << QString::fromLatin1(scheme.id) << isDark << isReverse;
            }
        }
    }
}

void TestTerminalPainting::everyColourIsLegible()
{
    QFETCH(QString, scheme);
    QFETCH(bool, isDark);
    QFETCH(bool, isReverse);
    const TerminalPalette palette(paletteOf(isDark), terminalScheme(scheme));
    const TextAttributes attributes[] = {{}, TextAttribute::Dim, TextAttribute::Inverse};
    const auto contrastOf = [](const TerminalPalette::Colors &colors) {
        return OutputPalette::contrast(colors.text, colors.background);
    };
    const auto colorOf = [](int index) {
        return index < 0 ? TextColor() : TextColor::fromIndex(static_cast<quint8>(index));
    };
    for (int text = -1; text < 256; text += text < 16 ? 1 : 7) {
        for (int background = -1; background < 256; background += background < 16 ? 1 : 7) {
            for (const TextAttributes attribute : attributes) {
                const TextStyle style{colorOf(text), colorOf(background), attribute};
                const double contrast = contrastOf(palette.colors(style, isReverse));
                QVERIFY2(contrast >= OutputPalette::MinimumContrast - 0.01,
                         qPrintable(u"%1 on %2: %3"_s.arg(text).arg(background).arg(contrast)));
            }
        }
    }
    QVERIFY(contrastOf(palette.colors({}, isReverse)) >= 7);
    QVERIFY(contrastOf(palette.cursor(isReverse)) >= 7);
    QVERIFY(contrastOf(palette.match(true)) >= 7);
    QVERIFY(contrastOf(palette.match(false)) >= 7);
    QVERIFY(contrastOf(palette.selected()) >= OutputPalette::MinimumContrast);
}

void TestTerminalPainting::coloursOfASchemeStayApart()
{
    for (const TerminalScheme &scheme : terminalSchemes()) {
        const TerminalPalette palette(paletteOf(true), scheme);
        QSet<QRgb> colors;
        for (quint8 i = 1; i < 7; ++i) { // red to cyan
            const TextStyle style{TextColor::fromIndex(i), {}, {}};
            colors.insert(palette.colors(style, false).text.rgb());
        }
        QVERIFY2(colors.size() == 6, scheme.id);
    }
}

void TestTerminalPainting::aSchemeStandsWhateverTheWindowIs()
{
    const TerminalScheme &light = terminalScheme(u"light"_s);
    m_view->setScheme(light);
    for (const bool isDark : {true, false}) {
        m_view->setPalette(paletteOf(isDark));
        QCOMPARE(picture().pixelColor(cell(5, 5).center()), QColor(Qt::white));
    }
    m_view->setScheme(terminalSchemes().front());
    m_view->setPalette(paletteOf(true));
    QCOMPARE(picture().pixelColor(cell(5, 5).center()), paletteOf(true).color(QPalette::Base));
    QCOMPARE(&terminalScheme(u"no such scheme"_s), &terminalSchemes().front());
}

QTEST_MAIN(TestTerminalPainting)
#include "tst_terminalpainting.moc"
