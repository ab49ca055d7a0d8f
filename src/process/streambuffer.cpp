// SPDX-License-Identifier: MIT
#include "process/streambuffer.h"

#include "process/largepages_p.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Spawnscope {

namespace {

/// A buffer that once was larger is not kept at that size.
constexpr qsizetype keptCapacity = 1024 * 1024;

/// From here on large pages are asked for, and capacities are multiples of any system's page size.
constexpr qsizetype largeCapacity = 4 * 1024 * 1024;
constexpr qsizetype capacityStep = 64 * 1024;

} // namespace

void StreamBuffer::append(QByteArrayView data)
{
    keepLent();
    if (m_head > m_owned.size() / 2)
        closeGap();
    reserve(m_owned.size() + data.size());
    m_owned.append(data);
}

/// QByteArray::remove() would only note the gap, and the bytes wander through all the capacity.
void StreamBuffer::closeGap()
{
    std::memmove(m_owned.data(), m_owned.constData() + m_head, size_t(ownedSize()));
    m_owned.resize(ownedSize());
    m_head = 0;
}

/// QByteArray::append() alone would copy what is there to a new place; this moves its pages.
void StreamBuffer::reserve(qsizetype size)
{
    if (size <= m_owned.capacity())
        return;
    const qsizetype capacity = std::max(size, 2 * m_owned.capacity());
    if (capacity < largeCapacity) {
        m_owned.reserve(capacity);
        return;
    }
    m_owned.reserve((capacity + capacityStep - 1) / capacityStep * capacityStep);
    preferLargePages(m_owned.data(), m_owned.capacity());
}

void StreamBuffer::lend(QByteArrayView data)
{
    keepLent();
    if (ownedSize() > 0) {
        // A line that began before is completed, so that it lies in one piece.
        const qsizetype newline = data.indexOf('\n');
        const qsizetype begun = newline < 0 ? data.size() : newline + 1;
        append(data.first(begun));
        data = data.sliced(begun);
    }
    m_lent = data;
}

void StreamBuffer::keepLent()
{
    if (!m_lent.isEmpty())
        append(std::exchange(m_lent, {}));
}

QByteArrayView StreamBuffer::all()
{
    if (ownedSize() > 0)
        keepLent();
    return front();
}

QByteArray StreamBuffer::takeOwned(qsizetype count)
{
    if (count > ownedSize())
        keepLent();
    // Who keeps what he took does not keep more memory than that.
    const bool isGivenAway = m_head == 0 && count == m_owned.size()
        && m_owned.capacity() <= 2 * count;
    if (isGivenAway)
        return std::exchange(m_owned, {});
    QByteArray taken(m_owned.constData() + m_head, count);
    m_head += count;
    if (m_head == m_owned.size()) {
        m_head = 0;
        if (m_owned.capacity() > keptCapacity)
            m_owned.clear();
        else
            m_owned.resize(0);
    }
    return taken;
}

} // namespace Spawnscope
