// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

namespace Spawnscope {

/// A value, or the reason why there is none. The one place that names the library behind it.
template <typename T, typename E>
using Result = tl::expected<T, E>;

using tl::unexpected;

} // namespace Spawnscope
