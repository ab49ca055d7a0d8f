// SPDX-License-Identifier: MIT
#include "launcher/livescreen.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Spawnscope;

namespace {

/// Who looks goes before who feeds; a view that looked without a pause would let nothing in.
constexpr std::chrono::milliseconds BetweenLooks(1);

LiveScreen::Target targetOf(OutputLog *log)
{
    return {.append =
                [log](QByteArrayView lines, LiveScreen::Moment when) {
                    log->append(OutputStream::Stdout, lines, when);
                },
            .rows = [log] { return log->rows(OutputFilter::Stdout).end; }};
}

} // namespace

class TestLiveScreen final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoLooksSeesAllThatLeftInTheLog()
    {
        constexpr int Lines = 20000;
        OutputLog log;
        LiveScreen screen({.rows = 10, .columns = 40});
        screen.setTarget(targetOf(&log));
        std::atomic<bool> isDone = false;
        std::thread feeder([&] {
            QByteArray bytes;
            for (int i = 1; i <= Lines; ++i) {
                bytes += QByteArray::number(i) + "\r\n";
                if (i % 7 != 0)
                    continue;
                screen.feed(bytes, LiveScreen::Moment::clock::now());
                bytes.clear();
            }
            screen.feed(bytes, LiveScreen::Moment::clock::now());
            screen.end(LiveScreen::Moment::clock::now());
            isDone = true;
        });
        int wrong = 0;
        const auto look = [&] {
            screen.look([&](TerminalScreen *shown) {
                const qint64 end = screen.scrollbackEnd();
                if (shown->rowsLeft() != end)
                    ++wrong;
                const QString first = shown->row(0).text();
                if (!first.isEmpty() && first.toLongLong() != end + 1)
                    ++wrong;
                const auto last = log.lines(OutputFilter::Stdout, end - 1, 1);
                if (end > 0 && last.first().bytes.toLongLong() != end)
                    ++wrong;
            });
        };
        while (!isDone) {
            look();
            std::this_thread::sleep_for(BetweenLooks);
        }
        feeder.join();
        look();
        QCOMPARE(wrong, 0);
        QCOMPARE(log.rows(OutputFilter::Stdout).end, Lines);
        QCOMPARE(screen.scrollbackEnd(), Lines - 9);
    }

    void newsAreTakenWhileItIsFed()
    {
        OutputLog log;
        LiveScreen screen({.rows = 10, .columns = 40});
        screen.setTarget(targetOf(&log));
        std::atomic<bool> isDone = false;
        std::atomic<int> notices = 0;
        std::thread feeder([&] {
            for (int i = 0; i < 5000; ++i) {
                screen.feed("\a\033]2;title\a\033]133;A\a", LiveScreen::Moment::clock::now());
                if (screen.takeNotice())
                    ++notices;
            }
            isDone = true;
        });
        ScreenNews last;
        int bells = 0;
        while (!isDone || notices.exchange(0) > 0) {
            const ScreenNews news = screen.takeNews();
            bells += news.bell ? 1 : 0;
            if (news.title)
                last = news;
            std::this_thread::sleep_for(BetweenLooks);
        }
        feeder.join();
        QVERIFY(bells > 0);
        QCOMPARE(last.title, QStringLiteral("title"));
        QCOMPARE(screen.promptLines().lines(), QList<qint64>{0});
    }

    void promptsKeepTheirLines()
    {
        OutputLog log;
        LiveScreen screen({.rows = 5, .columns = 20});
        screen.setTarget(targetOf(&log));
        const auto now = LiveScreen::Moment::clock::now();
        const QByteArray prompt = "\033]133;A\a$ \033]133;B\a";
        screen.feed(prompt + "one\r\n" + QByteArray(50, 'x') + "\r\n", now); // lines 0 and 1
        screen.feed(prompt, now); // line 2, its row is the fifth
        QCOMPARE(screen.promptLines().lines(), (QList<qint64>{0, 2}));
        // They and their rows leave, as does half of the line that the next prompt stands below.
        screen.feed("two\r\n" + QByteArray(90, 'y') + "\r\n" + prompt, now);
        QVERIFY(!log.lines(OutputFilter::Stdout, screen.scrollbackEnd() - 1, 1).first().isEnded);
        QCOMPARE(screen.promptLines().lines(), (QList<qint64>{0, 2, 4}));
        screen.resize({.rows = 3, .columns = 7}, now);
        screen.feed("\r\n" + prompt, now);
        QCOMPARE(screen.promptLines().lines(), (QList<qint64>{0, 2, 4, 5}));
        // A log cuts very long lines, and then counts each piece.
        screen.feed("\r\n" + QByteArray(200'000, 'z') + "\r\n" + prompt, now);
        const qint64 last = screen.promptLines().lines().last();
        screen.end(now);
        QCOMPARE(log.rows(OutputFilter::Stdout).end, last + 1);
        QVERIFY(last > 7);
        QCOMPARE(log.lines(OutputFilter::Stdout, last, 1).first().bytes, "$ ");
    }

    void onlySoManyPromptsAreKept()
    {
        PromptLines prompts;
        for (qint64 line = 0; line < PromptLines::Most + 5; ++line)
            prompts.add(line * 2);
        prompts.add(21);
        prompts.add(20);
        QCOMPARE(prompts.lines().size(), PromptLines::Most);
        QCOMPARE(prompts.lines().first(), 12);
        QCOMPARE(prompts.lines().mid(4, 3), (QList<qint64>{20, 21, 22}));
    }

    void questionsWithoutEndAreAnsweredWithinBounds()
    {
        OutputLog log;
        LiveScreen screen({.rows = 10, .columns = 40});
        screen.setTarget(targetOf(&log));
        QByteArray questions;
        for (int i = 0; i < 100000; ++i)
            questions += "\033[6n";
        screen.feed(questions, LiveScreen::Moment::clock::now());
        const QByteArray answers = screen.takeAnswers();
        QVERIFY(answers.startsWith("\033[1;1R"));
        QVERIFY(answers.size() <= LiveScreen::MostAnswerBytes);
        QVERIFY(screen.takeAnswers().isEmpty());
    }

    void nothingMovesAfterTheEnd()
    {
        OutputLog log;
        LiveScreen screen({.rows = 10, .columns = 40});
        screen.setTarget(targetOf(&log));
        screen.feed("one\r\ntwo", LiveScreen::Moment::clock::now());
        screen.end(LiveScreen::Moment::clock::now());
        screen.end(LiveScreen::Moment::clock::now());
        screen.resize({.rows = 1, .columns = 40}, LiveScreen::Moment::clock::now());
        QCOMPARE(log.readBytes(OutputStream::Stdout, 0, 100), "one\ntwo\n");
        QCOMPARE(screen.scrollbackEnd(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveScreen)
#include "tst_livescreen.moc"
