// SPDX-License-Identifier: MIT
#include "record/logloader.h"

#include "record/linemark.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// Whether @p mark can be that of the position @p index after @p last, which is that of the
/// position before unless marks are missing between them.
bool follows(const LineMark &mark, const LineMark &last, qint64 index, bool isNext)
{
    const qint64 position = (index + 1) * StreamIndex::CellBytes;
    const qint64 lineFeeds = mark.lineFeeds - last.lineFeeds;
    const qint64 cuts = (mark.row - mark.lineFeeds) - (last.row - last.lineFeeds);
    if (mark.row > position || lineFeeds < 0 || cuts < 0)
        return false;
    if (!isNext)
        return true;
    return lineFeeds <= StreamIndex::CellBytes && cuts == (mark.isCut ? 1 : 0)
        && (mark.isCut == (lineFeeds == 0));
}

RecordError damage(const QString &path, qint64 offset)
{
    RecordError error;
    error.stage = RecordStage::Identify;
    error.path = path;
    error.detail = offset;
    return error;
}

} // namespace

/// Reads entries of one size, mostly one after another.
class LogLoader::EntryReader final
{
public:
    EntryReader(const ByteStore &store, qsizetype entryBytes)
        : m_store(store)
        , m_entryBytes(entryBytes)
    {}

    /// Valid until the next call; nullptr beyond the last whole entry.
    const char *at(qint64 index)
    {
        constexpr qsizetype EntriesAtOnce = 4096;
        qint64 offset = (index - m_first) * m_entryBytes;
        if (offset < 0 || offset + m_entryBytes > m_bytes.size()) {
            m_bytes = m_store.read(index * m_entryBytes, EntriesAtOnce * m_entryBytes);
            m_first = index;
            offset = 0;
        }
        return m_bytes.size() < m_entryBytes ? nullptr : m_bytes.constData() + offset;
    }

private:
    const ByteStore &m_store;
    const qsizetype m_entryBytes;
    QByteArray m_bytes;
    qint64 m_first = 0;
};

LogLoader::LogLoader(LogFiles files, Purpose purpose)
    : m_files(std::move(files))
    , m_purpose(purpose)
    , m_log(LogAccess::create(m_files.storage(
          FileBytes::Access::ReadOnly,
          purpose == Purpose::Repair ? FileBytes::Access::ReadWrite : FileBytes::Access::ReadOnly)))
    , m_parts(m_log->m_parts.get())
{
    m_log->m_isExactOrder = m_files.header.exactOrder;
    m_log->m_isFinished = purpose != Purpose::Follow;
    m_parts->m_isReadOnly = true;
}

RecordResult<std::shared_ptr<OutputLog>> LogLoader::load()
{
    constexpr qint64 SmallestSegment = 4096;
    if (m_files.header.segmentBytes < SmallestSegment)
        return unexpected(
            damage(m_files.folder + u'/' + QLatin1StringView(RunHeader::FileName), 0));
    m_gap = readGap();
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        if (const auto error = loadStream(i))
            return unexpected(*error);
    }
    if (const auto error = loadArrivals())
        return unexpected(*error);
    m_parts->publish();
    m_parts->m_state.gap = m_gap;
    m_parts->findGapBytes(&m_parts->m_state);
    return m_log;
}

void LogLoader::writeRepaired()
{
    for (size_t i = 0; i < OutputStreamCount; ++i)
        FileBytes(m_files.marksPath(i), FileBytes::Access::ReadWrite)
            .truncate(m_parts->m_marksWritten[i] * LineMarkBytes);
    FileBytes(m_files.arrivalsPath(), FileBytes::Access::ReadWrite)
        .truncate(m_arrivalsRead * ArrivalIndex::RecordBytes);
    FileBytes(m_files.blocksPath(), FileBytes::Access::ReadWrite)
        .truncate(m_blocksRead * ArrivalIndex::EntryBytes);
    (void)m_parts->writeIndexes(ArrivalIndex::Amount::Everything);
}

