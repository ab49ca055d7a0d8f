// SPDX-License-Identifier: MIT
#pragma once

#include <QThreadStorage>

namespace Spawnscope {

/// The one T that the calling thread has, made at the first call and destroyed with the thread.
template <typename T>
T &threadValue()
{
#ifdef __MINGW32__ // whose GCC frees the memory of a thread_local before it calls the destructor
    static auto *const values = new QThreadStorage<T>; // threads may end after statics
    return values->localData();
#else
    thread_local T value;
    return value;
#endif
}

} // namespace Spawnscope
