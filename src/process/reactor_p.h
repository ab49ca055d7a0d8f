// SPDX-License-Identifier: MIT
#pragma once

#include "base/mortal.h"
#include "process/descriptorwatch.h"

namespace Spawnscope {

/// What watches one descriptor for a DescriptorWatch, whose contract holds. It is destroyed within
/// its own callback.
class WatchBackend : protected Mortal
{
public:
    virtual ~WatchBackend() = default;
    /// False when this backend cannot watch this descriptor.
    virtual bool setEvents(DescriptorWatch::Events events) = 0;
};

/// By the reactor of this thread: epoll(7) on Linux; the place for kqueue(2) elsewhere. Null where
/// there is none.
std::unique_ptr<WatchBackend> makeReactorWatch(int fd, const DescriptorWatch::Callback &callback);

/// By QSocketNotifiers of its own.
std::unique_ptr<WatchBackend> makeNotifierWatch(int fd, const DescriptorWatch::Callback &callback);

} // namespace Spawnscope
