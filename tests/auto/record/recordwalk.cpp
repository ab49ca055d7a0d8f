// SPDX-License-Identifier: MIT
#include "recordwalk.h"

#include <set>

namespace Spawnscope {

namespace {

constexpr qint64 NearRows = 20;
constexpr qsizetype NearBytes = 64 * 1024;

class Walk
{
public:
    explicit Walk(const OutputLog &log)
        : m_log(log)
    {}

    QString fault() const { return m_fault; }

    void askAll()
    {
        for (const OutputFilter filter :
             {OutputFilter::All, OutputFilter::Stdout, OutputFilter::Stderr})
            ask(filter);
        for (size_t i = 0; i < OutputStreamCount; ++i)
            askBytes(static_cast<OutputStream>(i));
        expect(m_log.memoryBytes() < 64 * 1024 * 1024, "memory");
    }

private:
    void expect(bool condition, const char *what)
    {
        if (!condition && m_fault.isEmpty())
            m_fault = QString::fromLatin1(what);
    }

    void ask(OutputFilter filter)
    {
        const OutputRows rows = m_log.rows(filter);
        const OutputGap gap = m_log.gap(filter);
        expect(rows.first >= 0 && rows.first <= rows.end, "rows");
        expect(gap.bytes >= 0 && gap.rows.first >= 0 && gap.rows.first <= gap.rows.end, "gap");
        const std::set<qint64> places{rows.first,       gap.rows.first - 1, gap.rows.first,
                                      gap.rows.end - 1, gap.rows.end,       rows.end - NearRows,
                                      rows.end - 1,     rows.end,           rows.end + 1};
        for (const qint64 row : places) {
            if (row < 0)
                continue;
            askLines(filter, row, rows);
            askPlaces(filter, row, rows);
            askBlocks(filter, row, rows);
        }
        askRaw(filter, rows);
    }

    void askLines(OutputFilter filter, qint64 row, const OutputRows &rows)
    {
        const QList<OutputLine> lines = m_log.lines(filter, row, NearRows, NearBytes);
        qint64 last = row - 1;
        for (const OutputLine &line : lines) {
            expect(line.row > last && line.row < row + NearRows && rows.contains(line.row),
                   "row of a line");
            expect(line.number >= line.row && line.offset >= 0, "numbers of a line");
            // A row that is not damaged is shorter than two of them.
            expect(line.bytes.size() <= 3 * OutputLog::MaxRowBytes, "length of a line");
            expect(!line.bytes.contains('\n'), "line feed in a line");
            last = line.row;
        }
        if (lines.isEmpty())
            return;
        const OutputLine &line = lines.constLast();
        expect(m_log.rowOfLine(filter, line.number) >= 0, "row of a number");
        (void)m_log.rowOfLineNumber(line.lineNumber);
        (void)m_log.rowAtTime(filter, line.when);
        (void)m_log.rowOfByte(filter, line.stream, line.offset);
    }

    void askPlaces(OutputFilter filter, qint64 row, const OutputRows &rows)
    {
        for (const qint64 bytes : {qint64(0), qint64(1), qint64(100'000), qint64(1) << 40}) {
            const qint64 after = m_log.rowAfterBytes(filter, row, bytes);
            expect(after >= std::min(row, rows.end) && after <= std::max(row, rows.end),
                   "row after bytes");
        }
        expect(m_log.rowAtTime(filter, std::chrono::nanoseconds(row)) <= rows.end, "row at time");
        (void)m_log.rowOfLineNumber(row);
        (void)m_log.rowOfLine(filter, row);
    }

    void askBlocks(OutputFilter filter, qint64 row, const OutputRows &rows)
    {
        m_log.readBlock(filter, row, std::min(row + NearRows, rows.end), &m_block);
        for (const OutputBlock::Part &part : m_block.parts) {
            qint64 count = 0;
            for (const OutputRows &stretch : part.rows)
                count += stretch.count();
            expect(count <= NearRows, "rows of a block");
            qsizetype last = 0;
            for (const qsizetype cut : part.cuts) {
                expect(cut > last && cut < part.bytes.size(), "cuts of a block");
                last = cut;
            }
        }
    }

    void askRaw(OutputFilter filter, const OutputRows &rows)
    {
        qint64 row = rows.first;
        for (int turn = 0; turn < 100 && row < rows.end; ++turn) {
            const OutputLog::RawBatch batch = m_log.rawBytes(filter, row, NearBytes);
            expect(batch.nextRow > row && batch.nextRow <= rows.end, "raw bytes go on");
            if (batch.nextRow <= row)
                return;
            row = batch.nextRow;
        }
    }

    void askBytes(OutputStream stream)
    {
        const qint64 size = m_log.streamSize(stream);
        expect(size >= 0 && m_log.totals(stream).lines >= 0, "totals");
        for (const qint64 offset : {qint64(0), size / 2, size - 1, size, size + 1}) {
            if (offset < 0)
                continue;
            const QByteArray bytes = m_log.readBytes(stream, offset, NearBytes);
            expect(bytes.size() <= std::max<qint64>(size - offset, 0), "bytes beyond the end");
            (void)m_log.rowOfByte(OutputFilter::All, stream, offset);
        }
    }

    const OutputLog &m_log;
    QString m_fault;
    OutputBlock m_block;
};

} // namespace

QString faultOf(const RunRecord &record)
{
    Walk walk(*record.log());
    walk.askAll();
    if (!walk.fault().isEmpty())
        return walk.fault();
    (void)record.events();
    if (record.state() == RecordState::Writing)
        return QStringLiteral("state");
    const RunRecord::Repair &repair = record.repair();
    if (repair.bytesIndexedAnew < 0 || repair.entriesDropped < 0)
        return QStringLiteral("repair");
    (void)record.lastWritten();
    return {};
}

} // namespace Spawnscope
