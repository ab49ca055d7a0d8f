// SPDX-License-Identifier: MIT
#include "widgets/fixedfont_p.h"

namespace Spawnscope {

/// The user has chosen one.
QStringList preferredFixedFonts()
{
    return {};
}

} // namespace Spawnscope
