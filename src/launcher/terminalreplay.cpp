// SPDX-License-Identifier: MIT
#include "launcher/terminalreplay.h"

#include "launcher/replayworker.h"
#include "terminal/terminalscreen.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds frameInterval{16};

std::chrono::nanoseconds lastOf(const ReplayStage &stage)
{
    return stage.around().last.value_or(std::chrono::nanoseconds(0));
}

} // namespace

TerminalReplay::TerminalReplay(std::shared_ptr<const OutputLog> terminalLog, Start start,
                               Clock clock)
    : m_terminalLog(std::move(terminalLog))
    , m_clock(std::move(clock))
    , m_stage(std::make_shared<ReplayStage>(m_terminalLog))
    , m_goal(m_stage)
    , m_furthest(m_stage)
    , m_log(m_stage->log)
    , m_worker(std::make_unique<ReplayWorker>())
{
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setInterval(frameInterval);
    connect(&m_ticks, &QTimer::timeout, this, &TerminalReplay::tick);
    connect(m_worker.get(), &ReplayWorker::reached, this, &TerminalReplay::reached);
    connect(m_worker.get(), &ReplayWorker::noticed, this, &TerminalReplay::takeNotice);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    if (start == Start::AtEnd)
        m_position = duration();
    else
        goTo(std::chrono::nanoseconds(0));
}

TerminalReplay::~TerminalReplay()
{
    m_worker->setOrder(++m_order);
    m_thread.quit();
    m_thread.wait();
}

void TerminalReplay::look(const std::function<void(TerminalScreen *)> &function)
{
    m_isChangeTold = false;
    m_stage->screen.look(function);
}

QList<qint64> TerminalReplay::promptLines() const
{
    return m_furthest->screen.promptLines().lines();
}

qint64 TerminalReplay::scrollbackEnd() const
{
    return m_stage->screen.scrollbackEnd();
}

qint64 TerminalReplay::fedBytes() const
{
    return m_worker->fedBytes();
}

void TerminalReplay::setPace(const ReplayPace &pace)
{
    m_pace = pace;
    m_pace.speed = std::clamp(pace.speed, ReplayPace::Slowest, ReplayPace::Fastest);
}

void TerminalReplay::play()
{
    if (m_isPlaying)
        return;
    if (m_position >= duration())
        goTo(std::chrono::nanoseconds(0));
    m_isPlaying = true;
    m_lastTick = m_clock();
    m_ticks.start();
    Q_EMIT playingChanged();
}

void TerminalReplay::pause()
{
    if (!std::exchange(m_isPlaying, false))
        return;
    m_ticks.stop();
    Q_EMIT playingChanged();
}

void TerminalReplay::seek(std::chrono::nanoseconds position)
{
    goTo(std::clamp(position, std::chrono::nanoseconds(0), duration()));
    m_lastTick = m_clock();
}

/// While the worker is busy, time adds up, and is made up for when it is done.
void TerminalReplay::tick()
{
    if (m_isBusy)
        return;
    const auto now = m_clock();
    const std::chrono::nanoseconds elapsed = now - std::exchange(m_lastTick, now);
    const auto next = m_pace.after(m_position, elapsed, m_stage->around());
    if (next >= duration())
        pause();
    goTo(std::min(next, duration()));
}

void TerminalReplay::goTo(std::chrono::nanoseconds position)
{
    const bool isBack = position < std::exchange(m_position, position);
    if (lastOf(*m_goal) >= lastOf(*m_furthest))
        m_furthest = m_goal;
    m_worker->setOrder(++m_order);
    if (m_furthest->orderedTo <= position)
        m_goal = m_furthest;
    else if (isBack)
        m_goal = std::make_shared<ReplayStage>(m_terminalLog);
    m_goal->orderedTo = position;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), order = m_order, stage = m_goal, position,
         furthest = m_furthest] { worker->feedTo(order, stage, position, furthest); },
        Qt::QueuedConnection);
    setBusy(true);
    Q_EMIT positionChanged();
}

void TerminalReplay::reached(quint64 order, const std::shared_ptr<ReplayStage> &stage)
{
    if (order != m_order)
        return;
    if (lastOf(*stage) >= lastOf(*m_furthest)) // it was ordered before it was fed
        m_furthest = stage;
    if (std::exchange(m_stage, stage) != stage) {
        m_log = stage->log;
        Q_EMIT logChanged();
        QString title;
        stage->screen.look([&title](TerminalScreen *screen) { title = screen->title(); });
        Q_EMIT titleChanged(title); // its own notice came when it was not shown yet
        m_isChangeTold = true;
        Q_EMIT changed();
    }
    setBusy(false);
}

void TerminalReplay::takeNotice(const std::shared_ptr<ReplayStage> &stage)
{
    const ScreenNews news = stage->screen.takeNews();
    if (stage != m_stage)
        return;
    if (news.title)
        Q_EMIT titleChanged(*news.title);
    if (news.bell && m_isPlaying)
        Q_EMIT bellRang();
    if (stage->screen.hasChanged() && !std::exchange(m_isChangeTold, true))
        Q_EMIT changed();
}

void TerminalReplay::setBusy(bool isBusy)
{
    const bool wasSeeking = isSeeking();
    m_isBusy = isBusy;
    if (isSeeking() != wasSeeking)
        Q_EMIT seekingChanged();
}

} // namespace Spawnscope
