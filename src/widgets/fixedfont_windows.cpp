// SPDX-License-Identifier: MIT
#include "widgets/fixedfont_p.h"

namespace Spawnscope {

/// Those of the system's own terminals. Qt names Courier New, which is thin and light.
QStringList preferredFixedFonts()
{
    return {QStringLiteral("Cascadia Mono"), QStringLiteral("Consolas")};
}

} // namespace Spawnscope
