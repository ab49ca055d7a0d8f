// SPDX-License-Identifier: MIT
#include "process/descriptorslots_p.h"

#include "process/unixpipe_p.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr size_t slotCount = 4;
constexpr int boundStep = 64; // the kernel copies tables by so many

/// Exists once in a program, and in what it forks off.
struct Reserve
{
    std::mutex mutex;
    int resting = -1; ///< the read end of a pipe without a writer
    struct stat pipe; ///< of the resting pipe
    std::array<int, slotCount> slots;
    int bound = boundStep;

    bool isThere() const { return resting >= 0; }
    bool make();
    bool isUntouched(int fd) const;
};

Reserve &reserve()
{
    static Reserve reserve;
    return reserve;
}

bool Reserve::make()
{
    auto ends = makePipe();
    if (!ends)
        return false;
    std::array<UniqueFd, slotCount> made;
    for (UniqueFd &fd : made) {
        fd.reset(::fcntl(ends->read.get(), F_DUPFD_CLOEXEC, 3));
        if (!fd)
            return false;
    }
    if (::fstat(ends->read.get(), &pipe) != 0)
        return false;
    resting = ends->read.release();
    std::transform(made.begin(), made.end(), slots.begin(),
                   [](UniqueFd &fd) { return fd.release(); });
    const int highest = *std::max_element(slots.begin(), slots.end());
    bound = (highest / boundStep + 1) * boundStep;
    return true;
}

/// False if somebody has closed the number, which may be another descriptor's by now.
bool Reserve::isUntouched(int fd) const
{
    struct stat found;
    return ::fstat(fd, &found) == 0 && S_ISFIFO(found.st_mode) && found.st_dev == pipe.st_dev
        && found.st_ino == pipe.st_ino;
}

} // namespace

std::optional<DescriptorSlots> DescriptorSlots::take()
{
    std::unique_lock lock(reserve().mutex, std::try_to_lock);
    if (!lock)
        return std::nullopt;
    // At the first start, when low numbers are free. Without them the bound serves all the same as
    // long as nothing has to be moved.
    if (!reserve().isThere())
        (void)reserve().make();
    return DescriptorSlots(std::move(lock));
}

DescriptorSlots::DescriptorSlots(std::unique_lock<std::mutex> lock)
    : m_lock(std::move(lock))
{}

DescriptorSlots::~DescriptorSlots()
{
    // Or the child's end of a pipe would stay open here.
    for (size_t i = 0; m_lock && i < m_used; ++i) {
        const int slot = reserve().slots[i];
        int rests = -1;
        while ((rests = ::dup3(reserve().resting, slot, O_CLOEXEC)) < 0 && errno == EBUSY) {}
        if (rests < 0)
            ::close(slot); // isUntouched() will see it
    }
}

int DescriptorSlots::bound() const
{
    return reserve().bound;
}

bool DescriptorSlots::place(std::vector<SpawnPlan::Move> *moves)
{
    std::map<int, int> placed;
    for (SpawnPlan::Move &move : *moves) {
        if (move.from < bound())
            continue;
        const auto known = placed.find(move.from);
        if (known != placed.end()) {
            move.from = known->second;
            continue;
        }
        if (!reserve().isThere() || m_used == slotCount)
            return false;
        if (m_used == 0 && !reserve().isUntouched(reserve().resting))
            return false;
        const int slot = reserve().slots[m_used];
        if (!reserve().isUntouched(slot) || ::dup3(move.from, slot, O_CLOEXEC) < 0)
            return false;
        ++m_used;
        placed[move.from] = slot;
        move.from = slot;
    }
    return true;
}

} // namespace Spawnscope
