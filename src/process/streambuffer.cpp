// SPDX-License-Identifier: MIT
#include "process/streambuffer.h"

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

/// A buffer that once was larger is not kept at that size.
constexpr qsizetype keptCapacity = 1024 * 1024;

} // namespace

void StreamBuffer::append(QByteArrayView data)
{
    keepLent();
    // append() alone would copy what is there to a new place, reserve() moves its pages.
    if (const qsizetype size = m_owned.size() + data.size(); size > m_owned.capacity())
        m_owned.reserve(std::max(size, 2 * m_owned.capacity()));
    m_owned.append(data);
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
    } else if (m_head > m_owned.size() / 2) {
        m_owned.remove(0, m_head);
        m_head = 0;
    }
    return taken;
}

} // namespace Spawnscope
