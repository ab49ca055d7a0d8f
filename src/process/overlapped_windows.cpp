// SPDX-License-Identifier: MIT
#include "process/overlapped_windows.h"

#include "process/windowserror_windows.h"

namespace Spawnscope {

namespace {

constexpr size_t readSize = 64 * 1024;

} // namespace

OverlappedOperation::OverlappedOperation(int pipe)
    : m_pipe(pipe)
    , m_event(toDescriptor(::CreateEventW(nullptr, true, false, nullptr)))
{
    m_overlapped.hEvent = toHandle(m_event.get());
}

OverlappedOperation::~OverlappedOperation()
{
    cancel();
}

void OverlappedOperation::beginRead(char *buffer, DWORD size)
{
    Q_ASSERT(!m_isBegun);
    begun(::ReadFile(toHandle(m_pipe), buffer, size, nullptr, &m_overlapped));
}

void OverlappedOperation::beginWrite(const char *data, DWORD size)
{
    Q_ASSERT(!m_isBegun);
    begun(::WriteFile(toHandle(m_pipe), data, size, nullptr, &m_overlapped));
}

void OverlappedOperation::begun(BOOL isDone)
{
    const DWORD error = isDone ? ERROR_SUCCESS : ::GetLastError();
    m_isBegun = true;
    m_startError = isDone || error == ERROR_IO_PENDING ? ERROR_SUCCESS : error;
    if (m_startError != ERROR_SUCCESS)
        ::SetEvent(m_overlapped.hEvent);
}

std::optional<OverlappedOperation::Outcome> OverlappedOperation::takeOutcome(Wait wait)
{
    Outcome outcome{m_startError, 0};
    if (outcome.error == ERROR_SUCCESS
        && !::GetOverlappedResult(toHandle(m_pipe), &m_overlapped, &outcome.bytes,
                                  wait == Wait::Yes)) {
        outcome.error = ::GetLastError();
        if (outcome.error == ERROR_IO_INCOMPLETE)
            return std::nullopt;
    }
    m_isBegun = false;
    ::ResetEvent(m_overlapped.hEvent);
    return outcome;
}

void OverlappedOperation::cancel()
{
    if (!m_isBegun)
        return;
    ::CancelIoEx(toHandle(m_pipe), &m_overlapped);
    (void)takeOutcome(Wait::Yes);
}

OverlappedRead::OverlappedRead(int pipe)
    : m_operation(pipe)
{
    for (std::vector<char> &buffer : m_buffers)
        buffer.resize(readSize);
}

void OverlappedRead::begin()
{
    if (!m_operation.isBegun())
        m_operation.beginRead(m_buffers[m_current].data(), DWORD(readSize));
}

std::optional<OverlappedRead::Outcome> OverlappedRead::take(OverlappedOperation::Wait wait)
{
    begin();
    const auto outcome = m_operation.takeOutcome(wait);
    if (!outcome)
        return std::nullopt;
    // A message longer than the buffer comes in pieces.
    const DWORD error = outcome->error == ERROR_MORE_DATA ? ERROR_SUCCESS : outcome->error;
    if (error != ERROR_SUCCESS)
        return Outcome{error, {}};
    const QByteArrayView data(m_buffers[m_current].data(), qsizetype(outcome->bytes));
    m_current = 1 - m_current;
    begin();
    return Outcome{ERROR_SUCCESS, data};
}

} // namespace Spawnscope
