// SPDX-License-Identifier: MIT
#include "launcher/document.h"
#include "launcher/launcher.h"
#include "record/recordview.h"
#include "record/runrecord.h"
#include "widgets/inputbar.h"
#include "widgets/mainwindow.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"
#include "widgets/runheader.h"

#include "support/testfiles.h"
#include "support/testpipe.h"

#include <QAbstractButton>
#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QMimeData>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTreeView>
#include <QUrl>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestOpening final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aFileIsShownLikeOutput();
    void aFileThatIsNotThereIsSaid();
    void aFileThatMayNotBeReadIsSaid();
    void aFolderThatIsNoRecordIsSaid();
    void aRecordIsShownWithItsRun();
    void bookmarksAndEncodingStayWithTheRecord();
    void bookmarksSetBeforeTheRecordsAreReadComeToThem();
    void aDroppedFileIsOpened();
    void aReplacedFileCanBeReloaded();
    void aDocumentIsClosedAndNotKilled();
    void standardInputIsShownWhileItComes();

private:
    QString makeFile(const char *name, const QByteArray &content);
    QString makeRecord(const QByteArray &output); ///< the folder
    QString outputText() const;
    QAction *action(const QString &text) const;
    QStringList row(int index) const;
    MessageStrip *message() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<MainWindow> m_window;
};

void TestOpening::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"spawnscope-test"_s);
    QCoreApplication::setApplicationName(u"tst_opening"_s);
}

void TestOpening::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_launcher = std::make_unique<Launcher>();
    m_window = std::make_unique<MainWindow>(m_launcher.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestOpening::cleanup()
{
    m_window.reset();
    m_launcher.reset();
}

QString TestOpening::makeFile(const char *name, const QByteArray &content)
{
    const QString path = m_folder->filePath(QLatin1StringView(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("the file could not be made");
    return path;
}

QString TestOpening::outputText() const
{
    QStringList lines;
    for (const PageLine &line : m_window->findChild<OutputView *>(u"output"_s)->page().lines())
        lines.append(line.layout->text());
    return lines.join(u'\n');
}

QAction *TestOpening::action(const QString &text) const
{
    const auto actions = m_window->findChildren<QAction *>();
    const auto found = std::find_if(actions.begin(), actions.end(), [&](const QAction *action) {
        return action->text().remove(u'&') == text;
    });
    return found == actions.end() ? nullptr : *found;
}

QStringList TestOpening::row(int index) const
{
    const QAbstractItemModel *model = m_window->findChild<QTreeView *>()->model();
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column)
        cells.append(model->index(index, column).data().toString());
    return cells;
}

MessageStrip *TestOpening::message() const
{
    return m_window->centralWidget()->findChild<MessageStrip *>(QString(),
                                                                Qt::FindDirectChildrenOnly);
}

void TestOpening::aFileIsShownLikeOutput()
{
    const QString path = makeFile("a.log", "first\n\x1b[31msecond\x1b[0m\n");
    m_window->open(path);
    QTRY_COMPARE(m_launcher->count(), 1);
    QTRY_COMPARE(outputText(), u"first\nsecond"_s);
    const QStringList cells = row(0);
    QCOMPARE(cells.first(), u"Opened"_s);
    QVERIFY(cells.contains(path));
    QVERIFY(cells.contains(u"File"_s));
    QVERIFY(!m_window->findChild<InputBar *>()->isVisible());
    QVERIFY(!action(u"Rerun"_s)->isEnabled());
    QVERIFY(action(u"Save Output As…"_s)->isEnabled());
}

void TestOpening::aFileThatIsNotThereIsSaid()
{
    m_window->open(u"/nonexistent/a.log"_s);
    QTRY_VERIFY(message()->isVisible());
    QCOMPARE(message()->text(), u"/nonexistent/a.log does not exist."_s);
    QCOMPARE(m_launcher->count(), 0);
}

void TestOpening::aFileThatMayNotBeReadIsSaid()
{
    if (!obeysRights())
        QSKIP("root may read every file, as may anybody under Wine");
    const QString path = makeFile("secret", "x");
    QVERIFY(denyAll(path));
    m_window->open(path);
    QTRY_COMPARE(message()->text(), path + u" may not be read."_s);
}

void TestOpening::aFolderThatIsNoRecordIsSaid()
{
    m_window->open(m_folder->path());
    QTRY_COMPARE(message()->text(),
                 m_folder->path() + u" is a folder, but not the record of a run."_s);
}

void TestOpening::aRecordIsShownWithItsRun()
{
    QString path;
    {
        const auto record = RunRecord::create(m_folder->path(), {});
        QVERIFY(record);
        path = (*record)->folder();
        (*record)->addEvent(u"start"_s, {{u"argv"_s, QJsonArray{u"ls"_s, u"/zzz"_s}}});
        (*record)->log()->append(OutputStream::Stderr, "no such file\n",
                                 std::chrono::steady_clock::now());
        (*record)->addEvent(u"exit"_s, {{u"returncode"_s, 2}});
        QVERIFY(!(*record)->finish());
    }
    m_window->open(path);
    QTRY_COMPARE(outputText(), u"no such file"_s);
    const QStringList cells = row(0);
    QCOMPARE(cells.first(), u"Opened"_s);
    QVERIFY(cells.contains(u"ls /zzz"_s));
    QVERIFY(cells.contains(u"Record"_s));
    QVERIFY(cells.contains(u"2"_s));
    QVERIFY(action(u"Rerun"_s)->isEnabled());
    const auto labels = m_window->findChild<RunHeader *>()->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->text() == u"Record · Failed · returncode 2"_s;
    }));
    action(u"Close"_s)->trigger();
    QVERIFY(QDir(path).exists());
}