LogGap LogLoader::readGap() const
{
    LogGap gap;
    if (!m_parts->m_storage.gap)
        return gap;
    quint64 newest = 0;
    for (qint64 place = 0; place < 2; ++place) {
        const QByteArray bytes = m_parts->m_storage.gap->read(place * LogGap::EncodedBytes,
                                                              LogGap::EncodedBytes);
        const auto decoded = LogGap::decode(bytes);
        if (!decoded || decoded->sequence < newest)
            continue;
        newest = decoded->sequence;
        gap = decoded->gap;
    }
    return gap;
}

// --- bytes and lines of a stream

LogLoader::MaybeError LogLoader::loadStream(size_t stream)
{
    const qint64 size = sizeOf(stream);
    const qint64 neededSize = m_gap.bytes(stream, size).end;
    GappedList<LineMark> marks = readMarks(stream, size);
    const qint64 written = regularFileSize(m_files.marksPath(stream)) / LineMarkBytes;
    m_repair.entriesDropped += std::max<qint64>(written - marks.end(), 0);
    m_parts->m_marksWritten[stream] = marks.end();
    // Rows are counted from the first byte, so what comes after a gap is lost without its marks.
    if (marks.end() > 0 && !marks.contains(marks.end() - 1))
        return damage(m_files.marksPath(stream), marks.end() * LineMarkBytes);
    m_parts->m_streams[stream].restore(std::move(marks));
    indexUpTo(stream, size);
    const qint64 readable = m_parts->m_streams[stream].tail().size;
    if (readable < neededSize)
        return damage(SegmentFiles::pathOf(m_files.folder, m_files.bytesName(stream),
                                           readable / m_files.header.segmentBytes),
                      readable % m_files.header.segmentBytes);
    return std::nullopt;
}

/// Of the bytes up to the first that is missing, or the first missing after the gap.
qint64 LogLoader::sizeOf(size_t stream) const
{
    const qint64 segmentBytes = m_files.header.segmentBytes;
    const QString name = m_files.bytesName(stream);
    for (qint64 index = firstSegmentAfterGap(stream);; ++index) {
        const qint64 size = regularFileSize(SegmentFiles::pathOf(m_files.folder, name, index));
        if (size < segmentBytes)
            return index * segmentBytes + std::max<qint64>(size, 0);
    }
}

/// The one where the gap ends; the next that is there when that was still open.
qint64 LogLoader::firstSegmentAfterGap(size_t stream) const
{
    if (!m_gap.concerns(stream))
        return 0;
    const qint64 segmentBytes = m_files.header.segmentBytes;
    if (m_gap.end[stream] != LogGap::Open)
        return m_gap.end[stream] / segmentBytes;
    const qint64 tail = m_gap.tail.bytes[stream] / segmentBytes;
    const auto next = SegmentFiles::firstIndex(m_files.folder, m_files.bytesName(stream), tail);
    return next.value_or(tail);
}

GappedList<LineMark> LogLoader::readMarks(size_t stream, qint64 size) const
{
    GappedList<LineMark> marks;
    EntryReader entries(*m_parts->m_storage.streams[stream].marks, LineMarkBytes);
    const LogGap::Bytes lost = m_gap.bytes(stream, size);
    const StreamIndex::Range lostMarks = StreamIndex::marksWithin(lost.begin, lost.end);
    LineMark last;
    bool isNext = true;
    for (qint64 index = 0; index < size / StreamIndex::CellBytes; ++index) {
        const char *entry = entries.at(index);
        const std::optional<LineMark> mark = entry ? decodeLineMark(entry) : std::nullopt;
        const bool isGood = mark && follows(*mark, last, index, isNext);
        if (isGood) {
            marks.append(*mark);
            last = *mark;
        } else if (entry && index >= lostMarks.first && index < lostMarks.end) {
            marks.skipTo(index + 1);
        } else {
            break;
        }
        isNext = isGood;
    }
    // Nothing can go on from a stretch that is missing up to the end.
    marks.endBeforeGap();
    return marks;
}

