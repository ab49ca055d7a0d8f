// SPDX-License-Identifier: MIT
#include "widgets/outputpage.h"

#include <algorithm>

namespace Spawnscope {

void OutputPage::setLog(std::shared_ptr<const OutputLog> log)
{
    m_log = std::move(log);
    m_cache.clear();
    m_cachedUnits = 0;
    m_top = {};
    refresh();
}

void OutputPage::setFilter(OutputFilter filter)
{
    if (filter == m_filter)
        return;
    const bool isOnOutput = !m_lines.empty() && m_lines.front().kind == PageLine::Kind::Output
        && m_log;
    const qint64 number = isOnOutput ? m_lines.front().line.number : 0;
    m_filter = filter;
    m_top = {m_log ? m_log->rowOfLine(filter, number) : 0, 0};
    refresh();
}

void OutputPage::setSize(int rows, int wrapColumns)
{
    m_size = std::max(rows, 1);
    if (wrapColumns != m_wrapColumns) {
        const PageLine topLine = lineAt(m_top.row);
        const qsizetype position = topLine.layout && m_top.subRow < topLine.layout->rowCount()
            ? topLine.layout->rowStart(m_top.subRow)
            : 0;
        m_wrapColumns = wrapColumns;
        m_cache.clear();
        m_cachedUnits = 0;
        if (const PageLine again = lineAt(m_top.row); again.layout)
            m_top.subRow = again.layout->rowOf(position);
    }
    refresh();
}

void OutputPage::refresh()
{
    m_rows = m_log ? m_log->rows(m_filter) : OutputRows{};
    m_gap = m_log ? m_log->gap(m_filter) : OutputGap{};
    m_top = clamped(m_top);
    lookUp();
}

void OutputPage::lookUp()
{
    m_lines.clear();
    m_visualRows.clear();
    if (!m_log)
        return;
    const auto wanted = static_cast<size_t>(m_size) + 1;
    const auto add = [this, wanted](PageLine line) {
        const int rowCount = line.layout->rowCount();
        int subRow = m_lines.empty() ? std::min(m_top.subRow, rowCount - 1) : 0;
        for (; subRow < rowCount && m_visualRows.size() < wanted; ++subRow)
            m_visualRows.push_back({m_lines.size(), subRow});
        m_lines.push_back(std::move(line));
    };
    if (m_top.row < m_rows.first && m_top.row >= begin())
        add(dropMark());
    const qint64 first = std::max(m_top.row, m_rows.first);
    for (OutputLine &line : m_log->lines(m_filter, first, m_size + 1)) {
        if (m_visualRows.size() >= wanted)
            break;
        add(laidOut(std::move(line)));
    }
}

PageLine OutputPage::lineAt(qint64 row) const
{
    if (!m_log)
        return {};
    if (row < m_rows.first)
        return row >= begin() ? dropMark() : PageLine{};
    QList<OutputLine> lines = m_log->lines(m_filter, row, 1);
    return lines.isEmpty() || lines.first().row != row ? PageLine{}
                                                       : laidOut(std::move(lines.first()));
}

PageLine OutputPage::laidOut(OutputLine line) const
{
    const qint64 number = line.number;
    const qsizetype bytes = line.bytes.size();
    PageLine result{.kind = PageLine::Kind::Output, .line = std::move(line), .layout = {}};
    if (const auto known = m_cache.constFind(number);
        known != m_cache.cend() && known->bytes == bytes) {
        result.layout = known->layout;
        return result;
    }
    constexpr qsizetype CachedUnitsLimit = 6 * 1024 * 1024;
    constexpr qsizetype CachedLinesLimit = 2048;
    if (m_cachedUnits > CachedUnitsLimit || m_cache.size() > CachedLinesLimit) {
        m_cache.clear();
        m_cachedUnits = 0;
    }
    result.layout = std::make_shared<const LineLayout>(
        styledText(result.line.bytes, result.line.style), m_wrapColumns);
    m_cachedUnits += result.layout->text().size();
    m_cache.insert(number, {bytes, result.layout});
    return result;
}

PageLine OutputPage::dropMark() const
{
    PageLine mark{.kind = PageLine::Kind::DropMark, .line = {}, .layout = {}};
    mark.line.number = -1;
    mark.line.row = m_rows.first - 1;
    mark.line.stream = OutputStream::Note;
    mark.layout = std::make_shared<const LineLayout>(StyledText{}, 0);
    return mark;
}

OutputPage::Place OutputPage::lastTop() const
{
    const qint64 firstOnPage = std::max(begin(), m_rows.end - m_size);
    if (!m_log || m_wrapColumns == 0)
        return {firstOnPage, 0};
    int left = m_size;
    QList<OutputLine> lines = m_log->lines(m_filter, firstOnPage, m_rows.end - firstOnPage);
    while (!lines.isEmpty()) {
        const PageLine line = laidOut(lines.takeLast());
        const int rowCount = line.layout->rowCount();
        if (rowCount >= left)
            return {line.line.row, rowCount - left};
        left -= rowCount;
    }
    return {firstOnPage, 0};
}

OutputPage::Place OutputPage::clamped(Place place) const
{
    const Place first{begin(), 0};
    if (place <= first)
        return first;
    return std::min(place, std::max(lastTop(), first));
}

void OutputPage::moveTo(Place top)
{
    m_top = clamped(top);
    lookUp();
}

void OutputPage::moveToEnd()
{
    m_top = clamped(lastTop());
    lookUp();
}

void OutputPage::moveBy(qint64 visualRows)
{
    Place place = m_top;
    if (m_wrapColumns == 0) {
        moveTo({place.row + visualRows, 0});
        return;
    }
    const auto rowCountAt = [this](qint64 row) {
        const PageLine line = lineAt(row);
        return line.layout ? line.layout->rowCount() : 1;
    };
    qint64 subRow = place.subRow + visualRows;
    while (subRow < 0 && place.row > begin())
        subRow += rowCountAt(--place.row);
    while (subRow > 0 && place.row < m_rows.end) {
        const int rowCount = rowCountAt(place.row);
        if (subRow < rowCount)
            break;
        subRow -= rowCount;
        ++place.row;
    }
    place.subRow = static_cast<int>(std::max<qint64>(subRow, 0));
    moveTo(place);
}

void OutputPage::show(qint64 row, qsizetype position)
{
    const PageLine line = lineAt(row);
    if (!line.layout)
        return;
    const Place place{row, line.layout->rowOf(position)};
    const auto isFullyVisible = [this, place](size_t i) {
        const VisualRow &visual = m_visualRows[i];
        return m_lines[visual.line].line.row == place.row && visual.subRow == place.subRow;
    };
    const size_t full = std::min(m_visualRows.size(), static_cast<size_t>(m_size));
    for (size_t i = 0; i < full; ++i) {
        if (isFullyVisible(i))
            return;
    }
    moveTo(place);
    moveBy(-m_size / 3);
}

} // namespace Spawnscope
