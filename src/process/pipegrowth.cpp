// SPDX-License-Identifier: MIT
#include "process/pipegrowth_p.h"

#include "process/unixpipe_p.h"

#include <atomic>

namespace Spawnscope {

namespace {

constexpr qint64 largest = 1024 * 1024;
constexpr qint64 budget = 8 * 1024 * 1024;
constexpr int readsUntilBusy = 4;
constexpr int readsUntilGrowth = 32; // by then all that are busy at the same time are known

std::atomic<qint64> busyPipes = 0;

} // namespace

void PipeGrowth::noteRead(int fd, qint64 bytes)
{
    if (bytes < m_capacity / 4) {
        m_filledReads = 0;
        setBusy(false);
        return;
    }
    ++m_filledReads;
    if (m_filledReads == readsUntilBusy)
        setBusy(true);
    if (m_filledReads % readsUntilGrowth == 0 && m_capacity < largest && !m_isRefused)
        grow(fd);
}

void PipeGrowth::setBusy(bool isBusy)
{
    if (isBusy == m_isBusy)
        return;
    m_isBusy = isBusy;
    busyPipes += isBusy ? 1 : -1;
}

void PipeGrowth::grow(int fd)
{
    const qint64 wanted = m_capacity * 4;
    if (busyPipes * wanted > budget)
        return;
    if (setPipeSize(fd, int(wanted)))
        m_capacity = wanted;
    else
        m_isRefused = true;
}

} // namespace Spawnscope
