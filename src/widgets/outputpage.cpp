// SPDX-License-Identifier: MIT
#include "widgets/outputpage.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr qint64 MarkNumber = -1; // no line has it
// Where long lines are wrapped, few of them fill the page; no more than needed are read.
constexpr qint64 LinesReadFirst = 4;

} // namespace

void OutputPage::setSource(std::shared_ptr<const OutputSource> source)
{
    m_source = std::move(source);
    forgetLayouts();
    m_top = {};
    refresh();
}

void OutputPage::exchangeSource(std::shared_ptr<const OutputSource> source)
{
    const auto top = std::find_if(lines().begin(), lines().end(), [](const PageLine &line) {
        return line.kind == PageLine::Kind::Output;
    });
    const qint64 number = top == lines().end() ? 0 : top->line.number;
    m_source = std::move(source);
    m_top = {m_source ? m_source->rowOfLine(number) : 0, 0};
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
        forgetLayouts();
        if (const PageLine again = lineAt(m_top.row); again.layout)
            m_top.subRow = again.layout->rowOf(position);
    }
    refresh();
}

void OutputPage::setEncoding(const TextEncoding &encoding)
{
    m_encoding = encoding;
    forgetLayouts();
    refresh();
}

void OutputPage::refresh()
{
    m_extent = m_source ? m_source->extent() : OutputExtent{};
    m_lastTop.reset();
    m_top = clamped(m_top);
    forgetLines();
}

void OutputPage::forgetLayouts() const
{
    m_cache.clear();
    m_olderCache.clear();
    m_cachedUnits = 0;
}

/// Lines from @p row on, the mark among them. Fewer than @p places at the end, or when lines were
/// given up since the extent was looked at.
QList<OutputLine> OutputPage::read(qint64 row, qint64 places) const
{
    QList<OutputLine> result;
    if (!m_source)
        return result;
    const OutputRows &gap = m_extent.gap.rows;
    const auto readLines = [this, &result](qint64 first, qint64 count) {
        if (count > 0)
            result += m_source->lines(first, count, OutputLog::DefaultLimitBytes);
    };
    if (m_extent.gap.isEmpty() || row >= gap.end) {
        readLines(row, places);
        return result;
    }
    const qint64 before = std::min(places, std::max<qint64>(gap.first - row, 0));
    readLines(row, before);
    if (before < places)
        result.append(gapMark());
    readLines(gap.end, places - before - 1);
    return result;
}

void OutputPage::forgetLines()
{
    m_lines.clear();
    m_visualRows.clear();
    m_isLookedUp = false;
}

const std::vector<PageLine> &OutputPage::lines() const
{
    if (!m_isLookedUp)
        lookUp();
    return m_lines;
}

const std::vector<OutputPage::VisualRow> &OutputPage::visualRows() const
{
    lines();
    return m_visualRows;
}

void OutputPage::lookUp() const
{
    m_isLookedUp = true;
    const auto wanted = static_cast<size_t>(m_size) + 1;
    const qint64 top = m_extent.placeOf(m_top.row);
    const qint64 end = std::min(top + m_size + 1, m_extent.count());
    auto before = OutputLine::NoTime;
    qint64 step = m_wrapColumns > 0 ? LinesReadFirst : m_size + 2;
    // One row more at the top, for its time.
    for (qint64 next = std::max<qint64>(top - 1, 0); next < end && m_visualRows.size() < wanted;) {
        for (OutputLine &line : read(m_extent.rowAt(next), std::min(step, end - next))) {
            const auto when = line.when;
            if (m_visualRows.size() < wanted && line.row >= m_top.row)
                add(std::move(line), before);
            before = when;
        }
        next += step;
        step *= 2;
    }
}

void OutputPage::add(OutputLine line, std::chrono::nanoseconds before) const
{
    PageLine laid = laidOut(std::move(line));
    laid.before = before;
    const auto wanted = static_cast<size_t>(m_size) + 1;
    const int rowCount = laid.layout->rowCount();
    int subRow = m_lines.empty() ? std::min(m_top.subRow, rowCount - 1) : 0;
    for (; subRow < rowCount && m_visualRows.size() < wanted; ++subRow)
        m_visualRows.push_back({m_lines.size(), subRow});
    m_lines.push_back(std::move(laid));
}

PageLine OutputPage::lineAt(qint64 row) const
{
    QList<OutputLine> lines = read(row, 1);
    if (lines.isEmpty() || (lines.first().row != row && !m_extent.isMark(row)))
        return {};
    return laidOut(std::move(lines.first()));
}

