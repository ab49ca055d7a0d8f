// SPDX-License-Identifier: MIT
#pragma once

namespace Spawnscope {

/// Lets the core's system calls fail on demand.
///
/// The linker's --wrap leads every call of the core's objects, and of this test program, here; Qt's
/// own calls are not touched. Counted are calls that may fail, of every thread, of a child that
/// still runs in this program's memory and of one that was forked off.
///
/// Errors: each call has a list of those that it may give here.
class FaultSeam
{
public:
    /// Some errors last: what the kernel does not have once is not asked for again.
    enum class Errors { Passing, All };
    /// From now on the `call`-th call, counted from 1, fails with the `error`-th of its errors,
    /// counted from 0, and goes through if it has fewer.
    static void failOnce(int call, int error, Errors errors = Errors::Passing);
    /// The `call`-th call and all later ones fail that may give this error, an errno.
    static void failFrom(int call, int error);
    static void disarm();

    static int calls(); ///< since it was armed
    static bool hasFailed();
    static bool hasNoSuchError(); ///< the call came, and has fewer errors
    static const char *failedCall(); ///< the first that failed
    static int failedError();
};

} // namespace Spawnscope
