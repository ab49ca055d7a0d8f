// SPDX-License-Identifier: MIT
#include "launcher/replaysnapshots.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

bool ReplaySnapshots::isDueAt(qint64 fedBytes) const
{
    const qint64 last = m_snapshots.empty() ? 0 : m_snapshots.back().fedBytes;
    return fedBytes - last >= m_distance;
}

void ReplaySnapshots::add(ReplaySnapshot snapshot)
{
    m_bytes += snapshot.screen->memoryBytes();
    m_snapshots.push_back(std::move(snapshot));
    while (m_snapshots.size() > 1 && (m_snapshots.size() > MostSnapshots || m_bytes > MostBytes))
        thin();
}

/// Keeps the last, from which the distance to the next is counted.
void ReplaySnapshots::thin()
{
    std::vector<ReplaySnapshot> kept;
    m_bytes = 0;
    for (size_t i = (m_snapshots.size() + 1) % 2; i < m_snapshots.size(); i += 2) {
        m_bytes += m_snapshots[i].screen->memoryBytes();
        kept.push_back(std::move(m_snapshots[i]));
    }
    m_snapshots = std::move(kept);
    m_distance *= 2;
}

const ReplaySnapshot *ReplaySnapshots::before(std::chrono::nanoseconds position,
                                              qint64 lineBytes) const
{
    const auto later = std::ranges::find_if(m_snapshots, [&](const ReplaySnapshot &snapshot) {
        return snapshot.last > position || snapshot.lineBytes > lineBytes;
    });
    return later == m_snapshots.begin() ? nullptr : &*std::prev(later);
}

} // namespace Spawnscope