/// Looks at the bytes after the last mark.
void LogLoader::indexUpTo(size_t stream, qint64 size)
{
    constexpr qint64 StepBytes = 1024 * 1024;
    StreamIndex &index = m_parts->m_streams[stream];
    const ByteStore &store = *m_parts->m_storage.streams[stream].bytes;
    while (index.tail().size < size) {
        const QByteArray bytes = store.read(index.tail().size,
                                            std::min(StepBytes, size - index.tail().size));
        if (bytes.isEmpty())
            return;
        index.commit(index.scan(store, bytes));
    }
}

StreamRows LogLoader::rowsIn(size_t stream) const
{
    const StreamIndex &index = m_parts->m_streams[stream];
    return {*m_parts->m_storage.streams[stream].bytes, index, index.tail().size,
            index.tail().rows()};
}

// --- arrivals

void LogLoader::Arrivals::add(const ArrivalRecord &record)
{
    if (end.record % ArrivalIndex::BlockRecords == 0) {
        newest.clear();
        blocks.append({end, record.nanoseconds});
    }
    newest.push_back(record);
    end.pass(record);
    nanoseconds = record.nanoseconds;
}

LogLoader::MaybeError LogLoader::loadArrivals()
{
    Arrivals arrivals = readArrivals();
    cutToAgreement(&arrivals);
    if (arrivals.end.record < m_gap.tail.record)
        return damage(m_files.arrivalsPath(), arrivals.end.record * ArrivalIndex::RecordBytes);
    const qint64 written = regularFileSize(m_files.arrivalsPath()) / ArrivalIndex::RecordBytes;
    m_repair.entriesDropped += std::max<qint64>(written - arrivals.end.record, 0);
    const qint64 nanoseconds = arrivals.end.record > 0 ? arrivals.nanoseconds : 0;
    m_arrivalsRead = arrivals.end.record;
    m_blocksRead = std::min(arrivals.blocksWritten, arrivals.blocks.end());
    m_parts->m_arrivals->restore({.blocks = std::move(arrivals.blocks),
                                  .blocksWritten = m_blocksRead,
                                  .end = arrivals.end,
                                  .newest = std::move(arrivals.newest)});
    if (m_purpose == Purpose::Follow)
        return std::nullopt;
    for (size_t i = 0; i < OutputStreamCount; ++i)
        indexRest(i, nanoseconds);
    return std::nullopt;
}

// --- following a writer

bool LogLoader::extend()
{
    if (!readGap().isEmpty())
        return false;
    // Whatever a record tells of is in its file before, so bytes without one are left for later.
    for (size_t i = 0; i < OutputStreamCount; ++i)
        indexUpTo(i, sizeOf(i));
    ArrivalIndex &index = *m_parts->m_arrivals;
    EntryReader entries(*m_parts->m_storage.arrivals, ArrivalIndex::RecordBytes);
    growLastArrival(&entries);
    Arrivals arrivals;
    arrivals.end = index.end();
    if (const auto last = index.last())
        arrivals.nanoseconds = last->nanoseconds;
    while (const char *entry = entries.at(arrivals.end.record)) {
        const auto record = ArrivalIndex::decode(entry);
        if (!record || !isPossible(*record, arrivals))
            break;
        index.add(*record);
        arrivals.end = index.end();
        arrivals.nanoseconds = record->nanoseconds;
    }
    index.forgetStored();
    m_parts->publish();
    m_log->m_revision.fetch_add(1, std::memory_order_release);
    return true;
}

/// The last record that was read may have been that of bytes that still came.
void LogLoader::growLastArrival(EntryReader *entries)
{
    ArrivalIndex &index = *m_parts->m_arrivals;
    const auto last = index.last();
    const char *entry = last ? entries->at(index.end().record - 1) : nullptr;
    const auto now = entry ? ArrivalIndex::decode(entry) : std::nullopt;
    if (!now || now->stream != last->stream || now->offset != last->offset
        || now->length <= last->length || now->length > ArrivalIndex::MaxRecordBytes
        || now->length > rowsIn(static_cast<size_t>(now->stream)).size() - now->offset
        || now->rows < last->rows || now->cuts < last->cuts)
        return;
    index.growLast(now->length - last->length, now->rows - last->rows,
                   static_cast<quint8>(now->cuts - last->cuts));
}

