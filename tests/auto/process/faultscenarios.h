// SPDX-License-Identifier: MIT
#pragma once

#include "support/standingchecks.h"

#include <functional>

namespace Spawnscope {

/// What a scenario came to.
struct Outcome
{
    std::optional<ProcessError> startError;
    bool isOver = true; ///< all that was awaited was answered in time
    bool isRight = false; ///< the result is what it is without a fault
    bool isTrue = true; ///< what was told of others was so
};

using Scenario = std::function<Outcome()>;

/// For an answer, or an end.
constexpr auto patience = std::chrono::seconds(20);

/// Above the bound of the shared table, so that it needs a reserved slot.
constexpr int highDescriptor = 700;

/// The shortest: something goes through a child and back.
Outcome inputIsCollected(const SubprocessOptions &options = piped());

/// What faults are tried on, by its name.
const QList<std::pair<const char *, Scenario>> &scenarios();

} // namespace Spawnscope
