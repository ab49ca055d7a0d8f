// SPDX-License-Identifier: MIT
#pragma once

#include "record/logfiles.h"
#include "record/runrecord.h"

namespace Spawnscope {

/// Reads the indexes of a record that is there, and makes whole what is missing of them.
///
/// The bytes count: index entries beyond them are left out, as is everything after an entry that
/// cannot be right, and bytes that no entry covers are indexed again, as if they had arrived last.
/// Of the records of arrival only those are read that come after the last block whose entry is
/// right; without entries, or where these say other than the bytes, all are.
class LogLoader final
{
public:
    enum class Purpose : quint8 {
        Read, ///< all there is
        Repair, ///< the same; writeRepaired() may be called
        Follow, ///< what records of arrival tell of; the rest is for extend()
    };
    LogLoader(LogFiles files, Purpose purpose);

    /// Errors: Identify, where too little is left to tell the rows of the bytes.
    RecordResult<std::shared_ptr<OutputLog>> load();
    const RunRecord::Repair &repair() const { return m_repair; }
    /// Writes the indexes that load() made; there must be no writer. What cannot be written is
    /// made again by the next who opens the record.
    void writeRepaired();

    /// Takes up what a writer has added since; only with Purpose::Follow. False: it has given up
    /// output meanwhile, so that the record is to be opened anew.
    bool extend();
    /// The same when there is no writer any more, with the bytes that no record tells of.
    bool extendToEnd();

private:
    using MaybeError = std::optional<RecordError>;

    MaybeError loadStream(size_t stream);
    qint64 sizeOf(size_t stream) const;
    qint64 firstSegmentAfterGap(size_t stream) const;
    GappedList<LineMark> readMarks(size_t stream, qint64 size) const;
    void indexUpTo(size_t stream, qint64 size);

    class EntryReader;
    struct Arrivals
    {
        GappedList<ArrivalIndex::Entry> blocks;
        ArrivalPoint end;
        std::vector<ArrivalRecord> newest;
        qint64 nanoseconds = std::numeric_limits<qint64>::min(); ///< of the last record
        bool isPastGap = false;
        qint64 blocksWritten = 0; ///< how many of the blocks the file of their entries has

        void add(const ArrivalRecord &record);
    };
    MaybeError loadArrivals();
    Arrivals readBlocks() const;
    bool isPossible(const ArrivalIndex::Entry &entry, const ArrivalIndex::Entry &last,
                    bool isNext) const;
    Arrivals readArrivals() const;
    bool passGap(EntryReader *entries, Arrivals *arrivals) const;
    bool isPossible(const ArrivalRecord &record, const Arrivals &arrivals) const;
    bool agrees(const ArrivalPoint &point) const;
    void cutToAgreement(Arrivals *arrivals) const;
    void indexRest(size_t stream, qint64 nanoseconds);
    LogGap readGap() const;
    void growLastArrival(EntryReader *entries);
    StreamRows rowsIn(size_t stream) const;

    const LogFiles m_files;
    const Purpose m_purpose;
    RunRecord::Repair m_repair;
    qint64 m_arrivalsRead = 0; // records and entries of blocks that stay as they are in their files
    qint64 m_blocksRead = 0;
    std::shared_ptr<OutputLog> m_log;
    OutputLog::Parts *const m_parts; // of the log
    LogGap m_gap;
};

} // namespace Spawnscope