bool LogLoader::extendToEnd()
{
    if (!extend())
        return false;
    const auto last = m_parts->m_arrivals->last();
    for (size_t i = 0; i < OutputStreamCount; ++i)
        indexRest(i, last ? last->nanoseconds : 0);
    m_parts->publish();
    m_log->finish();
    return true;
}

/// As far as the entries of the blocks tell: up to the start of the last block.
LogLoader::Arrivals LogLoader::readBlocks() const
{
    constexpr qint64 BlockRecords = ArrivalIndex::BlockRecords;
    const qint64 records = regularFileSize(m_files.arrivalsPath()) / ArrivalIndex::RecordBytes;
    EntryReader entries(*m_parts->m_storage.blocks, ArrivalIndex::EntryBytes);
    Arrivals arrivals;
    ArrivalIndex::Entry last{.start = {}, .nanoseconds = arrivals.nanoseconds};
    bool isNext = false;
    const qint64 lostEnd = m_gap.tail.record / BlockRecords;
    for (qint64 index = 0; index * BlockRecords <= records; ++index) {
        const char *bytes = entries.at(index);
        const auto entry = bytes ? ArrivalIndex::decodeEntry(bytes) : std::nullopt;
        if (entry && entry->start.record == index * BlockRecords
            && isPossible(*entry, last, isNext)) {
            arrivals.blocks.append(*entry);
            last = *entry;
            isNext = true;
        } else if (!arrivals.isPastGap && index * BlockRecords > m_gap.head.record
                   && index < lostEnd) {
            arrivals.blocks.skipTo(lostEnd);
            arrivals.isPastGap = true;
            isNext = false;
            index = lostEnd - 1;
        } else {
            break;
        }
    }
    const qint64 lastBlock = arrivals.blocks.end() - 1;
    // That block's records are read, and its entry is made again from them.
    arrivals.blocks.truncate(lastBlock);
    if (lastBlock <= 0 || last.start.record != lastBlock * BlockRecords
        || arrivals.blocks.end() != lastBlock || !agrees(last.start))
        return {};
    arrivals.blocksWritten = lastBlock + 1;
    arrivals.end = last.start;
    arrivals.nanoseconds = last.nanoseconds;
    return arrivals;
}

/// Whether @p entry can come after @p last; at once after it if @p isNext.
bool LogLoader::isPossible(const ArrivalIndex::Entry &entry, const ArrivalIndex::Entry &last,
                           bool isNext) const
{
    constexpr qint64 MostBytes = ArrivalIndex::BlockRecords * ArrivalIndex::MaxRecordBytes;
    const qint64 bytes = entry.start.allBytes() - last.start.allBytes();
    const qint64 cuts = entry.start.cuts - last.start.cuts;
    bool isPossible = cuts >= 0 && entry.nanoseconds >= last.nanoseconds
        && (!isNext || (bytes >= ArrivalIndex::BlockRecords && bytes <= MostBytes))
        && (entry.start.record > 0 || entry.start == ArrivalPoint());
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const qint64 added = entry.start.bytes[i] - last.start.bytes[i];
        const qint64 rows = entry.start.rows[i] - last.start.rows[i];
        isPossible = isPossible && added >= 0 && rows >= 0 && rows <= added
            && entry.start.bytes[i] <= rowsIn(i).size();
    }
    return isPossible;
}

LogLoader::Arrivals LogLoader::readArrivals() const
{
    Arrivals arrivals = readBlocks();
    EntryReader entries(*m_parts->m_storage.arrivals, ArrivalIndex::RecordBytes);
    while (true) {
        const char *entry = entries.at(arrivals.end.record);
        const auto record = entry ? ArrivalIndex::decode(entry) : std::nullopt;
        if (record && isPossible(*record, arrivals))
            arrivals.add(*record);
        else if (!passGap(&entries, &arrivals))
            return arrivals;
    }
}

