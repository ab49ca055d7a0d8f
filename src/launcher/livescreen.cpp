// SPDX-License-Identifier: MIT
#include "launcher/livescreen.h"

#include "terminal/terminalrow.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qsizetype PieceBytes = 64 * 1024;
constexpr qsizetype ManyLineBytes = 1024 * 1024;

} // namespace

LiveScreen::LiveScreen(TerminalSize size)
    : m_screen(size, this)
{}

LiveScreen::~LiveScreen() = default;

/// Who looks goes first: a mutex alone may be taken again by the thread that has just let it go.
std::unique_lock<std::mutex> LiveScreen::lockToFeed()
{
    std::unique_lock lock(m_mutex);
    m_looked.wait(lock, [this] { return m_waiting.load() == 0; });
    return lock;
}

void LiveScreen::feed(QByteArrayView bytes, Moment when)
{
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), PieceBytes));
        bytes = bytes.sliced(piece.size());
        const auto lock = lockToFeed();
        m_when = when;
        m_screen.feed(piece);
        appendLines();
        noteChange();
    }
}

void LiveScreen::resize(TerminalSize size, Moment when)
{
    const auto lock = lockToFeed();
    if (m_isEnded)
        return;
    m_when = when;
    m_screen.resize(size);
    appendLines();
    noteChange();
}

void LiveScreen::end(Moment when)
{
    const auto lock = lockToFeed();
    if (std::exchange(m_isEnded, true))
        return;
    const QByteArray lines = linesOf(m_screen);
    if (!lines.isEmpty())
        m_target.append(lines, when);
    noteChange();
}

std::shared_ptr<const TerminalSnapshot> LiveScreen::snapshot()
{
    const auto lock = lockToFeed();
    return m_screen.snapshot();
}

void LiveScreen::restore(const TerminalSnapshot &snapshot, bool isLineOpen,
                         const PromptLines &prompts)
{
    const auto lock = lockToFeed();
    m_screen.restore(snapshot);
    m_isLineOpen = isLineOpen;
    m_prompts = prompts;
    m_scrollbackEnd.store(m_target.rows(), std::memory_order_release);
    noteChange();
}

QByteArray LiveScreen::takeAnswers()
{
    return std::exchange(m_answers, QByteArray());
}

bool LiveScreen::takeNotice()
{
    return std::exchange(m_isNoticeDue, false);
}

void LiveScreen::updateScrollback()
{
    const auto lock = lockToFeed();
    if (m_isEnded)
        return;
    m_scrollbackEnd.store(m_target.rows(), std::memory_order_release);
    noteChange();
}

void LiveScreen::appendLines()
{
    if (m_lines.isEmpty())
        return;
    m_target.append(m_lines, m_when);
    m_isLineOpen = !m_lines.endsWith('\n');
    m_lines.resize(0); // its memory is used again
    m_lineFeeds = 0;
    m_scrollbackEnd.store(m_target.rows(), std::memory_order_release);
}

void LiveScreen::noteChange()
{
    if (!m_hasChanged.exchange(true))
        m_isNoticeDue = true;
}

template <typename Function>
void LiveScreen::whileNothingIsFed(Function function)
{
    ++m_waiting;
    {
        const std::scoped_lock lock(m_mutex);
        --m_waiting;
        function();
    }
    m_looked.notify_one();
}

void LiveScreen::look(const std::function<void(TerminalScreen *)> &function)
{
    whileNothingIsFed([&] {
        m_hasChanged.store(false);
        function(&m_screen);
    });
}

ScreenNews LiveScreen::takeNews()
{
    ScreenNews news;
    whileNothingIsFed([&] {
        m_hasNews = false;
        news = std::exchange(m_news, ScreenNews());
    });
    return news;
}

PromptLines LiveScreen::promptLines()
{
    PromptLines prompts;
    whileNothingIsFed([&] { prompts = m_prompts; });
    return prompts;
}

void LiveScreen::rowLeft(const TerminalRow &row)
{
    row.appendBytes(&m_lines);
    if (!row.wraps()) {
        m_lines.append('\n');
        ++m_lineFeeds;
    }
    if (m_lines.size() >= ManyLineBytes)
        appendLines();
}

void LiveScreen::answered(const QByteArray &bytes)
{
    if (m_answers.size() + bytes.size() <= MostAnswerBytes)
        m_answers += bytes;
}

void LiveScreen::titleChanged(const QString &title)
{
    m_news.title = title;
    m_isNoticeDue = m_isNoticeDue || !std::exchange(m_hasNews, true);
}

void LiveScreen::bellRang()
{
    m_news.bell = true;
    m_isNoticeDue = m_isNoticeDue || !std::exchange(m_hasNews, true);
}

void LiveScreen::clipboardRequested(const ClipboardRequest &request)
{
    m_news.clipboard = request;
    m_isNoticeDue = m_isNoticeDue || !std::exchange(m_hasNews, true);
}

void LiveScreen::promptMarked(const PromptMark &mark)
{
    if (mark.kind != PromptMark::Kind::PromptStart)
        return;
    const qint64 firstLine = m_target.rows() - (m_isLineOpen ? 1 : 0) + m_lineFeeds;
    m_prompts.add(firstLine
                  + lineOfRow(m_screen, static_cast<int>(mark.row - m_screen.rowsLeft())));
}

QByteArray linesOf(const TerminalScreen &screen)
{
    QByteArray lines;
    qsizetype used = 0;
    for (int i = 0; i < screen.size().rows; ++i) {
        const TerminalRow row = screen.primaryRow(i);
        const qsizetype before = lines.size();
        row.appendBytes(&lines);
        const bool isBlank = lines.size() == before;
        if (!row.wraps())
            lines += '\n';
        if (!isBlank)
            used = lines.size();
    }
    lines.truncate(used);
    if (!lines.isEmpty() && !lines.endsWith('\n'))
        lines += '\n';
    return lines;
}

} // namespace Spawnscope
