// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QByteArrayView>

namespace Spawnscope {

/// A pipe of this program's, such as a shell puts before it. The end for reading does not block
/// where an end can be told not to.
/// Platform: testpipe_unix.cpp, testpipe_windows.cpp.
struct TestPipe
{
    TestPipe();
    /// Few bytes at once; false when nobody reads any more.
    bool send(QByteArrayView bytes) const;

    UniqueFd read;
    UniqueFd write;
};

} // namespace Spawnscope
