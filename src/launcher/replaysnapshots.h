// SPDX-License-Identifier: MIT
#pragma once

#include "record/terminallog.h"
#include "terminal/terminalsnapshot.h"

#include <chrono>
#include <memory>
#include <vector>

namespace Spawnscope {

/// What a stage was at one moment, so that another can go on from there.
struct ReplaySnapshot
{
    std::shared_ptr<const TerminalSnapshot> screen;
    TerminalLogReader reader;
    std::chrono::nanoseconds last; ///< when the last that was fed had happened
    qint64 fedBytes = 0;
    qint64 lineBytes = 0; ///< of the stage's log
};

/// Snapshots of a replay in ascending order, a certain number of bytes of the log apart. When they
/// take too much memory every other one goes, and the distance doubles: whatever the length of the
/// recording, going back to any moment means feeding a small part of it.
///
/// Thread: use on one thread at a time.
class ReplaySnapshots final
{
public:
    static constexpr qint64 FirstDistance = 1024 * 1024;
    static constexpr size_t MostSnapshots = 64;
    static constexpr qint64 MostBytes = 16 * 1024 * 1024;

    /// Whether one is due where so many bytes were fed.
    bool isDueAt(qint64 fedBytes) const;
    void add(ReplaySnapshot snapshot);
    /// The last one that is no later than @p position and whose lines are among the first
    /// @p lineBytes; null when there is none.
    const ReplaySnapshot *before(std::chrono::nanoseconds position, qint64 lineBytes) const;

    size_t count() const { return m_snapshots.size(); }
    qint64 memoryBytes() const { return m_bytes; }
    qint64 distance() const { return m_distance; }

private:
    void thin();

    std::vector<ReplaySnapshot> m_snapshots;
    qint64 m_bytes = 0;
    qint64 m_distance = FirstDistance;
};

} // namespace Spawnscope
