// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <sys/types.h>

/// clone3(2) with CLONE_CLEAR_SIGHAND (Linux 5.5), for which the C library has no function: makes a
/// child that calls `run`, which must not return, on a stack of its own. `flags` are clone(2)'s,
/// SIGCHLD is told when it ends. A pid, or -1 with errno; ENOSYS where there is no such call.
///
/// A C function in a file of its own, as those of the C library are, so that the linker can lead
/// its callers to one that fails.
extern "C" pid_t spawnscope_clone3(int flags, void *stack, size_t stackBytes, int (*run)(void *),
                                   void *argument, int *pidfd);
