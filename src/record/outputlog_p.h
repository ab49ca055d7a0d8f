// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <vector>

namespace Spawnscope {

/// What is kept beside the bytes of a line: 32 bytes, times two million lines in 64 MiB.
struct OutputLog::Entry
{
    enum Flag : quint8 { Ended = 1, Continuation = 2, Open = 4 };

    qint64 nanoseconds = 0;
    quint32 offset = 0; ///< into the bytes of its block, once it is closed
    quint32 length = 0;
    TextStyle style;
    OutputStream stream = OutputStream::Stdout;
    quint8 flags = 0;
};

/// Neighbouring lines. The bytes stand in the order in which the lines were closed.
struct OutputLog::Block
{
    qint64 firstNumber = 0;
    std::array<qint64, StreamCount> firstRow{}; ///< of each stream alone
    std::vector<Entry> entries;
    std::vector<char> bytes;
    qsizetype cost = 0;

    qint64 first(OutputFilter filter) const
    {
        return filter == OutputFilter::All ? firstNumber
                                           : firstRow[filter == OutputFilter::Stdout ? 0 : 1];
    }
};

/// The unfinished line of one stream; its entry has its place among the others already.
struct OutputLog::OpenLine
{
    QByteArray bytes;
    Block *block = nullptr; ///< null: no line is open
    size_t index = 0;
    TextStyle style; ///< at the start of the open line, or of the next one
    bool isContinuation = false; ///< the next entry goes on with an entry before it
};

/// Held by readers. A mutex is not fair: without being told that someone waits, a thread that
/// appends without pause would take it again before the other one wakes up.
class OutputLog::ReadLock final
{
public:
    explicit ReadLock(const OutputLog &log)
        : m_log(log)
    {
        ++m_log.m_waitingReaders;
        m_log.m_mutex.lock();
        --m_log.m_waitingReaders;
    }
    ~ReadLock() { m_log.m_mutex.unlock(); }
    Q_DISABLE_COPY_MOVE(ReadLock)

private:
    const OutputLog &m_log;
};

struct OutputLog::Place
{
    size_t block = 0;
    size_t entry = 0;
};

namespace OutputLogDetail {

/// Where to cut a line that is too long: never inside a character or an escape sequence, and
/// before a carriage return when one is near, so that each entry of a progress line is readable.
/// Depends on nothing but @p bytes, hence not on how the bytes arrived.
qsizetype safeCut(QByteArrayView bytes);

} // namespace OutputLogDetail

} // namespace Spawnscope
