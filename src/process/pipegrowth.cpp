// SPDX-License-Identifier: MIT
#include "process/pipegrowth_p.h"

#include "process/unixpipe_p.h"

#include <atomic>

namespace Spawnscope {

namespace {

constexpr qint64 small = 64 * 1024;
constexpr qint64 large = 256 * 1024;
constexpr int largePipesAtMost = 16 * 1024 * 1024 / large;
constexpr int readsUntilBusy = 4;
constexpr int readsUntilGrowth = 32; // by then all that are busy at the same time are known

std::atomic<int> busyPipes = 0;
std::atomic<int> largePipes = 0;

} // namespace

PipeGrowth::~PipeGrowth()
{
    setBusy(false);
    if (m_isLarge)
        --largePipes;
}

void PipeGrowth::noteRead(int fd, qint64 bytes)
{
    if (bytes < (m_isLarge ? large : small) / 4) {
        noteHeldBack();
        return;
    }
    ++m_filledReads;
    if (m_filledReads == readsUntilBusy)
        setBusy(true);
    if (m_filledReads % readsUntilGrowth == 0 && !m_isLarge && !m_isRefused)
        grow(fd);
}

void PipeGrowth::noteHeldBack()
{
    m_filledReads = 0;
    setBusy(false);
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
    if (busyPipes > largePipesAtMost)
        return;
    if (++largePipes > largePipesAtMost) {
        --largePipes;
        return;
    }
    m_isLarge = setPipeSize(fd, int(large));
    m_isRefused = !m_isLarge;
    if (m_isRefused)
        --largePipes;
}

} // namespace Spawnscope
