// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputcopy.h"

#include <QString>

#include <optional>

namespace Spawnscope {

/// The most that is copied as HTML, since whoever pastes it has to take it at once.
inline constexpr qsizetype MostCopiedHtml = 4 * 1024 * 1024;

/// The selected text with its colours, to be pasted elsewhere: as on a light ground. Nothing when
/// that is more than MostCopiedHtml characters. Without times and numbers.
std::optional<QString> htmlOf(const CopyRequest &request);

} // namespace Spawnscope
