// SPDX-License-Identifier: MIT
#include "launcher/castdocument.h"
#include "launcher/openpath.h"
#include "launcher/terminalreplay.h"
#include "launcher/terminaltext.h"
#include "record/outputsearch.h"
#include "record/terminallog.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

/// One line a second.
std::shared_ptr<OutputLog> logOfLines(int lines)
{
    auto log = std::make_shared<OutputLog>();
    log->append(OutputStream::Note, terminalSizeNote(40, 10), log->clock().steady);
    for (int i = 0; i < lines; ++i)
        log->append(OutputStream::Stdout, "line " + QByteArray::number(i) + "\r\n",
                    log->clock().steady + std::chrono::seconds(i));
    return log;
}

QString linesOf(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += QStringLiteral("line %1\n").arg(i);
    return text;
}

QString textOf(TerminalReplay *replay)
{
    return terminalText(replay, *replay->log());
}

bool isThere(const TerminalReplay &replay)
{
    return !replay.isSeeking();
}

class FakeClock
{
public:
    TerminalReplay::Clock clock()
    {
        return [this] { return m_now; };
    }
    void pass(nanoseconds time) { m_now += time; }

private:
    std::chrono::steady_clock::time_point m_now{1000s};
};

} // namespace

class TestTerminalReplay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePaceSaysWhereItIs_data()
    {
        using Limit = std::optional<nanoseconds>;
        QTest::addColumn<double>("speed");
        QTest::addColumn<Limit>("idleLimit");
        QTest::addColumn<Limit>("last");
        QTest::addColumn<Limit>("next");
        QTest::addColumn<nanoseconds>("expected"); // from 10 s on, 2 s later

        QTest::newRow("as it was")
            << 1.0 << Limit() << Limit(9s) << Limit(100s) << nanoseconds(12s);
        QTest::newRow("faster") << 4.0 << Limit() << Limit(9s) << Limit(100s) << nanoseconds(18s);
        QTest::newRow("slower") << 0.25 << Limit() << Limit(9s) << Limit(100s)
                                << nanoseconds(10500ms);
        QTest::newRow("a short pause")
            << 1.0 << Limit(5s) << Limit(9s) << Limit(11s) << nanoseconds(12s);
        QTest::newRow("in a long pause")
            << 1.0 << Limit(5s) << Limit(9s) << Limit(100s) << nanoseconds(12s);
        QTest::newRow("to the end of a pause")
            << 1.0 << Limit(2s) << Limit(9s) << Limit(100s) << nanoseconds(101s);
        QTest::newRow("behind the end of a pause")
            << 1.0 << Limit(1s) << Limit(5s) << Limit(100s) << nanoseconds(102s);
        QTest::newRow("no pause after the last")
            << 1.0 << Limit(1s) << Limit(9s) << Limit() << nanoseconds(12s);
        QTest::newRow("before the first")
            << 1.0 << Limit(11s) << Limit() << Limit(100s) << nanoseconds(101s);
    }

    void thePaceSaysWhereItIs()
    {
        using Limit = std::optional<nanoseconds>;
        QFETCH(double, speed);
        QFETCH(Limit, idleLimit);
        QFETCH(Limit, last);
        QFETCH(Limit, next);
        QFETCH(nanoseconds, expected);
        const ReplayPace pace{.speed = speed, .idleLimit = idleLimit};
        QCOMPARE(pace.after(10s, 2s, {.last = last, .next = next}), expected);
    }

    void beginsAtTheBeginning()
    {
        TerminalReplay replay(logOfLines(5));
        QTRY_VERIFY(isThere(replay));
        QVERIFY(!replay.isPlaying());
        QVERIFY(!replay.takesInput());
        QCOMPARE(replay.position(), 0s);
        QCOMPARE(replay.duration(), 4s);
        QCOMPARE(textOf(&replay), linesOf(1));
        replay.look([](TerminalScreen *screen) {
            QCOMPARE(screen->size(), (TerminalSize{.rows = 10, .columns = 40}));
        });
    }

    void anyMomentIsShownAsItWas()
    {
        TerminalReplay replay(logOfLines(100));
        QSignalSpy logs(&replay, &TerminalReplay::logChanged);
        for (const int second : {30, 31, 5, 99, 0, 42, 41}) {
            replay.seek(std::chrono::seconds(second));
            QTRY_VERIFY(isThere(replay));
            QCOMPARE(replay.position(), std::chrono::seconds(second));
            QCOMPARE(textOf(&replay), linesOf(second + 1));
            QCOMPARE(replay.scrollbackEnd(), std::max(0, second + 1 - 9));
        }
        QCOMPARE(logs.size(), 3);
    }

    void onlyTheLastOfManySeeksCounts()
    {
        TerminalReplay replay(logOfLines(1000));
        QRandomGenerator random(1);
        for (int i = 0; i < 200; ++i)
            replay.seek(std::chrono::seconds(random.bounded(1000)));
        replay.seek(500s);
        QTRY_VERIFY(isThere(replay));
        QCOMPARE(textOf(&replay), linesOf(501));
    }

    void playsAsTimePasses()
    {
        FakeClock time;
        TerminalReplay replay(logOfLines(10), time.clock());
        QSignalSpy playing(&replay, &TerminalReplay::playingChanged);
        replay.play();
        QVERIFY(replay.isPlaying());
        time.pass(2500ms);
        QTRY_COMPARE(replay.position(), 2500ms);
        QTRY_COMPARE(textOf(&replay), linesOf(3));
        replay.setPace({.speed = 2});
        time.pass(1s);
        QTRY_COMPARE(replay.position(), 4500ms);
        replay.pause();
        time.pass(100s);
        replay.setPace({.speed = 100});
        QCOMPARE(replay.pace().speed, ReplayPace::Fastest);
        replay.setPace({.speed = 1});
        replay.play();
        time.pass(500ms);
        QTRY_COMPARE(replay.position(), 5s);
        time.pass(100s);
        QTRY_VERIFY(!replay.isPlaying());
        QTRY_VERIFY(isThere(replay));
        QCOMPARE(replay.position(), 9s);
        QCOMPARE(textOf(&replay), linesOf(10));
        QCOMPARE(playing.size(), 4);
        replay.play(); // again from the beginning
        QCOMPARE(replay.position(), 0s);
        QTRY_COMPARE(textOf(&replay), linesOf(1));
    }

    void pausesArePassedOver()
    {
        const auto log = std::make_shared<OutputLog>();
        const auto zero = log->clock().steady;
        log->append(OutputStream::Stdout, "a", zero);
        log->append(OutputStream::Stdout, "b", zero + 1h);
        log->append(OutputStream::Stdout, "c", zero + 1h + 1s);
        FakeClock time;
        TerminalReplay replay(log, time.clock());
        replay.setPace({.speed = 1, .idleLimit = 2s});
        QTRY_COMPARE(textOf(&replay), QStringLiteral("a\n"));
        replay.play();
        time.pass(1s);
        QTRY_COMPARE(replay.position(), 1s);
        QTRY_VERIFY(isThere(replay));
        time.pass(1500ms);
        QTRY_COMPARE(replay.position(), 1h + 500ms);
        QTRY_COMPARE(textOf(&replay), QStringLiteral("ab\n"));
        time.pass(1s);
        QTRY_COMPARE(textOf(&replay), QStringLiteral("abc\n"));
    }

    void sizesChangeAsTheyDid()
    {
        const auto log = std::make_shared<OutputLog>();
        const auto zero = log->clock().steady;
        log->append(OutputStream::Note, terminalSizeNote(10, 5), zero);
        log->append(OutputStream::Stdout, "0123456789abc", zero);
        log->append(OutputStream::Note, terminalSizeNote(20, 5), zero + 1s);
        TerminalReplay replay(log);
        QTRY_VERIFY(isThere(replay));
        replay.look([](TerminalScreen *screen) {
            QCOMPARE(screen->row(0).text(), QStringLiteral("0123456789"));
        });
        replay.seek(1s);
        QTRY_VERIFY(isThere(replay));
        replay.look([](TerminalScreen *screen) {
            QCOMPARE(screen->row(0).text(), QStringLiteral("0123456789abc"));
        });
    }

    void endsInTheMiddleOfWork()
    {
        const auto log = std::make_shared<OutputLog>();
        for (int i = 0; i < 200; ++i)
            log->append(OutputStream::Stdout, QByteArray(100000, 'x'),
                        log->clock().steady + i * 10ms);
        for (int i = 0; i < 10; ++i) {
            TerminalReplay replay(log);
            replay.seek(2s);
            QCoreApplication::processEvents();
        }
    }

    void aCastIsOpenedAndReplayed()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.cast"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\": 2, \"width\": 40, \"height\": 5, \"timestamp\": 1504467315}\n");
        for (int i = 0; i < 20; ++i)
            file.write("[" + QByteArray::number(i) + ".0, \"o\", \"line " + QByteArray::number(i)
                       + "\\r\\n\"]\n");
        file.close();
        auto opened = openPath(path);
        QVERIFY(opened);
        const auto document = makeDocument(std::move(*opened));
        QCOMPARE(document->path(), path);
        QCOMPARE(document->status().sizeBytes, QFileInfo(path).size());
        QCOMPARE(document->log()->rows(OutputFilter::All).end, 20);
        QCOMPARE(document->log()->clock().wall.toSecsSinceEpoch(), 1504467315);
        QCOMPARE(document->log()->lines(OutputFilter::All, 19, 1).first().bytes, "line 19");
        OutputSearch search(document->log(), OutputFilter::All,
                            LinePattern(QStringLiteral("line 7"), {}));
        QTRY_VERIFY(search.isCaughtUp());
        QCOMPARE(search.matchCount(), 1);
        TerminalReplay replay(document->terminalLog());
        QCOMPARE(replay.duration(), 19s);
        replay.seek(10s);
        QTRY_VERIFY(isThere(replay));
        QCOMPARE(textOf(&replay), linesOf(11));
    }

    void aDamagedCastIsShownAsFarAsItGoes()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.cast"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\": 2, \"width\": 40, \"height\": 5}\n[0, \"o\", \"good\"]\nbad\n");
        file.close();
        const auto cast = importCast(path);
        QVERIFY(cast);
        QCOMPARE(cast->record->log()->lines(OutputFilter::Stdout, 0, 1).first().bytes, "good");
        QCOMPARE(cast->record->log()->totals(OutputStream::Note).lines, 1);
    }

    void whatIsNoCastIsOpenedAsAFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\": 1}\n");
        file.close();
        const auto opened = openPath(path);
        QVERIFY(opened);
        QVERIFY(opened->file);
        QVERIFY(!importCast(path));
        QVERIFY(!importCast(folder.filePath(QStringLiteral("missing"))));
    }
};

QTEST_GUILESS_MAIN(TestTerminalReplay)
#include "tst_terminalreplay.moc"
