// SPDX-License-Identifier: MIT
#include "widgets/rowsetsource.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

RowSetSource::RowSetSource(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                           std::shared_ptr<const RowSet> rows)
    : m_log(std::move(log))
    , m_filter(filter)
    , m_rows(std::move(rows))
{}

OutputRows RowSetSource::rows() const
{
    const OutputRows givenUp = m_rows->givenUpOrdinals();
    return {givenUp.isEmpty() || givenUp.first > 0 ? 0 : givenUp.end, m_rows->ordinalEnd()};
}

QList<OutputLine> RowSetSource::lines(qint64 firstRow, qint64 count, qsizetype maxBytes) const
{
    const QList<qint64> chosen = m_rows->rowsFrom(firstRow, count);
    const qint64 endRow = firstRow + count; // what was given up takes up ordinals as well
    QList<OutputLine> lines;
    for (qsizetype i = 0; i < chosen.size() && maxBytes > 0;) {
        qsizetype next = i + 1; // neighbours are read at once
        while (next < chosen.size() && chosen[next] == chosen[next - 1] + 1)
            ++next;
        const QList<OutputLine> read = m_log->lines(m_filter, chosen[i], next - i, maxBytes);
        for (OutputLine line : read) {
            line.row = m_rows->ordinalOf(line.row);
            if (line.row >= endRow)
                return lines;
            maxBytes -= line.bytes.size();
            lines.append(std::move(line));
        }
        if (!read.isEmpty() && read.size() < next - i)
            break; // enough bytes
        i = next;
    }
    return lines;
}

qint64 RowSetSource::rowOfLine(qint64 number) const
{
    return m_rows->ordinalOf(m_log->rowOfLine(m_filter, number));
}

qint64 RowSetSource::rowOfLineNumber(qint64 lineNumber) const
{
    const OutputRows kept = rows();
    return std::clamp(rowOfLine(m_log->rowOfLineNumber(lineNumber)), kept.first,
                      std::max(kept.end - 1, kept.first));
}

qint64 RowSetSource::rowAtTime(std::chrono::nanoseconds when) const
{
    return m_rows->ordinalOf(m_log->rowAtTime(m_filter, when));
}

qint64 RowSetSource::logRowOf(qint64 row) const
{
    return m_rows->rowAt(row).value_or(m_log->rows(m_filter).end);
}

} // namespace Spawnscope
