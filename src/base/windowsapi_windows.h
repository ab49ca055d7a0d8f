// SPDX-License-Identifier: MIT
#pragma once

// Windows' own header, without its macros that would rename what is ours.

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#undef CreateProcess