PageLine OutputPage::laidOut(OutputLine line) const
{
    const qint64 number = line.number;
    const qsizetype bytes = line.bytes.size();
    PageLine result{.kind = number == MarkNumber ? PageLine::Kind::GapMark : PageLine::Kind::Output,
                    .line = std::move(line),
                    .before = OutputLine::NoTime,
                    .layout = {}};
    for (const Cache *cache : {&m_cache, &m_olderCache}) {
        const auto known = cache->constFind(number);
        if (known == cache->cend() || known->bytes != bytes)
            continue;
        result.layout = known->layout;
        if (cache == &m_olderCache)
            keepLayout(number, {bytes, result.layout});
        return result;
    }
    result.layout = std::make_shared<const LineLayout>(
        styledText(result.line.bytes, result.line.style, m_encoding), m_wrapColumns);
    keepLayout(number, {bytes, result.layout});
    return result;
}

/// Two halves take turns, so that a page full of long rows is not laid out anew whenever the cache
/// is full.
void OutputPage::keepLayout(qint64 number, const Cached &cached) const
{
    constexpr qsizetype CachedUnitsLimit = 6 * 1024 * 1024;
    constexpr qsizetype CachedLinesLimit = 2048;
    if (m_cachedUnits > CachedUnitsLimit || m_cache.size() > CachedLinesLimit) {
        m_olderCache = std::exchange(m_cache, {});
        m_cachedUnits = 0;
    }
    m_cachedUnits += cached.layout->text().size();
    m_cache.insert(number, cached);
}

OutputLine OutputPage::gapMark() const
{
    OutputLine mark;
    mark.number = MarkNumber;
    mark.row = m_extent.markRow();
    mark.stream = OutputStream::Note;
    return mark;
}

OutputPage::Place OutputPage::lastTop() const
{
    if (!m_lastTop)
        m_lastTop = findLastTop();
    return *m_lastTop;
}

OutputPage::Place OutputPage::findLastTop() const
{
    const qint64 last = m_extent.lastRow();
    const qint64 firstOnPage = m_extent.stepped(last, 1 - m_size);
    if (m_wrapColumns == 0)
        return {firstOnPage, 0};
    qint64 left = m_size;
    const qint64 begin = m_extent.placeOf(firstOnPage);
    qint64 step = LinesReadFirst;
    for (qint64 end = m_extent.count(); end > begin; step *= 2) {
        const qint64 start = std::max(end - step, begin);
        QList<OutputLine> lines = read(m_extent.rowAt(start), end - start);
        while (!lines.isEmpty()) {
            const PageLine line = laidOut(lines.takeLast());
            const qint64 rowCount = line.layout->rowCount();
            if (rowCount >= left)
                return {line.line.row, static_cast<int>(rowCount - left)};
            left -= rowCount;
        }
        end = start;
    }
    return {firstOnPage, 0};
}

OutputPage::Place OutputPage::clamped(Place place) const
{
    if (m_extent.isMark(place.row))
        place = {m_extent.markRow(), 0};
    const Place first{m_extent.firstRow(), 0};
    if (place <= first)
        return first;
    return std::min(place, std::max(lastTop(), first));
}

void OutputPage::moveTo(Place top)
{
    m_top = clamped(top);
    forgetLines();
}

void OutputPage::moveToEnd()
{
    m_top = clamped(lastTop());
    forgetLines();
}

void OutputPage::moveBy(qint64 visualRows)
{
    Place place = m_top;
    if (m_wrapColumns == 0) {
        moveTo({m_extent.stepped(place.row, visualRows), 0});
        return;
    }
    const auto rowCountAt = [this](qint64 row) {
        const PageLine line = lineAt(row);
        return line.layout ? line.layout->rowCount() : 1;
    };
    qint64 subRow = place.subRow + visualRows;
    while (subRow < 0 && place.row > m_extent.firstRow()) {
        place.row = m_extent.stepped(place.row, -1);
        subRow += rowCountAt(place.row);
    }
    while (subRow > 0) {
        const int rowCount = rowCountAt(place.row);
        if (subRow < rowCount)
            break;
        const qint64 next = m_extent.stepped(place.row, 1);
        if (next == place.row)
            break;
        subRow -= rowCount;
        place.row = next;
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
        const VisualRow &visual = visualRows()[i];
        return lines()[visual.line].line.row == place.row && visual.subRow == place.subRow;
    };
    const size_t full = std::min(visualRows().size(), static_cast<size_t>(m_size));
    for (size_t i = 0; i < full; ++i) {
        if (isFullyVisible(i))
            return;
    }
    m_top = place; // which moveBy() puts right where it lies beyond the last top
    moveBy(-m_size / 3);
}

} // namespace Spawnscope
