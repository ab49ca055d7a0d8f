// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <deque>
#include <vector>

namespace Spawnscope {

/// A growing list that can give up one stretch in its middle, or its front, and grow that stretch.
/// Items keep their index for life.
template <typename T>
class GappedList final
{
public:
    qint64 end() const { return m_tailBegin + static_cast<qint64>(m_tail.size()); }
    /// The items kept before the stretch are [0, headEnd()).
    qint64 headEnd() const { return static_cast<qint64>(m_head.size()); }
    bool contains(qint64 index) const
    {
        return (index >= 0 && index < headEnd()) || (index >= m_tailBegin && index < end());
    }
    const T &at(qint64 index) const
    {
        return index < m_tailBegin ? m_head[static_cast<size_t>(index)]
                                   : m_tail[static_cast<size_t>(index - m_tailBegin)];
    }

    void append(T item) { m_tail.push_back(std::move(item)); }
    void replaceLast(T item) { m_tail.back() = std::move(item); }
    /// Leaves out what lies between the end and @p index, which is appended next. A second time,
    /// what was appended after the first is given up as well.
    void skipTo(qint64 index)
    {
        if (m_head.empty() && m_tailBegin == 0)
            moveToHead(end());
        m_tail.clear();
        m_tailBegin = index;
    }
    /// Ends the list before the stretch that was given up when nothing comes after that.
    void endBeforeGap()
    {
        if (m_tail.empty())
            m_tailBegin = headEnd();
    }
    /// Takes away the items from @p end on, which is after the stretch that was given up.
    void truncate(qint64 end)
    {
        while (this->end() > end && !m_tail.empty())
            m_tail.pop_back();
    }

    /// Gives up the items of [first, end). @p first is the same each time once something was.
    void drop(qint64 first, qint64 end)
    {
        if (m_head.empty() && m_tailBegin == 0 && first < end)
            moveToHead(first);
        while (m_tailBegin < std::min(end, this->end())) {
            m_tail.pop_front();
            ++m_tailBegin;
        }
    }

    /// The last kept item for which @p isBefore holds, where it holds for all up to some item and
    /// for none after; -1 when for none.
    template <typename Predicate>
    qint64 lastWhere(Predicate isBefore) const
    {
        const auto tail = std::partition_point(m_tail.begin(), m_tail.end(), isBefore);
        if (tail != m_tail.begin())
            return m_tailBegin + (tail - m_tail.begin()) - 1;
        return std::partition_point(m_head.begin(), m_head.end(), isBefore) - m_head.begin() - 1;
    }

    qsizetype memoryBytes() const
    {
        return static_cast<qsizetype>((m_head.capacity() + m_tail.size()) * sizeof(T));
    }

private:
    void moveToHead(qint64 count)
    {
        const qint64 moved = std::min(count, static_cast<qint64>(m_tail.size()));
        m_head.assign(m_tail.begin(), m_tail.begin() + moved);
        m_tail.erase(m_tail.begin(), m_tail.begin() + moved);
        m_tailBegin = moved;
    }

    std::vector<T> m_head; // items [0, m_head.size())
    std::deque<T> m_tail; // items from m_tailBegin on
    qint64 m_tailBegin = 0;
};

} // namespace Spawnscope
