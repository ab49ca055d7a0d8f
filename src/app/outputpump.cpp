// SPDX-License-Identifier: MIT
#include "app/outputpump.h"

#include <cerrno>
#include <poll.h>
#include <unistd.h>

#include <utility>

namespace Spawnscope {

namespace {

constexpr qsizetype fullBytes = 4 * 1024 * 1024;
constexpr qsizetype roomBytes = 1024 * 1024;

} // namespace

OutputPump::OutputPump(int fd, QObject *parent)
    : QObject(parent)
    , m_fd(fd)
    , m_thread([this] { run(); })
{
    connect(this, &OutputPump::broken, this, [this](int error) { m_error = error; });
}

OutputPump::~OutputPump()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void OutputPump::write(const QByteArray &bytes)
{
    if (bytes.isEmpty() || m_error != 0)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(bytes);
        m_waitingBytes += bytes.size();
    }
    m_wake.notify_one();
}

bool OutputPump::isFull()
{
    const std::lock_guard lock(m_mutex);
    m_isRoomWanted = m_waitingBytes >= fullBytes;
    return m_isRoomWanted;
}

void OutputPump::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isFinishing = true;
    }
    m_wake.notify_one();
}

/// The writing thread. Signals are emitted without the lock; their receivers live on the other
/// thread, so they are queued there.
void OutputPump::run()
{
    int error = 0;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_isEnding || m_isFinishing || !m_waiting.empty(); });
        if (m_isEnding)
            return;
        const std::vector<QByteArray> chunks = std::exchange(m_waiting, {});
        if (chunks.empty())
            break;
        for (const QByteArray &chunk : chunks) {
            lock.unlock();
            const int result = error == 0 ? writeAll(chunk) : 0;
            if (result != 0) {
                error = result;
                Q_EMIT broken(error);
            }
            lock.lock();
            m_waitingBytes -= chunk.size();
            if (m_isEnding)
                return;
            if (m_waitingBytes <= roomBytes && std::exchange(m_isRoomWanted, false)) {
                lock.unlock();
                Q_EMIT hasRoom();
                lock.lock();
            }
        }
    }
    lock.unlock();
    Q_EMIT done();
}

/// 0 or an errno. The descriptor may be non-blocking for the sake of somebody who shares it.
int OutputPump::writeAll(const QByteArray &bytes)
{
    const char *at = bytes.constData();
    size_t left = size_t(bytes.size());
    while (left > 0) {
        const ssize_t count = ::write(m_fd, at, left);
        if (count >= 0) {
            at += count;
            left -= size_t(count);
        } else if (errno == EAGAIN) {
            pollfd writable{m_fd, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

} // namespace Spawnscope
