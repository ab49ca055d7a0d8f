// SPDX-License-Identifier: MIT
#include "process/streamreader.h"

#include <QPointer>

#include <algorithm>
#include <cstring>
#include <limits>

namespace Spawnscope {

namespace {

/// Twice the limit is computed with.
constexpr qsizetype largestLimit = std::numeric_limits<qsizetype>::max() / 4;

qsizetype indexOfNewline(QByteArrayView bytes, qsizetype from)
{
    if (from >= bytes.size())
        return -1;
    const void *found = std::memchr(bytes.data() + from, '\n', size_t(bytes.size() - from));
    return found ? static_cast<const char *>(found) - bytes.data() : -1;
}

StreamError makeError(StreamError::Kind kind)
{
    StreamError error;
    error.kind = kind;
    return error;
}

StreamError overrun(qsizetype consumed)
{
    StreamError error = makeError(StreamError::Kind::LimitOverrun);
    error.consumed = consumed;
    return error;
}

} // namespace

StreamReader::StreamReader(qsizetype limit, QObject *parent)
    : QObject(parent)
    , m_limit(std::clamp<qsizetype>(limit, 1, largestLimit))
{}

StreamReader::~StreamReader()
{
    if (m_waiting)
        m_abandonWaiting();
}

std::optional<StreamError> StreamReader::refusal() const
{
    if (m_waiting || m_collecting)
        return makeError(StreamError::Kind::Busy);
    return m_error;
}

/// Answers at once if `tryRead` gives an answer, otherwise calls it again whenever something
/// arrives.
template <typename T, typename TryRead>
Pending<T, StreamError> StreamReader::answerOrWait(TryRead tryRead)
{
    if (m_waiting || m_collecting || m_error)
        return StreamResult<T>(unexpected(*refusal()));
    m_scanned = 0;
    if (std::optional<StreamResult<T>> answer = tryRead())
        return std::move(*answer);
    return waitFor<T>(std::move(tryRead));
}

template <typename T, typename TryRead>
Pending<T, StreamError> StreamReader::waitFor(TryRead tryRead)
{
    PendingSource<T, StreamError> source;
    const quint64 id = ++m_readId;
    m_waiting = [this, source, tryRead = std::move(tryRead)] {
        if (m_error) {
            source.answer(unexpected(*m_error));
            return true;
        }
        auto answer = tryRead();
        if (answer)
            source.answer(std::move(*answer));
        return answer.has_value();
    };
    m_abandonWaiting = [source] { source.abandon(); };
    // A read that waits while paused wants more than the limit: it would wait for ever.
    if (m_paused)
        resume();
    return source.pending([self = QPointer<StreamReader>(this), id] {
        if (self && self->m_readId == id)
            self->m_waiting = nullptr;
    });
}

Pending<QByteArray, StreamError> StreamReader::read(qsizetype maximum)
{
    if (maximum < 0)
        return readAll();
    return answerOrWait<QByteArray>([this, maximum] { return tryRead(maximum); });
}

Pending<QByteArray, StreamError> StreamReader::readAll()
{
    return answerOrWait<QByteArray>([this]() -> std::optional<StreamResult<QByteArray>> {
        if (!m_ended)
            return std::nullopt;
        return takeBuffered();
    });
}

Pending<QByteArray, StreamError> StreamReader::readExactly(qsizetype count)
{
    if (count < 0)
        return StreamResult<QByteArray>(unexpected(makeError(StreamError::Kind::InvalidArgument)));
    return answerOrWait<QByteArray>([this, count] { return tryReadExactly(count); });
}

Pending<QByteArray, StreamError> StreamReader::readUntil(const QByteArray &separator)
{
    return readUntil(QByteArrayList{separator});
}

Pending<QByteArray, StreamError> StreamReader::readUntil(const QByteArrayList &separators)
{
    const bool hasEmpty = std::any_of(separators.begin(), separators.end(),
                                      [](const QByteArray &s) { return s.isEmpty(); });
    if (separators.isEmpty() || hasEmpty)
        return StreamResult<QByteArray>(unexpected(makeError(StreamError::Kind::InvalidArgument)));
    return answerOrWait<QByteArray>([this, separators] { return tryReadUntil(separators); });
}

Pending<Line, StreamError> StreamReader::readLine(LineRule rule)
{
    // The usual case, in which every nanosecond counts: a whole line is there.
    if (!m_waiting && !m_collecting && !m_error) {
        const QByteArrayView front = m_buffer.front();
        const QByteArrayView searched = front.first(std::min(front.size(), m_limit + 1));
        if (const qsizetype newline = indexOfNewline(searched, 0); newline >= 0)
            return Line{take(newline + 1), false};
    }
    return answerOrWait<Line>([this, rule] { return tryReadLine(rule); });
}

QCoro::AsyncGenerator<Line> StreamReader::lines()
{
    for (;;) {
        StreamResult<Line> line = co_await readLine();
        if (!line || line->bytes.isEmpty())
            co_return;
        co_yield std::move(*line);
    }
}

std::optional<StreamResult<QByteArray>> StreamReader::tryRead(qsizetype maximum)
{
    if (maximum > 0 && bufferedBytes() == 0 && !m_ended)
        return std::nullopt;
    return take(std::min(maximum, bufferedBytes()));
}

std::optional<StreamResult<QByteArray>> StreamReader::tryReadExactly(qsizetype count)
{
    if (bufferedBytes() >= count)
        return take(count);
    if (!m_ended)
        return std::nullopt;
    StreamError error = makeError(StreamError::Kind::Incomplete);
    error.partial = takeBuffered();
    error.expected = count;
    return unexpected(std::move(error));
}

std::optional<StreamResult<QByteArray>> StreamReader::tryReadUntil(const QByteArrayList &separators)
{
    qsizetype matchStart = -1;
    qsizetype matchEnd = -1;
    qsizetype longest = 0;
    for (const QByteArray &separator : separators) {
        longest = std::max(longest, separator.size());
        const qsizetype start = m_buffer.all().indexOf(separator, m_scanned);
        const qsizetype end = start + separator.size();
        if (start >= 0 && (matchEnd < 0 || end < matchEnd)) {
            matchStart = start;
            matchEnd = end;
        }
    }
    if (matchEnd >= 0) {
        if (matchStart > m_limit)
            return unexpected(overrun(matchStart));
        return take(matchEnd);
    }
    // A separator may begin in what is there and be completed by what comes.
    m_scanned = std::max<qsizetype>(0, bufferedBytes() + 1 - longest);
    if (m_scanned > m_limit)
        return unexpected(overrun(m_scanned));
    if (!m_ended)
        return std::nullopt;
    StreamError error = makeError(StreamError::Kind::Incomplete);
    error.partial = takeBuffered();
    return unexpected(std::move(error));
}

std::optional<StreamResult<Line>> StreamReader::tryReadLine(LineRule rule)
{
    const QByteArrayView front = m_buffer.front();
    // A piece needs no look at what lies beyond it.
    const qsizetype searched = rule == LineRule::Strict ? front.size()
                                                        : std::min(front.size(), m_limit + 1);
    const qsizetype newline = indexOfNewline(front.first(searched), m_scanned);
    if (newline >= 0 && newline <= m_limit)
        return Line{take(newline + 1), false};
    const bool isOverlong = newline >= 0 || front.size() > m_limit;
    if (isOverlong && rule == LineRule::Strict)
        return afterOverrun(newline >= 0 ? newline : front.size());
    if (isOverlong)
        return Line{take(m_limit), true};
    m_scanned = front.size();
    if (m_ended)
        return Line{takeBuffered(), false};
    return std::nullopt;
}

/// asyncio's readline(): through the separator if it is there, else all that was read.
std::optional<StreamResult<Line>> StreamReader::afterOverrun(qsizetype consumed)
{
    const bool hasNewline = consumed < bufferedBytes();
    take(hasNewline ? consumed + 1 : bufferedBytes());
    return unexpected(overrun(consumed));
}

QByteArray StreamReader::takeBuffered()
{
    return take(bufferedBytes());
}

QByteArray StreamReader::takeBuffered(qsizetype maximum)
{
    return take(std::clamp<qsizetype>(maximum, 0, bufferedBytes()));
}

void StreamReader::feedData(QByteArrayView data)
{
    if (data.isEmpty() || m_error)
        return;
    Q_ASSERT(!m_ended);
    if (m_tap) {
        const auto tap = m_tap; // outlives this object
        tap(data);
        return;
    }
    if (m_lineTap) {
        tapLines(data);
        return;
    }
    const QPointer<StreamReader> self(this);
    if (m_waiting)
        m_buffer.lend(data);
    else
        m_buffer.append(data);
    wakeRead();
    if (!self)
        return;
    m_buffer.keepLent();
    pauseIfFull();
    Q_EMIT readyRead();
}

void StreamReader::feedEnd()
{
    if (m_ended)
        return;
    m_ended = true;
    const QPointer<StreamReader> self(this);
    if (m_lineTap)
        tapLastLine();
    if (self)
        wakeRead();
    if (self)
        Q_EMIT ended();
}

void StreamReader::setError(const StreamError &error)
{
    m_error = error;
    m_ended = true;
    const QPointer<StreamReader> self(this);
    wakeRead();
    if (self)
        Q_EMIT ended();
}

void StreamReader::setTransport(ReadPipeTransport *transport)
{
    m_transport = transport;
    m_transportWatch.watch(transport ? transport->mortal() : nullptr);
}

void StreamReader::setTap(std::function<void(QByteArrayView)> tap)
{
    Q_ASSERT(bufferedBytes() == 0 && !m_waiting);
    m_tap = std::move(tap);
}

void StreamReader::setLineTap(std::function<void(QByteArrayView)> tap)
{
    Q_ASSERT(bufferedBytes() == 0 && !m_waiting);
    m_lineTap = std::move(tap);
}

/// Only what has no end yet is copied.
void StreamReader::tapLines(QByteArrayView data)
{
    const auto tap = m_lineTap; // outlives this object
    const QPointer<StreamReader> self(this);
    while (self && !data.isEmpty()) {
        const qsizetype room = m_limit - m_buffer.size(); // besides the '\n'
        const qsizetype searched = std::min(data.size(), room + 1);
        const void *newline = std::memchr(data.data(), '\n', size_t(searched));
        if (!newline && data.size() <= room) {
            m_buffer.append(data);
            return;
        }
        const qsizetype length = newline ? static_cast<const char *>(newline) - data.data() + 1
                                         : room;
        if (m_buffer.isEmpty()) {
            tap(data.first(length));
        } else {
            m_buffer.append(data.first(length));
            const QByteArray line = m_buffer.take(m_buffer.size());
            tap(line);
        }
        data = data.sliced(length);
    }
}

void StreamReader::tapLastLine()
{
    const auto tap = m_lineTap; // outlives this object
    const QByteArray line = m_buffer.take(m_buffer.size());
    if (!line.isEmpty())
        tap(line);
}

void StreamReader::connectionLost(const std::optional<ProcessError> &error)
{
    setTransport(nullptr);
    if (error)
        setError({StreamError::Kind::System, error->code, {}, -1, 0});
    else
        feedEnd();
}

void StreamReader::wakeRead()
{
    if (!m_waiting)
        return;
    // Taken out while it runs: the answer may resume a coroutine that reads again or deletes this.
    const quint64 id = m_readId;
    const QPointer<StreamReader> self(this);
    Attempt waiting = std::exchange(m_waiting, nullptr);
    if (!waiting() && self && m_readId == id)
        m_waiting = std::move(waiting);
}

void StreamReader::pauseIfFull()
{
    // A read that still waits wants more than there is.
    const bool isFull = m_collecting ? isOverBound() : !m_waiting && bufferedBytes() > 2 * m_limit;
    if (!m_paused && isFull)
        pause();
}

void StreamReader::pause()
{
    m_paused = true;
    if (!m_transportWatch.isDead())
        m_transport->pauseReading();
}

void StreamReader::resume()
{
    m_paused = false;
    if (!m_transportWatch.isDead())
        m_transport->resumeReading();
}

void StreamReader::beginCollecting(std::optional<qsizetype> bound)
{
    m_collecting = true;
    m_collectBound = bound;
    if (m_paused && !isOverBound())
        resume();
}

void StreamReader::endCollecting()
{
    m_collecting = false;
    m_collectBound.reset();
    if (!m_ended)
        pauseIfFull();
}

bool StreamReader::isOverBound() const
{
    return m_collectBound && bufferedBytes() > *m_collectBound;
}

} // namespace Spawnscope
