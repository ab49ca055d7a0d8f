// SPDX-License-Identifier: MIT
#pragma once

#include "record/styledtext.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>

namespace Spawnscope {

enum class OutputStream : quint8 {
    Stdout,
    Stderr,
    Stdin, ///< what was sent to the child
    Note, ///< a sentence by the program, such as "stdin closed"
};

enum class OutputFilter : quint8 {
    All,
    Stdout,
    Stderr,
};

/// The rows of a filter that are kept: [first, end). Rows count from the first line ever
/// appended, so a row keeps its number for life; dropping old lines only raises @c first.
struct OutputRows
{
    qint64 first = 0;
    qint64 end = 0;

    qint64 count() const { return end - first; }
    bool operator==(const OutputRows &) const = default;
};

/// A copy of one line.
struct OutputLine
{
    qint64 number = 0; ///< from 0, among the lines of all streams
    qint64 row = 0; ///< from 0, under the filter it was asked for with
    OutputStream stream = OutputStream::Stdout;
    bool isEnded = false; ///< a line feed followed
    bool isOpen = false; ///< may still grow
    bool isContinuation = false; ///< goes on with a line that was too long for one entry
    std::chrono::steady_clock::time_point when; ///< arrival of its first byte
    TextStyle style; ///< in force at its start
    QByteArray bytes; ///< without the line feed; a carriage return before that is kept
};

struct OutputCounts
{
    qint64 lines = 0;
    qint64 bytes = 0;

    bool operator==(const OutputCounts &) const = default;
};

/// What a run printed, as lines in order of arrival; keeps the newest within a bound.
///
/// Lines:   each stream has its own open line, which grows in place until its line feed. What is
///          longer than MaxEntryBytes goes on in further entries (isContinuation); no byte is lost.
///          A note always ends its line.
/// Thread:  every function may be called on any thread. append() may run at the same time as
/// readers;
///          no call holds the lock for longer than it takes to copy what it returns.
/// Bound:   the lines' bytes and what is kept beside them stay within the limit, give or take one
///          block (1/64 of it, at most 256 KiB) and the open lines. Beyond it the oldest lines are
///          dropped and counted.
class OutputLog final
{
public:
    static constexpr qsizetype MaxEntryBytes = 64 * 1024;
    static constexpr qsizetype DefaultLimitBytes = 64 * 1024 * 1024;

    explicit OutputLog(qsizetype limitBytes = DefaultLimitBytes);
    ~OutputLog();
    Q_DISABLE_COPY_MOVE(OutputLog)

    void append(OutputStream stream, QByteArrayView bytes,
                std::chrono::steady_clock::time_point when);

    /// Differs from an earlier answer when something was appended since.
    quint64 revision() const { return m_revision.load(std::memory_order_acquire); }

    /// Everything ever appended, dropped or not; a line feed counts as a byte.
    OutputCounts totals(OutputStream stream) const;
    qint64 totalLines() const;

    /// What is no longer kept; stdin and notes count under All.
    OutputCounts dropped(OutputFilter filter) const;
    qint64 droppedLines() const { return dropped(OutputFilter::All).lines; }
    qint64 droppedBytes() const { return dropped(OutputFilter::All).bytes; }

    /// What the log takes in memory now.
    qsizetype memoryBytes() const;

    OutputRows rows(OutputFilter filter) const;

    /// The kept lines among rows [firstRow, firstRow + count), fewer once their bytes exceed
    /// @p maxBytes, but at least one when there is one. Look at the lines' own row: old ones may
    /// have been dropped since rows() was called.
    QList<OutputLine> lines(OutputFilter filter, qint64 firstRow, qint64 count,
                            qsizetype maxBytes = DefaultLimitBytes) const;

    /// The row of line @p number, or of the first kept line after it that passes the filter.
    qint64 rowOfLine(OutputFilter filter, qint64 number) const;

    struct RawBatch
    {
        QByteArray bytes;
        qint64 nextRow = 0; ///< where to go on; rows(filter).end once all was copied
    };
    /// The bytes exactly as the child printed them, from @p firstRow on, about @p maxBytes at once.
    /// All means both of the child's streams in the order of their lines, without stdin and notes;
    /// there a line feed is added where one stream's open line would run into the other stream's.
    RawBatch rawBytes(OutputFilter filter, qint64 firstRow, qsizetype maxBytes) const;

private:
    struct Block;
    struct Entry;
    struct OpenLine;
    struct Place;
    static constexpr size_t StreamCount = 4;

    void appendPiece(OutputStream stream, QByteArrayView piece, qint64 nanoseconds);
    void appendToLine(OutputStream stream, QByteArrayView part, qint64 nanoseconds);
    void endLine(OutputStream stream, QByteArrayView part, qint64 nanoseconds);
    void continueInNewEntry(OutputStream stream, qint64 nanoseconds);
    Entry &openEntry(OutputStream stream, qint64 nanoseconds);
    void closeEntry(OutputStream stream, QByteArrayView bytes, quint8 flags);
    Block &blockWithRoom(size_t bytes);
    void account(Block &block);
    void dropOldBlocks();

    qint64 endRow(OutputFilter filter) const;
    Place placeOfRow(OutputFilter filter, qint64 row) const;
    QByteArrayView bytesOf(const Block &block, const Entry &entry) const;
    bool isFollowedByOwnStream(const Place &place) const;

    class ReadLock;
    void letReadersIn() const;

    const qsizetype m_limit;
    const qsizetype m_blockBytes;
    std::atomic<quint64> m_revision = 0;

    mutable std::atomic<int> m_waitingReaders = 0;

    mutable std::mutex m_mutex; // guards all below
    std::deque<std::unique_ptr<Block>> m_blocks;
    std::array<std::unique_ptr<OpenLine>, StreamCount> m_open;
    std::array<OutputCounts, StreamCount> m_totals;
    std::array<OutputCounts, StreamCount> m_dropped;
    qsizetype m_cost = 0;
};

} // namespace Spawnscope
