// SPDX-License-Identifier: MIT
#include "record/memorybytes.h"

#include <cstring>

namespace Spawnscope {

namespace {

constexpr qsizetype SmallestSegment = 4096;

} // namespace

ByteStore::Written MemoryBytes::write(qint64 offset, QByteArrayView bytes)
{
    const qsizetype size = bytes.size();
    while (!bytes.isEmpty()) {
        const qint64 index = offset / m_segmentBytes;
        const auto at = static_cast<qsizetype>(offset % m_segmentBytes);
        const qsizetype piece = std::min(bytes.size(), m_segmentBytes - at);
        const Segment segment = segmentFor(index, at + piece, at);
        std::memcpy(segment.bytes.get() + at, bytes.data(), static_cast<size_t>(piece));
        bytes = bytes.sliced(piece);
        offset += piece;
    }
    return {.bytes = size, .error = {}};
}

/// Makes room for @p neededBytes, of which the first @p usedBytes have been written.
MemoryBytes::Segment MemoryBytes::segmentFor(qint64 index, qsizetype neededBytes,
                                             qsizetype usedBytes)
{
    const std::scoped_lock lock(m_mutex);
    if (index < m_segments.end() && m_segments.at(index).capacity >= neededBytes)
        return m_segments.at(index);
    Segment segment;
    segment.capacity = std::min(std::max({SmallestSegment, neededBytes, 2 * usedBytes}),
                                m_segmentBytes);
    segment.bytes = std::shared_ptr<char[]>(new char[static_cast<size_t>(segment.capacity)]);
    m_memoryBytes += segment.capacity;
    if (index == m_segments.end()) {
        m_segments.append(segment);
        return segment;
    }
    const Segment &old = m_segments.at(index);
    std::memcpy(segment.bytes.get(), old.bytes.get(), static_cast<size_t>(usedBytes));
    m_memoryBytes -= old.capacity;
    m_segments.replaceLast(segment);
    return segment;
}

qsizetype MemoryBytes::read(qint64 offset, char *buffer, qsizetype size) const
{
    qsizetype done = 0;
    while (done < size) {
        const qint64 index = (offset + done) / m_segmentBytes;
        const auto at = static_cast<qsizetype>((offset + done) % m_segmentBytes);
        Segment segment;
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_segments.contains(index))
                return done;
            segment = m_segments.at(index);
        }
        const qsizetype piece = std::min(size - done, segment.capacity - at);
        if (piece <= 0)
            return done;
        std::memcpy(buffer + done, segment.bytes.get() + at, static_cast<size_t>(piece));
        done += piece;
    }
    return done;
}

void MemoryBytes::drop(qint64 begin, qint64 end)
{
    const std::scoped_lock lock(m_mutex);
    const qint64 first = (begin + m_segmentBytes - 1) / m_segmentBytes;
    // Never the last, which is written to.
    const qint64 beyond = std::min(end / m_segmentBytes, m_segments.end() - 1);
    for (qint64 index = first; index < beyond; ++index) {
        if (m_segments.contains(index))
            m_memoryBytes -= m_segments.at(index).capacity;
    }
    m_segments.drop(first, beyond);
}

qsizetype MemoryBytes::memoryBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_memoryBytes;
}

} // namespace Spawnscope
