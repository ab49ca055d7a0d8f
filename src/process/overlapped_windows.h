// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QByteArray>
#include <QByteArrayView>

#include "base/windowsapi_windows.h"

#include <array>
#include <optional>
#include <vector>

namespace Spawnscope {

/// One operation at a time on a pipe that is not waited for. Destroying it cancels what is under
/// way and waits until that is so, since until then the system uses its memory.
class OverlappedOperation
{
public:
    explicit OverlappedOperation(int pipe);
    ~OverlappedOperation();
    OverlappedOperation(const OverlappedOperation &) = delete;
    OverlappedOperation &operator=(const OverlappedOperation &) = delete;

    /// Signalled while a begun operation is over and its outcome not taken.
    int event() const { return m_event.get(); }
    bool isBegun() const { return m_isBegun; }

    /// The operation's outcome.
    struct Outcome
    {
        DWORD error = ERROR_SUCCESS;
        DWORD bytes = 0;
    };
    void beginRead(char *buffer, DWORD size);
    void beginWrite(const char *data, DWORD size);
    enum class Wait { No, Yes };
    /// Nothing while it is under way. Another can be begun after it.
    std::optional<Outcome> takeOutcome(Wait wait = Wait::No);
    void cancel();

private:
    void begun(BOOL isDone);

    int m_pipe;
    UniqueFd m_event;
    OVERLAPPED m_overlapped = {};
    bool m_isBegun = false;
    DWORD m_startError = ERROR_SUCCESS; ///< it ended where it began
};

/// The reading side of a pipe: two buffers, so that the next read is under way while the last
/// one's bytes are handled.
class OverlappedRead
{
public:
    explicit OverlappedRead(int pipe);

    int event() const { return m_operation.event(); }
    /// Begins a read unless one is under way.
    void begin();

    struct Outcome
    {
        DWORD error = ERROR_SUCCESS;
        QByteArrayView data; ///< until the next take; may be empty without an error
    };
    /// Nothing while the read is under way. After data the next one has begun.
    std::optional<Outcome> take(OverlappedOperation::Wait wait);

private:
    std::array<std::vector<char>, 2> m_buffers; ///< before the operation, which writes to them
    size_t m_current = 0;
    OverlappedOperation m_operation;
};

} // namespace Spawnscope