bool LogLoader::isPossible(const ArrivalRecord &record, const Arrivals &arrivals) const
{
    const auto stream = static_cast<size_t>(record.stream);
    return record.length > 0 && record.length <= ArrivalIndex::MaxRecordBytes
        && record.offset == arrivals.end.bytes[stream]
        && record.length <= rowsIn(stream).size() - record.offset && record.rows <= record.length
        && record.cuts <= record.rows && record.nanoseconds >= arrivals.nanoseconds;
}

/// Goes to the start of the block in which the gap ends. That is counted back from the end of the
/// gap, by the records between them.
bool LogLoader::passGap(EntryReader *entries, Arrivals *arrivals) const
{
    if (m_gap.isEmpty() || arrivals->isPastGap || arrivals->end.record >= m_gap.tail.record)
        return false;
    arrivals->isPastGap = true;
    ArrivalPoint start = m_gap.tail;
    const qint64 block = start.record / ArrivalIndex::BlockRecords;
    while (start.record > block * ArrivalIndex::BlockRecords) {
        const char *entry = entries->at(start.record - 1);
        const auto record = entry ? ArrivalIndex::decode(entry) : std::nullopt;
        if (!record)
            return false;
        start.unpass(*record);
    }
    arrivals->blocks.skipTo(block);
    arrivals->newest.clear();
    arrivals->end = start;
    return true;
}

/// Leaves out the records from the first block on that says other than the bytes.
void LogLoader::cutToAgreement(Arrivals *arrivals) const
{
    if (agrees(arrivals->end))
        return;
    const qint64 block = arrivals->blocks.lastWhere(
        [this](const ArrivalIndex::Entry &entry) { return agrees(entry.start); });
    const bool isAny = block >= 0;
    arrivals->end = isAny ? arrivals->blocks.at(block).start : ArrivalPoint();
    arrivals->nanoseconds = isAny ? arrivals->blocks.at(block).nanoseconds : 0;
    arrivals->blocks.truncate(std::max<qint64>(block, 0));
    arrivals->newest.clear();
}

/// Where the bytes are gone, nothing can be said against the point.
bool LogLoader::agrees(const ArrivalPoint &point) const
{
    qint64 cuts = 0;
    bool areCutsKnown = true;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const std::optional<qint64> rows = rowsIn(i).rowsBefore(point.bytes[i]);
        if (rows && *rows != point.rows[i])
            return false;
        areCutsKnown = areCutsKnown && rows;
        cuts += rowsIn(i).cutsBefore(point.bytes[i]);
    }
    return !areCutsKnown || cuts == point.cuts;
}

/// Makes records for the bytes that have none.
void LogLoader::indexRest(size_t stream, qint64 nanoseconds)
{
    const StreamRows rows = rowsIn(stream);
    qint64 offset = m_parts->m_arrivals->end().bytes[stream];
    while (offset < rows.size()) {
        const qint64 end = std::min<qint64>(offset + ArrivalIndex::MaxRecordBytes, rows.size());
        const std::optional<qint64> before = rows.rowsBefore(offset);
        const std::optional<qint64> after = rows.rowsBefore(end);
        if (!before || !after)
            return;
        m_parts->m_arrivals->add({
            .nanoseconds = nanoseconds,
            .offset = offset,
            .length = static_cast<quint32>(end - offset),
            .rows = static_cast<quint32>(*after - *before),
            .writer = 0,
            .stream = static_cast<OutputStream>(stream),
            .flags = ArrivalRecord::Repaired,
            .cuts = static_cast<quint8>(rows.cutsBefore(end) - rows.cutsBefore(offset)),
        });
        m_repair.bytesIndexedAnew += end - offset;
        offset = end;
    }
}

} // namespace Spawnscope
