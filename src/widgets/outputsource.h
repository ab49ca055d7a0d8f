// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <chrono>
#include <memory>

namespace Spawnscope {

/// The rows of a source as places one below the other: every kept row has one, and so has the mark
/// that stands for the gap. Rows are what places are remembered by, since they never change; places
/// are what scrolling counts.
struct OutputExtent
{
    OutputRows rows;
    OutputGap gap; ///< anywhere: at the start of rows, or in the middle of them

    /// Any row in the gap means the mark; this is the one it goes by.
    qint64 markRow() const { return gap.rows.first; }
    bool isMark(qint64 row) const { return gap.rows.contains(row); }
    /// Of the first place; rows.end when there is none.
    qint64 firstRow() const;
    qint64 lastRow() const; ///< of the last place
    qint64 count() const; ///< of places
    /// The place of @p row, the nearest one when it has none.
    qint64 placeOf(qint64 row) const;
    qint64 rowAt(qint64 place) const;
    /// The row @p places further down, or the first or last one.
    qint64 stepped(qint64 row, qint64 places) const { return rowAt(placeOf(row) + places); }
};

/// What an output page shows: the rows of a log, all of them or those that somebody chose.
///
/// Rows:   count from the source's first row ever, and keep their number for life. Lines carry
///         their number in the log (OutputLine::number), and the row of the source they came from.
/// Life:   its log lives as long as the source does. A view that is given another choice of rows
///         is given another source.
/// Thread: everything may be called on any thread.
class OutputSource
{
public:
    OutputSource() = default;
    virtual ~OutputSource() = default;
    Q_DISABLE_COPY_MOVE(OutputSource)

    /// Differs from an earlier answer when rows may have changed, come or gone since.
    virtual quint64 revision() const = 0;
    virtual OutputRows rows() const = 0;
    virtual OutputGap gap() const = 0; ///< its bytes are 0 when they are not known
    /// As OutputLog::lines(). The rows of a gap give no line.
    virtual QList<OutputLine> lines(qint64 firstRow, qint64 count, qsizetype maxBytes) const = 0;

    /// The row of the line of this OutputLine::number, or of the first kept row after it.
    virtual qint64 rowOfLine(qint64 number) const = 0;
    /// The row where this OutputLine::lineNumber begins, or the first one after it; the last row
    /// when there are fewer lines.
    virtual qint64 rowOfLineNumber(qint64 lineNumber) const = 0;
    /// The first row that arrived at or after @p when; the end when none did.
    virtual qint64 rowAtTime(std::chrono::nanoseconds when) const = 0;
    /// How many rows the log has had, hence a bound for all numbers.
    virtual qint64 totalLines() const = 0;
    virtual OutputClock clock() const = 0;

    /// What is searched and saved on behalf of this source; null when there is no such thing.
    virtual std::shared_ptr<const OutputLog> log() const = 0;
    virtual OutputFilter filter() const = 0; ///< of the search in log()
    /// The row here of @p logRow of log() under filter(), or of the first one after it.
    virtual qint64 rowOfLogRow(qint64 logRow) const = 0;
    virtual qint64 logRowOf(qint64 row) const = 0;

    OutputExtent extent() const;
};

/// All rows of a log under a filter.
class LogSource final : public OutputSource
{
public:
    LogSource(std::shared_ptr<const OutputLog> log, OutputFilter filter)
        : m_log(std::move(log))
        , m_filter(filter)
    {}

    quint64 revision() const override { return m_log->revision(); }
    OutputRows rows() const override { return m_log->rows(m_filter); }
    OutputGap gap() const override { return m_log->gap(m_filter); }
    QList<OutputLine> lines(qint64 firstRow, qint64 count, qsizetype maxBytes) const override
    {
        return m_log->lines(m_filter, firstRow, count, maxBytes);
    }
    qint64 rowOfLine(qint64 number) const override { return m_log->rowOfLine(m_filter, number); }
    qint64 rowOfLineNumber(qint64 lineNumber) const override;
    qint64 rowAtTime(std::chrono::nanoseconds when) const override
    {
        return m_log->rowAtTime(m_filter, when);
    }
    qint64 totalLines() const override { return m_log->totalLines(); }
    OutputClock clock() const override { return m_log->clock(); }
    std::shared_ptr<const OutputLog> log() const override { return m_log; }
    OutputFilter filter() const override { return m_filter; }
    qint64 rowOfLogRow(qint64 logRow) const override { return logRow; }
    qint64 logRowOf(qint64 row) const override { return row; }

private:
    const std::shared_ptr<const OutputLog> m_log;
    const OutputFilter m_filter;
};

} // namespace Spawnscope
