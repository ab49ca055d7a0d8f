// SPDX-License-Identifier: MIT
// Reads a stream by any commands in any order, while it arrives in any pieces, and compares every
// answer with that of a model which searches all it has anew each time.
#include "process/streamreader.h"

#include <QCoroTask>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <optional>

using namespace Spawnscope;

namespace {

struct Command
{
    enum class Kind { Read, ReadAll, ReadExactly, ReadUntil, ReadLine, ReadLineStrictly };
    static constexpr int kinds = 6;
    Kind kind = Kind::Read;
    qsizetype count = 0;
    QByteArrayList separators;
};

/// What any of the commands answers.
struct Answer
{
    QByteArray bytes;
    bool isPartialLine = false;
    std::optional<StreamError::Kind> error;
    qsizetype consumed = 0;
    qsizetype expected = -1;

    bool operator==(const Answer &) const = default;
};

Answer success(const QByteArray &bytes, bool isPartialLine = false)
{
    return {bytes, isPartialLine, std::nullopt, 0, -1};
}

Answer failure(StreamError::Kind kind, const QByteArray &partial = {}, qsizetype consumed = 0,
               qsizetype expected = -1)
{
    return {partial, false, kind, consumed, expected};
}

/// streamreader.h in the plainest words.
class Model
{
public:
    explicit Model(qsizetype limit)
        : m_limit(limit)
    {}

    void feed(QByteArrayView data) { m_buffer.append(data); }
    void end() { m_hasEnded = true; }
    void fail()
    {
        m_hasFailed = true;
        m_hasEnded = true;
    }

    /// Nothing where the command has to wait.
    std::optional<Answer> tryTo(const Command &command)
    {
        using Kind = Command::Kind;
        if (command.kind == Kind::ReadExactly && command.count < 0)
            return failure(StreamError::Kind::InvalidArgument);
        if (command.kind == Kind::ReadUntil
            && (command.separators.isEmpty() || command.separators.contains(QByteArray())))
            return failure(StreamError::Kind::InvalidArgument);
        if (m_hasFailed)
            return failure(StreamError::Kind::System);
        switch (command.kind) {
        case Kind::Read:
            return command.count < 0 ? readAll() : read(command.count);
        case Kind::ReadAll:
            return readAll();
        case Kind::ReadExactly:
            return readExactly(command.count);
        case Kind::ReadUntil:
            return readUntil(command.separators);
        case Kind::ReadLine:
            return readLine();
        case Kind::ReadLineStrictly:
            return readLineStrictly();
        }
        return std::nullopt;
    }

    QByteArray take(qsizetype count)
    {
        const QByteArray taken = m_buffer.left(count);
        m_buffer = m_buffer.mid(count);
        return taken;
    }
    const QByteArray &buffered() const { return m_buffer; }
    bool hasEnded() const { return m_hasEnded; }
    bool hasFailed() const { return m_hasFailed; }

private:
    std::optional<Answer> read(qsizetype count)
    {
        if (count > 0 && m_buffer.isEmpty() && !m_hasEnded)
            return std::nullopt;
        return success(take(count));
    }

    std::optional<Answer> readAll()
    {
        if (!m_hasEnded)
            return std::nullopt;
        return success(take(m_buffer.size()));
    }

    std::optional<Answer> readExactly(qsizetype count)
    {
        if (m_buffer.size() >= count)
            return success(take(count));
        if (!m_hasEnded)
            return std::nullopt;
        return failure(StreamError::Kind::Incomplete, take(m_buffer.size()), 0, count);
    }

    std::optional<Answer> readUntil(const QByteArrayList &separators)
    {
        qsizetype start = -1;
        qsizetype end = -1;
        qsizetype longest = 0;
        for (const QByteArray &separator : separators) {
            longest = std::max(longest, separator.size());
            const qsizetype found = m_buffer.indexOf(separator);
            if (found >= 0 && (end < 0 || found + separator.size() < end)) {
                start = found;
                end = found + separator.size();
            }
        }
        if (end >= 0 && start > m_limit)
            return failure(StreamError::Kind::LimitOverrun, {}, start);
        if (end >= 0)
            return success(take(end));
        // The last bytes may be the beginning of a separator.
        const qsizetype before = std::max<qsizetype>(0, m_buffer.size() + 1 - longest);
        if (before > m_limit)
            return failure(StreamError::Kind::LimitOverrun, {}, before);
        if (!m_hasEnded)
            return std::nullopt;
        return failure(StreamError::Kind::Incomplete, take(m_buffer.size()));
    }

