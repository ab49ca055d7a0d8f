// SPDX-License-Identifier: MIT
#pragma once

#include "models/runstate.h"

#include <QIcon>

namespace Spawnscope {

/// The drawing `:/icons/NAME.svg` in the palette's text colour. It follows the palette and the
/// device pixel ratio by itself.
QIcon namedIcon(const QString &name);

/// The sign of a state; it keeps its own colours.
QIcon stateIcon(RunState state);

} // namespace Spawnscope
