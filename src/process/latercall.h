// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace Spawnscope {

/// A call that the event loop of this thread makes in its next turn, before the callback of any
/// DescriptorWatch, unless this object is destroyed before.
///
/// It does what a queued QMetaObject::invokeMethod() with a context object does, without memory of
/// its own, and, if it is asked for in the callback of a DescriptorWatch, without waking the event
/// loop, which costs two system calls and a turn (see LaterCalls).
///
/// Order:  the calls of a thread are made in the order in which they were asked for.
/// Thread: create, use and destroy on one thread. It need not run an event loop yet.
class LaterCall final
{
public:
    using Function = std::function<void()>;

    LaterCall() = default;
    ~LaterCall() { leave(); }
    LaterCall(const LaterCall &) = delete;
    LaterCall &operator=(const LaterCall &) = delete;

    /// A call that still waits is taken back; this one comes after all that wait now. `function`
    /// may destroy this object.
    void make(Function function);

private:
    friend class LaterCalls;
    void leave();

    Function m_function;
    LaterCall *m_previous = nullptr; ///< null while nothing waits
    LaterCall *m_next = nullptr;
};

} // namespace Spawnscope
