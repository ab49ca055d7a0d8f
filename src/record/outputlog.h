// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputline.h"
#include "record/recorderror.h"

#include <QByteArrayView>

#include <atomic>
#include <memory>
#include <optional>

namespace Spawnscope {

class LogAccess;
class LogLoader;
struct LogState;

/// What a run printed, as lines in order of arrival.
///
/// Rows:    each stream has its own unfinished line, which grows in place until its line feed; the
///          place of a line among those of all streams is where its first byte arrived. A row is a
///          line, or a piece of a longer one (isContinuation), less than 2 * MaxRowBytes long. How
///          the bytes were cut up on arrival makes no difference to the rows of a stream. A note
///          always ends its line.
/// Order:   exact within one stream. Across streams it is the order of arrival, which is that of
///          writing only if isExactOrder().
/// Loss:    nothing is ever lost but what gap() counts.
/// Thread:  one thread appends; everything else may be called on any thread meanwhile. No call
///          holds a lock while it reads bytes.
class OutputLog final
{
public:
    static constexpr qsizetype MaxRowBytes = 64 * 1024;
    static constexpr qsizetype DefaultLimitBytes = 64 * 1024 * 1024;

    /// In memory, where the newest lines are kept within @p limitBytes. Below about 1 MiB less than
    /// that is kept, and a stream takes a few hundred KiB nevertheless.
    explicit OutputLog(qsizetype limitBytes = DefaultLimitBytes);
    ~OutputLog();
    Q_DISABLE_COPY_MOVE(OutputLog)

    // --- writing

    struct Appended
    {
        qsizetype bytes = 0; ///< how many were taken, from the front
        std::optional<RecordError> error; ///< why not all were; the rest may be tried again
    };
    /// @p writer is the pid of the process that wrote the bytes, 0 when it is not known.
    Appended append(OutputStream stream, QByteArrayView bytes,
                    std::chrono::steady_clock::time_point when, qint64 writer = 0);
    /// Puts to disk what is still held back of the indexes. Call it when nothing more comes for a
    /// while, and in any case some times a second.
    std::optional<RecordError> flush();
    /// Nothing more will come: no row is open any more.
    void finish();
    void setExactOrder(bool exact) { m_isExactOrder = exact; }

    // --- reading

    /// Differs from an earlier answer when anything was appended or given up since.
    quint64 revision() const { return m_revision.load(std::memory_order_acquire); }
    bool isFinished() const { return m_isFinished; }
    bool isExactOrder() const { return m_isExactOrder; }
    const OutputClock &clock() const { return m_clock; }

    /// Everything ever appended, given up or not; a line feed counts as a byte.
    OutputCounts totals(OutputStream stream) const;
    qint64 totalLines() const { return rows(OutputFilter::All).end; }
    /// What is no longer kept.
    OutputGap gap(OutputFilter filter) const;
    /// From the first row that is kept to the last; gap() may lie between them.
    OutputRows rows(OutputFilter filter) const;
    qsizetype memoryBytes() const;

    /// The kept lines among rows [firstRow, firstRow + count), fewer once their bytes exceed
    /// @p maxBytes, but at least one when there is one. Look at the lines' own row: some may have
    /// been given up since rows() was called.
    QList<OutputLine> lines(OutputFilter filter, qint64 firstRow, qint64 count,
                            qsizetype maxBytes = DefaultLimitBytes) const;

    /// The row of line @p number, or of the first kept line after it that passes the filter.
    qint64 rowOfLine(OutputFilter filter, qint64 number) const;
    /// The row where line @p lineNumber (OutputLine::lineNumber) begins, under OutputFilter::All;
    /// the last row when there are fewer lines.
    qint64 rowOfLineNumber(qint64 lineNumber) const;
    /// The first row that arrived at or after @p when; the end when none did.
    qint64 rowAtTime(OutputFilter filter, std::chrono::nanoseconds when) const;

    /// The row after @p firstRow such that the rows between them hold about @p bytes; costs no
    /// reading. Never beyond the end or into a gap.
    qint64 rowAfterBytes(OutputFilter filter, qint64 firstRow, qint64 bytes) const;
    /// Fills @p block, whose memory is used again, with the kept rows of [firstRow, endRow).
    void readBlock(OutputFilter filter, qint64 firstRow, qint64 endRow, OutputBlock *block) const;

    struct RawBatch
    {
        QByteArray bytes;
        qint64 nextRow = 0; ///< where to go on; rows(filter).end once all was copied
        bool isReadable = true; ///< false: no bytes, though there were; lines() tells of which rows
    };
    /// The bytes exactly as the child printed them, from @p firstRow on, about @p maxBytes at once.
    /// All means both of the child's streams in the order of their lines, without stdin and notes;
    /// there a line feed is added where one stream's open line would run into the other stream's.
    /// What cannot be read is a batch of its own.
    RawBatch rawBytes(OutputFilter filter, qint64 firstRow, qsizetype maxBytes) const;

    // A position among all that arrived is how many bytes, of whichever stream, arrived before it.

    /// What arrived from @p position on, in the order of arrival, about @p maxBytes at once;
    /// nothing at the end. A note has its line feed.
    OutputArrivals arrivals(qint64 position, qsizetype maxBytes) const;
    qint64 arrivalsEnd() const; ///< the position after all that arrived so far
    /// The position of what arrived first at or after @p when; the end when nothing did.
    qint64 arrivalsAt(std::chrono::nanoseconds when) const;
    /// When the last bytes arrived, to the millisecond; 0 when none did.
    std::chrono::nanoseconds lastArrival() const;

    qint64 streamSize(OutputStream stream) const { return totals(stream).bytes; }
    /// The bytes of a stream from @p offset on; those given up read as nothing (fewer bytes, or
    /// none, come back).
    QByteArray readBytes(OutputStream stream, qint64 offset, qsizetype maxBytes) const;
    /// The row under @p filter of the line that holds the byte at @p offset.
    qint64 rowOfByte(OutputFilter filter, OutputStream stream, qint64 offset) const;

private:
    friend class LogAccess;
    friend class LogLoader;
    class Parts;
    class RowReader;
    explicit OutputLog(std::unique_ptr<Parts> parts);

    void readRows(const LogState &state, OutputFilter filter, const OutputRows &rows,
                  OutputBlock *block) const;
    RawBatch rawBytesOfStream(const LogState &state, OutputStream stream, OutputRows rows,
                              qsizetype maxBytes) const;
    RawBatch rawBytesOfAll(const LogState &state, OutputRows rows, qsizetype maxBytes) const;

    OutputClock m_clock;
    std::atomic<bool> m_isFinished = false;
    std::atomic<bool> m_isExactOrder = false;
    std::atomic<quint64> m_revision = 0;
    const std::unique_ptr<Parts> m_parts;
};

} // namespace Spawnscope
