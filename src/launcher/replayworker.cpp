// SPDX-License-Identifier: MIT
#include "launcher/replayworker.h"

namespace Spawnscope {

namespace {

constexpr qsizetype SliceBytes = 256 * 1024;
constexpr QByteArrayView Reset("\033c");

} // namespace

ReplayStage::ReplayStage(std::shared_ptr<const OutputLog> terminalLog)
    : screen(TerminalSize())
    , log(std::make_shared<OutputLog>())
    , reader(std::move(terminalLog))
{
    OutputLog *const lines = log.get(); // which the screen must not keep alive
    screen.setTarget({.append =
                          [lines](QByteArrayView bytes, LiveScreen::Moment when) {
                              (void)lines->append(OutputStream::Stdout, bytes, when);
                          },
                      .rows = [lines] { return lines->rows(OutputFilter::Stdout).end; }});
}

ReplayPace::Around ReplayStage::around() const
{
    const std::scoped_lock lock(m_mutex);
    return m_around;
}

void ReplayStage::setAround(const ReplayPace::Around &around)
{
    const std::scoped_lock lock(m_mutex);
    m_around = around;
}

namespace {

void feed(ReplayStage *stage, const TerminalEvent &event)
{
    const auto now = std::chrono::steady_clock::now();
    if (event.isAfterGap)
        stage->screen.feed(Reset, now);
    if (event.kind == TerminalEvent::Kind::Output)
        stage->screen.feed(event.bytes, now);
    else if (event.kind == TerminalEvent::Kind::Size)
        stage->screen.resize({.rows = event.rows, .columns = event.columns}, now);
    (void)stage->screen.takeAnswers(); // which nobody waits for any more
}

bool readMore(ReplayStage *stage)
{
    for (TerminalEvent &event : stage->reader.next(SliceBytes))
        stage->coming.push_back(std::move(event));
    return !stage->coming.empty();
}

/// False: there is more of it.
bool feedSlice(ReplayStage *stage, std::chrono::nanoseconds position)
{
    ReplayPace::Around around = stage->around();
    qsizetype fed = 0;
    while (fed < SliceBytes && (!stage->coming.empty() || readMore(stage))) {
        const TerminalEvent &event = stage->coming.front();
        around.next = event.when;
        if (event.when > position)
            break;
        feed(stage, event);
        fed += event.bytes.size() + 1;
        around.last = event.when;
        around.next.reset();
        stage->coming.pop_front();
    }
    const bool isDone = fed < SliceBytes;
    stage->setAround(around);
    return isDone;
}

} // namespace

void ReplayWorker::feedTo(quint64 order, const std::shared_ptr<ReplayStage> &stage,
                          std::chrono::nanoseconds position)
{
    if (m_order.load() != order)
        return;
    const bool isDone = feedSlice(stage.get(), position);
    if (stage->screen.takeNotice())
        Q_EMIT noticed(stage);
    if (isDone) {
        Q_EMIT reached(order, stage);
        return;
    }
    QMetaObject::invokeMethod(
        this, [this, order, stage, position] { feedTo(order, stage, position); },
        Qt::QueuedConnection);
}

} // namespace Spawnscope
