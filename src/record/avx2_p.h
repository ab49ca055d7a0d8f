// SPDX-License-Identifier: MIT
#pragma once

// Vectors of bytes on x86. Whatever uses AVX2 is marked as such and asked for only where the
// machine has it, so that the program runs on any x86-64.

#ifdef __SSE2__
#include <immintrin.h>
#endif

#if defined(__SSE2__) && defined(__GNUC__)
#define SPAWNSCOPE_AVX2 __attribute__((target("avx2")))

namespace Spawnscope {

inline bool hasAvx2()
{
    static const bool has = __builtin_cpu_supports("avx2");
    return has;
}

} // namespace Spawnscope
#endif