    /// Where the line ends that must be given in pieces or refused; nothing for another.
    std::optional<qsizetype> overlongLine() const
    {
        const qsizetype feed = m_buffer.indexOf('\n');
        const qsizetype length = feed < 0 ? m_buffer.size() : feed;
        return length > m_limit ? std::optional(length) : std::nullopt;
    }

    std::optional<Answer> readLine()
    {
        if (overlongLine())
            return success(take(m_limit), true);
        return readShortLine();
    }

    std::optional<Answer> readLineStrictly()
    {
        const auto length = overlongLine();
        if (!length)
            return readShortLine();
        take(*length + 1);
        return failure(StreamError::Kind::LimitOverrun, {}, *length);
    }

    std::optional<Answer> readShortLine()
    {
        const qsizetype feed = m_buffer.indexOf('\n');
        if (feed < 0 && !m_hasEnded)
            return std::nullopt;
        return success(take(feed < 0 ? m_buffer.size() : feed + 1));
    }

    qsizetype m_limit;
    QByteArray m_buffer;
    bool m_hasEnded = false;
    bool m_hasFailed = false;
};

Answer answerOf(const StreamError &error)
{
    return {error.partial, false, error.kind, error.consumed, error.expected};
}

Answer answerOf(const StreamResult<QByteArray> &result)
{
    return result ? success(*result) : answerOf(result.error());
}

Answer answerOf(const StreamResult<Line> &result)
{
    return result ? success(result->bytes, result->isPartial) : answerOf(result.error());
}

Pending<QByteArray, StreamError> askForBytes(StreamReader *reader, const Command &command)
{
    switch (command.kind) {
    case Command::Kind::ReadExactly:
        return reader->readExactly(command.count);
    case Command::Kind::ReadUntil:
        return command.separators.size() == 1 ? reader->readUntil(command.separators.first())
                                              : reader->readUntil(command.separators);
    case Command::Kind::ReadAll:
        return reader->readAll();
    default:
        return reader->read(command.count);
    }
}

Pending<Line, StreamError> askForLine(StreamReader *reader, const Command &command)
{
    return reader->readLine(command.kind == Command::Kind::ReadLine
                                ? StreamReader::LineRule::Lenient
                                : StreamReader::LineRule::Strict);
}

bool asksForLine(const Command &command)
{
    return command.kind == Command::Kind::ReadLine
        || command.kind == Command::Kind::ReadLineStrictly;
}

void print(const char *who, const Answer &answer)
{
    std::fprintf(stderr, "%s: [%s] partial=%d error=%d consumed=%lld expected=%lld\n", who,
                 answer.bytes.toPercentEncoding().constData(), answer.isPartialLine,
                 answer.error ? static_cast<int>(*answer.error) : -1,
                 static_cast<long long>(answer.consumed), static_cast<long long>(answer.expected));
}

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "fault: %s\n", what);
    std::abort();
}

void compare(const Answer &found, const Answer &expected)
{
    if (found == expected)
        return;
    print("reader", found);
    print("model", expected);
    std::abort();
}

/// Reads the input as orders; zeros after its end.
class Orders
{
public:
    Orders(const uint8_t *data, size_t size)
        : m_rest(data, static_cast<qsizetype>(size))
    {}

    bool isAtEnd() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        const QByteArrayView taken = take(1);
        return taken.isEmpty() ? quint8(0) : static_cast<quint8>(taken[0]);
    }
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_rest.first(std::min(size, m_rest.size()));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

    Command command()
    {
        Command command;
        command.kind = static_cast<Command::Kind>(byte() % Command::kinds);
        if (command.kind == Command::Kind::Read || command.kind == Command::Kind::ReadExactly)
            command.count = static_cast<qint8>(byte()) % 48;
        if (command.kind == Command::Kind::ReadUntil) {
            for (int i = byte() % 4; i > 0; --i)
                command.separators.append(take(byte() % 4).toByteArray());
        }
        return command;
    }

private:
    QByteArrayView m_rest;
};

/// A coroutine that asks one question after the other, also from within the answer to the last.
class Asking
{
public:
    explicit Asking(StreamReader *reader)
        : m_reader(reader)
    {}

    std::deque<Command> questions;
    std::deque<Answer> answers;
    bool isWaiting = false;

