// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

#include "base/windowsapi_windows.h"

namespace Spawnscope {

/// Asks a process of another console, or of ours, to end: CTRL_C_EVENT for all of its console,
/// CTRL_BREAK_EVENT for the group it leads. 0, or why it cannot be asked: most often because this
/// program has a console of its own, and none can have two.
///
/// Thread: any, one at a time; this program's console is the whole program's.
DWORD sendControl(DWORD event, DWORD pid);

/// Posts WM_CLOSE to the visible top-level windows of these processes; false if they have none.
bool closeWindowsOf(const QList<DWORD> &pids);

} // namespace Spawnscope
