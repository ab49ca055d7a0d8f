// SPDX-License-Identifier: MIT
#pragma once

#include "record/arrivalindex.h"
#include "record/filebytes.h"
#include "record/loggap.h"
#include "record/outputlog.h"
#include "record/streamindex.h"
#include "record/streamrows.h"

#include <mutex>

namespace Spawnscope {

/// Where a log keeps what, and how much of it.
struct LogStorage
{
    struct Stream
    {
        std::unique_ptr<ByteStore> bytes;
        std::unique_ptr<ByteStore> marks; ///< missing: the line index is in memory only
    };
    std::array<Stream, OutputStreamCount> streams;
    /// Missing: there is one stream only, and no time of arrival is known.
    std::unique_ptr<ByteStore> arrivals;
    std::unique_ptr<ByteStore> blocks; ///< of the arrivals; missing: in memory only
    std::unique_ptr<ByteStore> gap; ///< missing: what was given up is known in memory only
    std::unique_ptr<DiskReserve> reserve; ///< missing: the disk may be filled
    OutputClock clock;

    enum class Keep : quint8 { Everything, HeadAndTail, Tail };
    Keep keep = Keep::Everything;
    qint64 limitBytes = 0;
    /// The limit is one of memory: indexes count, and so does what hangs on in part of a segment.
    bool isMemoryLimit = false;
    qint64 segmentBytes = 0;
};

/// What readers see of a log at one moment.
struct LogState
{
    ArrivalPoint end;
    LogGap gap;

    /// The one stream that has any rows; missing when several have, or none.
    std::optional<OutputStream> only() const;
    /// The one stream whose rows are those under the filter; missing when they may be several's.
    std::optional<OutputStream> only(OutputFilter filter) const;
    OutputRows rows(OutputFilter filter) const;
    OutputRows gapRows(OutputFilter filter) const;
    /// The kept rows of [first, end), up to the gap when it lies among them, or after it when the
    /// first ones are in it.
    OutputRows stretch(OutputFilter filter, OutputRows rows) const;
    /// @p row, or the row after the gap when that holds it.
    qint64 kept(OutputFilter filter, qint64 row) const;
    LogGap::Bytes lostBytes(OutputStream stream) const;
};

/// All of an OutputLog but its flags; its writing half.
class OutputLog::Parts final
{
public:
    explicit Parts(LogStorage storage);

    // --- on the writing thread

    struct Arrival
    {
        OutputStream stream = OutputStream::Stdout;
        qint64 nanoseconds = 0;
        quint32 writer = 0;
        bool isAlone = false; ///< in a record of its own
    };
    ByteStore::Written append(const Arrival &arrival, QByteArrayView bytes);
    std::optional<RecordError> flush();
    /// Takes up bytes of the first stream that its store has already.
    void index(QByteArrayView bytes);

    // --- on any thread

    LogState state() const;
    StreamRows rowsOf(OutputStream stream, const LogState &state) const;
    const ArrivalIndex *arrivals() const { return m_arrivals.get(); }
    const ByteStore &bytesOf(OutputStream stream) const;
    /// About @p bytes after @p row, rows being those of several streams.
    qint64 rowAfterBytes(const LogState &state, qint64 row, qint64 bytes) const;
    const OutputClock &clock() const { return m_storage.clock; }
    qsizetype memoryBytes() const;

private:
    friend class LogLoader;

    ByteStore::Written appendNote(const Arrival &arrival, QByteArrayView text);
    ByteStore::Written appendPieces(const Arrival &arrival, QByteArrayView bytes);
    ByteStore::Written appendPiece(const Arrival &arrival, QByteArrayView piece);
    std::optional<RecordError> endNote(const Arrival &arrival);
    void take(const Arrival &arrival, QByteArrayView bytes);
    bool joinsLast(const Arrival &arrival, const ArrivalRecord &added) const;
    void publish();
    std::optional<RecordError> writeIndexes(ArrivalIndex::Amount amount);
    std::optional<RecordError> writeMarks(size_t stream);

    void keepWithinLimit();
    qint64 costOf(const ArrivalPoint &gapEnd) const;
    qint64 usableLimit() const;
    bool giveUpTo(const ArrivalPoint &tail);
    void findGapBytes(LogState *state) const;
    void dropBytes();
    std::optional<RecordError> writeGap(const LogGap &gap);

    LogStorage m_storage;
    std::array<StreamIndex, OutputStreamCount> m_streams;
    std::unique_ptr<ArrivalIndex> m_arrivals;

    bool m_isReadOnly = false; // nothing is written any more, nor appended

    // the writer's own
    quint32 m_pieceBytes = ArrivalIndex::MaxRecordBytes;
    qint64 m_lastNanoseconds = std::numeric_limits<qint64>::min();
    std::array<qint64, OutputStreamCount> m_marksWritten{};
    std::optional<Arrival> m_openNote; // its line feed could not be written
    std::optional<ArrivalPoint> m_head; // where the part ends that is kept for good
    quint64 m_gapSequence = 0;

    mutable std::mutex m_mutex;
    LogState m_state;
};

/// What makes logs of other kinds than those in memory.
class LogAccess final
{
public:
    static std::shared_ptr<OutputLog> create(LogStorage storage);

    /// A log over bytes that are there already, in @p bytes, which is never written to: for a file
    /// of somebody else. They are all OutputStream::Stdout and have no time; the log has none of
    /// them until add() is called.
    static std::shared_ptr<OutputLog> createForeign(std::unique_ptr<ByteStore> bytes);
    /// Takes up the next bytes, which the store must be able to read again. On one thread at a
    /// time, which need not be that of readers.
    static void add(OutputLog &log, QByteArrayView bytes);
};

} // namespace Spawnscope
