// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace Spawnscope {

/// The monospaced fonts that are to come before the one that Qt takes for the system's, best first.
///
/// Platform: fixedfont_unix.cpp, fixedfont_windows.cpp.
QStringList preferredFixedFonts();

} // namespace Spawnscope
