// SPDX-License-Identifier: MIT
#include "app/outputpump.h"

#include "app/standardstreams.h"

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
    connect(this, &OutputPump::broken, this, [this](std::error_code error) { m_error = error; });
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
    if (bytes.isEmpty() || m_error)
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
    std::error_code error;
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
            if (!error) {
                error = StandardStreams::write(m_fd, chunk);
                if (error)
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

} // namespace Spawnscope
