// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

namespace Spawnscope {

/// Applies the parameters of one SGR sequence ("1;38;5;208", "4:3", "38:2::255:0:0") to @p style.
/// Unknown parameters are passed over; private parameters ("?1") change nothing.
void applySgr(QByteArrayView parameters, TextStyle &style);

} // namespace Spawnscope
