// SPDX-License-Identifier: MIT
#pragma once

#include "record/rowset.h"
#include "widgets/outputsource.h"

namespace Spawnscope {

/// The rows of a log that were chosen, such as those that match a filter. A row here is the
/// ordinal of a chosen one (see RowSet). Grows while rows are being chosen.
class RowSetSource final : public OutputSource
{
public:
    /// @p rows are rows of the log under @p filter.
    RowSetSource(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                 std::shared_ptr<const RowSet> rows);

    quint64 revision() const override { return m_log->revision() + m_rows->revision(); }
    OutputRows rows() const override;
    OutputGap gap() const override { return {.rows = m_rows->givenUpOrdinals(), .bytes = 0}; }
    QList<OutputLine> lines(qint64 firstRow, qint64 count, qsizetype maxBytes) const override;
    qint64 rowOfLine(qint64 number) const override;
    qint64 rowOfLineNumber(qint64 lineNumber) const override;
    qint64 rowAtTime(std::chrono::nanoseconds when) const override;
    qint64 totalLines() const override { return m_log->totalLines(); }
    OutputClock clock() const override { return m_log->clock(); }
    std::shared_ptr<const OutputLog> log() const override { return m_log; }
    OutputFilter filter() const override { return m_filter; }
    qint64 rowOfLogRow(qint64 logRow) const override { return m_rows->ordinalOf(logRow); }
    qint64 logRowOf(qint64 row) const override;

    const std::shared_ptr<const RowSet> &chosenRows() const { return m_rows; }

private:
    const std::shared_ptr<const OutputLog> m_log;
    const OutputFilter m_filter;
    const std::shared_ptr<const RowSet> m_rows;
};

} // namespace Spawnscope
