// SPDX-License-Identifier: MIT
#include "fakesource.h"
#include "widgets/messagestrip.h"
#include "widgets/outputcopy.h"
#include "widgets/outputcopyreport.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr OutputCopier::Limits SmallLimits{.atOnce = 1000, .onClipboard = 100'000};

CopyRequest requestFor(std::shared_ptr<const OutputSource> source, const TextRange &range)
{
    CopyRequest request{.source = std::move(source), .selection = {}, .encoding = {}, .gutter = {}};
    request.selection.start(range);
    return request;
}

QString rowsText(qint64 count)
{
    QStringList rows;
    for (qint64 i = 0; i < count; ++i)
        rows.append(u"row %1"_s.arg(i));
    return rows.join(u'\n');
}

} // namespace

class TestOutputCopy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLittleIsOnTheClipboardAtOnce();
    void moreIsGatheredMeanwhile();
    void tooMuchGoesToAFile();
    void aCancelledCopyLeavesNothing();
    void aCopierThatGoesLeavesNothing();
    void aFolderThatIsMissingIsTold();
    void anotherCopyTakesOver();
    void blocksAreCopiedByTheirColumns();
    void copiesAsShownHaveTimesAndNumbers();
    void whatArrivesMeanwhileIsNotWaitedFor();
    void theStripTellsHowItStands();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputCopy::init()
{
    QGuiApplication::clipboard()->setText(u"before"_s);
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestOutputCopy::aLittleIsOnTheClipboardAtOnce()
{
    OutputCopier copier;
    copier.start(requestFor(std::make_shared<FakeSource>(100), {{0, 0}, {99, 6}}));
    QCOMPARE(QGuiApplication::clipboard()->text(), rowsText(100));
    QCOMPARE(copier.state().kind, CopyState::Kind::OnClipboard);
}

void TestOutputCopy::moreIsGatheredMeanwhile()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.start(requestFor(std::make_shared<FakeSource>(5000), {{0, 0}, {4999, 8}}));
    QVERIFY(copier.state().isUnderWay());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::OnClipboard);
    QCOMPARE(QGuiApplication::clipboard()->text(), rowsText(5000));
}

