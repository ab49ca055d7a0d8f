// SPDX-License-Identifier: MIT
#include "launcher/castdocument.h"
#include "launcher/openpath.h"
#include "launcher/replaysnapshots.h"
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
using Start = TerminalReplay::Start;

namespace {

constexpr int longTime = 30000; ///< ms: a sanitizer takes its time with megabytes

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
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
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
            QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
            QCOMPARE(replay.position(), std::chrono::seconds(second));
            QCOMPARE(textOf(&replay), linesOf(second + 1));
            QCOMPARE(replay.scrollbackEnd(), std::max(0, second + 1 - 9));
        }
        QCOMPARE(logs.size(), 4); // back to 5, on to 99 where the first was, back to 0, to 41
    }

    void beginsAtTheEnd()
    {
        TerminalReplay replay(logOfLines(5), Start::AtEnd);
        QVERIFY(isThere(replay));
        QCOMPARE(replay.position(), 4s);
        QCOMPARE(replay.fedBytes(), 0);
        replay.seek(4s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        QCOMPARE(textOf(&replay), linesOf(5));
        replay.seek(2s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        QCOMPARE(textOf(&replay), linesOf(3));
        TerminalReplay played(logOfLines(5), Start::AtEnd);
        played.play();
        QCOMPARE(played.position(), 0s);
        QTRY_COMPARE(textOf(&played), linesOf(1));
    }

    void goingBackFeedsAPartOnly_data()
    {
        QTest::addColumn<bool>("isAlternate");
        QTest::newRow("lines") << false;
        QTest::newRow("alternate screen") << true;
    }

    /// From the moments that were kept on the way, with all that the screen and its lines were.
    void goingBackFeedsAPartOnly()
    {
        QFETCH(bool, isAlternate);
        constexpr int Events = 2400;
        const auto log = std::make_shared<OutputLog>();
        const auto zero = log->clock().steady;
        qint64 bytes = 0;
        const auto append = [&](const QByteArray &text, int second) {
            log->append(OutputStream::Stdout, text, zero + std::chrono::seconds(second));
            bytes += text.size();
        };
        append(isAlternate ? "before\r\n\033[?1049h\033[2;20r" : "\033[31mred \033[3g", 0);
        for (int i = 0; i < Events; ++i) {
            QByteArray text = isAlternate ? "\033[2J\033[H" : "\033]133;A\a";
            for (int line = 0; line < 60; ++line)
                text += "\033[" + QByteArray::number(30 + line % 8) + "m event "
                    + QByteArray::number(i) + " line " + QByteArray::number(line) + " Ä日本\r\n";
            append(text + QByteArray::number(i), i);
        }
        const auto everything = [](TerminalReplay *replay) {
            QByteArray all;
            replay->look([&](TerminalScreen *screen) {
                const TerminalCursor cursor = screen->cursor();
                all += QByteArray::number(cursor.position.row) + ' '
                    + QByteArray::number(cursor.position.column) + ' '
                    + QByteArray::number(screen->rowsLeft()) + ' '
                    + QByteArray::number(int(screen->modes().alternateScreen)) + '\n';
                for (int row = 0; row < screen->size().rows; ++row)
                    all += screen->row(row).bytes() + '\n';
            });
            const qint64 rows = replay->scrollbackEnd();
            all += QByteArray::number(rows) + '\n'
                + replay->log()->rawBytes(OutputFilter::Stdout, 0, 100'000'000).bytes;
            return all;
        };
        TerminalReplay replay(log);
        replay.seek(replay.duration());
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        qint64 fed = replay.fedBytes();
        QVERIFY(fed >= bytes);
        for (const int second : {2390, 1200, 734, 1800, 600, 2399, 10}) {
            replay.seek(std::chrono::seconds(second));
            QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
            TerminalReplay straight(log); // which has been nowhere else
            straight.seek(std::chrono::seconds(second));
            QTRY_VERIFY_WITH_TIMEOUT(isThere(straight), longTime);
            QVERIFY(everything(&replay) == everything(&straight));
            const QList<qint64> prompts = straight.promptLines();
            QCOMPARE(prompts.size(), isAlternate ? 0 : second + 1);
            QVERIFY(replay.promptLines().first(prompts.size()) == prompts);
            if (second != 1800) // forward, from 734
                QVERIFY(replay.fedBytes() - fed < bytes / 3);
            fed = replay.fedBytes();
        }
    }

    void snapshotsKeepWithinTheirLimits()
    {
        TerminalListener listener;
        TerminalScreen screen({.rows = 100, .columns = 200}, &listener);
        screen.feed(QByteArray(99 * 200, 'x') + "\r\n");
        const auto snapshot = screen.snapshot();
        QVERIFY(snapshot);
        QVERIFY(snapshot->memoryBytes() > 99 * 200 * 20);
        ReplaySnapshots snapshots;
        const TerminalLogReader reader(logOfLines(1));
        qint64 fed = 0;
        for (int i = 0; i < 100'000; ++i) {
            fed += ReplaySnapshots::FirstDistance / 2;
            if (snapshots.isDueAt(fed))
                snapshots.add({.screen = snapshot,
                               .reader = reader,
                               .last = std::chrono::seconds(i),
                               .fedBytes = fed,
                               .lineBytes = fed});
            QVERIFY(snapshots.count() <= ReplaySnapshots::MostSnapshots);
            QVERIFY(snapshots.memoryBytes() <= ReplaySnapshots::MostBytes);
            const qint64 least = fed / snapshots.distance() / 2;
            QVERIFY(qint64(snapshots.count()) >= std::min<qint64>(least, 8));
        }
        const ReplaySnapshot *half = snapshots.before(50'000s, fed);
        QVERIFY(half && half->last <= 50'000s);
        QVERIFY(fed / 2 - half->fedBytes <= 2 * snapshots.distance());
        QVERIFY(!snapshots.before(0s, fed));
        const ReplaySnapshot *quarter = snapshots.before(50'000s, fed / 4);
        QVERIFY(quarter && quarter->lineBytes <= fed / 4);
    }

    void onlyTheLastOfManySeeksCounts()
    {
        TerminalReplay replay(logOfLines(1000));
        QRandomGenerator random(1);
        for (int i = 0; i < 200; ++i)
            replay.seek(std::chrono::seconds(random.bounded(1000)));
        replay.seek(500s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        QCOMPARE(textOf(&replay), linesOf(501));
    }

    void playsAsTimePasses()
    {
        FakeClock time;
        TerminalReplay replay(logOfLines(10), Start::AtBeginning, time.clock());
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
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
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
        TerminalReplay replay(log, Start::AtBeginning, time.clock());
        replay.setPace({.speed = 1, .idleLimit = 2s});
        QTRY_COMPARE(textOf(&replay), QStringLiteral("a\n"));
        replay.play();
        time.pass(1s);
        QTRY_COMPARE(replay.position(), 1s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
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
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        replay.look([](TerminalScreen *screen) {
            QCOMPARE(screen->row(0).text(), QStringLiteral("0123456789"));
        });
        replay.seek(1s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
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
        QTRY_VERIFY_WITH_TIMEOUT(search.isCaughtUp(), longTime);
        QCOMPARE(search.matchCount(), 1);
        TerminalReplay replay(document->terminalLog());
        QCOMPARE(replay.duration(), 19s);
        replay.seek(10s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        QCOMPARE(textOf(&replay), linesOf(11));
    }

    void theTitleIsThatOfTheScreenShown()
    {
        auto log = std::make_shared<OutputLog>();
        log->append(OutputStream::Note, terminalSizeNote(40, 10), log->clock().steady);
        for (int i = 0; i < 20; ++i)
            log->append(OutputStream::Stdout, "\x1b]0;title " + QByteArray::number(i) + "\a",
                        log->clock().steady + std::chrono::seconds(i));
        TerminalReplay replay(log);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
        QString title;
        connect(&replay, &TerminalReplay::titleChanged, this,
                [&title](const QString &text) { title = text; });
        for (const int second : {15, 3, 19, 7}) {
            replay.seek(std::chrono::seconds(second));
            QTRY_VERIFY_WITH_TIMEOUT(isThere(replay), longTime);
            QCoreApplication::processEvents();
            QCOMPARE(title, QStringLiteral("title %1").arg(second));
        }
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
