// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <utility>

namespace Spawnscope {

namespace {

constexpr size_t leastCapacity = 1024 * 1024;
constexpr int messagesPerFill = 4096;
constexpr int messageOverhead = 32; // which the kernel keeps of a buffer

struct Control
{
    alignas(cmsghdr) char bytes[CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(ucred))];
};

/// What the kernel tells of a message; nothing at the end of the stream, which looks like an empty
/// message otherwise.
std::optional<StampedMessage> described(msghdr *header)
{
    StampedMessage message;
    bool hasStamp = false;
    for (cmsghdr *control = CMSG_FIRSTHDR(header); control;
         control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level != SOL_SOCKET)
            continue;
        if (control->cmsg_type == SCM_TIMESTAMPNS) {
            timespec stamp;
            std::memcpy(&stamp, CMSG_DATA(control), sizeof stamp);
            message.stamp = qint64(stamp.tv_sec) * 1'000'000'000 + stamp.tv_nsec;
            hasStamp = true;
        } else if (control->cmsg_type == SCM_CREDENTIALS) {
            ucred credentials;
            std::memcpy(&credentials, CMSG_DATA(control), sizeof credentials);
            message.writer = credentials.pid;
        }
    }
    return hasStamp ? std::optional(message) : std::nullopt;
}

ProcessError systemError()
{
    return ProcessError::fromErrno(ProcessStage::CreatePipe, errno);
}

} // namespace

bool ExactOrder::isSupported()
{
    return true;
}

ExactOrder::ExactOrder(Receiver receiver)
    : m_receiver(std::move(receiver))
{}

ExactOrder::~ExactOrder() = default;

ProcessResult<std::unique_ptr<ExactOrder>> ExactOrder::create(Receiver receiver, int bufferBytes)
{
    std::unique_ptr<ExactOrder> order(new ExactOrder(std::move(receiver)));
    for (const Lane lane : {Output, Error}) {
        if (auto opened = order->open(lane, bufferBytes); !opened)
            return unexpected(opened.error());
    }
    order->m_capacity = std::max(leastCapacity, 2 * order->m_maxMessage);
    for (Socket &socket : order->m_sockets)
        socket.bytes.reset(new char[order->m_capacity]); // its pages come into being when used
    return order;
}

ProcessResult<void> ExactOrder::open(Lane lane, int bufferBytes)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return unexpected(systemError());
    Socket &socket = m_sockets[lane];
    socket.ours.reset(ends[0]);
    socket.child.reset(ends[1]);
    const int on = 1;
    if (::setsockopt(ends[0], SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0
        || ::setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)
        return unexpected(systemError());
    if (::setsockopt(ends[1], SOL_SOCKET, SO_SNDBUFFORCE, &bufferBytes, sizeof bufferBytes) != 0)
        (void)::setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &bufferBytes, sizeof bufferBytes);
    int size = 0;
    socklen_t length = sizeof size;
    if (::getsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, &length) != 0)
        return unexpected(systemError());
    m_maxMessage = std::max(m_maxMessage, size_t(size - messageOverhead));
    return {};
}

void ExactOrder::closeChildEnds()
{
    for (Socket &socket : m_sockets) {
        socket.child.reset();
        socket.watch = std::make_unique<DescriptorWatch>(
            socket.ours.get(), [this](DescriptorWatch::Events) { read(); });
        watch(&socket);
    }
}

void ExactOrder::setReading(bool isReading)
{
    m_isReading = isReading;
    for (Socket &socket : m_sockets)
        watch(&socket);
    if (isReading && !m_merge.isEmpty()) // no watch tells of those
        read();
}

void ExactOrder::watch(Socket *socket) const
{
    DescriptorWatch::Events events;
    events.setFlag(DescriptorWatch::Readable, m_isReading);
    if (socket->watch)
        socket->watch->setEvents(events);
}

/// One turn: reads a bounded number of messages and tells those whose place is known.
void ExactOrder::read()
{
    if (!m_isReading || m_hasEnded)
        return;
    fill(Output);
    fill(Error);
    if (m_merge.isUnsettled(Error))
        fill(Output);
    m_now = std::chrono::steady_clock::now();
    m_clockOffset = m_now.time_since_epoch() - std::chrono::system_clock::now().time_since_epoch();
    tell();
    if (m_merge.hasEnded(Output) && m_merge.hasEnded(Error) && m_merge.isEmpty()) {
        m_hasEnded = true;
        for (Socket &socket : m_sockets)
            socket.bytes.reset();
        Q_EMIT ended();
    } else if (!m_merge.isEmpty() && m_isReading && !std::exchange(m_isScheduled, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_isScheduled = false;
                read();
            },
            Qt::QueuedConnection);
    }
}

void ExactOrder::fill(Lane lane)
{
    Socket &socket = m_sockets[lane];
    if (!socket.ours)
        return;
    makeRoom(&socket);
    for (int i = 0; i < messagesPerFill && m_capacity - socket.end >= m_maxMessage; ++i) {
        switch (receive(lane)) {
        case Received::Message:
            break;
        case Received::Nothing:
            m_merge.sawEmpty(lane);
            return;
        case Received::End:
            close(lane);
            return;
        }
    }
}

ExactOrder::Received ExactOrder::receive(Lane lane)
{
    Socket &socket = m_sockets[lane];
    Control control;
    iovec vector = {socket.bytes.get() + socket.end, m_capacity - socket.end};
    msghdr header = {};
    header.msg_iov = &vector;
    header.msg_iovlen = 1;
    header.msg_control = control.bytes;
    header.msg_controllen = sizeof control.bytes;
    ssize_t size = 0;
    do { // ECONNRESET only says that the child did not read what nobody sent
        size = ::recvmsg(socket.ours.get(), &header, MSG_DONTWAIT | MSG_TRUNC);
    } while (size < 0 && (errno == EINTR || errno == ECONNRESET));
    if (size < 0)
        return errno == EAGAIN ? Received::Nothing : Received::End;
    std::optional<StampedMessage> message = described(&header);
    if (!message)
        return Received::End;
    message->size = std::min(size_t(size), vector.iov_len);
    if (size_t(size) > message->size)
        Q_EMIT truncated(qint64(size_t(size) - message->size));
    if (message->size > 0) {
        socket.end += message->size;
        m_merge.add(lane, *message);
    }
    return Received::Message;
}

/// Moves what is not told yet to the front.
void ExactOrder::makeRoom(Socket *socket) const
{
    if (socket->begin == 0)
        return;
    std::memmove(socket->bytes.get(), socket->bytes.get() + socket->begin,
                 socket->end - socket->begin);
    socket->end -= std::exchange(socket->begin, 0);
}

void ExactOrder::tell()
{
    while (m_isReading) {
        const std::optional<size_t> next = m_merge.nextLane();
        if (!next)
            return;
        const StampedMessage message = m_merge.take(*next);
        Socket &socket = m_sockets[*next];
        const std::chrono::steady_clock::time_point when(std::chrono::nanoseconds(message.stamp)
                                                         + m_clockOffset);
        m_last = std::max(m_last, std::min(when, m_now));
        const char *bytes = socket.bytes.get() + socket.begin;
        socket.begin += message.size;
        m_receiver({Lane(*next), {bytes, qsizetype(message.size)}, m_last, message.writer});
    }
}

void ExactOrder::close(Lane lane)
{
    m_sockets[lane].watch.reset();
    m_sockets[lane].ours.reset();
    m_merge.end(lane);
}

} // namespace Spawnscope
