// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

#include "base/windowsapi_windows.h"

namespace Spawnscope {

/// Asks a process to end, and with it its process group: 0 is all of its console, which is the
/// only one that CTRL_C_EVENT can be sent to. 0, or why it cannot be asked. A process of another
/// console is asked by a helper program, which attaches to it: this program could have but one
/// console, and would be asked as well.
DWORD sendControl(DWORD event, DWORD pid, DWORD group);

/// Posts WM_CLOSE to the visible top-level windows of these processes; false if they have none.
bool closeWindowsOf(const QList<DWORD> &pids);

} // namespace Spawnscope
