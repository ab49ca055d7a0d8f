// SPDX-License-Identifier: MIT
#pragma once

#include "record/arrivalindex.h"

namespace Spawnscope {

/// What a log has given up: whole rows, neighbours in the order of arrival.
struct LogGap
{
    /// Instead of where a stream's lost bytes end: they end where the bytes do, because the last
    /// row that was given up may still grow.
    static constexpr qint64 Open = -1;

    ArrivalPoint head; ///< the rows before it are kept
    ArrivalPoint tail; ///< the rows from here on are kept
    std::array<qint64, OutputStreamCount> begin{}; ///< of the bytes of those rows in each stream
    std::array<qint64, OutputStreamCount> end{}; ///< of them; or Open

    bool isEmpty() const { return tail.record <= head.record; }
    OutputRows rows(std::optional<OutputStream> stream) const
    {
        return {head.rowsOf(stream), tail.rowsOf(stream)};
    }
    bool concerns(size_t stream) const { return tail.rows[stream] > head.rows[stream]; }

    struct Bytes
    {
        qint64 begin = 0;
        qint64 end = 0;
        bool contains(qint64 offset) const { return offset >= begin && offset < end; }
    };
    /// Which bytes of a stream of @p size bytes are given up.
    Bytes bytes(size_t stream, qint64 size) const
    {
        if (!concerns(stream))
            return {};
        return {begin[stream], end[stream] == Open ? size : end[stream]};
    }

    /// As it stands in the file of a record: see FORMAT.md.
    static constexpr qsizetype EncodedBytes = 256;
    QByteArray encoded(quint64 sequence) const;
    struct Decoded;
    static std::optional<Decoded> decode(QByteArrayView bytes);
};

struct LogGap::Decoded
{
    LogGap gap;
    quint64 sequence = 0; ///< the higher one is the newer
};

} // namespace Spawnscope
