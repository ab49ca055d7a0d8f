// SPDX-License-Identifier: MIT
#include "launcher/signalexplanation_p.h"

namespace Spawnscope {

std::optional<int> signalOfShellCode(int)
{
    return std::nullopt;
}

QString signalMeaning(int)
{
    return {};
}

} // namespace Spawnscope
