// SPDX-License-Identifier: MIT
#pragma once

#include "record/logfiles.h"
#include "record/runrecord.h"

namespace Spawnscope {

/// Reads the indexes of a record that is there, and makes whole what is missing of them.
///
/// The bytes count: index entries beyond them are left out, as is everything after an entry that
/// cannot be right, and bytes that no entry covers are indexed again, as if they had arrived last.
class LogLoader final
{
public:
    /// @p indexes: whether writeRepaired() will be called.
    LogLoader(LogFiles files, FileBytes::Access indexes);

    /// Errors: Identify, where too little is left to tell the rows of the bytes.
    RecordResult<std::shared_ptr<OutputLog>> load();
    const RunRecord::Repair &repair() const { return m_repair; }
    /// Writes the indexes that load() made; there must be no writer. What cannot be written is
    /// made again by the next who opens the record.
    void writeRepaired();

private:
    using MaybeError = std::optional<RecordError>;

    void loadGap();
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

        void add(const ArrivalRecord &record);
    };
    MaybeError loadArrivals();
    Arrivals readArrivals() const;
    bool passGap(EntryReader *entries, Arrivals *arrivals) const;
    bool isPossible(const ArrivalRecord &record, const Arrivals &arrivals) const;
    bool agrees(const ArrivalPoint &point) const;
    void cutToAgreement(Arrivals *arrivals) const;
    void indexRest(size_t stream, qint64 nanoseconds);
    StreamRows rowsIn(size_t stream) const;

    const LogFiles m_files;
    RunRecord::Repair m_repair;
    std::shared_ptr<OutputLog> m_log;
    OutputLog::Parts *const m_parts; // of the log
    LogGap m_gap;
};

} // namespace Spawnscope
