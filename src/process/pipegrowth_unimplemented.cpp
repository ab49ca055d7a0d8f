// SPDX-License-Identifier: MIT
#include "process/pipegrowth_p.h"

namespace Spawnscope {

// The size that a pipe is made with is all that it ever has.

PipeGrowth::~PipeGrowth() = default;

void PipeGrowth::noteRead(int, qint64) {}

void PipeGrowth::noteHeldBack() {}

} // namespace Spawnscope
