// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstdint>

namespace Spawnscope {

/// The name of an exit code by which Windows says that a process crashed or was ended:
/// "STATUS_ACCESS_VIOLATION" for 0xC0000005; empty for any other.
QByteArray ntStatusName(uint32_t exitCode);

} // namespace Spawnscope
