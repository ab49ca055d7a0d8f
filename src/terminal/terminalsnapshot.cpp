// SPDX-License-Identifier: MIT
#include "terminal/terminalsnapshot_p.h"

#include <utility>

namespace Spawnscope {

struct TerminalSnapshot::Private
{
    TerminalEmulator::State state;
};

TerminalSnapshot::TerminalSnapshot(std::unique_ptr<const Private> content)
    : d(std::move(content))
{}

TerminalSnapshot::~TerminalSnapshot() = default;

qint64 TerminalSnapshot::memoryBytes() const
{
    const TerminalEmulator::State &state = d->state;
    constexpr size_t EachEntry = 64; // a short text and its place in a table
    const size_t entries = state.tables.clusters.numbersInAll() + state.tables.links.numbersInAll();
    return static_cast<qint64>(sizeof(Private) + entries * EachEntry) + state.primary.memoryBytes()
        + state.alternate.memoryBytes();
}

std::shared_ptr<const TerminalSnapshot> TerminalSnapshot::Access::make(
    TerminalEmulator::State state)
{
    auto content = std::make_unique<const Private>(Private{std::move(state)});
    return std::shared_ptr<const TerminalSnapshot>(new TerminalSnapshot(std::move(content)));
}

const TerminalEmulator::State &TerminalSnapshot::Access::state(const TerminalSnapshot &snapshot)
{
    return snapshot.d->state;
}

} // namespace Spawnscope
