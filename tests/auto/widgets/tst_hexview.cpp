// SPDX-License-Identifier: MIT
#include "widgets/hexpanel.h"
#include "widgets/hextoggle.h"
#include "widgets/hexview.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputDialog>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray allBytes(int times)
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += char(i);
    return bytes.repeated(times);
}

} // namespace

class TestHexView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aRowIsOffsetBytesAndText();
    void columnsLeadBackToTheirByte();
    void largeStreamsHaveLongerOffsets();
    void asManyBytesAsFit();
    void binaryIsToldFromText_data();
    void binaryIsToldFromText();
    void offsetsAreParsed_data();
    void offsetsAreParsed();

    void rowsShowTheStream();
    void whatIsNoLongerKeptShowsAsDots();
    void keysMoveTheCursor();
    void shiftSelectsAndCopyCopies();
    void theMouseSelects();
    void draggingBeyondTheEdgeScrollsOn();
    void tooMuchIsNotCopied();
    void goingToAnOffsetShowsIt();
    void growthIsFollowed();
    void theBarReachesTheEnd();
    void aChangeOfWidthKeepsThePlace();
    void streamsAreSwitched();
    void theDialogGoesToAnOffset();
    void accessibleTextIsWhatIsVisible();

    void toggleKeepsThePlaceBothWays();
    void toggleKeepsFollowing();
    void everyLogComesBackAsItWasLeft();
    void binaryOutputOffersHex();
    void textOutputOffersNothing();

private:
    void append(QByteArrayView bytes, OutputStream stream = OutputStream::Stdout);
    HexView *view() const { return m_panel->view(); }

    std::shared_ptr<OutputLog> m_log;
    std::unique_ptr<HexPanel> m_panel;
};

void TestHexView::init()
{
    m_log = std::make_shared<OutputLog>();
    m_panel = std::make_unique<HexPanel>();
    m_panel->resize(900, 400);
    m_panel->setLog(m_log);
    view()->setBytesPerRow(16);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    view()->setFocus();
}

void TestHexView::append(QByteArrayView bytes, OutputStream stream)
{
    m_log->append(stream, bytes, m_log->clock().steady);
    view()->refresh();
}

void TestHexView::aRowIsOffsetBytesAndText()
{
    const HexLayout layout(16, 100);
    const HexByte bytes[] = {'H', 'i', 0, '\n', 0xff, NoByte, ' ', '~', 'x'};
    QCOMPARE(layout.rowText(0x10, bytes),
             u"00000010  48 69 00 0a ff ·· 20 7e  78                       Hi.... ~x"_s);
}

void TestHexView::columnsLeadBackToTheirByte()
{
    for (int width : {8, 16, 32}) {
        const HexLayout layout(width, 1);
        for (int byte = 0; byte < width; ++byte) {
            QCOMPARE(layout.byteAt(layout.hexColumn(byte)), byte);
            QCOMPARE(layout.byteAt(layout.hexColumn(byte) + 1.9), byte);
            QCOMPARE(layout.byteAt(layout.textColumn(byte) + 0.5), byte);
        }
        QCOMPARE(layout.byteAt(0), 0);
        QCOMPARE(layout.byteAt(1000), width - 1);
    }
}

void TestHexView::largeStreamsHaveLongerOffsets()
{
    QCOMPARE(HexLayout(16, qint64(1) << 32).offsetText(0xffffffff), u"ffffffff"_s);
    QCOMPARE(HexLayout(16, (qint64(1) << 32) + 1).offsetText(qint64(1) << 32), u"000100000000"_s);
    QCOMPARE(HexLayout(16, qint64(1) << 60).offsetText(1), u"0000000000000001"_s);
}

void TestHexView::asManyBytesAsFit()
{
    QCOMPARE(HexLayout::fittingBytes(10, 1), 8);
    QCOMPARE(HexLayout::fittingBytes(HexLayout(16, 1).columns(), 1), 16);
    QCOMPARE(HexLayout::fittingBytes(HexLayout(16, 1).columns() - 1, 1), 8);
    QCOMPARE(HexLayout::fittingBytes(1000, 1), 32);
}