    QCoro::Task<void> run()
    {
        while (!questions.empty()) {
            const Command command = questions.front();
            questions.pop_front();
            isWaiting = true;
            Answer answer;
            if (asksForLine(command))
                answer = answerOf(co_await askForLine(m_reader, command));
            else
                answer = answerOf(co_await askForBytes(m_reader, command));
            isWaiting = false;
            answers.push_back(answer);
        }
    }

private:
    StreamReader *m_reader;
};

/// The reader and the model, given the same orders.
class Comparison
{
public:
    explicit Comparison(qsizetype limit)
        : m_model(limit)
        , m_reader(limit)
        , m_asking(&m_reader)
    {}

    void follow(Orders *orders)
    {
        switch (orders->byte() % 8) {
        case 0:
        case 1:
        case 2:
            feed(orders->take(1 + orders->byte() % 40));
            break;
        case 3:
        case 4:
            ask(orders);
            break;
        case 5:
            withdraw(orders->command());
            break;
        case 6:
            takeBuffered(static_cast<qint8>(orders->byte()) % 32);
            break;
        case 7:
            if (orders->byte() % 8 == 0)
                fail();
            break;
        }
        catchUp();
    }

    void end()
    {
        m_model.end();
        m_reader.feedEnd();
        catchUp();
    }

    void finish()
    {
        require(!m_asking.isWaiting && m_waiting.empty(), "a read waits beyond the end");
        if (!m_model.hasFailed())
            require(m_reader.takeBuffered() == m_model.take(m_model.buffered().size()),
                    "the rest of the stream");
    }

private:
    void feed(QByteArrayView data)
    {
        if (m_model.hasEnded() || data.isEmpty())
            return;
        m_model.feed(data);
        m_reader.feedData(data);
    }

    void fail()
    {
        if (m_model.hasEnded())
            return;
        m_model.fail();
        m_reader.setError({StreamError::Kind::System, {}, {}, -1, 0});
    }

    /// One to four questions, each asked as soon as the one before it is answered.
    void ask(Orders *orders)
    {
        const bool wasIdle = !m_asking.isWaiting;
        for (int i = orders->byte() % 4; i >= 0; --i) {
            m_waiting.push_back(orders->command());
            m_asking.questions.push_back(m_waiting.back());
        }
        if (wasIdle)
            m_task = m_asking.run();
    }

    /// A question whose answer nobody waits for: nothing is taken unless it was there at once.
    void withdraw(const Command &command)
    {
        std::optional<Answer> expected;
        if (m_waiting.empty())
            expected = m_model.tryTo(command);
        std::optional<Answer> found;
        if (asksForLine(command)) {
            auto pending = askForLine(&m_reader, command);
            if (pending.isReady())
                found = answerOf(pending.await_resume());
        } else {
            auto pending = askForBytes(&m_reader, command);
            if (pending.isReady())
                found = answerOf(pending.await_resume());
        }
        if (m_waiting.empty()) {
            require(found.has_value() == expected.has_value(), "one of both has to wait");
            if (found)
                compare(*found, *expected);
        } else {
            require(found && found->error
                        && (*found->error == StreamError::Kind::Busy
                            || *found->error == StreamError::Kind::InvalidArgument),
                    "a second read is refused");
        }
    }

    void takeBuffered(qsizetype count)
    {
        if (m_asking.isWaiting)
            return;
        require(m_reader.takeBuffered(count) == m_model.take(std::max<qsizetype>(0, count)),
                "what was buffered");
    }

    /// Answers in the model what can be answered, and compares.
    void catchUp()
    {
        while (!m_waiting.empty()) {
            const auto expected = m_model.tryTo(m_waiting.front());
            if (!expected)
                break;
            m_waiting.pop_front();
            require(!m_asking.answers.empty(), "the reader waits for what is there");
            compare(m_asking.answers.front(), *expected);
            m_asking.answers.pop_front();
        }
        require(m_asking.answers.empty(), "the reader answers what it should wait for");
        require(m_asking.isWaiting == !m_waiting.empty(), "who waits");
        require(m_reader.hasEnded() == m_model.hasEnded(), "the end");
        if (!m_model.hasFailed())
            require(m_reader.bufferedBytes() == m_model.buffered().size(), "what is buffered");
    }

    Model m_model;
    StreamReader m_reader;
    Asking m_asking;
    std::deque<Command> m_waiting; ///< asked of the reader and not answered by the model yet
    QCoro::Task<void> m_task;
};

} // namespace

/// The input is the limit and orders.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Orders orders(data, size);
    Comparison comparison(1 + orders.byte() % 40);
    while (!orders.isAtEnd())
        comparison.follow(&orders);
    comparison.end();
    comparison.finish();
    return 0;
}
