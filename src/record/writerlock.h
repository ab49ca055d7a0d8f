// SPDX-License-Identifier: MIT
#pragma once

#include "record/recorderror.h"

#include <memory>

namespace Spawnscope {

/// Held by whoever writes into the folder of a record; ends with the process at the latest,
/// however that ends.
///
/// The file of the lock stays: taking it away would let two hold locks on files of one name.
/// Where the file system has no locks (Lock, with a code other than that of an operation that
/// would block), nobody holds one and taking it fails.
/// Platform: writerlock_unix.cpp (flock(2)); writerlock_qt.cpp elsewhere.
class WriterLock final
{
public:
    /// The name of the file in the folder.
    static constexpr char FileName[] = "lock";

    /// At once or not at all: RecordStage::Lock when another holds it, also within this program.
    static RecordResult<WriterLock> take(const QString &folder);
    WriterLock(WriterLock &&) noexcept;
    WriterLock &operator=(WriterLock &&) noexcept;
    ~WriterLock();

    /// Whether somebody writes there now. Shuts a writer out for the moment in which it looks, so
    /// a writer takes its lock before it makes the folder a record by writing its header.
    static bool isHeld(const QString &folder);

private:
    struct Handle;
    explicit WriterLock(std::unique_ptr<Handle> handle);

    std::unique_ptr<Handle> m_handle;
};

} // namespace Spawnscope