void TestHexView::binaryIsToldFromText_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<bool>("isBinary");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("text") << QByteArray("hello\n\tworld\r\n") << false;
    QTest::newRow("colours") << QByteArray("\x1b[31mred\x1b[0m\n\a\b\b") << false;
    QTest::newRow("utf-8") << QByteArray("grüße €\n") << false;
    QTest::newRow("latin-1") << QByteArray("gr\xfc\xdf\n") << false;
    QTest::newRow("elf") << QByteArray("\x7f"
                                       "ELF\x02\x01\x01\0\0",
                                       9)
                         << true;
    QTest::newRow("one nul") << QByteArray("text\0text", 9) << true;
    QTest::newRow("controls") << QByteArray("\x01\x02 ab\x03 cd\x04") << true;
    QTest::newRow("one control") << QByteArray("a single \x01 in much text is no matter") << false;
}

void TestHexView::binaryIsToldFromText()
{
    QFETCH(const QByteArray, start);
    QTEST(looksBinary(start), "isBinary");
}

void TestHexView::offsetsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("offset"); // -1: none
    QTest::newRow("decimal") << u"1200"_s << qint64(1200);
    QTest::newRow("hex") << u" 0x4B0 "_s << qint64(1200);
    QTest::newRow("h") << u"4b0h"_s << qint64(1200);
    QTest::newRow("forward") << u"+0x10"_s << qint64(116);
    QTest::newRow("backward") << u"-16"_s << qint64(84);
    QTest::newRow("before the start") << u"-200"_s << qint64(0);
    QTest::newRow("large") << u"0x7fffffffffffffff"_s << std::numeric_limits<qint64>::max();
    QTest::newRow("beyond") << u"0x8000000000000000"_s << qint64(-1);
    QTest::newRow("beyond together") << u"+0x7fffffffffffffff"_s << qint64(-1);
    QTest::newRow("empty") << QString() << qint64(-1);
    QTest::newRow("word") << u"here"_s << qint64(-1);
    QTest::newRow("hex without a mark") << u"4b0"_s << qint64(-1);
    QTest::newRow("two signs") << u"+-3"_s << qint64(-1);
}

void TestHexView::offsetsAreParsed()
{
    QFETCH(const QString, text);
    QTEST(parseOffset(text, 100).value_or(-1), "offset");
}

void TestHexView::rowsShowTheStream()
{
    append(allBytes(1));
    append("other", OutputStream::Stderr);
    QCOMPARE(view()->size(), 256);
    QCOMPARE(view()->visibleRowCount(), 16);
    QVERIFY(view()->rowText(0).startsWith(u"00000000  00 01 02"_s));
    QVERIFY(view()->rowText(15).endsWith(u"ff  ................"_s));
    QVERIFY(view()->rowText(4).endsWith(u"4f  @ABCDEFGHIJKLMNO"_s));
}