QString TestOpening::makeRecord(const QByteArray &output)
{
    const auto record = RunRecord::create(m_folder->path(), {});
    if (!record)
        return {};
    (*record)->log()->append(OutputStream::Stdout, output, std::chrono::steady_clock::now());
    return (*record)->finish() ? QString() : (*record)->folder();
}

void TestOpening::bookmarksAndEncodingStayWithTheRecord()
{
    const QString path = makeRecord("one\ngr\xfcn\nthree\n");
    auto *view = m_window->findChild<OutputView *>(u"output"_s);
    m_window->open(path);
    QTRY_VERIFY(outputText().startsWith(u"one"_s));
    view->setBookmarks({0, 2});
    view->setEncoding(*TextEncoding::named("ISO-8859-1"));
    QTRY_COMPARE(readRecordView(path), (RecordView{.bookmarks = {0, 2}, .encoding = "ISO-8859-1"}));

    m_window.reset();
    m_launcher = std::make_unique<Launcher>();
    m_window = std::make_unique<MainWindow>(m_launcher.get());
    m_window->show();
    view = m_window->findChild<OutputView *>(u"output"_s);
    m_window->open(path);
    QTRY_COMPARE(view->bookmarks(), (QList<qint64>{0, 2}));
    QCOMPARE(outputText(), u"one\ngrün\nthree"_s);
    view->setBookmarks({});
    QTRY_COMPARE(readRecordView(path), (RecordView{.bookmarks = {}, .encoding = "ISO-8859-1"}));
}

void TestOpening::bookmarksSetBeforeTheRecordsAreReadComeToThem()
{
    const QString path = makeRecord("one\ntwo\nthree\n");
    QVERIFY(writeRecordView(path, {.bookmarks = {0, 2}, .encoding = {}}));
    auto *view = m_window->findChild<OutputView *>(u"output"_s);

    // One thread, which is held up between opening the record and reading what was set.
    QThreadPool *threads = QThreadPool::globalInstance();
    const int threadCount = threads->maxThreadCount();
    const auto restoreThreads = qScopeGuard([=] { threads->setMaxThreadCount(threadCount); });
    threads->setMaxThreadCount(1);
    QSemaphore goOn;
    m_window->open(path);
    threads->start([&goOn] { goOn.acquire(); });
    QTRY_VERIFY(outputText().startsWith(u"one"_s));
    QCOMPARE(view->bookmarks(), QList<qint64>());
    view->setBookmarks({1});
    goOn.release();

    QTRY_COMPARE(view->bookmarks(), (QList<qint64>{0, 1, 2}));
    QTRY_COMPARE(readRecordView(path), (RecordView{.bookmarks = {0, 1, 2}, .encoding = {}}));
}

void TestOpening::aDroppedFileIsOpened()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(makeFile("a.log", "dropped\n")),
                  QUrl(u"https://example.invalid/x"_s)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_COMPARE(outputText(), u"dropped"_s);
    QCOMPARE(m_launcher->count(), 1);

    QMimeData remote;
    remote.setUrls({QUrl(u"https://example.invalid/x"_s)});
    QDragEnterEvent other(QPoint(10, 10), Qt::CopyAction, &remote, Qt::LeftButton, {});
    other.ignore();
    QCoreApplication::sendEvent(m_window.get(), &other);
    QVERIFY(!other.isAccepted());
}

void TestOpening::aReplacedFileCanBeReloaded()
{
    const QString path = makeFile("a.log", "a long line that will be gone\n");
    m_window->open(path);
    QTRY_VERIFY(outputText().startsWith(u"a long line"_s));
    makeFile("a.log", "new\n");
    auto *notice = m_window->findChild<MessageStrip *>(u"document"_s);
    QTRY_VERIFY(notice->isVisible());
    action(u"Reload"_s)->trigger();
    QTRY_COMPARE(outputText(), u"new"_s);
    QTRY_COMPARE(m_launcher->count(), 1);
    QVERIFY(!notice->isVisible());
}

void TestOpening::aDocumentIsClosedAndNotKilled()
{
    m_window->open(makeFile("a.log", "x\n"));
    QTRY_COMPARE(m_launcher->count(), 1);
    QTRY_VERIFY(action(u"Close"_s)->isVisible());
    QVERIFY(!action(u"Kill"_s)->isVisible());
    QVERIFY(!action(u"Stop"_s)->isVisible());
    QVERIFY(!action(u"Remove Finished"_s)->isEnabled());
    action(u"Close"_s)->trigger();
    QCOMPARE(m_launcher->count(), 0);
    QVERIFY(QFile::exists(m_folder->filePath(u"a.log"_s)));
    QVERIFY(!action(u"Close"_s)->isVisible());
    QVERIFY(action(u"Kill"_s)->isVisible());
}

void TestOpening::standardInputIsShownWhileItComes()
{
    TestPipe pipe;
    m_window->selectSession(m_launcher->openInput(std::move(pipe.read)));
    QCOMPARE(row(0).first(), u"Reading"_s);
    QVERIFY(row(0).contains(u"standard input"_s));
    QVERIFY(pipe.send("hello\n"));
    QTRY_COMPARE(outputText(), u"hello"_s);
    pipe.write.reset();
    QTRY_COMPARE(row(0).first(), u"Opened"_s);
}

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
