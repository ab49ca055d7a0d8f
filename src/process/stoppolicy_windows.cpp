// SPDX-License-Identifier: MIT
#include "process/stoppolicy.h"

#include "base/signalnames.h"

namespace Spawnscope {

using namespace std::chrono_literals;

// Nothing on Windows asks every program alike: a console program gets CTRL_BREAK, windows are asked
// to close, and whoever is no such program does not notice.

namespace {

constexpr int closeWindows = 1;
constexpr int controlBreak = 21;

} // namespace

StopPolicy StopPolicy::terminateThenKill()
{
    return {
        {sendSignal(closeWindows, 0ms), sendSignal(controlBreak, 5s), sendSignal(killSignal, 2s)},
        Target::Group};
}

StopPolicy StopPolicy::escalating()
{
    return {{closeStdin(1s), sendSignal(closeWindows, 0ms), sendSignal(controlBreak, 5s),
             sendSignal(killSignal, 2s)},
            Target::Group};
}

StopPolicy StopPolicy::killNow()
{
    return {{sendSignal(killSignal, 2s)}, Target::Group};
}

} // namespace Spawnscope