void TestOutputCopy::tooMuchGoesToAFile()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.setFolder(m_folder->path());
    QSignalSpy changed(&copier, &OutputCopier::stateChanged);
    copier.start(requestFor(std::make_shared<FakeSource>(200'000), {{0, 0}, {199'999, 10}}));
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::InFile);
    QFile file(copier.state().path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(bytes.size(), copier.state().bytes);
    QVERIFY(bytes == rowsText(200'000).toUtf8());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(QFileInfo(file).absolutePath(), m_folder->path());
}

void TestOutputCopy::aCancelledCopyLeavesNothing()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.setFolder(m_folder->path());
    copier.start(
        requestFor(std::make_shared<FakeSource>(1'000'000'000), {{0, 0}, {999'999'999, 3}}));
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::Writing);
    copier.cancel();
    QCOMPARE(copier.state().kind, CopyState::Kind::Cancelled);
    QTRY_VERIFY(QDir(m_folder->path()).isEmpty());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
}

void TestOutputCopy::aCopierThatGoesLeavesNothing()
{
    for (const bool isCancelled : {true, false}) {
        OutputCopier copier;
        copier.setLimits(SmallLimits);
        copier.setFolder(m_folder->path());
        copier.start(
            requestFor(std::make_shared<FakeSource>(1'000'000'000), {{0, 0}, {999'999'999, 3}}));
        QTRY_COMPARE(copier.state().kind, CopyState::Kind::Writing);
        if (isCancelled)
            copier.cancel();
    }
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestOutputCopy::aFolderThatIsMissingIsTold()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.setFolder(u"/nonexistent/folder"_s);
    copier.start(requestFor(std::make_shared<FakeSource>(200'000), {{0, 0}, {199'999, 10}}));
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::Failed);
    QVERIFY(!copier.state().error.isEmpty());
}

void TestOutputCopy::anotherCopyTakesOver()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.start(
        requestFor(std::make_shared<FakeSource>(1'000'000'000), {{0, 0}, {999'999'999, 3}}));
    QVERIFY(copier.state().isUnderWay());
    copier.start(requestFor(std::make_shared<FakeSource>(10), {{2, 0}, {2, 5}}));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"row 2"_s);
    QCOMPARE(copier.state().kind, CopyState::Kind::OnClipboard);
}

void TestOutputCopy::blocksAreCopiedByTheirColumns()
{
    const auto source = std::make_shared<FakeSource>(4);
    source->setText([](qint64 row) {
        const QByteArray texts[] = {"abcdef", "a\tx", "", "\xe6\x97\xa5\xe6\x9c\xac x"};
        return texts[row];
    });
    CopyRequest request = requestFor(source, {});
    request.selection.startBlock({0, 2});
    request.selection.extend({{3, 5}, {3, 5}});
    // What begins before the right edge belongs to it, and only what ends by it: the tab does not.
    QCOMPARE(textOf(request), u"cde\n\n\n本 "_s);
    request.selection.startBlock({3, 5});
    request.selection.extend({{0, 2}, {0, 2}});
    QCOMPARE(textOf(request), u"cde\n\n\n本 "_s);
    request.selection.startBlock({0, 3});
    request.selection.extend({{3, 3}, {3, 3}});
    QVERIFY(request.selection.isEmpty());
}

void TestOutputCopy::copiesAsShownHaveTimesAndNumbers()
{
    CopyRequest request = requestFor(std::make_shared<FakeSource>(1000), {{8, 4}, {10, 6}});
    request.gutter = OutputGutter();
    request.gutter->showsLineNumbers = true;
    request.gutter->setLineCount(1000);
    request.gutter->timestamps = OutputTimestamps::SinceStart;
    QCOMPARE(textOf(request),
             u" +0:00.008    9 8\n +0:00.009   10 row 9\n +0:00.010   11 row 10"_s);
    request.gutter->timestamps = OutputTimestamps::SincePrevious;
    QCOMPARE(textOf(request),
             u"              9 8\n +0:00.001   10 row 9\n +0:00.001   11 row 10"_s);
}

void TestOutputCopy::whatArrivesMeanwhileIsNotWaitedFor()
{
    const auto source = std::make_shared<FakeSource>(3);
    SelectionReader reader(requestFor(source, {{0, 0}, {1'000'000, 0}}));
    source->setRows(10'000);
    QString text;
    while (const auto piece = reader.next())
        text += *piece;
    QCOMPARE(text, rowsText(3));
}

void TestOutputCopy::theStripTellsHowItStands()
{
    OutputCopier copier;
    copier.setLimits(SmallLimits);
    copier.setFolder(m_folder->path());
    MessageStrip strip;
    const OutputCopyReport report(&copier, &strip);
    copier.start(requestFor(std::make_shared<FakeSource>(3), {{0, 0}, {2, 5}}));
    QVERIFY(strip.isHidden());
    copier.start(
        requestFor(std::make_shared<FakeSource>(1'000'000'000), {{0, 0}, {999'999'999, 3}}));
    QTRY_VERIFY2(strip.text().contains(u"is being written to a file"_s), qPrintable(strip.text()));
    const auto buttons = strip.findChildren<QToolButton *>();
    const auto cancel = std::find_if(buttons.begin(), buttons.end(),
                                     [](auto *button) { return button->text() == u"Cancel"_s; });
    QVERIFY(cancel != buttons.end());
    QVERIFY(!(*cancel)->isHidden());
    (*cancel)->click();
    QVERIFY(strip.isHidden());
    copier.start(requestFor(std::make_shared<FakeSource>(200'000), {{0, 0}, {199'999, 10}}));
    QTRY_COMPARE(copier.state().kind, CopyState::Kind::InFile);
    QVERIFY(!strip.isHidden());
    QVERIFY(strip.text().contains(copier.state().path));
    QVERIFY((*cancel)->isHidden());
}

QTEST_MAIN(TestOutputCopy)
#include "tst_outputcopy.moc"
