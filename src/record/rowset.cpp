// SPDX-License-Identifier: MIT
#include "record/rowset.h"

#include <algorithm>
#include <bit>

namespace Spawnscope {

namespace {

constexpr quint64 bitOf(qint32 low)
{
    return quint64{1} << (low % 64);
}

/// The bits of a word below @p low.
constexpr quint64 bitsBelow(qint32 low)
{
    return bitOf(low) - 1;
}

} // namespace

// --- container

bool RowSet::Container::insert(quint16 low)
{
    if (bits) {
        quint64 &word = (*bits)[low / 64U];
        const bool isNew = (word & bitOf(low)) == 0;
        word |= bitOf(low);
        count += isNew ? 1 : 0;
        return isNew;
    }
    const auto at = sparse.empty() || sparse.back() < low
        ? sparse.end()
        : std::lower_bound(sparse.begin(), sparse.end(), low);
    if (at != sparse.end() && *at == low)
        return false;
    sparse.insert(at, low);
    ++count;
    if (sparse.size() > MaxSparse) {
        bits = std::make_unique<Bits>();
        for (const quint16 row : sparse)
            (*bits)[row / 64U] |= bitOf(row);
        std::vector<quint16>().swap(sparse);
    }
    return true;
}

bool RowSet::Container::erase(quint16 low)
{
    if (!contains(low))
        return false;
    eraseRange(low, low + 1);
    return true;
}

bool RowSet::Container::contains(quint16 low) const
{
    if (bits)
        return ((*bits)[low / 64U] & bitOf(low)) != 0;
    return std::binary_search(sparse.begin(), sparse.end(), low);
}

qint32 RowSet::Container::countBefore(qint32 low) const
{
    if (!bits) {
        return static_cast<qint32>(std::lower_bound(sparse.begin(), sparse.end(), low)
                                   - sparse.begin());
    }
    if (low == ContainerRows)
        return count;
    qint32 sum = std::popcount((*bits)[static_cast<size_t>(low / 64)] & bitsBelow(low));
    for (size_t word = 0; word < static_cast<size_t>(low / 64); ++word)
        sum += std::popcount((*bits)[word]);
    return sum;
}

qint32 RowSet::Container::at(qint32 index) const
{
    if (!bits)
        return sparse[static_cast<size_t>(index)];
    size_t word = 0;
    for (int here = std::popcount((*bits)[0]); index >= here; here = std::popcount((*bits)[word])) {
        index -= here;
        ++word;
    }
    quint64 left = (*bits)[word];
    for (; index > 0; --index)
        left &= left - 1;
    return static_cast<qint32>(word * 64) + std::countr_zero(left);
}

void RowSet::Container::eraseRange(qint32 first, qint32 end)
{
    const auto from = [this](qint32 low) {
        return std::lower_bound(sparse.begin(), sparse.end(), low);
    };
    if (!bits) {
        sparse.erase(from(first), from(end));
        count = static_cast<qint32>(sparse.size());
        return;
    }
    if (first == 0 && end == ContainerRows) {
        bits.reset();
        count = 0;
        return;
    }
    for (qint32 low = first; low < end; low = (low / 64 + 1) * 64) {
        const bool endsHere = low / 64 == end / 64;
        const quint64 gone = ~bitsBelow(low) & (endsHere ? bitsBelow(end) : ~quint64{0});
        quint64 &word = (*bits)[static_cast<size_t>(low / 64)];
        count -= std::popcount(word & gone);
        word &= ~gone;
    }
}

// --- set

void RowSet::insert(const QList<qint64> &rows)
{
    const std::scoped_lock lock(m_mutex);
    for (const qint64 row : rows) {
        const auto container = static_cast<size_t>(row >> RowBits);
        if (container >= m_containers.size())
            m_containers.resize(container + 1);
        if (m_containers[container].insert(static_cast<quint16>(row))) {
            ++m_count;
            countAgainFrom(container + 1);
        }
    }
    changed();
}

void RowSet::erase(qint64 row)
{
    const std::scoped_lock lock(m_mutex);
    const auto container = static_cast<size_t>(row >> RowBits);
    if (container >= m_containers.size()
        || !m_containers[container].erase(static_cast<quint16>(row)))
        return;
    --m_count;
    countAgainFrom(container + 1);
    changed();
}

void RowSet::giveUp(const OutputRows &gap)
{
    const std::scoped_lock lock(m_mutex);
    const qint64 before = m_count;
    for (qint64 row = m_gap.isEmpty() ? gap.first : m_gap.end; row < gap.end;) {
        const auto number = static_cast<size_t>(row >> RowBits);
        if (number >= m_containers.size())
            break;
        const qint64 start = static_cast<qint64>(number) << RowBits;
        const qint64 end = std::min(gap.end, start + ContainerRows);
        Container &container = m_containers[number];
        const qint32 had = container.count;
        container.eraseRange(static_cast<qint32>(row - start), static_cast<qint32>(end - start));
        m_count += container.count - had;
        row = end;
    }
    m_gap = gap;
    m_givenUp += before - m_count;
    countAgainFrom(static_cast<size_t>(gap.first >> RowBits) + 1);
    changed();
}

void RowSet::countAgainFrom(size_t container)
{
    m_counted = std::min(m_counted, container);
}

void RowSet::countUpTo(size_t container) const
{
    m_before.resize(m_containers.size());
    for (; m_counted <= container; ++m_counted) {
        m_before[m_counted] = m_counted == 0
            ? 0
            : m_before[m_counted - 1] + m_containers[m_counted - 1].count;
    }
}

/// How many rows of the set now lie before @p row.
qint64 RowSet::keptBefore(qint64 row) const
{
    if (row <= 0)
        return 0;
    const auto number = static_cast<size_t>(row >> RowBits);
    if (number >= m_containers.size())
        return m_count;
    countUpTo(number);
    return m_before[number]
        + m_containers[number].countBefore(static_cast<qint32>(row % ContainerRows));
}

/// The row with @p index < m_count among those in the set now.
qint64 RowSet::rowOfKept(qint64 index) const
{
    countUpTo(m_containers.size() - 1);
    const auto after = std::upper_bound(m_before.begin(), m_before.end(), index);
    const auto number = static_cast<size_t>(after - m_before.begin()) - 1;
    return (static_cast<qint64>(number) << RowBits)
        + m_containers[number].at(static_cast<qint32>(index - m_before[number]));
}

std::optional<qint64> RowSet::keptFrom(qint64 index) const
{
    return index >= 0 && index < m_count ? std::optional(rowOfKept(index)) : std::nullopt;
}

qint64 RowSet::keptIndexOf(qint64 ordinal) const
{
    const qint64 beforeGap = keptBefore(m_gap.first);
    return ordinal < beforeGap ? ordinal : std::max(beforeGap, ordinal - m_givenUp);
}

qint64 RowSet::count() const
{
    const std::scoped_lock lock(m_mutex);
    return m_count;
}

qint64 RowSet::ordinalEnd() const
{
    const std::scoped_lock lock(m_mutex);
    return m_count + m_givenUp;
}

bool RowSet::contains(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    const auto container = static_cast<size_t>(row >> RowBits);
    return row >= 0 && container < m_containers.size()
        && m_containers[container].contains(static_cast<quint16>(row));
}

qint64 RowSet::countIn(const OutputRows &rows) const
{
    const std::scoped_lock lock(m_mutex);
    return std::max<qint64>(keptBefore(rows.end) - keptBefore(rows.first), 0);
}

qint64 RowSet::ordinalOf(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    return keptBefore(row) + givenUpBefore(row);
}

std::optional<qint64> RowSet::rowAt(qint64 ordinal) const
{
    const std::scoped_lock lock(m_mutex);
    return keptFrom(keptIndexOf(ordinal));
}

QList<qint64> RowSet::rowsFrom(qint64 ordinal, qsizetype count) const
{
    QList<qint64> rows;
    const std::scoped_lock lock(m_mutex);
    const qint64 first = keptIndexOf(ordinal);
    const qint64 end = std::min(m_count, first + count);
    rows.reserve(std::max<qint64>(end - first, 0));
    for (qint64 index = first; index < end; ++index)
        rows.append(rowOfKept(index));
    return rows;
}

std::optional<qint64> RowSet::firstAtOrAfter(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    return keptFrom(keptBefore(row));
}

std::optional<qint64> RowSet::lastAtOrBefore(qint64 row) const
{
    const std::scoped_lock lock(m_mutex);
    if (row < 0)
        return std::nullopt;
    const bool isBeyond = (row >> RowBits) >= static_cast<qint64>(m_containers.size());
    return keptFrom((isBeyond ? m_count : keptBefore(row + 1)) - 1);
}

OutputRows RowSet::givenUpOrdinals() const
{
    const std::scoped_lock lock(m_mutex);
    const qint64 first = keptBefore(m_gap.first);
    return {first, first + m_givenUp};
}

} // namespace Spawnscope
