// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "launcher/stampedmerge.h"
#include "process/descriptorwatch.h"
#include "process/error.h"

#include <QByteArrayView>
#include <QObject>

#include <array>
#include <chrono>
#include <functional>
#include <memory>

namespace Spawnscope {

/// Standard output and error of a child as two sockets that keep the bounds of each write, in
/// place of pipes.
///
/// Order:  what comes out is in the order of the writes across both streams (see StampedMerge),
///         however late it is read, with the moment and the pid of each write.
/// Costs:  the child cannot open /dev/stdout or /dev/stderr by name (ENXIO), and cannot write more
///         than maxMessageBytes() at once (EMSGSIZE): without privileges that is what
///         net.core.wmem_max allows, often 416 KiB; with them, 2 MiB.
/// Limits: about two of the largest writes of each stream are in memory at once.
/// Thread: create, use and destroy on one thread that runs a Qt event loop.
/// System: Linux; elsewhere isSupported() is false and create() answers not_supported.
class ExactOrder final : public QObject
{
    Q_OBJECT

public:
    enum Lane : size_t { Output, Error };
    struct Write
    {
        Lane lane = Output;
        QByteArrayView bytes; ///< valid during the call only; never empty
        std::chrono::steady_clock::time_point when; ///< never earlier than the one before
        qint64 writer = 0; ///< pid of the process, 0 when it cannot be seen from here
    };
    using Receiver = std::function<void(const Write &)>;

    static bool isSupported();
    /// What is asked for, of which the kernel makes twice as much; without privileges its
    /// net.core.wmem_max bounds it. The kernel needs most of a message in one piece of memory, so
    /// much larger ones would fail for want of that.
    static constexpr int UsualBufferBytes = 1024 * 1024;
    /// The system's errors come with ProcessStage::CreatePipe. @p receiver may call setReading(),
    /// and must not delete the object.
    static ProcessResult<std::unique_ptr<ExactOrder>> create(Receiver receiver,
                                                             int bufferBytes = UsualBufferBytes);
    ~ExactOrder() override;

    /// The end for the child's stream; -1 after closeChildEnds().
    int childEnd(Lane lane) const { return m_sockets[lane].child.get(); }
    /// Once the child has its own; from then on the streams are read, and end when nobody has them.
    void closeChildEnds();

    /// Unread writes stay in the kernel, which holds the child back.
    void setReading(bool isReading);
    bool hasEnded() const { return m_hasEnded; }
    size_t maxMessageBytes() const { return m_maxMessage; }

Q_SIGNALS:
    /// Both streams have ended and everything was received.
    void ended();
    /// A write was larger than the child's end should allow; its last bytes are gone.
    void truncated(qint64 bytes);

private:
    struct Socket
    {
        UniqueFd child;
        UniqueFd ours;
        std::unique_ptr<DescriptorWatch> watch;
        std::unique_ptr<char[]> bytes; ///< of the messages that are read and not yet told
        size_t begin = 0;
        size_t end = 0;
    };

    explicit ExactOrder(Receiver receiver);
    ProcessResult<void> open(Lane lane, int bufferBytes);
    void read();
    void watch(Socket *socket) const;
    void fill(Lane lane);
    enum class Received { Message, Nothing, End };
    Received receive(Lane lane);
    void makeRoom(Socket *socket) const;
    void tell();
    void close(Lane lane);

    const Receiver m_receiver;
    std::array<Socket, StampedMerge::LaneCount> m_sockets;
    StampedMerge m_merge;
    size_t m_maxMessage = 0;
    size_t m_capacity = 0; ///< of Socket::bytes
    std::chrono::nanoseconds m_clockOffset{0}; ///< from the system's clock to the steady one
    std::chrono::steady_clock::time_point m_now;
    std::chrono::steady_clock::time_point m_last;
    bool m_isReading = true;
    bool m_isScheduled = false;
    bool m_hasEnded = false;
};

} // namespace Spawnscope
