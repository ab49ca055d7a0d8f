// SPDX-License-Identifier: MIT
// The reading half of OutputLog: many rows at once.
#include "record/outputlog_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// Memory that is there already is used again, and none is set to zero.
void resizeFor(QByteArray *bytes, qsizetype size)
{
    if (!bytes->isDetached() || bytes->capacity() < size) {
        *bytes = QByteArray();
        bytes->reserve(size + size / 4); // the next ones may be a little longer
    }
    bytes->resize(size);
}

/// Which rows of one stream go into a block.
struct PartRows
{
    OutputStream stream = OutputStream::Stdout;
    OutputRows inStream;
    std::vector<OutputRows> rows; ///< the same under the filter
};

PartRows &partOf(OutputStream stream, std::vector<PartRows> *parts)
{
    const auto known = std::find_if(parts->begin(), parts->end(),
                                    [stream](const auto &part) { return part.stream == stream; });
    if (known != parts->end())
        return *known;
    parts->push_back({.stream = stream, .inStream = {}, .rows = {}});
    return parts->back();
}

/// Rows of several streams, by the records of their arrival.
std::vector<PartRows> partsOfRows(ArrivalCursor arrivals, const OutputRows &rows)
{
    std::vector<PartRows> parts;
    bool isThere = arrivals.seekRow(std::nullopt, rows.first);
    for (; isThere && arrivals.point().allRows() < rows.end; isThere = arrivals.next()) {
        const qint64 first = arrivals.point().allRows();
        const OutputRows here{std::max(first, rows.first),
                              std::min(first + arrivals.record().rows, rows.end)};
        if (here.isEmpty())
            continue;
        PartRows &part = partOf(arrivals.record().stream, &parts);
        const qint64 inStream = arrivals.point().rowsOf(part.stream) - first;
        if (part.rows.empty())
            part.inStream.first = here.first + inStream;
        part.inStream.end = here.end + inStream;
        if (!part.rows.empty() && part.rows.back().end == here.first)
            part.rows.back().end = here.end;
        else
            part.rows.push_back(here);
    }
    return parts;
}

/// False: the bytes cannot be read.
bool readPart(const StreamRows &stream, const PartRows &rows, OutputBlock::Part *part)
{
    const std::optional<qint64> begin = stream.beginOfRow(rows.inStream.first);
    const std::optional<qint64> end = stream.beginOfRow(rows.inStream.end);
    // A row is shorter than two cells, and what says otherwise is damaged.
    const qint64 most = rows.inStream.count() * 2 * StreamIndex::CellBytes;
    if (!begin || !end || *begin >= *end || *end - *begin > most)
        return false;
    part->stream = rows.stream;
    part->rows = rows.rows;
    resizeFor(&part->bytes, *end - *begin);
    if (stream.bytes().read(*begin, part->bytes.data(), *end - *begin) != *end - *begin)
        return false;
    part->cuts.clear();
    // A row is told of by the first mark behind its begin.
    const qint64 marksEnd = std::min(stream.size(), *end + StreamIndex::CellBytes);
    for (const StreamIndex::Anchor &cut : stream.index().cuts(*begin, marksEnd, *end - *begin)) {
        if (cut.begin() >= *end)
            break;
        if (cut.begin() > *begin)
            part->cuts.push_back(cut.begin() - *begin);
    }
    part->isLastOpen = rows.inStream.end == stream.rows() && part->bytes.back() != '\n';
    return true;
}

} // namespace

void OutputLog::readBlock(OutputFilter filter, qint64 firstRow, qint64 endRow,
                          OutputBlock *block) const
{
    bool isFinished = m_isFinished; // asked first: more may come before the state is taken
    LogState state = m_parts->state();
    OutputRows rows = state.stretch(filter, {firstRow, endRow});
    while (true) {
        readRows(state, filter, rows, block);
        for (OutputBlock::Part &part : block->parts)
            part.isLastOpen = part.isLastOpen && !isFinished;
        block->end = state.kept(filter, std::max(rows.end, firstRow));
        // Where rows were given up meanwhile, the others may not have been found either.
        isFinished = m_isFinished;
        state = m_parts->state();
        const OutputRows kept = state.stretch(filter, {firstRow, endRow});
        if (kept.first == rows.first && kept.end >= rows.end)
            return;
        rows = kept;
    }
}

/// Fills @p block with @p rows, all of which are kept in @p state.
void OutputLog::readRows(const LogState &state, OutputFilter filter, const OutputRows &rows,
                         OutputBlock *block) const
{
    std::vector<PartRows> parts;
    const auto stream = state.only(filter);
    if (!rows.isEmpty() && stream)
        parts.push_back({.stream = *stream, .inStream = rows, .rows = {rows}});
    else if (!rows.isEmpty())
        parts = partsOfRows(ArrivalCursor(*m_parts->arrivals(), state.end), rows);
    size_t count = 0;
    for (const PartRows &part : parts) {
        if (block->parts.size() <= count)
            block->parts.emplace_back();
        if (readPart(m_parts->rowsOf(part.stream, state), part, &block->parts[count]))
            ++count;
    }
    block->parts.resize(count);
}

} // namespace Spawnscope
