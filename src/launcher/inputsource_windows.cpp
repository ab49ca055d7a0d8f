// SPDX-License-Identifier: MIT
#include "launcher/inputsource_p.h"

#include "base/systemerror_windows.h"

#include <QByteArray>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace Spawnscope {

namespace {

constexpr DWORD ChunkBytes = 256 * 1024;

} // namespace

/// InputSourceState with the thread, which ends when the read that it is in does: nothing can be
/// waited for when the owner goes.
struct InputSourceState
{
    UniqueFd fd;
    QByteArray buffer;

    std::mutex mutex; ///< guards all below
    std::condition_variable taken;
    InputSource *owner = nullptr; ///< null when it is gone
    std::function<void()> hasPiece; ///< on the owner's thread
    bool isFull = false; ///< the buffer is the owner's
    DWORD count = 0;
    std::optional<std::error_code> error;
    bool isEnd = false;
    UniqueFd thread; ///< while it may be in a read
};

struct InputSource::Private
{
    std::shared_ptr<InputSourceState> shared = std::make_shared<InputSourceState>();
    Receiver receiver;
    bool isReading = true;

    void deliver();
};

namespace {

/// False at the end of the input.
bool readPiece(InputSourceState *shared, DWORD *count, std::optional<std::error_code> *error)
{
    if (::ReadFile(toHandle(shared->fd.get()), shared->buffer.data(), ChunkBytes, count, nullptr))
        return *count > 0;
    const DWORD code = ::GetLastError();
    if (code != ERROR_BROKEN_PIPE && code != ERROR_HANDLE_EOF)
        *error = windowsErrorCode(code);
    *count = 0;
    return false;
}

void readToEnd(const std::shared_ptr<InputSourceState> &shared)
{
    for (bool goesOn = true; goesOn;) {
        DWORD count = 0;
        std::optional<std::error_code> error;
        goesOn = readPiece(shared.get(), &count, &error);
        std::unique_lock lock(shared->mutex);
        if (!shared->owner)
            return;
        shared->count = count;
        shared->error = error;
        shared->isEnd = !goesOn;
        shared->isFull = true;
        QMetaObject::invokeMethod(shared->owner, shared->hasPiece, Qt::QueuedConnection);
        shared->taken.wait(lock, [&] { return !shared->isFull || !shared->owner; });
        goesOn = goesOn && shared->owner;
    }
}

} // namespace

InputSource::InputSource(UniqueFd fd, Receiver receiver)
    : m(std::make_unique<Private>())
{
    m->receiver = std::move(receiver);
    m->shared->fd = std::move(fd);
    m->shared->buffer = QByteArray(ChunkBytes, Qt::Uninitialized);
    m->shared->owner = this;
    m->shared->hasPiece = [this] { m->deliver(); };
    std::thread([shared = m->shared] {
        HANDLE self = nullptr;
        ::DuplicateHandle(::GetCurrentProcess(), ::GetCurrentThread(), ::GetCurrentProcess(), &self,
                          0, FALSE, DUPLICATE_SAME_ACCESS);
        {
            const std::scoped_lock lock(shared->mutex);
            shared->thread.reset(toDescriptor(self));
        }
        readToEnd(shared);
    }).detach();
}

InputSource::~InputSource()
{
    const std::scoped_lock lock(m->shared->mutex);
    m->shared->owner = nullptr;
    m->shared->taken.notify_one();
    if (m->shared->thread)
        ::CancelSynchronousIo(toHandle(m->shared->thread.get()));
}

void InputSource::setReading(bool isReading)
{
    m->isReading = isReading;
    if (isReading)
        QMetaObject::invokeMethod(this, m->shared->hasPiece, Qt::QueuedConnection);
}

void InputSource::Private::deliver()
{
    std::unique_lock lock(shared->mutex);
    if (!isReading || !shared->isFull)
        return;
    const bool isEnd = shared->isEnd;
    const DWORD count = shared->count;
    const std::optional<std::error_code> error = shared->error;
    lock.unlock(); // the buffer is this thread's until it is given back
    if (count > 0)
        receiver.arrived(QByteArrayView(shared->buffer).first(count));
    lock.lock();
    shared->isFull = false;
    shared->taken.notify_one();
    lock.unlock();
    if (isEnd)
        receiver.ended(error);
}

} // namespace Spawnscope
