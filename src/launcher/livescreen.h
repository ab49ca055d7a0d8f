// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "terminal/promptlines.h"
#include "terminal/terminallistener.h"
#include "terminal/terminalscreen.h"
#include "terminal/terminalsnapshot.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace Spawnscope {

/// What a terminal told besides its screen since it was asked last. Of what a child repeats without
/// end, the newest counts.
struct ScreenNews
{
    bool bell = false;
    std::optional<QString> title = {};
    std::optional<ClipboardRequest> clipboard = {};
};

/// The screen of a terminal that one thread feeds and another looks at, and the log into which go
/// the lines that leave it.
///
/// Lines:  UTF-8 with SGR sequences; rows of one line are joined, and the last line has no line
///         feed as long as its rest is on the screen. They are appended before look() can see a
///         screen that they have left. At the end() the lines of the primary screen follow.
/// Thread: the functions of the feeding side on one thread at a time, the others on any. Bytes are
///         fed in pieces of 64 KiB, between which whoever waits in look() goes first.
/// Memory: does not grow with what is fed, as long as the log takes it.
class LiveScreen final : private TerminalListener
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    static constexpr qsizetype MostAnswerBytes = 64 * 1024;

    /// Where the lines go.
    struct Target
    {
        std::function<void(QByteArrayView lines, Moment when)> append;
        std::function<qint64()> rows; ///< how many rows of standard output the log has
    };

    explicit LiveScreen(TerminalSize size);
    ~LiveScreen() override;

    // --- the feeding side

    /// To be called before anything is fed.
    void setTarget(Target target) { m_target = std::move(target); }
    void feed(QByteArrayView bytes, Moment when);
    void resize(TerminalSize size, Moment when);
    /// The log took late what left the screen earlier.
    void updateScrollback();
    /// Nothing more is fed, and the size stays.
    void end(Moment when);
    /// What the screen is now; null where TerminalScreen::snapshot() is.
    std::shared_ptr<const TerminalSnapshot> snapshot();
    /// Before anything is fed: goes on from there. The target has the rows that had left already;
    /// @p isLineOpen: its last one goes on on the screen.
    void restore(const TerminalSnapshot &snapshot, bool isLineOpen, const PromptLines &prompts);
    /// What the terminal has to say to the child: MostAnswerBytes at most, what exceeds them is
    /// dropped.
    QByteArray takeAnswers();
    /// Whether there is something to look() at, or news, that was not so at the last call.
    bool takeNotice();

    // --- the looking side

    /// See TerminalSource.
    void look(const std::function<void(TerminalScreen *screen)> &function);
    qint64 scrollbackEnd() const { return m_scrollbackEnd.load(std::memory_order_acquire); }
    /// Whether it changed since the last look().
    bool hasChanged() const { return m_hasChanged.load(std::memory_order_acquire); }
    ScreenNews takeNews();
    PromptLines promptLines();

private:
    void rowLeft(const TerminalRow &row) override;
    void answered(const QByteArray &bytes) override;
    void titleChanged(const QString &title) override;
    void bellRang() override;
    void clipboardRequested(const ClipboardRequest &request) override;
    void promptMarked(const PromptMark &mark) override;

    std::unique_lock<std::mutex> lockToFeed();
    template <typename Function>
    void whileNothingIsFed(Function function);
    void appendLines();
    void noteChange();

    Target m_target;
    std::mutex m_mutex; // guards the four below
    TerminalScreen m_screen;
    ScreenNews m_news;
    bool m_hasNews = false;
    PromptLines m_prompts;

    std::condition_variable m_looked;
    std::atomic<int> m_waiting = 0; ///< who wants to look()
    std::atomic<bool> m_hasChanged = false;
    std::atomic<qint64> m_scrollbackEnd = 0;

    // The feeding side's own
    QByteArray m_lines; ///< that left, and are not appended yet
    qint64 m_lineFeeds = 0; ///< in these
    bool m_isLineOpen = false; ///< the target's last row has no line feed
    Moment m_when; ///< of what is being fed
    QByteArray m_answers;
    bool m_isNoticeDue = false;
    bool m_isEnded = false;
};

/// The lines of the primary screen as they go into a log, each with its line feed, without blank
/// ones at the end.
QByteArray linesOf(const TerminalScreen &screen);

} // namespace Spawnscope
