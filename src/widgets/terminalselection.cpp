// SPDX-License-Identifier: MIT
#include "widgets/terminalselection.h"

#include <algorithm>

namespace Spawnscope {

namespace {

QString withoutBlanksAtEnd(QString text)
{
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

} // namespace

bool TerminalSelection::isEmpty() const
{
    if (m_isBlock)
        return m_anchorColumn == m_endColumn;
    const TerminalRange range = this->range();
    return range.first == range.last;
}

TerminalRange TerminalSelection::range() const
{
    return {.first = std::min(m_anchor.first, m_end.first),
            .last = std::max(m_anchor.last, m_end.last)};
}

ColumnSpan TerminalSelection::blockColumns() const
{
    return {.first = std::min(m_anchorColumn, m_endColumn),
            .end = std::max(m_anchorColumn, m_endColumn)};
}

void TerminalSelection::start(const TerminalRange &anchor)
{
    *this = {};
    m_anchor = anchor;
    m_end = anchor;
}

void TerminalSelection::extend(const TerminalRange &to)
{
    m_end = to;
}

void TerminalSelection::startBlock(const TerminalPlace &rowStart, int column)
{
    start({rowStart, rowStart});
    m_isBlock = true;
    m_anchorColumn = column;
    m_endColumn = column;
}

void TerminalSelection::extendBlock(const TerminalPlace &rowStart, int column)
{
    m_end = {rowStart, rowStart};
    m_endColumn = column;
}

std::optional<ColumnSpan> TerminalSelection::spanIn(const TerminalPageRow &row) const
{
    if (!row.cells || isEmpty())
        return std::nullopt;
    const TerminalRange range = this->range();
    if (m_isBlock) {
        const bool isInside = row.start >= range.first && row.start <= range.last;
        return isInside ? std::optional(blockColumns()) : std::nullopt;
    }
    const int used = row.cells->usedColumns();
    const TerminalPlace end{row.start.line, row.start.offset + used};
    if (end < range.first || row.start > range.last || (end == range.first && !row.isLineEnd()))
        return std::nullopt;
    const auto columnOf = [&](const TerminalPlace &place, int other) {
        return place.line == row.start.line
            ? static_cast<int>(std::clamp<qint64>(place.offset - row.start.offset, 0, used))
            : other;
    };
    const ColumnSpan span{.first = columnOf(range.first, 0), .end = columnOf(range.last, used)};
    return span.first <= span.end ? std::optional(span) : std::nullopt;
}

bool TerminalSelection::coversEndOf(const TerminalPageRow &row) const
{
    const TerminalRange range = this->range();
    return !m_isBlock && !isEmpty() && row.isLineEnd() && row.start.line >= range.first.line
        && row.start.line < range.last.line;
}

namespace {

/// What is selected of a line, without a line feed at its end.
QString selectedTextOf(const std::vector<TerminalPageRow> &rows, const TerminalSelection &selection,
                       bool isCutAtEnd)
{
    QString text;
    bool isFirst = true;
    for (const TerminalPageRow &row : rows) {
        const auto span = selection.spanIn(row);
        if (!span || row.isMark)
            continue;
        if (selection.isBlock() && !isFirst)
            text = withoutBlanksAtEnd(text) + u'\n';
        text += row.cells->text(span->first, span->end);
        isFirst = false;
    }
    return isCutAtEnd ? text : withoutBlanksAtEnd(text);
}

} // namespace

QString selectedText(const TerminalPage &page, const TerminalSelection &selection, qint64 first,
                     qint64 end)
{
    const qint64 last = selection.range().last.line;
    QString text;
    for (qint64 line = first; line < end; ++line) {
        const bool isCutAtEnd = line == last && !selection.isBlock();
        text += selectedTextOf(page.rowsOfLine(line), selection, isCutAtEnd);
        if (line + 1 < end)
            text += u'\n';
    }
    return text;
}

QString selectedText(const TerminalPage &page, const TerminalSelection &selection)
{
    if (selection.isEmpty())
        return {};
    const TerminalRange range = selection.range();
    return selectedText(page, selection, std::max(range.first.line, page.firstLine()),
                        std::min(range.last.line + 1, page.endLine()));
}

std::optional<QString> selectedText(const OutputLog &log, int columns,
                                    const TerminalSelection &selection, qint64 first, qint64 end,
                                    qsizetype mostUnits)
{
    constexpr qint64 LinesReadAtOnce = 1024;
    QString text;
    for (qint64 from = first; from < end; from += LinesReadAtOnce) {
        const qint64 count = std::min(LinesReadAtOnce, end - from);
        for (const OutputLine &line : log.lines(OutputFilter::Stdout, from, count)) {
            const std::vector<CellRow> cells = wrappedRows(styledText(line.bytes, line.style),
                                                           columns);
            std::vector<TerminalPageRow> rows;
            qint64 offset = 0;
            for (const CellRow &row : cells) {
                rows.push_back({.cells = &row, .start = {.line = line.row, .offset = offset}});
                offset += row.usedColumns();
            }
            text += selectedTextOf(rows, selection, false) + u'\n';
        }
        if (text.size() > mostUnits)
            return std::nullopt;
    }
    return text;
}

} // namespace Spawnscope
