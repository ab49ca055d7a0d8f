// SPDX-License-Identifier: MIT
#include "launcher/replayworker.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qsizetype SliceBytes = 256 * 1024;
constexpr QByteArrayView Reset("\033c");

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

} // namespace

/// False: there is more of it.
bool ReplayWorker::feedSlice(ReplayStage *stage, std::chrono::nanoseconds position)
{
    ReplayPace::Around around = stage->around();
    qsizetype fed = 0;
    while (fed < SliceBytes) {
        if (stage->coming.empty()) {
            keepSnapshot(stage, around);
            if (!readMore(stage))
                break;
        }
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
    stage->fedBytes += fed;
    m_fedBytes.fetch_add(fed);
    stage->setAround(around);
    return fed < SliceBytes;
}

/// Only where nothing was read that is not fed yet.
void ReplayWorker::keepSnapshot(ReplayStage *stage, const ReplayPace::Around &around)
{
    if (!around.last || !m_snapshots.isDueAt(stage->fedBytes))
        return;
    auto screen = stage->screen.snapshot();
    if (!screen)
        return;
    m_snapshots.add({.screen = std::move(screen),
                     .reader = stage->reader,
                     .last = *around.last,
                     .fedBytes = stage->fedBytes,
                     .lineBytes = stage->log->streamSize(OutputStream::Stdout)});
}

/// From the beginning where there is no snapshot, or lines before it are not kept any more.
void ReplayWorker::restore(ReplayStage *stage, std::chrono::nanoseconds position,
                           ReplayStage &furthest)
{
    const qint64 lineBytes = furthest.log->streamSize(OutputStream::Stdout);
    const ReplaySnapshot *snapshot = m_snapshots.before(position, lineBytes);
    if (!snapshot || !furthest.log->gap(OutputFilter::Stdout).rows.isEmpty())
        return;
    constexpr qsizetype PieceBytes = 1024 * 1024;
    const auto now = std::chrono::steady_clock::now();
    for (qint64 at = 0; at < snapshot->lineBytes; at += PieceBytes) {
        const qint64 size = std::min<qint64>(PieceBytes, snapshot->lineBytes - at);
        (void)stage->log->append(OutputStream::Stdout,
                                 furthest.log->readBytes(OutputStream::Stdout, at, size), now);
    }
    const bool isLineOpen = snapshot->lineBytes > 0
        && stage->log->readBytes(OutputStream::Stdout, snapshot->lineBytes - 1, 1) != "\n";
    stage->screen.restore(*snapshot->screen, isLineOpen, furthest.screen.promptLines());
    stage->reader = snapshot->reader;
    stage->fedBytes = snapshot->fedBytes;
    stage->setAround({.last = snapshot->last});
}

void ReplayWorker::feedTo(quint64 order, const std::shared_ptr<ReplayStage> &stage,
                          std::chrono::nanoseconds position,
                          const std::shared_ptr<ReplayStage> &furthest)
{
    if (m_order.load() != order)
        return;
    if (std::exchange(stage->isFresh, false))
        restore(stage.get(), position, *furthest);
    const bool isDone = feedSlice(stage.get(), position);
    if (stage->screen.takeNotice())
        Q_EMIT noticed(stage);
    if (isDone) {
        Q_EMIT reached(order, stage);
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, order, stage, position, furthest] { feedTo(order, stage, position, furthest); },
        Qt::QueuedConnection);
}

} // namespace Spawnscope
