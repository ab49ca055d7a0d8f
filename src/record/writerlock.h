// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "record/recorderror.h"

#include <optional>
#include <utility>

namespace Spawnscope {

/// Held by whoever writes into the folder of a record; ends with the process at the latest,
/// however that ends.
///
/// Whoever shows a record shares the lock with others who do, which keeps writers out, and those
/// who would repair or delete it. A writer that has finished goes on as one of them.
///
/// The file of the lock stays: taking it away would let two hold locks on files of one name.
/// Where the file system has no locks (Lock, with a code other than that of an operation that
/// would block), nobody holds one and taking it fails.
/// Platform: writerlock_unix.cpp (flock(2)), writerlock_windows.cpp (LockFileEx).
class WriterLock final
{
public:
    /// The name of the file in the folder.
    static constexpr char FileName[] = "lock";

    /// At once or not at all: RecordStage::Lock when another holds it, also within this program.
    static RecordResult<WriterLock> take(const QString &folder);
    /// Shared with others; missing while somebody writes, and where there is no file for it.
    /// Changes nothing in the folder.
    static std::optional<WriterLock> takeShared(const QString &folder);
    /// Lets others share it from now on.
    void share();
    /// Whether somebody writes there now. Shuts a writer out for the moment in which it looks, so
    /// a writer takes its lock before it makes the folder a record by writing its header.
    static bool isHeld(const QString &folder);

private:
    explicit WriterLock(UniqueFd fd)
        : m_fd(std::move(fd))
    {}

    UniqueFd m_fd;
};

} // namespace Spawnscope