void TestHexView::whatIsNoLongerKeptShowsAsDots()
{
    m_log = std::make_shared<OutputLog>(1024 * 1024);
    m_panel->setLog(m_log);
    append(QByteArray("0123456789abcde\n").repeated(300'000));
    const qint64 lost = m_log->gap(OutputFilter::Stdout).bytes;
    QVERIFY(lost > 0);
    QVERIFY(view()->rowText(0).startsWith(u"00000000  ·· ··"_s));
    view()->showAtTop(lost);
    QVERIFY(view()->rowText(static_cast<int>(lost % 16 ? 1 : 0)).contains(u"0123456789abcde"_s));
}

void TestHexView::keysMoveTheCursor()
{
    append(allBytes(40));
    const auto press = [this](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(view(), key, modifiers);
        return view()->cursor();
    };
    QCOMPARE(press(Qt::Key_Left), 0);
    QCOMPARE(press(Qt::Key_Right), 1);
    QCOMPARE(press(Qt::Key_Down), 17);
    QCOMPARE(press(Qt::Key_End), 31);
    QCOMPARE(press(Qt::Key_Right), 32);
    QCOMPARE(press(Qt::Key_Home), 32);
    QCOMPARE(press(Qt::Key_Up), 16);
    QVERIFY(press(Qt::Key_PageDown) > 16 * 5);
    QCOMPARE(view()->cursor() % 16, 0);
    QCOMPARE(press(Qt::Key_PageUp), 16);
    QCOMPARE(press(Qt::Key_End, Qt::ControlModifier), 256 * 40 - 1);
    QVERIFY(view()->isFollowing());
    QCOMPARE(press(Qt::Key_Down), 256 * 40 - 1);
    QCOMPARE(press(Qt::Key_Home, Qt::ControlModifier), 0);
    QVERIFY(!view()->isFollowing());
    QCOMPARE(view()->topOffset(), 0);
    QVERIFY(!view()->hasSelection());
}

void TestHexView::shiftSelectsAndCopyCopies()
{
    append("Hi\n\x00 there\xff");
    append(QByteArrayView("\0x", 2));
    QTest::keyClick(view(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(view(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view()->selection(), (HexView::Range{0, 3}));
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"48 69 0a"_s);
    view()->copyText();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Hi\n"_s);
    QVERIFY(view()->positionText().contains(u"3 bytes selected"_s));
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view()->selection(), (HexView::Range{0, view()->size()}));
    QTest::keyClick(view(), Qt::Key_Home, Qt::ControlModifier);
    QVERIFY(!view()->hasSelection());
    view()->copyHex();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"48"_s);
}

void TestHexView::theMouseSelects()
{
    append(allBytes(4));
    const auto place = [this](qint64 offset) { return view()->rectOf(offset).center(); };
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, place(20));
    QCOMPARE(view()->cursor(), 20);
    QVERIFY(!view()->hasSelection());
    QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, place(5));
    QMouseEvent move(QEvent::MouseMove, place(40), view()->viewport()->mapToGlobal(place(40)),
                     Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(view()->viewport(), &move);
    QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, place(40));
    QCOMPARE(view()->selection(), (HexView::Range{5, 41}));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, place(2));
    QCOMPARE(view()->selection(), (HexView::Range{2, 6}));
}

void TestHexView::draggingBeyondTheEdgeScrollsOn()
{
    append(QByteArray(64 * 1024, 'x'));
    QWidget *area = view()->viewport();
    const auto send = [area](QEvent::Type type, QPoint point, Qt::MouseButtons buttons) {
        QMouseEvent event(type, point, area->mapToGlobal(point), Qt::LeftButton, buttons, {});
        QCoreApplication::sendEvent(area, &event);
    };
    send(QEvent::MouseButtonPress, {40, 5}, Qt::LeftButton);
    send(QEvent::MouseMove, {40, area->height() + 30}, Qt::LeftButton);
    const qint64 top = view()->topOffset();
    QTRY_VERIFY(view()->topOffset() > top);
    QVERIFY(view()->selection().count() > top);
    send(QEvent::MouseButtonRelease, {40, area->height() + 30}, Qt::NoButton);
}

void TestHexView::tooMuchIsNotCopied()
{
    append(QByteArray(HexView::MostCopied + 1, 'x'));
    QGuiApplication::clipboard()->setText(u"before"_s);
    view()->selectAll();
    view()->copyHex();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(m_panel->findChild<MessageStrip *>()->isVisible());
}

