// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputsource.h"

#include <algorithm>
#include <functional>

namespace Spawnscope {

/// A source of any size that holds nothing: the text of each row is made when it is asked for.
class FakeSource final : public OutputSource
{
public:
    explicit FakeSource(qint64 rows) { m_rows.end = rows; }

    void setRows(qint64 end)
    {
        m_rows.end = end;
        ++m_revision;
    }
    void setGap(OutputRows rows, qint64 bytes = 0)
    {
        m_gap = {rows, bytes};
        if (rows.first == 0)
            m_rows.first = rows.end;
        ++m_revision;
    }
    /// @p text makes the bytes of a row.
    void setText(std::function<QByteArray(qint64 row)> text) { m_text = std::move(text); }
    /// Rows are a millisecond apart.
    static constexpr std::chrono::nanoseconds Distance = std::chrono::milliseconds(1);

    mutable qint64 linesRead = 0;

    quint64 revision() const override { return m_revision; }
    OutputRows rows() const override { return m_rows; }
    OutputGap gap() const override { return m_gap; }
    QList<OutputLine> lines(qint64 firstRow, qint64 count, qsizetype maxBytes) const override
    {
        QList<OutputLine> result;
        const qint64 end = std::min(firstRow + count, m_rows.end);
        qsizetype bytes = 0;
        for (qint64 row = std::max(firstRow, m_rows.first); row < end; ++row) {
            if (m_gap.rows.contains(row))
                continue;
            OutputLine line;
            line.number = row;
            line.row = row;
            line.lineNumber = row + 1;
            line.isEnded = true;
            line.when = Distance * row;
            line.bytes = m_text ? m_text(row) : "row " + QByteArray::number(row);
            bytes += line.bytes.size();
            if (bytes > maxBytes && !result.isEmpty())
                break;
            result.append(line);
            ++linesRead;
        }
        return result;
    }
    qint64 rowOfLine(qint64 number) const override
    {
        const qint64 row = std::clamp(number, m_rows.first, m_rows.end);
        return m_gap.rows.contains(row) ? m_gap.rows.end : row;
    }
    qint64 rowOfLineNumber(qint64 lineNumber) const override
    {
        return std::min(rowOfLine(lineNumber - 1), m_rows.end - 1);
    }
    qint64 rowAtTime(std::chrono::nanoseconds when) const override
    {
        return rowOfLine((when + Distance - std::chrono::nanoseconds(1)) / Distance);
    }
    qint64 totalLines() const override { return m_rows.end; }
    OutputClock clock() const override { return m_clock; }
    std::shared_ptr<const OutputLog> log() const override { return nullptr; }
    OutputFilter filter() const override { return OutputFilter::All; }
    qint64 rowOfLogRow(qint64 logRow) const override { return logRow; }
    qint64 logRowOf(qint64 row) const override { return row; }

    OutputClock m_clock{{}, QDateTime({2025, 6, 1}, {12, 0, 0})};

private:
    OutputRows m_rows;
    OutputGap m_gap;
    quint64 m_revision = 1;
    std::function<QByteArray(qint64)> m_text;
};

} // namespace Spawnscope