void TestHexView::goingToAnOffsetShowsIt()
{
    append(allBytes(100));
    view()->goTo(0x1234);
    QCOMPARE(view()->cursor(), 0x1234);
    QVERIFY(!view()->rectOf(0x1234).isEmpty());
    QVERIFY(view()->positionText().contains(u"0x1234"_s));
    view()->goTo(1'000'000);
    QCOMPARE(view()->cursor(), 25'599);
}

void TestHexView::growthIsFollowed()
{
    append(allBytes(10));
    QCOMPARE(view()->topOffset(), 0);
    view()->setFollowing(true);
    QVERIFY(!view()->rectOf(2559).isEmpty());
    append(allBytes(10));
    QVERIFY(!view()->rectOf(5119).isEmpty());
    QTest::keyClick(view(), Qt::Key_Home, Qt::ControlModifier);
    append(allBytes(10));
    QCOMPARE(view()->topOffset(), 0);
    QCOMPARE(view()->size(), 256 * 30);
}

void TestHexView::theBarReachesTheEnd()
{
    append(allBytes(1000));
    QScrollBar *bar = view()->verticalScrollBar();
    bar->setValue(bar->maximum());
    QVERIFY(view()->isFollowing());
    QVERIFY(!view()->rectOf(255'999).isEmpty());
    bar->setValue(100);
    QCOMPARE(view()->topOffset(), 1600);
    QVERIFY(!view()->isFollowing());
}

void TestHexView::aChangeOfWidthKeepsThePlace()
{
    append(allBytes(1000));
    view()->showAtTop(64 * 100);
    view()->setBytesPerRow(32);
    QCOMPARE(view()->topOffset(), 64 * 100);
    view()->setBytesPerRow(0);
    QCOMPARE(view()->topOffset(), 64 * 100);
    auto *widths = m_panel->findChild<QComboBox *>(u"width"_s);
    QTest::keyClick(widths, Qt::Key_Down);
    QCOMPARE(view()->bytesPerRow(), 8);
}

void TestHexView::streamsAreSwitched()
{
    append("out");
    append("error", OutputStream::Stderr);
    auto *streams = m_panel->findChild<QComboBox *>(u"stream"_s);
    QTest::keyClick(streams, Qt::Key_Down);
    QCOMPARE(view()->stream(), OutputStream::Stderr);
    QVERIFY(view()->rowText(0).endsWith(u"error"_s));
    m_panel->setStream(OutputStream::Stdout);
    QCOMPARE(streams->currentIndex(), 0);
    QVERIFY(view()->rowText(0).endsWith(u"out"_s));
}

void TestHexView::theDialogGoesToAnOffset()
{
    append(allBytes(100));
    const auto answer = [this](const QString &text) {
        QTest::keyClick(view(), Qt::Key_G, Qt::ControlModifier);
        auto *dialog = m_panel->findChild<QInputDialog *>();
        dialog->setTextValue(text);
        dialog->accept();
        QTRY_VERIFY(!m_panel->findChild<QInputDialog *>());
    };
    answer(u"0x100"_s);
    QCOMPARE(view()->cursor(), 0x100);
    auto *message = m_panel->findChild<MessageStrip *>();
    QVERIFY(!message->isVisible());
    answer(u"nowhere"_s);
    QCOMPARE(view()->cursor(), 0x100);
    QVERIFY(message->isVisible());
}

void TestHexView::accessibleTextIsWhatIsVisible()
{
    append("Hello");
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(view());
    QVERIFY(accessible && accessible->textInterface());
    QVERIFY(accessible->state().readOnly);
    QVERIFY(accessible->text(QAccessible::Value).contains(u"offset 0x0"_s));
    const QAccessibleTextInterface *text = accessible->textInterface();
    QCOMPARE(text->text(0, text->characterCount()), view()->rowText(0));
    view()->goTo(1);
    const int cursor = text->cursorPosition();
    QCOMPARE(text->text(cursor, cursor + 2), u"65"_s);
}

// --- lines and bytes

namespace {

struct Both
{
    Both()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(lines);
        layout->addWidget(bytes);
        layout->addWidget(offer);
        window.resize(900, 400);
        window.show();
    }

    void show(const std::shared_ptr<OutputLog> &log, quint64 id)
    {
        lines->setLog(log);
        toggle->setLog(log, id);
    }

    QWidget window;
    OutputView *lines = new OutputView(&window);
    HexPanel *bytes = new HexPanel(&window);
    MessageStrip *offer = new MessageStrip(&window);
    HexToggle *toggle = new HexToggle(lines, bytes, offer, &window);
};

std::shared_ptr<OutputLog> numberedLog()
{
    auto log = std::make_shared<OutputLog>();
    for (int i = 0; i < 10'000; ++i) {
        const auto stream = i % 10 == 9 ? OutputStream::Stderr : OutputStream::Stdout;
        log->append(stream, QByteArray::number(i) + " is the number of this line\n",
                    log->clock().steady);
    }
    return log;
}

} // namespace

void TestHexView::toggleKeepsThePlaceBothWays()
{
    Both both;
    both.show(numberedLog(), 1);
    OutputView::Place place;
    place.line = 5002;
    both.lines->setPlace(place);
    QCOMPARE(both.lines->page().lines().front().line.number, 5002);

    both.toggle->action()->trigger();
    QVERIFY(both.toggle->isHex());
    QVERIFY(both.bytes->isVisible() && !both.lines->isVisible());
    QVERIFY2((both.bytes->view()->rowText(0) + both.bytes->view()->rowText(1)).contains(u"5002"_s),
             qPrintable(both.bytes->view()->rowText(0)));
    QVERIFY(!both.bytes->view()->isFollowing());

    both.toggle->action()->trigger();
    QVERIFY(!both.bytes->isVisible() && both.lines->isVisible());
    // The row of bytes at the top may begin with the end of the line before.
    const qint64 number = both.lines->page().lines().front().line.number;
    QVERIFY2(number == 5002 || number == 5001, QByteArray::number(number));
}

void TestHexView::toggleKeepsFollowing()
{
    Both both;
    const auto log = numberedLog();
    both.show(log, 1);
    QVERIFY(both.lines->isFollowing());
    both.toggle->action()->trigger();
    QVERIFY(both.bytes->view()->isFollowing());
    log->append(OutputStream::Stdout, "the end\n", log->clock().steady);
    both.toggle->refresh();
    QVERIFY(!both.bytes->view()->rectOf(both.bytes->view()->size() - 1).isEmpty());
    both.bytes->view()->goTo(0);
    both.toggle->action()->trigger();
    QVERIFY(!both.lines->isFollowing());
    QCOMPARE(both.lines->page().lines().front().line.number, 0);
}

void TestHexView::everyLogComesBackAsItWasLeft()
{
    Both both;
    const auto first = numberedLog();
    const auto second = numberedLog();
    both.show(first, 1);
    both.toggle->action()->trigger();
    both.show(second, 2);
    QVERIFY(!both.toggle->isHex());
    QVERIFY(both.lines->isVisible());
    both.show(first, 1);
    QVERIFY(both.toggle->isHex());
    QVERIFY(both.bytes->isVisible());
    both.show(nullptr, 0);
    QVERIFY(!both.toggle->isHex());
    QVERIFY(!both.toggle->action()->isEnabled());
}

void TestHexView::binaryOutputOffersHex()
{
    Both both;
    const auto log = std::make_shared<OutputLog>();
    both.show(log, 1);
    QVERIFY(!both.offer->isVisible());
    log->append(OutputStream::Stdout, allBytes(10), log->clock().steady);
    both.toggle->refresh();
    QVERIFY(both.offer->isVisible());
    both.offer->hide();
    both.toggle->refresh();
    QVERIFY(!both.offer->isVisible()); // said once

    both.show(std::make_shared<OutputLog>(), 2);
    both.show(log, 3);
    QVERIFY(both.offer->isVisible());
    const auto buttons = both.offer->findChildren<QAbstractButton *>();
    const auto show = std::find_if(buttons.begin(), buttons.end(), [](QAbstractButton *button) {
        return button->text().contains(u"Hex"_s);
    });
    QVERIFY(show != buttons.end());
    (*show)->click();
    QVERIFY(both.toggle->isHex());
    QVERIFY(!both.offer->isVisible());
}

void TestHexView::textOutputOffersNothing()
{
    Both both;
    const auto log = numberedLog();
    both.show(log, 1);
    log->append(OutputStream::Stdout, allBytes(10), log->clock().steady);
    both.toggle->refresh();
    QVERIFY(!both.offer->isVisible()); // only the beginning counts
}

QTEST_MAIN(TestHexView)
#include "tst_hexview.moc"
